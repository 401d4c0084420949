"""What lies behind an outcome: the answers that made it, the names concerned, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from fruitful.firing.reference import truth
from fruitful.firing.trace import EACH, Trace, decisive, decisive_members, trace
from fruitful.language.condition import Condition, Quantified, RuleState, Test
from fruitful.language.value import Value
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule, SeverityCase
from fruitful.ruleset.strata import concluding_rules


class Behind:
    """Explains outcomes: knows the ruleset, and what its conditions saw."""

    def __init__(self, ruleset: Ruleset, view: View) -> None:
        self.ruleset = ruleset
        self.view = view
        self._concluding = _concluding(ruleset)
        self._of_rules: dict[str, tuple[Trace, ...]] = {}
        self._sensible: dict[str, bool] = {}

    def leaves(self, conditions: Iterable[Condition]) -> Iterator[Trace]:
        """The decisive leaves of conditions; of other rules' outcomes, those behind them."""
        for condition in conditions:
            for leaf in decisive(trace(condition, self.view)):
                yield from self._expanded(leaf)

    def _expanded(self, leaf: Trace) -> Iterator[Trace]:
        condition = leaf.condition
        if isinstance(condition, RuleState):
            rule = self.ruleset.rules[condition.rule]
            if leaf.truth is None and self.view.rules[rule.id].found:
                yield from self.leaves(case.when for case in self._open_cases(rule))
            else:
                yield from self.of_rule(rule)
        elif isinstance(condition, Test) and condition.path in self._concluding:
            for id in self._concluding[condition.path]:
                yield from self.of_rule(self.ruleset.rules[id])
        else:
            yield leaf

    def _open_cases(self, rule: Rule) -> Iterator[SeverityCase]:
        """The severity cases that are not known to hold or not."""
        for case, (_, holds) in zip(
            rule.severity, self.view.rules[rule.id].severities, strict=True
        ):
            if holds is None:
                yield case

    def of_rule(self, rule: Rule) -> tuple[Trace, ...]:
        """The decisive leaves behind a rule's outcome."""
        if rule.id not in self._of_rules:
            self._of_rules[rule.id] = tuple(self._found_of_rule(rule))
        return self._of_rules[rule.id]

    def _found_of_rule(self, rule: Rule) -> Iterator[Trace]:
        traces = [trace(condition, self.view) for condition in (rule.applies, rule.when)]
        undecided = [one for one in traces if one.truth is None]
        refused = [one for one in traces if one.truth is False]
        for one in refused or undecided or traces:
            for leaf in decisive(one):
                yield from self._expanded(leaf)

    def facts(self, rule: Rule) -> dict[str, Value]:
        """The answers that made the outcome, by path; a member's as ``partners[Name].path``."""
        return {shown: value for shown, _, value in _answers(self.of_rule(rule))}

    def judgements(self, rule: Rule) -> set[Value]:
        """The judgements (yes, partly, no) that made a finding what it is."""
        facts = self.ruleset.vocabulary.facts
        answers = _answers(self.leaves([rule.when]))
        return {value for _, path, value in answers if facts[path].kind == "judgement"}

    def witnesses(self, condition: Condition) -> dict[str, list[str | None]]:
        """The members that make a condition what it is, by collection; None for the unlisted."""
        found: dict[str, dict[str | None, None]] = {}
        for leaf in decisive(trace(condition, self.view)):
            if isinstance(leaf.condition, Quantified):
                names = found.setdefault(leaf.condition.collection, {})
                for name, _ in decisive_members(leaf):
                    if name is not None or leaf.others_exist is True:
                        names[name] = None
        return {collection: list(names) for collection, names in found.items()}

    def missing(self, conditions: Iterable[Condition]) -> list[str]:
        """The unanswered facts that leave these conditions undecided, in the order of asking."""
        return self._missing(self.leaves(conditions))

    def missing_for(self, rule: Rule) -> list[str]:
        """The unanswered facts that leave a rule undecided."""
        return self._missing(self.of_rule(rule))

    def _missing(self, leaves: Iterable[Trace]) -> list[str]:
        return [path for path in unanswered(leaves) if self.makes_sense(path)]

    def makes_sense(self, path: str) -> bool:
        """Whether the question can make sense: its relevance is not known to be false."""
        if path not in self._sensible:
            relevant = self.ruleset.relevance.get(path)
            self._sensible[path] = relevant is None or truth(relevant, self.view) is not False
        return self._sensible[path]


@lru_cache(maxsize=8)
def _concluding(ruleset: Ruleset) -> Mapping[str, list[str]]:
    return concluding_rules(ruleset.rules)


def _answers(leaves: Iterable[Trace]) -> Iterator[tuple[str, str, Value]]:
    """The answers in decisive leaves: how they are shown, their facts' paths, their values."""
    for leaf in leaves:
        if isinstance(leaf.condition, Test) and leaf.value is not None:
            yield leaf.condition.path, leaf.condition.path, leaf.value
        elif isinstance(leaf.condition, Quantified):
            collection = leaf.condition.collection
            for name, member in decisive_members(leaf):
                at = f"{collection}.{EACH}" if name is None else f"{collection}[{name}]"
                for inner in decisive(member):
                    if isinstance(inner.condition, Test) and inner.value is not None:
                        path = inner.condition.path
                        yield f"{at}.{path}", f"{collection}.{path}", inner.value


def unanswered(leaves: Iterable[Trace]) -> Iterable[str]:
    """The facts that undecided leaves wait for, whether it makes sense to ask or not."""
    return dict.fromkeys(
        path for leaf in leaves if leaf.truth is None for path in _waited_for(leaf)
    )


def _waited_for(leaf: Trace) -> Iterator[str]:
    """The facts that one undecided leaf waits for."""
    condition = leaf.condition
    if isinstance(condition, Test):
        yield condition.path
    elif isinstance(condition, Quantified):
        waiting = [
            f"{condition.collection}.{inner.condition.path}"
            for _, member in leaf.members
            if member.truth is None
            for inner in decisive(member)
            if isinstance(inner.condition, Test)
        ]
        yield from waiting or [f"{condition.collection}.count"]
