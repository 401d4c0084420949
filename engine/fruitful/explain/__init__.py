"""Why a rule is a finding or is not, what it rests on, and what would change or settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fruitful.advice.behind import Behind
from fruitful.advice.local import local_policies
from fruitful.advice.saying import of_rule
from fruitful.explain.explanation import Came, Case, Explanation, Given, Ways
from fruitful.explain.ground import Ground
from fruitful.explain.naming import named
from fruitful.explain.parts import Sight, given_at, part_of, sight_of
from fruitful.explain.ways import NO_FINDING, Goal, smallest_ways
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED, Firing
from fruitful.firing.programme import APPLIES
from fruitful.firing.reference import truth
from fruitful.language.condition import All, Not
from fruitful.profile import Profile
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.strata import concluding_rules
from fruitful.ruleset.text import Text


def came(ruleset: Ruleset, firing: Firing) -> tuple[Came, ...]:
    """What came of every rule, in the paper's order."""
    return tuple(
        Came(rule, firing.outcomes[rule.id], firing.severities.get(rule.id, ""))
        for rule in ruleset.rules.values()
    )


def explain(ruleset: Ruleset, profile: Profile, firing: Firing, rule: str) -> Explanation:
    """Why a rule has come out as it has, and the rules that it rests on.

    ``firing`` is what came of the rules over this profile. Raises KeyError where there is no rule
    of this id.

    >>> from datetime import date
    >>> from fruitful.evaluation import profile_from
    >>> from fruitful.profile.facts import facts_of
    >>> from fruitful.firing import fire
    >>> from fruitful.firing.engines import prepare
    >>> from fruitful.ruleset import load_ruleset
    >>> from fruitful.shipped import paper_pack
    >>> today = date(2026, 11, 1)
    >>> paper = load_ruleset([paper_pack()], today)
    >>> answers = b"{stage: operating, exit: {strategy: yes, continuation_strategy: no}}"
    >>> profile = profile_from(answers, "mine.yaml", paper.vocabulary)
    >>> firing = fire(paper, facts_of(profile, today), prepare(paper, "reference"))
    >>> found = explain(paper, profile, firing, "E1")
    >>> found.outcome, [str(given.address) for given in found.because]
    ('met', ['stage', 'exit.strategy'])
    >>> [(str(one.address), one.to) for way in found.ways.each for one in way.changes]
    [('exit.strategy', ('partly', 'no'))]
    """
    behind = Behind(ruleset, firing.view)
    sight = sight_of(firing.view, profile, ruleset.vocabulary, concluding_rules(ruleset.rules))
    asked = _explain(ruleset.rules[rule], ruleset, firing, behind, sight)
    explained = {rule: asked}
    waiting = [asked]
    while waiting:
        for id in _reads(waiting.pop(0)):
            if id not in explained:
                explained[id] = _explain(ruleset.rules[id], ruleset, firing, behind, sight)
                waiting.append(explained[id])
    _, *others = explained.values()
    return replace(asked, rests_on=tuple(others), ways=_ways(asked, ruleset, firing))


def explain_findings(ruleset: Ruleset, profile: Profile, firing: Firing) -> dict[str, Explanation]:
    """Why each finding is one, by its rule."""
    return {
        rule.id: explain(ruleset, profile, firing, rule.id)
        for rule in ruleset.rules.values()
        if firing.outcomes[rule.id] == FINDING and rule.recommend
    }


def _explain(
    rule: Rule, ruleset: Ruleset, firing: Firing, behind: Behind, sight: Sight
) -> Explanation:
    """One rule by itself."""
    outcome = firing.outcomes[rule.id]
    witnesses = behind.witnesses(rule.when) if outcome in (FINDING, MET) else {}
    text = {FINDING: rule.finding, MET: rule.met}.get(outcome, Text())
    return Explanation(
        rule=rule,
        outcome=outcome,
        severity=firing.severities.get(rule.id, ""),
        text=of_rule(text, rule, behind),
        concluded=firing.view.rules[rule.id].found if rule.conclude else None,
        because=tuple(_because(rule, outcome, ruleset, sight)),
        missing=tuple(behind.missing_for(rule)) if outcome == UNDECIDED else (),
        applies=part_of(rule.applies, sight),
        when=part_of(rule.when, sight),
        cases=tuple(_cases(rule, firing, sight)),
        witnesses=witnesses if outcome == FINDING else {},
        rests_on=(),
        local=local_policies(ruleset).get(rule.id),
        ways=None,
    )


def _because(rule: Rule, outcome: str, ruleset: Ruleset, sight: Sight) -> Iterator[Given]:
    """The answers that make the outcome what it is, as facts are declared."""
    if outcome == UNDECIDED:
        return
    deciding = [rule.applies, rule.when]
    if outcome == NOT_APPLICABLE:
        deciding = [one for one in deciding if truth(one, sight.view) is False][:1]
    found = named(deciding, sight.view, ruleset.rules, sight.concluding)
    ground = Ground(ruleset, sight.view)
    for address in sorted(found, key=ground.order):
        yield given_at(address, ground.now(address), sight)


def _cases(rule: Rule, firing: Firing, sight: Sight) -> Iterator[Case]:
    """Of a finding: the severity cases down to the one that held."""
    if firing.outcomes[rule.id] == FINDING:
        for at, case in enumerate(rule.severity):
            held = firing.truths[rule.id, str(at)] is True
            yield Case(case.severity, held, part_of(case.when, sight))
            if held:
                return


def _reads(explained: Explanation) -> Iterator[str]:
    """The rules that what was found of a rule rests on."""
    waiting = [explained.applies, explained.when, *(case.part for case in explained.cases)]
    while waiting:
        part = waiting.pop(0)
        yield from part.rests_on
        waiting[:0] = part.parts


def _ways(asked: Explanation, ruleset: Ruleset, firing: Firing) -> Ways | None:
    """What would make the rule a finding; of what is undecided, what would settle it."""
    rule, outcome = asked.rule, asked.outcome
    if outcome == FINDING:
        return None
    goals = [Goal(FINDING, All((rule.applies, rule.when)))]
    if outcome == UNDECIDED:
        goals += [
            Goal(MET, All((rule.applies, Not(rule.when)))),
            Goal(NOT_APPLICABLE, Not(rule.applies)),
        ]
        if firing.truths[rule.id, APPLIES] is None:
            goals.append(Goal(NO_FINDING, Not(rule.when)))
    return smallest_ways(goals, ruleset, firing.view, only_open=outcome == UNDECIDED)
