"""What ``fruitful explain`` needs a solver for: the ways to a verdict, and what is certain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from fruitful.cli.called import called
from fruitful.cli.options import Loaded
from fruitful.cli.streams import failure
from fruitful.profile.facts import facts_of
from fruitful.render.layout import Paint
from fruitful.ruleset import Ruleset
from fruitful.solving.solver import SolverMissing, TooHard

if TYPE_CHECKING:
    from fruitful.records.rules import Partnership, Run

Found = TypeVar("Found")


def verdict_called(name: str, ruleset: Ruleset) -> str:
    """The id of a verdict, by its id or title. Raises click.UsageError where there is none."""
    titles = {id: one.title for id, one in ruleset.verdicts.items()}
    return called(name, titles, "verdict", f"Write {', '.join(titles)}.")


def ways_to(wished: str, loaded: Loaded, form: str, paint: Paint) -> str:
    """The fewest answers that would have to be different for a verdict, as text or JSON.

    Raises click.ClickException (exit 2) where the solver is missing or gives up.
    """
    from fruitful.render.towards import towards_as_text
    from fruitful.what_if.towards import towards

    facts = facts_of(loaded.profile, loaded.day)
    found = _solved(lambda: towards(loaded.ruleset, facts, wished, loaded.engine))
    if form == "json":
        from fruitful.records.from_what_if import towards_record
        from fruitful.records.writing import dumps

        return dumps(towards_record(found, *_about(loaded), loaded.ruleset))
    return towards_as_text(found, loaded.profile.name, loaded.day, loaded.ruleset, paint)


def what_is_certain(loaded: Loaded, form: str, paint: Paint) -> str:
    """What holds whatever the unknown answers are, as text or JSON.

    Raises click.ClickException (exit 2) where the solver is missing.
    """
    from fruitful.render.certain import certain_as_text
    from fruitful.what_if.certain import certain

    facts = facts_of(loaded.profile, loaded.day)
    found = _solved(lambda: certain(loaded.ruleset, facts, loaded.engine))
    if form == "json":
        from fruitful.records.from_what_if import certain_record
        from fruitful.records.writing import dumps

        return dumps(certain_record(found, *_about(loaded)))
    return certain_as_text(found, loaded.profile.name, loaded.day, loaded.ruleset, paint)


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
