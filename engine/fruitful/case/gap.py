"""A case for an outcome of a rule that no case shows yet: the fewest answers that give it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Refused
from fruitful.evaluation import profile_from
from fruitful.explain.explanation import Address
from fruitful.firing import FINDING, MET, UNDECIDED, Firing, fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.condition import paths
from fruitful.language.reads import reads_of
from fruitful.language.regions import Region
from fruitful.language.vocabulary import STAGE
from fruitful.profile.facts import Collected, Facts, facts_of
from fruitful.profile.writing import NewAnswer, with_answer
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules, rests_on
from fruitful.solving.fewest import Search
from fruitful.solving.problem import conditions_of
from fruitful.solving.solver import TooHard

LISTED = ("First member", "Second member")
"""Who is listed where an outcome takes members who differ."""
_TITLES = {
    FINDING: "A partnership is told: “{}”",
    MET: "A partnership need not be told: “{}”",
    UNDECIDED: "It is not known whether a partnership is to be told: “{}”",
}
_CONCLUSIONS = {
    FINDING: "It is concluded: “{}”",
    MET: "It is not so: “{}”",
    UNDECIDED: "It is not known whether this is so: “{}”",
}


class Gap(NamedTuple):
    """An outcome of a rule that no case shows."""

    rule: Rule
    outcome: str
    case: str | None
    """A case that shows it, as YAML; None where none was found."""
    answers: str
    """The answers of that case, as YAML; else ""."""
    cannot_be: bool
    """It is proved that no answers give it that make sense together."""

    @property
    def file(self) -> str:
        """What to call the file of the case."""
        return f"{self.rule.id.casefold()}_{self.outcome}.yaml"


def gap(ruleset: Ruleset, id: str, outcome: str, on: date) -> Gap:
    """An outcome of a rule, with a case that shows it on a day if one is found.

    The case has been evaluated by the reference engine before it is given. Raises SolverMissing
    where z3 is not installed.

    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> day = date(2026, 11, 1)
    >>> print(gap(load_ruleset([paper_pack()], day), "E6", "finding", day).answers, end="")
    stage: ending
    achievement:
      aim: capital_project
      aim_met: yes
    """
    rule = ruleset.rules[id]
    reduced = _reduced(ruleset, rule)
    exhausted = not reads_of(conditions_of(reduced)).quantified
    for facts in _beginnings(rule, ruleset, on, members=not exhausted):
        try:
            found = _smallest(reduced, facts, id, outcome)
        except TooHard:
            exhausted = False
            continue
        if found is None:
            continue
        answers = _answers(facts, found, ruleset)
        firing = _fired(answers, ruleset, on) if answers is not None else None
        if answers is not None and firing is not None and firing.outcomes[id] == outcome:
            case = _case(rule, outcome, answers, firing.severities.get(id, ""), on)
            return Gap(rule, outcome, case, answers, cannot_be=False)
        exhausted = False
    return Gap(rule, outcome, None, "", exhausted)


def _beginnings(rule: Rule, ruleset: Ruleset, on: date, *, members: bool) -> Iterator[Facts]:
    """From where to look: a stage at which it matters, and at first no member by name."""
    stages = [rule.settle_by, *(stage for stage in ruleset.stages if stage != rule.settle_by)]
    nobody_known = Collected(tuple((name, {}) for name in LISTED), {}, None, None)
    listed = dict.fromkeys(ruleset.vocabulary.collections, nobody_known)
    for collections in ({}, listed) if members else ({},):
        for stage in stages:
            yield Facts({STAGE: stage}, collections, on)


def _reduced(ruleset: Ruleset, rule: Rule) -> Ruleset:
    """The rule with all that it rests on, and nothing else."""
    concluding = concluding_rules(ruleset.rules)
    needed = {rule.id}
    waiting = [rule.id]
    while waiting:
        one = ruleset.rules[waiting.pop()]
        below = rests_on(one, concluding)
        conditions = (one.applies, one.when, *(case.when for case in one.severity))
        for path in reads_of(conditions).tests:
            if path in ruleset.relevance:
                for read in paths(ruleset.relevance[path]):
                    below.update(concluding.get(read, ()))
        waiting += sorted(below - needed)
        needed |= below
    return replace(
        ruleset,
        rules={id: one for id, one in ruleset.rules.items() if id in needed},
        strata=tuple(tuple(id for id in ids if id in needed) for ids in ruleset.strata),
        verdicts={},
    )


Changes = Mapping[Address, tuple[Region, ...]]


def _smallest(ruleset: Ruleset, facts: Facts, id: str, outcome: str) -> Changes | None:
    """The fewest answers that give the outcome; None where there are none. Raises TooHard."""
    search = Search(ruleset, facts, lambda problem: problem.outcomes[id][outcome])
    if not search.can_keep((STAGE,)):
        return None
    return search.values(search.smallest_sets((STAGE,), 1).each[0])


def _answers(facts: Facts, found: Changes, ruleset: Ruleset) -> str | None:
    """The answers as a profile says them; None where they cannot stand in one."""
    text = f"stage: {facts.values[STAGE]}\n"
    named = {address.path.partition(".")[0] for address in found if address.member}
    for collection in (name for name in facts.collections if name in named):
        text += f"{collection}:\n" + "".join(f"  - name: {name}\n" for name in LISTED)
    data = text.encode()
    try:
        for address, regions in found.items():
            member = LISTED.index(address.member) if address.member else None
            given = NewAnswer(address.path, regions[0].value, member=member)
            data = with_answer(data, "case.yaml", ruleset.vocabulary, given)
    except Refused:
        return None
    return data.decode()


def _fired(answers: str, ruleset: Ruleset, on: date) -> Firing | None:
    try:
        profile = profile_from(answers.encode(), "case.yaml", ruleset.vocabulary)
    except Refused:
        return None
    return fire(ruleset, facts_of(profile, on), prepare(ruleset, REFERENCE))


def _case(rule: Rule, outcome: str, answers: str, severity: str, on: date) -> str:
    title = (_TITLES if rule.recommend else _CONCLUSIONS)[outcome].format(rule.title)
    expected = f"{{{outcome}: [{rule.id}]}}"
    if outcome == FINDING:
        listed = f"{{{rule.id}: {severity}}}" if severity else f"[{rule.id}]"
        expected = f"{{findings: {listed}}}"
    return (
        "# Made by `fruitful rules test --coverage`: the fewest answers with which the rule\n"
        f"# {rule.id} comes out so. Give it a name and a title that say what it is meant to show.\n"
        f"title: {json.dumps(title, ensure_ascii=False)}\n"
        f"assessed_on: {on.isoformat()}\n"
        "name: A partnership made up for this case\n"
        f"\n{answers}\nexpect: {expected}\n"
    )
