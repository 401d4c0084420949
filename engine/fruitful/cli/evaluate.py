"""``fruitful evaluate``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from fruitful.advice.advice import Advice
from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Output, Writing, deliver, output_options
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, report
from fruitful.diagnostic import Refused
from fruitful.evaluation import Assessment
from fruitful.formats import FORMATS, Look, written
from fruitful.render.layout import WIDTH
from fruitful.report.blocks import Report
from fruitful.ruleset.rule import SEVERITIES

_OF_SEVERAL = ("text", "json", "checklist")
"""The formats that hold more than one partnership."""
EPILOG = """\b
Example:
  fruitful evaluate my_partnership.yaml --on 2026-11-23
"""


@click.command("evaluate", cls=Writing, epilog=EPILOG)
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@on_option
@pack_option
@output_options("json", "checklist")
@click.option("--fail-on", type=click.Choice(SEVERITIES), metavar="SEVERITY",
              help="Exit with 1 where a finding is as severe as this, or more.")  # fmt: skip
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show all open questions, in text.")
def command(
    profiles: tuple[str, ...],
    on: date | None,
    packs: LocalPacks,
    output: Output,
    fail_on: str | None,
    engine: str | None,
    everything: bool,
) -> None:
    """Evaluate partnerships from their profiles; `-` is standard input.

    The verdict comes first, then what to do in order, with the reason and the paragraph, then
    what is not known yet.
    """
    several = len(profiles) > 1
    if several and not all(one.form in _OF_SEVERAL for one in output.targets):
        raise click.UsageError("a page shows one partnership: name one PROFILE")
    rules = Rules(packs, engine)
    load_or_exit(rules, on or date.today())
    done: list[Assessment] = []
    refused = False
    for path in profiles:
        try:
            done.append(rules.evaluate(path, on))
        except Refused as problem:
            report(problem.diagnostics)
            refused = True
    if done:
        _deliver(done, output, several, everything, packs.named_by)
    if refused:
        raise click.exceptions.Exit(2)
    if fail_on and any(_is_as_severe(one.advice, fail_on) for one in done):
        raise click.exceptions.Exit(1)


def _deliver(
    done: Sequence[Assessment], output: Output, several: bool, everything: bool, named_by: str
) -> None:
    """Write the advice; of several profiles in one text, or one JSON list."""

    def as_json(_: str | None) -> str:
        from fruitful.records.from_advice import advice_record
        from fruitful.records.writing import dumps

        records = [advice_record(one.advice, one.ruleset) for one in done]
        return dumps(records if several else records[0])

    def as_checklist(_: str | None) -> str:
        from fruitful.render.checklist import checklist_as_text

        return _in_a_row([checklist_as_text(one.advice, one.ruleset) for one in done])

    def as_text(file: str | None) -> str:
        texts = (_report(one, "text", everything, named_by) for one in done)
        return _in_a_row([str(written(one, "text", Look(painter(file)))) for one in texts])

    own = {"json": as_json, "checklist": as_checklist, **({"text": as_text} if several else {})}
    deliver(output, lambda form: _report(done[0], form, everything, named_by), **own)


def _report(one: Assessment, form: str, everything: bool, named_by: str) -> Report:
    from fruitful.report.evaluation import evaluation_report

    explained = {}
    if FORMATS[form].reasoned:
        from fruitful.explain import explain_findings

        explained = explain_findings(one.ruleset, one.profile, one.firing)
    named_by = named_by if form == "text" else ""
    return evaluation_report(
        one.advice, one.ruleset, explained, everything=everything, named_by=named_by
    )


def _in_a_row(texts: Sequence[str]) -> str:
    return f"\n{'=' * WIDTH}\n\n".join(texts)


def _is_as_severe(advice: Advice, least: str) -> bool:
    bound = SEVERITIES.index(least)
    return any(SEVERITIES.index(one.severity) <= bound for one in advice.findings)
