"""``fruitful ask``."""

from __future__ import annotations

from datetime import date

import click

from fruitful.ask import open_questions, questioner
from fruitful.cli.options import Rules, engine_option, load_or_exit, on_option
from fruitful.cli.outputs import Output, Target, Writing, deliver, output_options
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.report.blocks import Report

EPILOG = """\b
Example:
  fruitful ask my_partnership.yaml --all
"""


@click.command("ask", cls=Writing, epilog=EPILOG)
@click.argument("path", metavar="PROFILE")
@click.option("-i", "--interview", is_flag=True,
              help="Ask one question at a time, and write each answer into PROFILE.")  # fmt: skip
@on_option
@pack_option
@output_options("json")
@engine_option
@click.option("--all", "everything", is_flag=True, help="Show all open questions, in text.")
def command(
    path: str,
    interview: bool,
    on: date | None,
    packs: LocalPacks,
    output: Output,
    engine: str | None,
    everything: bool,
) -> None:
    """Show what to ask next, and what each possible answer would change; `-` is standard input.

    What the verdict hangs on comes first, then what critical and high rules wait for, then the
    rest. With -i the questions are put to you here, one at a time; PROFILE need not exist yet.
    """
    if interview and (output.targets != (Target(None, "text"),) or everything):
        raise click.UsageError("an interview has no --format, no --output and no --all")
    rules = Rules(packs, engine)
    load_or_exit(rules, on or date.today())
    if interview:
        from fruitful.cli.interview import run

        run(path, rules, on)
        return
    profile, day, ruleset, engine_used, engine_name = rules.read(path, on)
    asking = open_questions(questioner(ruleset, engine_used), profile, day)

    def as_json(_: str | None) -> str:
        from fruitful.records.from_asking import asking_record
        from fruitful.records.writing import dumps

        return dumps(asking_record(asking, ruleset, engine_name))

    def as_report(form: str) -> Report:
        from fruitful.report.asking import asking_report

        is_text = form == "text"
        return asking_report(
            asking,
            ruleset,
            engine_name,
            everything=everything or not is_text,
            named_by=rules.named_by if is_text else "",
        )

    deliver(output, as_report, json=as_json)
