"""``fruitful rules show``: one rule, in plain words."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.called import called
from fruitful.cli.completing import complete_rule
from fruitful.cli.options import in_force_option
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.rules.stacked import rulesets_of
from fruitful.cli.streams import write
from fruitful.diagnostic import did_you_mean, nearest

EPILOG = """\b
Example:
  fruitful rules show E1
"""


@click.command("show", epilog=EPILOG)
@click.argument("name", metavar="RULE", shell_complete=complete_rule)
@in_force_option
@pack_option
def command(name: str, on: date | None, packs: LocalPacks) -> None:
    """Show one rule: when it matters, what it tests, what it says, and its sources.

    RULE may be a setting, too. Of both it shows the fingerprint that an override records. Rules
    about all partnerships together are shown as those about one are.
    """
    from fruitful.render.rules import rule_as_text, setting_as_text

    setting = name.removeprefix("$")
    rulesets = rulesets_of(packs, on)
    for ruleset in rulesets:
        if name in ruleset.rules:
            write(rule_as_text(ruleset.rules[name], ruleset), None)
            return
        if setting in ruleset.settings:
            write(setting_as_text(ruleset.settings[setting], ruleset), None)
            return
    titles = {id: one.title for ruleset in rulesets for id, one in ruleset.rules.items()}
    settings = [known for one in rulesets for known in one.settings]
    hint = did_you_mean(name, settings) if nearest(name, settings) else ""
    id = called(name, titles, "rule", hint)
    ruleset = next(one for one in rulesets if id in one.rules)
    write(rule_as_text(ruleset.rules[id], ruleset), None)
