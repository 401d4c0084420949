"""What a change of policy does to partnerships before it is adopted: here, to one of them.

The same answers are judged by both rulesets on the same day, and each effect is traced to the edits
that caused it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful.advice.advice import Judged, Recommendation
from fruitful.advice.behind import Behind
from fruitful.compare import came_of, differing, findings_of_either
from fruitful.compare.cause import causes, of_verdicts
from fruitful.compare.edits import of_fact, of_priorities, of_tiers, wording
from fruitful.evaluation import Assessment
from fruitful.firing.reference import truth
from fruitful.impact.effect import (
    GONE,
    NEW,
    REWORDED,
    Asked,
    Causes,
    Effects,
    Placed,
    Recommended,
    TierMoved,
    VerdictMoved,
)
from fruitful.impact.order import moved
from fruitful.language.condition import RuleState, leaves
from fruitful.language.truth import Truth
from fruitful.portfolio.tiers import tier_of
from fruitful.ruleset import Ruleset
from fruitful.ruleset.verdict import Verdict


class Tracer:
    """Finds the edits between two rulesets behind an effect; what was found is remembered."""

    def __init__(self, old: Ruleset, new: Ruleset) -> None:
        self.old, self.new = old, new
        self.verdicts = of_verdicts(old, new)
        self.tiers = tuple(of_tiers(old, new))
        self.priorities = tuple(of_priorities(old, new))
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
        _tier(old, new, tracer),
        tuple(_recommendations(old, new, tracer)),
        tuple(_placed(old, new, tracer, verdict)),
        tuple(_questions(old, new, tracer)),
    )


def _verdict(old: Assessment, new: Assessment, tracer: Tracer) -> VerdictMoved | None:
    before, after = old.advice.judged, new.advice.judged
    if _stands(before) == _stands(after):
        return None
    possible = [{entry.id for entry in _possible(one)} for one in (before, after)]
    concerned = possible[0] ^ possible[1] or possible[0] | possible[1]
    if before.verdict.id != after.verdict.id:
        concerned |= {before.verdict.id, after.verdict.id}
    found = [one for one in tracer.verdicts if one.name in concerned]
    read = {leaf for id in concerned for leaf in _read(id, old.ruleset, new.ruleset)}
    moved = [id for id in {**old.ruleset.rules, **new.ruleset.rules} if _differs(id, old, new)]
    told = {leaf.rule for leaf in read if _holds(leaf, old) is not _holds(leaf, new)}
    found += tracer.rules(id for id in moved if id in told)
    return VerdictMoved(before, after, tuple(dict.fromkeys(found)) or tracer.rules(moved))


def _stands(judged: Judged) -> tuple[str, bool, str]:
    alternative = judged.alternative.id if judged.alternative else ""
    return judged.verdict.id, judged.settled, alternative


def _possible(judged: Judged) -> Iterator[Verdict]:
    yield judged.verdict
    yield from (one.verdict for one in judged.could_become)


def _read(id: str, *rulesets: Ruleset) -> Iterator[RuleState]:
    """The outcomes of rules that an entry of the list of verdicts looks at."""
    for entry in (one.verdicts[id] for one in rulesets if id in one.verdicts):
        yield from (leaf for leaf in leaves(entry.when) if isinstance(leaf, RuleState))
        for rule in entry.most_undecided:
            yield from (RuleState(rule, state) for state in ("finding", "met"))


def _holds(leaf: RuleState, assessment: Assessment) -> Truth:
    return leaf.rule in assessment.ruleset.rules and truth(leaf, assessment.firing.view)


def _tier(old: Assessment, new: Assessment, tracer: Tracer) -> TierMoved | None:
    before, after = (
        tier_of(one.ruleset, one.firing, Behind(one.ruleset, one.firing.view)) for one in (old, new)
    )
    told = [(one.tier.id if one.tier else "", one.settled) for one in (before, after)]
    return None if told[0] == told[1] else TierMoved(before, after, tracer.tiers)


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
    was, now = came_of(id, old), came_of(id, new)
    return Recommended(id, rule.title, how, was, now, ranks[0], ranks[1], why)


def _by_rule(assessment: Assessment) -> dict[str, Recommendation]:
    return {one.rule: one for one in assessment.advice.recommendations}


def _placed(
    old: Assessment, new: Assessment, tracer: Tracer, verdict: VerdictMoved | None
) -> Iterator[Placed]:
    """Those that were overtaken by others count as they were; what overtook them has moved."""
    before, after = _by_rule(old), _by_rule(new)
    eased = {id for id in before.keys() & after.keys() if before[id].severity != after[id].severity}
    why = tracer.priorities or (verdict.causes if verdict else ())
    for id in moved([*before], [*after], eased):
        ranks = before[id].rank, after[id].rank
        yield Placed(id, after[id].title, *ranks, why or tracer.rule(id))


def _questions(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Asked]:
    before, after = ({one.fact: one for one in each.advice.questions} for each in (old, new))
    for path, one in {**before, **after}.items():
        if (path in before) != (path in after):
            how = NEW if path in after else GONE
            why = (*tracer.rules(one.settles), *of_fact(path, tracer.old, tracer.new))
            yield Asked(path, one.ask, how, why or tracer.verdicts)
