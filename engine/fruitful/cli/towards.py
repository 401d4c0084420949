"""What ``fruitful explain`` needs a solver for: the ways to a verdict, and what is certain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from fruitful.cli.called import called
from fruitful.cli.options import Loaded
from fruitful.cli.outputs import Output, deliver
from fruitful.cli.streams import failure
from fruitful.profile.facts import facts_of
from fruitful.report.blocks import Report
from fruitful.ruleset import Ruleset
from fruitful.solving.solver import SolverMissing, TooHard

if TYPE_CHECKING:
    from fruitful.records.rules import Partnership, Run

Found = TypeVar("Found")


def verdict_called(name: str, ruleset: Ruleset) -> str:
    """The id of a verdict, by its id or title. Raises click.UsageError where there is none."""
    titles = {id: one.title for id, one in ruleset.verdicts.items()}
    return called(name, titles, "verdict", f"Write {', '.join(titles)}.")


def deliver_ways(wished: str, loaded: Loaded, output: Output) -> None:
    """Write the fewest answers that would have to be different for a verdict.

    Raises click.ClickException (exit 2) where the solver is missing or gives up.
    """
    from fruitful.what_if.towards import towards

    profile, day, ruleset, engine, engine_name = loaded
    found = _solved(lambda: towards(ruleset, facts_of(profile, day), wished, engine))

    def as_report(_: str) -> Report:
        from fruitful.report.towards import towards_report

        return towards_report(found, profile.name, day, ruleset, engine_name)

    def as_json(_: str | None) -> str:
        from fruitful.records.from_what_if import towards_record
        from fruitful.records.writing import dumps

        return dumps(towards_record(found, *_about(loaded), ruleset))

    deliver(output, as_report, json=as_json)


def deliver_what_is_certain(loaded: Loaded, output: Output) -> None:
    """Write what holds whatever the unknown answers are.

    Raises click.ClickException (exit 2) where the solver is missing.
    """
    from fruitful.what_if.certain import certain

    profile, day, ruleset, engine, engine_name = loaded
    found = _solved(lambda: certain(ruleset, facts_of(profile, day), engine))

    def as_report(_: str) -> Report:
        from fruitful.report.certain import certain_report

        return certain_report(found, profile.name, day, ruleset, engine_name)

    def as_json(_: str | None) -> str:
        from fruitful.records.from_what_if import certain_record
        from fruitful.records.writing import dumps

        return dumps(certain_record(found, *_about(loaded)))

    deliver(output, as_report, json=as_json)


def _solved(solve: Callable[[], Found]) -> Found:
    try:
        return solve()
    except (SolverMissing, TooHard) as problem:
        raise failure(str(problem)) from None


def _about(loaded: Loaded) -> tuple[Run, Partnership]:
    """By which rules, and on whom."""
    from fruitful.records.from_rules import partnership_record, run_record

    run = run_record(loaded.ruleset, loaded.engine_name, loaded.day)
    return run, partnership_record(loaded.profile, facts_of(loaded.profile, loaded.day))
