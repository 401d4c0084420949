"""``fruitful explain``."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.called import called
from fruitful.cli.completing import complete_rule, complete_verdict
from fruitful.cli.options import Loaded, Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Output, Writing, deliver, output_options
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.towards import deliver_ways, deliver_what_is_certain, verdict_called
from fruitful.explain import came, explain
from fruitful.firing import fire
from fruitful.profile.facts import facts_of
from fruitful.report.blocks import Report

EPILOG = """\b
Example:
  fruitful explain my_partnership.yaml E1
"""


@click.command("explain", cls=Writing, epilog=EPILOG)
@click.argument("path", metavar="PROFILE")
@click.argument("rule", required=False, shell_complete=complete_rule)
@click.option("--to", "wished", metavar="VERDICT", shell_complete=complete_verdict,
              help="The fewest answers that have to be different for this verdict.")  # fmt: skip
@click.option("--certain", "ask_certain", is_flag=True,
              help="What holds whatever the unknown answers turn out to be.")  # fmt: skip
@on_option
@pack_option
@output_options("json")
@engine_option
def command(
    path: str,
    rule: str | None,
    wished: str | None,
    ask_certain: bool,
    on: date | None,
    packs: LocalPacks,
    output: Output,
    engine: str | None,
) -> None:
    """Explain why RULE is a finding or is not, and what would change or settle it.

    RULE and VERDICT are called by their id or their title.

    Each part of its condition is shown as true, false or not known, with the answer that made it
    so. Without RULE: what came of every rule, a line each. `-` is standard input.
    --to and --certain are about the verdict instead, and need a solver:
    `pip install z3-solver`.
    """
    if (rule is not None) + (wished is not None) + ask_certain > 1:
        raise click.UsageError("give one of RULE, --to and --certain")
    rules = Rules(packs, engine)
    ruleset, _ = load_or_exit(rules, on or date.today())
    if rule is not None:
        titles = {id: one.title for id, one in ruleset.rules.items()}
        rule = called(rule, titles, "rule", "`fruitful rules list` lists them")
    if wished is not None:
        wished = verdict_called(wished, ruleset)
    loaded = rules.read(path, on)
    if wished is not None:
        deliver_ways(wished, loaded, output)
    elif ask_certain:
        deliver_what_is_certain(loaded, output)
    else:
        _deliver(loaded, rule, output)


def _deliver(loaded: Loaded, rule: str | None, output: Output) -> None:
    """What came of one rule, and why; or of all."""
    profile, day, ruleset, engine, engine_name = loaded
    facts = facts_of(profile, day)
    firing = fire(ruleset, facts, engine)

    def as_report(form: str) -> Report:
        from fruitful.report.explanation import explanation_report, outcomes_report

        if rule is None:
            found = came(ruleset, firing)
            is_text = form == "text"
            return outcomes_report(found, profile.name, day, ruleset, engine_name, in_lines=is_text)
        explained = explain(ruleset, profile, firing, rule)
        return explanation_report(explained, profile.name, day, ruleset, engine_name)

    def as_json(_: str | None) -> str:
        from fruitful.records.explain import OfAllRules, OfOneRule
        from fruitful.records.from_explanation import explanation_record, outcome_records
        from fruitful.records.from_rules import partnership_record, run_record
        from fruitful.records.writing import dumps

        run, about = run_record(ruleset, engine_name, day), partnership_record(profile, facts)
        if rule is None:
            return dumps(OfAllRules(run, about, outcome_records(came(ruleset, firing), ruleset)))
        explanation = explanation_record(explain(ruleset, profile, firing, rule), ruleset)
        return dumps(OfOneRule(run, about, explanation))

    deliver(output, as_report, json=as_json)
