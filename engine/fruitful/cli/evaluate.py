"""``fruitful evaluate``."""

from __future__ import annotations

from datetime import date

import click

from fruitful.advice.advice import Advice
from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Writing
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, report, write
from fruitful.diagnostic import Refused
from fruitful.evaluation import Assessment
from fruitful.ruleset.rule import SEVERITIES

FORMATS = ("text", "json", "html", "checklist")
EPILOG = """\b
Example:
  fruitful evaluate my_partnership.yaml --on 2026-11-23
"""


@click.command("evaluate", cls=Writing, epilog=EPILOG)
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@on_option
@pack_option
@click.option("-f", "--format", "form", type=click.Choice(FORMATS),
              help="How the advice is written; else told by the ending of FILE.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file; standard output without.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), metavar="SEVERITY",
              help="Exit with 1 where a finding is as severe as this, or more.")  # fmt: skip
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show all open questions, in text.")
def command(
    profiles: tuple[str, ...],
    on: date | None,
    packs: LocalPacks,
    form: str | None,
    output: str | None,
    fail_on: str | None,
    engine: str | None,
    everything: bool,
) -> None:
    """Evaluate partnerships from their profiles; `-` is standard input.

    The verdict comes first, then what to do in order, with the reason and the paragraph, then
    what is not known yet.
    """
    form = form or "text"
    if form == "html" and len(profiles) > 1:
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
        write(_rendered(done, form, output, everything, len(profiles) > 1, packs.named_by), output)
    if refused:
        raise click.exceptions.Exit(2)
    if fail_on and any(_is_as_severe(one.advice, fail_on) for one in done):
        raise click.exceptions.Exit(1)


def _rendered(
    done: list[Assessment],
    form: str,
    output: str | None,
    everything: bool,
    several: bool,
    named_by: str,
) -> str:
    """The advice in the form asked for; of several profiles in one text, or one JSON list."""
    if form == "json":
        from fruitful.render.as_json import advice_as_json, dumps

        data = [advice_as_json(one.advice, one.ruleset) for one in done]
        return dumps(data if several else data[0])
    if form == "html":
        from fruitful.explain import explain_findings
        from fruitful.render.pages.partnership import partnership_page

        (one,) = done
        return partnership_page(one, explain_findings(one.ruleset, one.profile, one.firing))
    from fruitful.render.layout import WIDTH

    if form == "checklist":
        from fruitful.render.checklist import checklist_as_text

        texts = [checklist_as_text(one.advice, one.ruleset) for one in done]
    else:
        from fruitful.render.text import advice_as_text

        paint = painter(output)
        texts = [
            advice_as_text(one.advice, one.ruleset, paint, everything=everything, named_by=named_by)
            for one in done
        ]
    return f"\n{'=' * WIDTH}\n\n".join(texts)


def _is_as_severe(advice: Advice, least: str) -> bool:
    bound = SEVERITIES.index(least)
    return any(SEVERITIES.index(one.severity) <= bound for one in advice.findings)
