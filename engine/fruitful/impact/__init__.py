"""What a change of policy does to one partnership, each effect with the edits that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fruitful.advice.advice import Judged, Recommendation
from fruitful.compare import Assessment, Came, came_of, differing, findings_of_either
from fruitful.compare.cause import Cause, causes, of_verdicts
from fruitful.compare.edits import of_fact, of_priorities, wording
from fruitful.impact.order import moved
from fruitful.language.condition import RuleState, leaves
from fruitful.ruleset import Ruleset
from fruitful.ruleset.verdict import Verdict

REWORDED, NEW, GONE = "reworded", "new", "gone"
Causes = tuple[Cause, ...]


class VerdictMoved(NamedTuple):
    """The verdict is another, stands otherwise, or offers another alternative."""

    before: Judged
    after: Judged
    causes: Causes


class Recommended(NamedTuple):
    """What becomes of a recommendation."""

    rule: str
    title: str
    how: str
    """``opened`` (new), ``closed`` (gone), ``worsened``, ``eased`` or ``reworded``."""
    before: Came
    after: Came
    rank_before: int | None
    rank_after: int | None
    """Where it stands in the order of what to do; None where it does not."""
    causes: Causes


class Placed(NamedTuple):
    """A recommendation that is as it was and stands elsewhere among those that were there."""

    rule: str
    title: str
    rank_before: int
    rank_after: int
    causes: Causes


class Asked(NamedTuple):
    """A question that is newly open, or is open no more."""

    fact: str
    ask: str
    how: str
    """``new`` or ``gone``."""
    causes: Causes


class Effects(NamedTuple):
    """All that a change of policy does to one partnership."""

    verdict: VerdictMoved | None
    recommendations: tuple[Recommended, ...]
    placed: tuple[Placed, ...]
    questions: tuple[Asked, ...]

    @property
    def none(self) -> bool:
        """Whether it does nothing to it."""
        return not any(self)


class Tracer:
    """Finds the edits between two rulesets behind an effect; what was found is remembered."""

    def __init__(self, old: Ruleset, new: Ruleset) -> None:
        self.old, self.new = old, new
        self.verdicts = of_verdicts(old, new)
        self._rules: dict[str, Causes] = {}

    def rule(self, id: str) -> Causes:
        """What makes a rule come out otherwise, itself or what it rests on."""
        if id not in self._rules:
            self._rules[id] = causes(id, self.old, self.new)
        return self._rules[id]

    def rules(self, ids: Iterable[str]) -> Causes:
        """The same of several rules, each edit once."""
        return tuple(dict.fromkeys(one for id in ids for one in self.rule(id)))


def effects(old: Assessment, new: Assessment, tracer: Tracer) -> Effects:
    """What is otherwise for a partnership under another ruleset, with the same answers."""
    verdict = _verdict(old, new, tracer)
    return Effects(
        verdict,
        tuple(_recommendations(old, new, tracer)),
        tuple(_placed(old, new, tracer, verdict)),
        tuple(_questions(old, new, tracer)),
    )


def _verdict(old: Assessment, new: Assessment, tracer: Tracer) -> VerdictMoved | None:
    before, after = old.advice.judged, new.advice.judged
    if _stands(before) == _stands(after):
        return None
    named = {entry.id for judged in (before, after) for entry in _possible(judged)}
    found = [one for one in tracer.verdicts if one.name in named]
    read = {
        rule
        for assessment in (old, new)
        for id in named & assessment.ruleset.verdicts.keys()
        for rule in _read(assessment.ruleset.verdicts[id])
    }
    moved = [id for id in {**old.ruleset.rules, **new.ruleset.rules} if _differs(id, old, new)]
    found += tracer.rules(id for id in moved if id in read)
    return VerdictMoved(before, after, tuple(dict.fromkeys(found)) or tracer.rules(moved))


def _stands(judged: Judged) -> tuple[str, bool, str]:
    alternative = judged.alternative.id if judged.alternative else ""
    return judged.verdict.id, judged.settled, alternative


def _possible(judged: Judged) -> Iterator[Verdict]:
    yield judged.verdict
    yield from (one.verdict for one in judged.could_become)


def _read(entry: Verdict) -> Iterator[str]:
    """The rules that an entry of the list of verdicts looks at."""
    yield from (leaf.rule for leaf in leaves(entry.when) if isinstance(leaf, RuleState))
    yield from entry.most_undecided


def _differs(id: str, old: Assessment, new: Assessment) -> bool:
    before, after = (
        (one.firing.outcomes.get(id), one.firing.severities.get(id)) for one in (old, new)
    )
    return before != after


def _recommendations(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Recommended]:
    before, after = _by_rule(old), _by_rule(new)
    either = findings_of_either(old, new)
    for id, how in differing(either, old, new).items():
        yield _recommended(id, how, old, new, before, after, tracer.rule(id))
    for id in before.keys() & after.keys():
        one, other = before[id], after[id]
        reworded = (one.title, one.finding, one.text) != (other.title, other.finding, other.text)
        if reworded and one.severity == other.severity:
            why = tuple(wording(id, old.ruleset, new.ruleset))
            yield _recommended(id, REWORDED, old, new, before, after, why)


def _recommended(
    id: str,
    how: str,
    old: Assessment,
    new: Assessment,
    before: dict[str, Recommendation],
    after: dict[str, Recommendation],
    why: Causes,
) -> Recommended:
    rule = (new if id in new.ruleset.rules else old).ruleset.rules[id]
    ranks = [one[id].rank if id in one else None for one in (before, after)]
    return Recommended(id, rule.title, how, came_of(id, old), came_of(id, new), *ranks, why)


def _by_rule(assessment: Assessment) -> dict[str, Recommendation]:
    return {one.rule: one for one in assessment.advice.recommendations}


def _placed(
    old: Assessment, new: Assessment, tracer: Tracer, verdict: VerdictMoved | None
) -> Iterator[Placed]:
    """Those that were overtaken by others count as they were; what overtook them has moved."""
    before, after = _by_rule(old), _by_rule(new)
    eased = {id for id in before.keys() & after.keys() if before[id].severity != after[id].severity}
    why = tuple(of_priorities(tracer.old, tracer.new)) or (verdict.causes if verdict else ())
    for id in moved([*before], [*after], eased):
        ranks = before[id].rank, after[id].rank
        yield Placed(id, after[id].title, *ranks, why or tracer.rule(id))


def _questions(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Asked]:
    before, after = ({one.fact: one for one in each.advice.questions} for each in (old, new))
    for path, one in {**before, **after}.items():
        if (path in before) != (path in after):
            how = NEW if path in after else GONE
            why = tracer.rules(one.settles) or tuple(of_fact(path, tracer.old, tracer.new))
            yield Asked(path, one.ask, how, why or tracer.verdicts)
