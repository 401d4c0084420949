"""What a change of policy does to partnerships before it is adopted: here, to one of them.

The same answers are judged by both rulesets on the same day, and each effect is traced to the edits
that caused it. An authority is judged in the same way, with its partnerships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fruitful.advice.advice import Judged, Recommendation
from fruitful.advice.behind import Behind
from fruitful.compare import came_of, differing, findings_of_either
from fruitful.evaluation import Assessment
from fruitful.firing.reference import truth
from fruitful.impact.effect import (
    GONE,
    NEW,
    REWORDED,
    Asked,
    Checked,
    Concerned,
    Effects,
    Placed,
    Recommended,
    TierMoved,
    VerdictMoved,
)
from fruitful.impact.order import moved
from fruitful.impact.tracer import Causes, Leaf, Tracer
from fruitful.language.condition import RuleState, leaves
from fruitful.language.truth import Truth
from fruitful.portfolio.tiers import tier_of
from fruitful.ruleset import Ruleset
from fruitful.ruleset.verdict import Verdict


def effects(old: Assessment, new: Assessment, tracer: Tracer) -> Effects:
    """What is otherwise for a partnership under another ruleset, with the same answers."""
    return Effects(
        _verdict(old, new, tracer),
        _tier(old, new, tracer),
        tuple(_recommendations(old, new, tracer)),
        tuple(_concerned(old, new, tracer)),
        tuple(_placed(old, new, tracer)),
        tuple(_questions(old, new, tracer)),
    )


def checklist(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Checked]:
    """The questions of the checklist that get another answer. No pack changes what they are."""
    for was, now in zip(old.advice.checklist, new.advice.checklist, strict=True):
        if was.state != now.state:
            asked = now.asked
            yield Checked(asked.id, asked.text, was.state, now.state, tracer.rules(asked.rules))


def _verdict(old: Assessment, new: Assessment, tracer: Tracer) -> VerdictMoved | None:
    before, after = old.advice.judged, new.advice.judged
    if _stands(before) == _stands(after):
        return None
    return VerdictMoved(before, after, _behind_verdict(old, new, tracer))


def _behind_verdict(old: Assessment, new: Assessment, tracer: Tracer) -> Causes:
    """What makes the verdict another, or what it could yet become."""
    before, after = old.advice.judged, new.advice.judged
    possible = [{entry.id for entry in _possible(one)} for one in (before, after)]
    concerned = possible[0] ^ possible[1] or possible[0] | possible[1]
    if before.verdict.id != after.verdict.id:
        concerned |= {before.verdict.id, after.verdict.id}
    concerned |= {one.alternative.id for one in (before, after) if one.alternative}
    found = [one for one in tracer.verdicts if one.name in concerned]
    read = [leaf for id in sorted(concerned) for leaf in _read(id, old.ruleset, new.ruleset)]
    told = [leaf for leaf in dict.fromkeys(read) if _holds(leaf, old) is not _holds(leaf, new)]
    rules = {leaf.rule for leaf in told if isinstance(leaf, RuleState)}
    changed = [id for id in {**old.ruleset.rules, **new.ruleset.rules} if _differs(id, old, new)]
    found += tracer.rules(id for id in changed if id in rules)
    for leaf in told:
        found += () if isinstance(leaf, RuleState) else tracer.leaf(leaf)
    return tuple(dict.fromkeys(found)) or tracer.rules(changed)


def _stands(judged: Judged) -> tuple[str, bool, str]:
    alternative = judged.alternative.id if judged.alternative else ""
    return judged.verdict.id, judged.settled, alternative


def _possible(judged: Judged) -> Iterator[Verdict]:
    yield judged.verdict
    yield from (one.verdict for one in judged.could_become)


def _read(id: str, *rulesets: Ruleset) -> Iterator[Leaf]:
    """What an entry of the list of verdicts, or of alternatives, looks at."""
    for ruleset in rulesets:
        entry = ruleset.verdicts.get(id) or ruleset.alternatives.get(id)
        if entry is not None:
            yield from leaves(entry.when)
            for rule in entry.most_undecided:
                yield from (RuleState(rule, state) for state in ("finding", "met"))


def _holds(leaf: Leaf, assessment: Assessment) -> Truth:
    if isinstance(leaf, RuleState) and leaf.rule not in assessment.ruleset.rules:
        return False
    return truth(leaf, assessment.firing.view)


def _tier(old: Assessment, new: Assessment, tracer: Tracer) -> TierMoved | None:
    before, after = (
        tier_of(one.ruleset, one.firing, Behind(one.ruleset, one.firing.view)) for one in (old, new)
    )
    told = [(one.tier.id if one.tier else "", one.settled) for one in (before, after)]
    if told[0] == told[1]:
        return None
    every = {**old.ruleset.tiers, **new.ruleset.tiers}
    found = [tracer.tier(id) for id in every if _is_given(id, old) is not _is_given(id, new)]
    some = found if any(found) else [tracer.tier(id) for id in every]
    return TierMoved(before, after, tuple(dict.fromkeys(one for each in some for one in each)))


def _is_given(id: str, assessment: Assessment) -> Truth:
    tier = assessment.ruleset.tiers.get(id)
    return tier is not None and truth(tier.when, assessment.firing.view)


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
    for id, one in before.items():
        other = after.get(id)
        if other is not None and one.severity == other.severity and _texts(one) != _texts(other):
            why = tracer.wording(id)
            if why:  # not only other names in it
                yield _recommended(id, REWORDED, old, new, before, after, why)


def _texts(one: Recommendation) -> tuple[str, ...]:
    return one.title, one.finding, one.text


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


def _concerned(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Concerned]:
    before, after = _by_rule(old), _by_rule(new)
    for id in (id for id in after if id in before):
        was, now = (
            dict.fromkeys(name for some in each[id].witnesses.values() for name in some)
            for each in (before, after)
        )
        more, less = [one for one in now if one not in was], [one for one in was if one not in now]
        if more or less:
            why = tracer.members(id, [*more, *less])
            yield Concerned(id, after[id].title, tuple(more), tuple(less), why)


def _placed(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Placed]:
    """Those that were overtaken by others count as they were; what overtook them has moved."""
    before, after = _by_rule(old), _by_rule(new)
    both = [id for id in after if id in before]
    eased = {id for id in both if before[id].severity != after[id].severity}
    weighs = _weighing(old, new, tracer)
    for id in moved([*before], [*after], eased):
        was, now = before[id].rank, after[id].rank
        why = tracer.priorities or weighs(id)
        if not why:  # it has not moved itself: others have moved past it
            past = (one for one in both if (before[one].rank < was) != (after[one].rank < now))
            why = tuple(dict.fromkeys(cause for one in past for cause in weighs(one)))
        yield Placed(id, after[id].title, was, now, why)


def _weighing(old: Assessment, new: Assessment, tracer: Tracer) -> Callable[[str], Causes]:
    """The edits by which more or less hangs on a finding: other rules, or the verdict."""
    because = [one.advice.judged.because for one in (old, new)]

    def weighs(id: str) -> Causes:
        found = tracer.weight(id)
        if (id in because[0]) != (id in because[1]):
            same = old.advice.judged.verdict.id == new.advice.judged.verdict.id
            found += (
                tracer.rules(sorted({*because[0]} ^ {*because[1]}))
                if same
                else _behind_verdict(old, new, tracer)
            )
        return tuple(dict.fromkeys(found))

    return weighs


def _questions(old: Assessment, new: Assessment, tracer: Tracer) -> Iterator[Asked]:
    before, after = ({one.fact: one for one in each.advice.questions} for each in (old, new))
    for path, one in {**before, **after}.items():
        if (path in before) != (path in after):
            how = NEW if path in after else GONE
            why = tuple(dict.fromkeys((*tracer.rules(one.settles), *tracer.fact(path))))
            yield Asked(path, one.ask, how, why or _behind_verdict(old, new, tracer))
