"""What ``fruitful explain`` writes with ``--to`` and with ``--certain``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from fruitful.records.kinds import Answer, Cite, Id, Outcome, Path, Rule, Standing
from fruitful.records.rules import Partnership, Run
from fruitful.records.words import one_of, within


class VerdictNow(NamedTuple):
    """The verdict now."""

    id: Id
    title: str
    """Its title."""
    standing: Standing
    """Whether an answer that is still open could change it."""


class Wished(NamedTuple):
    """The verdict that is wished for."""

    id: Id
    title: str
    """Its title."""


class Action(NamedTuple):
    """An answer that would have to become different."""

    answer: str
    """Where it stands."""
    fact: Path
    member: str | None
    """Whom it is about: a member by name; null for those not listed; empty for the partnership."""
    is_: Answer | None
    """The answer; null where it is not known."""
    to: Sequence[Mapping[str, Answer]]
    """What it could become: a value, or from where to where."""
    eases: Sequence[Rule]
    """The findings that it closes or eases."""
    ends: Sequence[Rule]
    """The findings that no longer matter."""
    form: bool
    """It is a change of the partnership's form, and no remedy."""
    cites: Sequence[Cite]
    """Sources."""


class Way(NamedTuple):
    """A way."""

    answers: Sequence[Action]
    """The answers."""
    standing: Standing
    """Whether an answer that is still open could change it."""


class Kept(NamedTuple):
    """An answer."""

    answer: str
    """Where it stands."""
    is_: Answer
    why: Annotated[str, one_of("fixed", "past", "stage")]
    """Why it cannot be changed."""


@within("run")
class Towards(NamedTuple):
    """With --to: the ways to a verdict."""

    run: Run
    partnership: Partnership
    """Whom it is about."""
    verdict: VerdictNow
    """The verdict now."""
    wished: Wished
    """The verdict that is wished for."""
    fewest: int | None
    """How many answers have to be different at least; null where there is no way."""
    other_stage: bool
    """It takes another stage."""
    only_worse: bool
    """There is no way to it that makes nothing worse."""
    ways: Sequence[Way]
    """Ways with as few answers as possible."""
    all_ways: bool
    """There are no more such ways."""
    always: Sequence[str]
    """Where the answers stand."""
    choices: Sequence[Sequence[Sequence[str]]]
    """The rest of the ways: one group of each choice."""
    kept: Sequence[Kept]
    """Where there is no way: answers that cannot be changed and exclude it."""


class Certain(NamedTuple):
    """What every completion of the unknown answers has in common."""

    verdict: str | None
    """The verdict, if it is the same in all."""
    left_out: Sequence[Id]
    """Verdicts taken not to be so."""
    outcomes: Mapping[str, Outcome]
    """The outcome of each rule that is undecided and certain."""
    is_all: bool
    """Nothing that is certain has been overlooked."""
    too_many: Sequence[str]
    """Collections with more members than are told apart."""
    gave_up: bool
    """The solver gave up."""


@within("run")
class WhatIsCertain(NamedTuple):
    """With --certain: what is certain."""

    run: Run
    partnership: Partnership
    """Whom it is about."""
    certain: Certain
    """What every completion of the unknown answers has in common."""
