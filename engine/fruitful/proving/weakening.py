"""What local policy may not do to a national rule or verdict, as questions to the prover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from fruitful.advice.judging import stand
from fruitful.diagnostic import Place
from fruitful.firing import FINDING, Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving.prover import Prover
from fruitful.proving.showing import Shows, ground_of
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override
from fruitful.ruleset.pack import Pack
from fruitful.solving.formulas import Formula, both, either, opposite
from fruitful.solving.problem import Problem

CRITICAL = "critical"


class Question(NamedTuple):
    """Something that no profile may bring about."""

    name: Formula
    national: Ruleset
    rules: tuple[str, ...]
    shows: Shows
    remark: Callable[[str, Sequence[Firing]], Remark]


class Causes(NamedTuple):
    told: str
    place: Place


def lowered(prover: Prover, id: str, national: Problem, causes: Causes) -> Question:
    so = national.as_severe(id, CRITICAL)
    name = prover.named(both((so, opposite(prover.problem.as_severe(id, CRITICAL)))))

    def remark(profile: str, firings: Sequence[Firing]) -> Remark:
        silenced = firings[0].outcomes[id] != FINDING
        what = "silences" if silenced else "lowers"
        message = (
            f"local policy {what} the national critical rule `{id}`, and no override says so: "
            f"{causes.told}"
        )
        help = f"take that back, or say it: an override with a reason, and `lowers: [{id}]`"
        expect = f"{{findings: {{{id}: critical}}}}"
        code = "silenced" if silenced else "lowered"
        return Remark(causes.place, code, WRONG, message, help, (id,), profile, expect)

    return Question(name, national.ruleset, (id,), partial(_is_lowered, id), remark)


def _is_lowered(id: str, firings: Sequence[Firing]) -> bool:
    local, national = (one.severities.get(id) for one in firings)
    return national == CRITICAL != local


def milder(
    prover: Prover,
    critical: Sequence[str],
    national: Problem,
    given_by_national: Sequence[str],
    unsaid: Sequence[Override],
) -> Question:
    """That the stack's verdict is milder than one of these, on a national critical finding.

    ``unsaid`` are the overrides that say nothing of it.
    """
    stacked, given, order = prover.ruleset, prover.problem.verdicts(), gravities(prover.ruleset)
    stands = either(national.as_severe(id, CRITICAL) for id in critical)
    ways = (
        both((formula, given[other]))
        for id, formula in national.verdicts().items()
        if id in given_by_national
        for other in stacked.verdicts
        if order[other] > order[id]
    )
    name = prover.named(both((stands, either(ways))))

    def shows(firings: Sequence[Firing]) -> bool:
        one, other = _verdicts((stacked, national.ruleset), firings)
        stands = any(firings[1].severities.get(id) == CRITICAL for id in critical)
        return stands and other in given_by_national and order[one] > order[other]

    def remark(profile: str, firings: Sequence[Firing]) -> Remark:
        one, other = _verdicts((stacked, national.ruleset), firings)
        message = (
            f"the verdict is `{one}` where the national rules give `{other}` on a critical finding"
        )
        help = f"say that it is `as_grave_as: {other}`, or leave such partnerships out of it"
        place = stacked.verdicts[one].place
        if not stacked.is_local(stacked.verdicts[one].pack):
            causes = [override for override in unsaid if override.setting or override.lowering]
            names = ", ".join(f"`{override.name}`" for override in causes)
            help = "take back what leads to it"
            if causes:
                help += f", or say it in the override of {names}: `lowers: [{other}]`"
                place = causes[0].place
        expect = f"{{verdict: {other}}}"
        return Remark(place, "milder-verdict", WRONG, message, help, (), profile, expect)

    return Question(name, national.ruleset, tuple(stacked.rules), shows, remark)


def _verdicts(rulesets: Sequence[Ruleset], firings: Sequence[Firing]) -> list[str]:
    each = zip(rulesets, firings, strict=True)
    return [stand(ruleset, firing).verdict.id for ruleset, firing in each]


def gravities(stacked: Ruleset) -> Mapping[str, float]:
    """How grave each verdict is, the gravest first: where it stands in the national list."""
    national = stacked.packs[0][0]
    order: dict[str, float] = {}
    for at, (id, entry) in enumerate(stacked.verdicts.items()):
        if entry.pack == national:
            order[id] = float("inf") if entry.withholds_judgement else at
    for id, entry in stacked.verdicts.items():
        order.setdefault(id, order.get(entry.as_grave_as, float("inf")))
    return order


def vanishing(
    prover: Prover, critical: Sequence[str], national: Problem, packs: Sequence[Pack]
) -> Iterator[Question]:
    """Questions that critical rules rest on and that make no sense any more."""
    needed = ground_of(national.ruleset, critical).facts
    for path in (path for path in national.ruleset.relevance if path in needed):
        before, after = (one.ruleset.relevance[path] for one in (national, prover.problem))
        gone = prover.problem.rails(after).no
        name = prover.named(both((gone, opposite(national.rails(before).no))))
        message = f"the question `{path}`, on which a national critical rule rests, is not asked"
        help = "take back what makes it senseless: a local conclusion or the value of a setting"
        remark = Remark(packs[-1].place, "question-vanishes", WRONG, message, help)

        def told(profile: str, _: Sequence[Firing], remark: Remark = remark) -> Remark:
            return remark._replace(profile=profile)

        shows = partial(_has_vanished, before, after)
        yield Question(name, national.ruleset, tuple(critical), shows, told)


def _has_vanished(before: Condition, after: Condition, firings: Sequence[Firing]) -> bool:
    local, national = firings
    return truth(after, local.view) is False and truth(before, national.view) is not False
