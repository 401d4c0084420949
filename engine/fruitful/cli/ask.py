"""``fruitful ask``."""

from __future__ import annotations

from datetime import date

import click

from fruitful.ask import open_questions, questioner
from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import painter, report, write
from fruitful.diagnostic import Refused

FORMATS = ("text", "json")
EPILOG = """\b
Example:
  fruitful ask my_partnership.yaml --all
"""


@click.command("ask", epilog=EPILOG)
@click.argument("path", metavar="PROFILE")
@click.option("-i", "--interview", is_flag=True,
              help="Ask one question at a time, and write each answer into PROFILE.")  # fmt: skip
@on_option
@pack_option
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How the questions are written.")  # fmt: skip
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show all open questions, in text.")
def command(
    path: str,
    interview: bool,
    on: date | None,
    packs: LocalPacks,
    form: str,
    engine: str | None,
    everything: bool,
) -> None:
    """Show what to ask next, and what each possible answer would change; `-` is standard input.

    What the verdict hangs on comes first, then what critical and high rules wait for, then the
    rest. With -i the questions are put to you here, one at a time; PROFILE need not exist yet.
    """
    if interview and (form != "text" or everything):
        raise click.UsageError("an interview has no --format and no --all")
    rules = Rules(packs, engine)
    load_or_exit(rules, on or date.today())
    try:
        if interview:
            from fruitful.cli.interview import run

            run(path, rules, on)
        else:
            write(_rendered(path, rules, on, form, everything), None)
    except Refused as problem:
        report(problem.diagnostics)
        raise click.exceptions.Exit(2) from None


def _rendered(path: str, rules: Rules, on: date | None, form: str, everything: bool) -> str:
    """The open questions in the form asked for. Raises Refused."""
    profile, day, ruleset, engine, engine_name = rules.read(path, on)
    asking = open_questions(questioner(ruleset, engine), profile, day)
    if form == "json":
        from fruitful.records.from_asking import asking_record
        from fruitful.records.writing import dumps

        return dumps(asking_record(asking, ruleset, engine_name))
    from fruitful.render.asking import asking_as_text

    return asking_as_text(
        asking, ruleset, painter(None), everything=everything, named_by=rules.named_by
    )
