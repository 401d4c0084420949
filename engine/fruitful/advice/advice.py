"""What the advice consists of. Renderers print these and decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fruitful.advice.time import Ended, Old
from fruitful.language.setting import Setting
from fruitful.language.value import Value
from fruitful.ruleset import About
from fruitful.ruleset.costs import CostLine
from fruitful.ruleset.model import Argument, Model
from fruitful.ruleset.ordering import Order
from fruitful.ruleset.override import Override
from fruitful.ruleset.questionnaire import Asked
from fruitful.ruleset.verdict import Verdict


class Could(NamedTuple):
    """Another verdict that is still possible, and the facts it hangs on."""

    verdict: Verdict
    on: tuple[str, ...]


class Judged(NamedTuple):
    """The verdict, how firmly it stands and on what."""

    verdict: Verdict
    settled: bool
    because: tuple[str, ...]
    """Ids of the rules that decided it."""
    could_become: tuple[Could, ...]
    alternative: Verdict | None


class ChangedSetting(NamedTuple):
    """A setting that has its value from local policy."""

    setting: Setting
    override: Override
    rules: tuple[str, ...] = ()
    """The rules that rest on it, themselves or through other rules, where these are told."""

    @property
    def name(self) -> str:
        """The setting's name."""
        return self.setting.name


class LocalPolicy(NamedTuple):
    """That a recommendation, or part of it, is local policy and not the paper's."""

    pack: str
    override: Override | None
    """What changed the rule."""
    settings: tuple[ChangedSetting, ...] = ()
    """The settings with a local value that it rests on."""
    is_own: bool = False
    """Whether the rule itself is a local pack's."""


class Local(NamedTuple):
    """The local policy in force: what is added to the national pack, changed and left out."""

    packs: tuple[About, ...]
    overrides: tuple[Override, ...]
    """Of rules."""
    settings: tuple[ChangedSetting, ...]
    order: tuple[Order, Order] | None
    """The order of priorities before and now, where a local pack changes it."""
    lapsed: tuple[Override, ...]
    """Overrides that are not in force on the day."""


class Found(NamedTuple):
    """A finding that is shown: its rule and how much it matters."""

    rule: str
    severity: str
    overdue: int
    """Stages that have passed since it should have been settled."""
    speaker: str
    """The rule whose recommendation speaks for it: its own, or one to which it gives way."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing to do, and why it stands where it stands."""

    rank: int
    rule: str
    title: str
    theme: str
    severity: str
    settle_by: str
    overdue: int
    """Stages that have passed since it should have been settled; 0 when none have."""
    text: str
    finding: str
    cites: tuple[str, ...]
    facts: Mapping[str, Value]
    witnesses: Mapping[str, list[str | None]]
    """The members whom the finding is about, by collection; None for those not listed."""
    why_here: str
    speaks_for: tuple[str, ...]
    """Other findings that gave way to this one, which says the same."""
    local: LocalPolicy | None


class Strength(NamedTuple):
    """Something that is as it should be."""

    rule: str
    text: str
    cites: tuple[str, ...]
    local: LocalPolicy | None


class Question(NamedTuple):
    """An open question: the fact, what to ask, and the undecided rules that wait for it."""

    fact: str
    ask: str
    settles: tuple[str, ...]


class Answered(NamedTuple):
    """A question of the checklist, or its like, with the state that rules give it."""

    asked: Asked
    state: str
    """``yes``, ``partly``, ``no``, ``unknown`` or ``not_applicable``."""
    rules: tuple[str, ...]
    """The rules that say so."""


class Amount(NamedTuple):
    """A line of the cost model, as far as it is recorded."""

    line: CostLine
    pounds: Decimal | None
    """In a year; None where it is not known."""
    words: str
    """What is said instead of an amount."""
    missing: tuple[str, ...]
    """The facts that are not recorded."""


class Costing(NamedTuple):
    """What the partnership costs and gains in a year."""

    amounts: tuple[Amount, ...]
    sums: Mapping[str, Decimal]
    """What is known of each side, added up; a side of which nothing is known is absent."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the partnership could take, and the points known for and against it."""

    model: Model
    speaks_for: tuple[Argument, ...]
    against: tuple[Argument, ...]
    needs: tuple[Argument, ...]
    undecided: tuple[str, ...]
    """The unanswered facts that more arguments hang on."""
    fit: str
    """``good``, ``mixed``, ``poor`` or ``unknown``."""
    is_best: bool
    """Alone or together with equals."""
    is_ideal: bool
    """Whether the paper calls it ideal for what is known of the work."""


class Forms(NamedTuple):
    """Every form compared with the others."""

    each: tuple[Form, ...]
    best: tuple[str, ...]
    """Ids of those that fit best: several in a tie, none where there is no point for any."""
    why: str
    """Which form fits best, and what decided, in a sentence or two."""
    would_change: tuple[str, ...]
    """The unanswered facts that could change which fits best; where there are none it stands."""
    in_use: Form | None
    """The form that the partnership takes or means to take, where that is known."""
    in_use_heading: str
    """What to call it: the form now, or the form proposed; "" where it is not known."""
    in_use_compared: str
    """How it compares with the best, in a sentence; "" where it is not known."""
    matters: bool
    """Whether there is anything to say: something is known, and the partnership has not ended."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything that the tool says about one partnership."""

    id: str
    name: str
    stage: str | None
    on: date
    engine: str
    judged: Judged
    findings: tuple[Found, ...]
    """The most pressing first; counts go by these. A verdict may limit them to its theme."""
    recommendations: tuple[Recommendation, ...]
    strengths: tuple[Strength, ...]
    questions: tuple[Question, ...]
    outcomes: Mapping[str, str]
    forms: Forms
    checklist: tuple[Answered, ...]
    ingredients: tuple[Answered, ...]
    accountability: tuple[Answered, ...]
    costing: Costing
    old: tuple[Old, ...] = ()
    """The answers that were given long before the day, by topic."""
    ended: tuple[Ended, ...] = ()
    """What has ended before the day."""
