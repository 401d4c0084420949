"""``fruitful explain``."""

from __future__ import annotations

from datetime import date

import click

from fruitful.cli.called import called
from fruitful.cli.options import Loaded, Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, report, write
from fruitful.cli.towards import verdict_called, ways_to, what_is_certain
from fruitful.diagnostic import Refused
from fruitful.explain import came, explain
from fruitful.firing import fire
from fruitful.profile.facts import facts_of

FORMATS = ("text", "json")
EPILOG = """\b
Example:
  fruitful explain my_partnership.yaml E1
"""


@click.command("explain", cls=Writing, epilog=EPILOG)
@click.argument("path", metavar="PROFILE")
@click.argument("rule", required=False)
@click.option("--to", "wished", metavar="VERDICT",
              help="The fewest answers that have to be different for this verdict.")  # fmt: skip
@click.option("--certain", "ask_certain", is_flag=True,
              help="What holds whatever the unknown answers turn out to be.")  # fmt: skip
@on_option
@pack_option
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How the explanation is written.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@engine_option
def command(
    path: str,
    rule: str | None,
    wished: str | None,
    ask_certain: bool,
    on: date | None,
    packs: LocalPacks,
    form: str,
    output: str | None,
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
    try:
        loaded = rules.read(path, on)
    except Refused as problem:
        report(problem.diagnostics)
        raise click.exceptions.Exit(2) from None
    if wished is not None:
        text = ways_to(wished, loaded, form, painter(output))
    elif ask_certain:
        text = what_is_certain(loaded, form, painter(output))
    elif form == "json":
        text = _as_json(loaded, rule)
    else:
        text = _as_text(loaded, rule, output)
    write(text, output)


def _as_text(loaded: Loaded, rule: str | None, output: str | None) -> str:
    from fruitful.render.explain import explanation_as_text, outcomes_as_text

    profile, day, ruleset, engine, _ = loaded
    firing, paint = fire(ruleset, facts_of(profile, day), engine), painter(output)
    if rule is None:
        return outcomes_as_text(came(ruleset, firing), profile.name, day, ruleset, paint)
    explained = explain(ruleset, profile, firing, rule)
    return explanation_as_text(explained, profile.name, day, ruleset, paint)


def _as_json(loaded: Loaded, rule: str | None) -> str:
    from fruitful.records.explain import OfAllRules, OfOneRule
    from fruitful.records.from_explanation import explanation_record, outcome_records
    from fruitful.records.from_rules import partnership_record, run_record
    from fruitful.records.writing import dumps

    profile, day, ruleset, engine, engine_name = loaded
    facts = facts_of(profile, day)
    firing = fire(ruleset, facts, engine)
    run, partnership = run_record(ruleset, engine_name, day), partnership_record(profile, facts)
    if rule is None:
        outcomes = outcome_records(came(ruleset, firing), ruleset)
        return dumps(OfAllRules(run, partnership, outcomes))
    explanation = explanation_record(explain(ruleset, profile, firing, rule), ruleset)
    return dumps(OfOneRule(run, partnership, explanation))
