"""Assessing many partnerships in brief: what comes of the same answers is worked out once.

A register's rows answer the same few questions, so of most rules the same comes again and again.
What is said of a partnership is what ``assess`` says; a property test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.advice.advice import Found
from fruitful.advice.behind import Behind, unanswered
from fruitful.advice.judging import Standing, because, rules_in, spoken, stand
from fruitful.advice.priorities import pressing, speaker
from fruitful.firing import UNDECIDED, Firing, Memory
from fruitful.firing.reference import truth
from fruitful.firing.trace import trace
from fruitful.language.condition import Condition
from fruitful.language.truth import Truth
from fruitful.language.vocabulary import STAGE
from fruitful.portfolio.assessing import Rules, Stature, assess, past_of, screened, stature_of
from fruitful.portfolio.brief import Brief
from fruitful.portfolio.classes import Class, classifiers, keep
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.groups import Group, Inputs, Node, grouped, numbers_in
from fruitful.portfolio.screening import Failed, Screened
from fruitful.profile import Profile
from fruitful.profile.facts import RuleTruth, facts_of
from fruitful.ruleset.verdict import Verdict

Facts = frozenset[str]
_NONE: Facts = frozenset()


class Part(NamedTuple):
    """What came of a part of a verdict's condition."""

    truth: Truth
    rules: Facts
    """Those whose outcome makes it so."""
    waits_for: Facts
    """The unanswered facts behind it, whether it makes sense to ask or not."""
    asks_more: bool
    """Whether there are others than those that its group asks for anyway."""


Parts = Mapping[int, Part]


class Came(NamedTuple):
    """What came of a group."""

    truths: Mapping[str, RuleTruth]
    outcomes: Mapping[str, str]
    severities: Mapping[str, str]
    concluded: tuple[tuple[str, Truth], ...]
    waits_for: Mapping[str, Facts]
    """The unanswered facts behind each undecided rule, whether it makes sense to ask or not."""
    asked: Facts
    """Those behind undecided rules that recommend something."""
    senseless: Facts
    """The facts of which it makes no sense to ask."""
    parts: Parts


