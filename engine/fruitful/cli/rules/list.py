"""``fruitful rules list``: the rules by theme."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.options import in_force_option
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.rules.stacked import rulesets_of
from fruitful.cli.streams import write
from fruitful.diagnostic import did_you_mean, shorten

EPILOG = """\b
Example:
  fruitful rules list --theme exit
"""


@click.command("list", epilog=EPILOG)
@click.option("--theme", metavar="THEME", help="Only the rules of this theme.")
@in_force_option
@pack_option
def command(theme: str | None, on: date | None, packs: LocalPacks) -> None:
    """List the rules by theme: id, gravest severity, title and sources.

    Those about one partnership come first, and then those about all of them together.
    """
    from fruitful.render.rules import rules_as_text

    rulesets = rulesets_of(packs, on)
    themes = [known for one in rulesets for known in one.themes]
    if theme is not None and theme not in themes:
        hint = did_you_mean(theme, themes)
        raise click.UsageError(f"there is no theme `{shorten(theme)}`. {hint}".strip())
    write("".join(rules_as_text(one, theme) for one in rulesets), None)
