"""``fruitful rules show``: one rule, in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.options import on_option, pack_option
from fruitful.cli.rules.stacked import ruleset_of
from fruitful.cli.streams import write
from fruitful.diagnostic import did_you_mean, shorten

EPILOG = """\b
Example:
  fruitful rules show E1
"""


@click.command("show", epilog=EPILOG)
@click.argument("rule")
@on_option
@pack_option
def command(rule: str, on: date | None, packs: tuple[Path, ...]) -> None:
    """Show one rule: when it matters, what it tests, what it says, and its sources."""
    from fruitful.render.rules import rule_as_text

    ruleset = ruleset_of(packs, on)
    if rule not in ruleset.rules:
        hint = did_you_mean(rule, ruleset.rules)
        raise click.UsageError(f"there is no rule `{shorten(rule)}`. {hint}".strip())
    write(rule_as_text(ruleset.rules[rule], ruleset), None)
