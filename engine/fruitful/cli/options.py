"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import click

from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import STANDARD_INPUT, read_bytes, report, tell
from fruitful.diagnostic import Refused, shorten
from fruitful.evaluation import Assessment, asked_in_order, assess, profile_from
from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.language.dates import how_long, period_in_words
from fruitful.language.value import Unreadable
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.ruleset.pack import Pack
from fruitful.shipped import paper_pack

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, as 2027-03-31, 31/03/2027 or 31 March 2027; the day comes before the month."""

    name = "date"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        from fruitful.language.written_dates import read_date

        try:
            first, last = read_date(value, day_first=True)
        except Unreadable as problem:
            no_such = problem.code == "no-such-day" and "-" not in value
            why = "; the day comes before the month" if no_such else ""
            message = f"`{shorten(value)}` is not a day{why}; write it as 2027-03-31 or 31/03/2027"
            self.fail(message, parameter, context)
        if first != last:
            self.fail(
                f"`{shorten(value)}` is no single day: what is in force, overdue or has ended can "
                f"differ from day to day. Name one, such as {last.isoformat()}",
                parameter,
                context,
            )
        return first


def on_option(command: Command) -> Command:
    help = "The day of the assessment; otherwise the profile's `assessed_on`, or today."
    return click.option("--on", type=Day(), metavar="DATE", help=help)(command)


def in_force_option(command: Command) -> Command:
    """``--on`` of commands that read rules and no profile."""
    help = "The day on which the overrides are to be in force; otherwise today."
    return click.option("--on", type=Day(), metavar="DATE", help=help)(command)


def engine_option(command: Command) -> Command:
    help = "Which engine fires the rules; durable_rules where it is installed."
    choice = click.Choice((DURABLE, REFERENCE))
    return click.option("--engine", type=choice, help=help)(command)


def authority_option(command: Command) -> Command:
    help = (
        "The authority's own answers; otherwise the `authority.yaml` of a folder. `fruitful new "
        "--authority` writes one."
    )
    return click.option("--authority", metavar="FILE", help=help)(command)


def jobs_option(command: Command) -> Command:
    help = "How many processes share the work."
    return click.option("--jobs", type=click.IntRange(1), default=1, show_default=True,
                        metavar="N", help=help)(command)  # fmt: skip


class Loaded(NamedTuple):
    """What a command has read: a partnership, and the rules in force on the day it is judged."""

    profile: Profile
    day: date
    ruleset: Ruleset
    engine: Engine
    engine_name: str


class Rules:
    """The packs of one run, stacked once for each day that matters, with engines made ready."""

    def __init__(self, packs: LocalPacks, engine: str | None) -> None:
        self._folders = (paper_pack(), *packs.folders)
        self.named_by = packs.named_by
        self.engine_name = engine or default_engine()
        self._stacked: dict[date | None, tuple[Ruleset, Engine]] = {}
        self._noted: set[date] = set()

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        return load_packs(self._folders)

    def on(self, day: date) -> tuple[Ruleset, Engine]:
        """The ruleset on a day, and its engine. Raises Refused."""
        dated = any("overrides" in sections for pack in self.packs for sections in pack.files)
        key = day if dated else None
        if key not in self._stacked:
            ruleset = stack(self.packs, day)
            self._stacked[key] = ruleset, prepare(ruleset, self.engine_name)
        return self._stacked[key]

    def portfolio(self, day: date) -> Ruleset | None:
        """The rules about an authority; None where the packs have none. Raises Refused."""
        return stack_portfolio(self.packs, day, self.on(day)[0])

    def read(self, path: str, on: date | None) -> Loaded:
        """A profile, or standard input for ``-``, and the rules in force on its day.

        That day is ``on``, else the profile's ``assessed_on``, else today. Raises Refused.
        """
        ruleset, _ = self.on(on or date.today())
        file = "standard input" if path == STANDARD_INPUT else path
        profile = profile_from(read_bytes(path), file, ruleset.vocabulary)
        day = on or profile.assessed_on or date.today()
        if on is None and profile.assessed_on is not None:
            self._note_day(profile.assessed_on)
        return Loaded(profile, day, *self.on(day), self.engine_name)

    def _note_day(self, day: date) -> None:
        """Say how long ago the day was as of which profiles are judged, once for each day."""
        today = date.today()
        if day != today and day not in self._noted:
            self._noted.add(day)
            ago = f"{how_long(day, today)} ago" if day < today else "which is still to come"
            tell(
                f"note: judged as of its `assessed_on`, {period_in_words(day.isoformat())}, {ago}; "
                f"`--on {today.isoformat()}` judges it as of today"
            )

    def evaluate(self, path: str, on: date | None) -> Assessment:
        """The same as ``assess``, with the open questions in the order in which to ask them."""
        found = self.assess(path, on)
        _, engine = self.on(found.advice.on)
        return asked_in_order(found, engine)

    def assess(self, path: str, on: date | None) -> Assessment:
        """The assessment of a profile, or of standard input for ``-``. Raises Refused."""
        profile, day, ruleset, engine, engine_name = self.read(path, on)
        return assess(ruleset, profile, day, engine, engine_name)


def load_or_exit(rules: Rules, day: date) -> tuple[Ruleset, Engine]:
    """The ruleset; where a pack is at fault, the faults on standard error and exit 2."""
    try:
        return rules.on(day)
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    except ImportError as problem:
        raise click.UsageError(f"durable_rules cannot be used here: {problem}") from None