class Bulk:
    """Assesses partnerships of which no other facts are answered than these, and members' names.

    Others are assessed too, each by itself.
    """

    def __init__(self, rules: Rules, answered: Iterable[str]) -> None:
        self._rules = rules
        ruleset = self._ruleset = rules.each
        counts = {f"{name}.count": name for name in ruleset.vocabulary.collections}
        self._answered = frozenset(answered) - counts.keys()
        roles = rules.portfolio.roles if rules.portfolio else None
        beside = [roles.statutory] if roles else []
        self._grouped = grouped(ruleset, self._answered | counts.keys(), beside)
        self._came: dict[Inputs, dict[tuple[Class, ...], Came]] = {
            one.inputs: {} for one in self._grouped.groups
        }
        self._numbers = {id: numbers_in(node) for id, node in self._grouped.verdicts.items()}
        self._asks_essential = {
            id: not all(ruleset.rules[rule].recommend for rule in verdict.most_undecided)
            for id, verdict in ruleset.verdicts.items()
        }
        """Whether the questions behind a verdict's essential rules may not be asked anyway."""
        self._statures: dict[tuple[Class, ...], Stature] = {}
        self._findings: dict[tuple[str, str, int, str], Found] = {}
        read = self._grouped.stature.union(*self._came)
        self._counts = [(path, name) for path, name in counts.items() if path in read]
        self._classes = classifiers(rules, beside, read - counts.keys())

    def assess(self, entry: Entry) -> Screened | Failed:
        """What ``assessing.assess`` says, without the whole."""
        profile = entry.profile
        if profile is None or not self._is_plain(profile):
            return assess(entry, self._rules, whole=False)
        classes = self._classes_of(profile)
        memory = Memory(facts_of(profile, self._rules.on))
        came: list[Came] = []
        parts: dict[int, Part] = {}
        for group in self._grouped.groups:
            kept = self._came[group.inputs]
            key = tuple([classes[path] for path in group.inputs])
            found = kept.get(key)
            if found is None:
                found = keep(kept, key, self._decide(group, memory))
            came.append(found)
            parts.update(found.parts)
            if not found.truths:
                continue
            memory.rules.update(found.truths)
            memory.outcomes.update(found.outcomes)
            memory.severities.update(found.severities)
            for path, holds in found.concluded:
                memory.conclude(path, holds)
        verdicts = self._grouped.verdicts.items()
        truths = {(id, "verdict"): _truth(node, parts) for id, node in verdicts}
        firing = Firing(memory.outcomes, memory.severities, truths, memory.view)
        key = tuple([classes[path] for path in self._grouped.stature])
        stature = self._statures.get(key)
        if stature is None:
            stature = keep(self._statures, key, stature_of(self._rules, firing))
        brief, past = self._brief(firing, came, parts), past_of(profile, self._rules)
        return screened(entry, profile, self._rules, firing, brief, stature, None, past)

    def _is_plain(self, profile: Profile) -> bool:
        """Whether nothing is answered but what was said, and of members nothing but names."""
        return profile.answers.keys() <= self._answered and not any(
            members.each or any(one.answers for one in members.listed)
            for members in profile.members.values()
        )

    def _classes_of(self, profile: Profile) -> dict[str, Class]:
        found: dict[str, Class] = {}
        for path, classifier in self._classes.items():
            answer = profile.answers.get(path)
            value = None if answer is None else answer.value
            found[path] = None if value is None else classifier(value)
        for path, name in self._counts:
            members = profile.members.get(name)
            found[path] = members and (len(members.listed), members.total)
        return found

    def _decide(self, group: Group, memory: Memory) -> Came:
        """What comes of a group, where that of the groups before it is in the memory."""
        rules, view = self._ruleset.rules, memory.view
        for id in group.rules:
            conditions = self._grouped.conditions[id]
            memory.note(rules[id], {name: truth(one, view) for name, one in conditions.items()})
        behind = Behind(self._ruleset, view)
        undecided = [id for id in group.rules if memory.outcomes[id] == UNDECIDED]
        waits = {id: frozenset(unanswered(behind.of_rule(rules[id]))) for id in undecided}
        asked = _NONE.union(*(facts for id, facts in waits.items() if rules[id].recommend))
        severities = {id: memory.severities[id] for id in group.rules if id in memory.severities}
        return Came(
            {id: memory.rules[id] for id in group.rules},
            {id: memory.outcomes[id] for id in group.rules},
            severities,
            tuple((rules[id].conclude, memory.rules[id].found) for id in group.rules
                  if rules[id].conclude),
            waits,
            asked,
            frozenset(path for path in group.relevant if not behind.makes_sense(path)),
            {number: _part(one, behind, asked) for number, one in group.parts.items()},
        )  # fmt: skip

    def _brief(self, firing: Firing, came: Sequence[Came], parts: Parts) -> Brief:
        standing = stand(self._ruleset, firing)
        chosen = standing.verdict
        decisive = _decisive(self._grouped.verdicts[chosen.id], parts)
        deciding = _NONE.union(*(part.rules for part in decisive))
        found = []
        why = because(self._ruleset, chosen, firing, deciding)
        for rule, overdue in pressing(self._ruleset, firing, why, chosen.shows_only):
            by = speaker(rule.id, self._ruleset.rules, firing)
            key = rule.id, firing.severities[rule.id], overdue, by
            found.append(self._findings.get(key) or keep(self._findings, key, Found(*key)))
        stage = firing.view.values.get(STAGE)
        return Brief(
            stage if isinstance(stage, str) else None,
            spoken(chosen, Behind(self._ruleset, firing.view)),
            standing.settled,
            tuple(found),
            tuple([id for id in self._ruleset.rules if firing.outcomes[id] == UNDECIDED]),
            0 if chosen.shows_only else len(self._asked(standing, came, parts)),
        )

    def _asked(self, standing: Standing, came: Sequence[Came], parts: Parts) -> Facts:
        """The facts of the open questions, as ``judging`` and ``questions`` put them together."""
        asked = _NONE.union(*(one.asked for one in came))
        senseless = _NONE.union(*(one.senseless for one in came))
        for verdict in standing.possible:
            if self._asks_essential[verdict.id] or any(
                part.asks_more and not part.waits_for <= asked
                for part in map(parts.__getitem__, self._numbers[verdict.id])
            ):
                asked |= self._waits_for(verdict, came, parts)
        chosen = standing.verdict
        if self._asks_essential[chosen.id] and any(
            self._waits_for(one, came, parts) <= senseless for one in standing.later
        ):
            asked |= _essential(chosen, came)
        return asked - senseless

    def _waits_for(self, verdict: Verdict, came: Sequence[Came], parts: Parts) -> Facts:
        """The unanswered facts behind a verdict, whether it makes sense to ask or not."""
        decisive = _decisive(self._grouped.verdicts[verdict.id], parts)
        return _essential(verdict, came).union(*(part.waits_for for part in decisive))


def _essential(verdict: Verdict, came: Sequence[Came]) -> Facts:
    """The unanswered facts behind its essential rules."""
    essential = verdict.most_undecided
    return _NONE.union(*(one.waits_for.get(id, _NONE) for id in essential for one in came))


def _part(condition: Condition, behind: Behind, asked: Facts) -> Part:
    found = trace(condition, behind.view)
    waits_for = frozenset(unanswered(behind.leaves([condition])))
    return Part(found.truth, frozenset(rules_in(found)), waits_for, not waits_for <= asked)


def _truth(node: Node, parts: Parts) -> Truth:
    """The truth of a condition, in Kleene's logic, from that of its parts."""
    if isinstance(node, int):
        return parts[node].truth
    found: Truth = node.is_all
    for branch in node.branches:
        truth = parts[branch].truth if isinstance(branch, int) else _truth(branch, parts)
        if truth is not None and truth is not node.is_all:
            return truth
        if truth is None:
            found = None
    return found


def _decisive(node: Node, parts: Parts) -> Iterator[Part]:
    """The parts that make a condition what it is, as ``trace.decisive`` tells them."""
    if isinstance(node, int):
        yield parts[node]
        return
    whole = _truth(node, parts)
    for branch in node.branches:
        if whole is node.is_all or _truth(branch, parts) is whole:
            yield from _decisive(branch, parts)
