"""A ruleset's conditions over one partnership as a problem for a solver, z3.

Every answer is a variable over the values that matter, every condition two formulas: that it is
true, and that it is false. Where neither holds it is not known, so Kleene's logic is kept as it is.
What the answers may be is told by their domains.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any as Anything
from typing import NamedTuple

from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.firing.reference import truth
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.operators import OPERATORS
from fruitful.profile.facts import NOT_GIVEN, View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.verdict import Verdict
from fruitful.solving.counting import counted, of_set, others_exist
from fruitful.solving.domains import Domains
from fruitful.solving.formulas import (
    FALSE,
    NEVER,
    TRUE,
    Formula,
    Rails,
    Script,
    all_rails,
    any_rails,
    at_least,
    both,
    either,
    negated,
    opposite,
)
from fruitful.solving.variables import Subject, Variable, answers


class _RuleRails(NamedTuple):
    """What comes of a rule."""

    found: Rails
    met: Rails
    severities: tuple[tuple[str, Rails], ...]


class Problem:
    """Variables for the answers, and formulas for what comes of them.

    One that is ``beside`` another says what comes of the same answers with other rules; what
    nothing in its own ruleset decides is as it is in the other.
    """

    def __init__(self, ruleset: Ruleset, domains: Domains, beside: Problem | None = None) -> None:
        self.ruleset, self.domains = ruleset, domains
        self.outcomes: dict[str, dict[str, Formula]] = {}
        """Of each rule: that this is its outcome."""
        self._rules: dict[str, _RuleRails] = {}
        self._concluded: dict[str, Rails] = {}
        if beside is None:
            self.script = Script()
            self.answers = answers(domains, ruleset.vocabulary, self.script)
            self._untold = {leaf: self.script.new() for leaf in sorted(domains.untold, key=repr)}
        else:
            self.script, self.answers, self._untold = beside.script, beside.answers, beside._untold
            own = {rule.conclude for rule in ruleset.rules.values()}
            concluded = beside._concluded.items()
            self._concluded.update((path, one) for path, one in concluded if path not in own)
            self._rules.update(beside._rules)
        for id in (id for ids in ruleset.strata for id in ids):
            self._note(ruleset.rules[id])

    # Conditions

    def rails(self, condition: Condition, subject: Subject | None = None) -> Rails:
        """A condition about the partnership, or about the member whose answers are given."""
        about = self.answers.own if subject is None else subject
        return self._defined(_RAILS[type(condition)](self, condition, about))

    def _defined(self, rails: Rails) -> Rails:
        return Rails(*map(self.script.define, rails))

    def _test(self, test: Test, subject: Subject) -> Rails:
        return Rails(*(either(self._where(test, subject, told)) for told in (True, False)))

    def _where(self, test: Test, subject: Subject, told: bool) -> Iterator[Formula]:
        """The ways in which a test comes out as told."""
        if subject is not self.answers.own:
            return self._of_answer(test, subject[test.path], told)
        if test.path in self._concluded:
            return _of_conclusion(test, self._concluded[test.path], told)
        name = test.path.removesuffix(".count")
        if name in self.answers.collections:
            return self._of_size(test, name, told)
        return self._of_answer(test, subject[test.path], told)

    def _of_answer(self, test: Test, variable: Variable, told: bool) -> Iterator[Formula]:
        facts, before = self.domains.facts, variable.domain.before
        values = {} if before is None else {test.path: before}
        if truth(test, View(values, facts.collections, facts.on, {})) is told:
            yield variable.stays
        for formula, region in variable.takes:
            if OPERATORS[test.operator].holds(region.value, test.operand, facts.on) is told:
                yield formula
        if variable.holds:
            so = of_set(test, variable.holds)
            yield both((opposite(variable.stays), so if told else opposite(so)))

    def _of_size(self, test: Test, name: str, told: bool) -> Iterator[Formula]:
        facts = self.domains.facts
        collected = facts.collections.get(name, NOT_GIVEN)
        for formula, size in self.answers.collections[name].sizes:
            values = {} if size.total is None else {test.path: size.total}
            listed = (*collected.listed, *[("", {})] * size.present)
            sized = {name: collected._replace(listed=listed, others_exist=size.others_exist)}
            if truth(test, View(values, sized, facts.on, {})) is told:
                yield formula

    def _all(self, condition: All, subject: Subject) -> Rails:
        return all_rails(self.rails(part, subject) for part in condition.parts)

    def _any(self, condition: Any, subject: Subject) -> Rails:
        return any_rails(self.rails(part, subject) for part in condition.parts)

    def _not(self, condition: Not, subject: Subject) -> Rails:
        return negated(self.rails(condition.part, subject))

    def _rule_state(self, leaf: RuleState, subject: Subject) -> Rails:
        rule = self._rules[leaf.rule]
        if leaf.state == "met":
            return rule.met
        if not leaf.severities:
            return rule.found
        among = NEVER
        for severity, case in reversed(rule.severities):  # the first case that holds counts
            if severity in leaf.severities:
                among = any_rails((case, among))
            else:
                among = all_rails((negated(case), among))
        return all_rails((rule.found, among))

    def _quantified(self, leaf: Quantified, subject: Subject) -> Rails:
        if leaf in self._untold:
            return Rails(self._untold[leaf], opposite(self._untold[leaf]))
        collection = self.answers.collections[leaf.collection]
        members = [
            (Rails(there, opposite(there)), self.rails(leaf.condition, own))
            for there, own in collection.members
        ]
        exist = others_exist(collection)
        others = NEVER if exist == NEVER else self.rails(leaf.condition, collection.others)
        if leaf.quantifier == "count":
            each = [all_rails(one) for one in members]
            return counted(leaf, each, others, collection)
        if leaf.quantifier == "every":
            every = (any_rails((negated(there), so)) for there, so in members)
            return all_rails((*every, any_rails((negated(exist), others))))
        some = any_rails((*map(all_rails, members), all_rails((exist, others))))
        return some if leaf.quantifier == "some" else negated(some)

    # What comes of it

    def _note(self, rule: Rule) -> None:
        applies, when = self.rails(rule.applies), self.rails(rule.when)
        found = self._defined(all_rails((applies, when)))
        met = self._defined(all_rails((applies, negated(when))))
        cases = tuple((case.severity, self.rails(case.when)) for case in rule.severity)
        self._rules[rule.id] = _RuleRails(found, met, cases)
        none = self.script.define(either((applies.no, both((opposite(applies.yes), when.no)))))
        undecided = self.script.define(opposite(either((found.yes, met.yes, none))))
        self.outcomes[rule.id] = {
            FINDING: found.yes,
            MET: met.yes,
            NOT_APPLICABLE: none,
            UNDECIDED: undecided,
        }
        if rule.conclude:
            before = self._concluded.get(rule.conclude, NEVER)
            self._concluded[rule.conclude] = self._defined(any_rails((before, found)))

    def cases(self, rule: str) -> list[tuple[str, Formula]]:
        """Of each severity case of a rule: that it is a finding, and this case is the one that
        counts, the first that is known to hold."""
        found, _, severities = self._rules[rule]
        earlier: list[Formula] = []
        each = []
        for severity, case in severities:
            each.append((severity, both((found.yes, case.yes, *map(opposite, earlier)))))
            earlier.append(case.yes)
        return each

    def as_severe(self, rule: str, severity: str) -> Formula:
        """That a rule is a finding of this severity."""
        return either(formula for one, formula in self.cases(rule) if one == severity)

    def verdicts(self, never: Container[str] = ()) -> dict[str, Formula]:
        """Of each entry of the list: that it is the verdict; the last where none is true.

        Entries that are ``never`` true are passed over.
        """
        chosen: dict[str, Formula] = {}
        earlier: list[Formula] = []
        for id, entry in self.ruleset.verdicts.items():
            so = FALSE if id in never else self.rails(entry.when).yes
            may = opposite(self._law()) if entry.asks_to_end else TRUE
            holds = self.script.define(both((so, may, self._too_little(entry))))
            last = len(chosen) == len(self.ruleset.verdicts) - 1
            chosen[id] = both((TRUE if last else holds, *(opposite(one) for one in earlier)))
            earlier.append(holds)
        return chosen

    def _law(self) -> Formula:
        """That the law requires the partnership."""
        law = self.ruleset.required_by_law
        return FALSE if law is None else self.rails(law).yes

    def _too_little(self, entry: Verdict) -> Formula:
        """More than half of its essential rules, as far as they apply, are undecided."""
        if not entry.most_undecided:
            return TRUE
        outcomes = [self.outcomes[id] for id in entry.most_undecided]
        undecided = [one[UNDECIDED] for one in outcomes]
        not_decided = [opposite(either((one[FINDING], one[MET]))) for one in outcomes]
        return at_least((*undecided, *not_decided), len(outcomes) + 1)


def _of_conclusion(test: Test, found: Rails, told: bool) -> Iterator[Formula]:
    assert isinstance(test.operand, tuple)
    for answer, formula in zip(("yes", "no"), found, strict=True):
        if (answer in test.operand) is told:
            yield formula


_RAILS: Mapping[type, Callable[[Problem, Anything, Subject], Rails]] = {
    Test: Problem._test,
    RuleState: Problem._rule_state,
    Quantified: Problem._quantified,
    All: Problem._all,
    Any: Problem._any,
    Not: Problem._not,
}


def conditions_of(ruleset: Ruleset) -> Iterator[Condition]:
    """What decides the outcomes of rules, and the verdict."""
    for rule in ruleset.rules.values():
        yield from (rule.applies, rule.when, *(case.when for case in rule.severity))
    for entry in ruleset.verdicts.values():
        yield entry.when
