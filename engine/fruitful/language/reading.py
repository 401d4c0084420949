"""Reading conditions from YAML, checked against the vocabulary: facts, operators, types."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingABC
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar, Sequence
from fruitful.document.fields import fault, is_blank, items_of, texts_of
from fruitful.language.condition import ALWAYS, All, Any, Condition, Not, Quantified, Test
from fruitful.language.operators import COMPARISONS, OPERATORS
from fruitful.language.setting import Setting
from fruitful.language.value import Unreadable, Value, is_unknown, read_value
from fruitful.language.vocabulary import Fact, Vocabulary

QUANTIFIERS = ("some", "every", "none")
UNWRITTEN = ("one_of", "equals")
"""What stands without an operator's name."""

_FORM = "write it as `exit.strategy: no`"
_SEVERAL = "put several conditions behind `all:`, or behind `any:` where one of them will do"
_MEANT = {"and": "all", "or": "any"}
"""Words that people write, and what the language has for them."""

RuleTest = Callable[[Node, str, list[Diagnostic]], Condition]


class Scope(NamedTuple):
    """What a condition may speak of."""

    vocabulary: Vocabulary
    settings: MappingABC[str, Setting]
    rule_test: RuleTest
    """Reads what stands behind ``finding`` or ``met``."""
    collection: str = ""
    """Inside a quantifier, the collection whose members are spoken of."""

    def fact(self, name: str) -> Fact | None:
        """The fact of this name, in this scope."""
        path = f"{self.collection}.{name}" if self.collection else name
        fact = self.vocabulary.facts.get(path)
        return fact if fact is not None and fact.collection == self.collection else None


def read_condition(node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    """The condition that a mapping states; its faults are added, all of them."""
    if not isinstance(node, Mapping):
        message = "a condition is a mapping of facts to tests"
        help = _SEVERAL if isinstance(node, Sequence) else _FORM
        faults.append(fault(node, "not-a-condition", message, help))
        return ALWAYS
    if not node.entries:
        faults.append(fault(node, "not-a-condition", "this condition says nothing", _FORM))
    parts = tuple(_entry(key, value, scope, faults) for key, value in node.entries)
    return parts[0] if len(parts) == 1 else All(parts)


def _entry(key: Scalar, node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    word = key.text
    if word in ("all", "any"):
        parts = tuple(read_condition(one, scope, faults) for one in _several(node, word, faults))
        return All(parts) if word == "all" else Any(parts)
    if word == "not":
        return Not(read_condition(node, scope, faults))
    if word in (*QUANTIFIERS, "count"):
        return _quantified(key, node, scope, faults)
    if word in ("finding", "met"):
        if scope.collection:
            message = f"`{word}` is about the partnership, not about each of {scope.collection}"
            faults.append(fault(key, "not-here", message, "move it out of the quantifier"))
            return ALWAYS
        return scope.rule_test(node, word, faults)
    fact = scope.fact(word)
    if fact is None:
        faults.append(_unknown_fact(key, scope))
        return ALWAYS
    return _test(fact, node, scope, faults)


def _several(node: Node, word: str, faults: list[Diagnostic]) -> tuple[Node, ...]:
    items = items_of(node, f"`{word}`", faults)
    if not items and (isinstance(node, Sequence) or is_blank(node)):
        faults.append(
            fault(
                node,
                "not-a-condition",
                f"`{word}` needs at least one condition",
                "add one, such as `stage: operating`, or take the word out",
            )
        )
    return items


def _unknown_fact(key: Scalar, scope: Scope) -> Diagnostic:
    known = scope.vocabulary.facts
    full = known.get(key.text)
    if key.text in _MEANT:
        help = f"write `{_MEANT[key.text]}`"
    elif full is not None and full.collection and full.collection == scope.collection:
        help = f"write `{full.item}`: what it is about is said already"
    elif full is not None and full.collection:
        help = f"it is about each of the {full.collection}: use `some`, `every` or `none`"
    elif full is not None:
        help = f"inside a quantifier only the facts of `{scope.collection}` can be tested"
    else:
        names = [
            fact.item if scope.collection else path
            for path, fact in known.items()
            if fact.collection == scope.collection
        ]
        help = did_you_mean(key.text, [*names, "all", "any", "not", *QUANTIFIERS, "finding"])
    message = f"there is no fact or operator `{shorten(key.text)}` here"
    return fault(key, "unknown-fact", message, help)


def _quantified(key: Scalar, node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    if scope.collection:
        help = "use `all`, `any` and `not` in it, or have several: `all: [{some: …}, {some: …}]`"
        message = "a quantifier cannot stand in another one"
        faults.append(fault(key, "nested-quantifier", message, help))
        return ALWAYS
    entries = node.entries if isinstance(node, Mapping) else ()
    subjects = [entry for entry in entries if entry[0].text not in COMPARISONS]
    bounds = [entry for entry in entries if entry[0].text in COMPARISONS]
    wanted = 1 if key.text == "count" else 0
    if len(subjects) != 1 or len(bounds) != wanted:
        form = f"{key.text}: {{partners: {{…}}" + (", at_least: 2}" if wanted else "}")
        faults.append(
            fault(
                key,
                "bad-quantifier",
                f"`{key.text}` is written `{form}`",
                "write the collection, what holds of its members"
                + (", and the number" if wanted else ""),
            )
        )
        return ALWAYS
    name, inner = subjects[0]
    if name.text not in scope.vocabulary.collections:
        help = did_you_mean(name.text, scope.vocabulary.collections)
        message = f"there is no collection `{shorten(name.text)}`"
        faults.append(fault(name, "unknown-collection", message, help))
        return ALWAYS
    condition = read_condition(inner, scope._replace(collection=name.text), faults)
    if not wanted:
        return Quantified(key.text, name.text, condition)
    count = scope.vocabulary.facts[f"{name.text}.count"]
    bound, _ = _operand(count, bounds[0][1], "count", scope, faults)
    number = bound if isinstance(bound, int) else 0
    return Quantified("count", name.text, condition, bounds[0][0].text, number)


def _test(fact: Fact, node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    """A test of a fact: a choice, a list of choices, or operators with their operands."""
    if fact.incomplete:
        return ALWAYS  # that is a fault already, and nothing can be said of its tests
    name = fact.item if scope.collection else fact.path
    if not isinstance(node, Mapping):
        return _equals(fact, name, node, scope, faults)
    if not node.entries:
        faults.append(fault(node, "not-a-condition", f"this tests nothing of `{fact.path}`", _FORM))
    tests: list[Condition] = []
    for key, value in node.entries:
        operator = OPERATORS.get(key.text)
        if operator is None or key.text in UNWRITTEN:
            message = f"there is no operator `{shorten(key.text)}`"
            help = did_you_mean(key.text, _written(fact), _plainly(fact))
            faults.append(fault(key, "unknown-operator", message, help))
        elif fact.kind not in operator.kinds:
            message = f"`{key.text}` does not fit `{fact.path}`, which has the type {fact.kind}"
            help = did_you_mean(key.text, _written(fact), _plainly(fact))
            faults.append(fault(key, "type-mismatch", message, help))
        elif key.text == "includes":
            tests.append(Test(name, "includes", _choices(fact, value, faults)))
        else:
            kind = operator.operand or ("count" if fact.kind == "set" else fact.kind)
            operand, setting = _operand(fact, value, kind, scope, faults)
            tests.append(Test(name, key.text, operand, setting))
    return tests[0] if len(tests) == 1 else All(tuple(tests))


def _equals(fact: Fact, name: str, node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    if fact.choices and fact.kind != "set":
        return Test(name, "one_of", _choices(fact, node, faults))
    if fact.kind in OPERATORS["equals"].kinds:
        operand, setting = _operand(fact, node, fact.kind, scope, faults)
        return Test(name, "equals", operand, setting)
    known = _written(fact)
    message = f"`{fact.path}`, of the type {fact.kind}, cannot be tested like this"
    help = f"it can be tested with: {', '.join(known)}" if known else "a text is not tested"
    faults.append(fault(node, "type-mismatch", message, help))
    return ALWAYS


def _written(fact: Fact) -> list[str]:
    """The operators that fit a fact and are written by their names."""
    fitting = [name for name, one in OPERATORS.items() if fact.kind in one.kinds]
    return [name for name in fitting if name not in UNWRITTEN]


def _plainly(fact: Fact) -> str:
    if not fact.choices:
        return "a text is not tested"
    return f"write `{fact.path}: {next(iter(fact.choices))}`, or a list of choices"


def _choices(fact: Fact, node: Node, faults: list[Diagnostic]) -> tuple[Value, ...]:
    """One or several of a fact's choices, in the order in which they are declared."""
    chosen = set()
    for scalar in texts_of(node, f"a test of `{fact.path}`", faults):
        if scalar.text in fact.choices:
            chosen.add(scalar.text)
        else:
            message = f"`{shorten(scalar.text)}` is not one of the choices of `{fact.path}`"
            help = did_you_mean(scalar.text, fact.choices)
            if is_unknown(scalar.text):
                help = "there is no test for what is not known: that is asked, and never a finding"
            faults.append(fault(scalar, "bad-choice", message, help))
    return tuple(choice for choice in fact.choices if choice in chosen)


def _operand(
    fact: Fact, node: Node, kind: str, scope: Scope, faults: list[Diagnostic]
) -> tuple[Value, str]:
    """A constant of a kind or the value of a ``$setting`` of that kind, with the setting's name."""
    if not isinstance(node, Scalar):
        message = f"`{fact.path}` is compared with one value, of the type {kind}"
        help = "write one value; of several that may hold, write a condition each under `any`"
        faults.append(fault(node, "type-mismatch", message, help))
        return 0, ""
    if node.text.startswith("$"):
        setting = scope.settings.get(node.text[1:])
        if setting is None:
            help = did_you_mean(node.text[1:], scope.settings)
            message = f"there is no setting `{shorten(node.text)}`"
            faults.append(fault(node, "unknown-setting", message, help))
        elif setting.kind not in ("", kind):
            message = f"`{node.text}` has the type {setting.kind}; here it must have {kind}"
            help = "name a setting of that type, or write the value itself"
            faults.append(fault(node, "type-mismatch", message, help))
        else:
            return setting.value, setting.name
        return 0, ""
    try:
        choices = {"yes": "yes", "no": "no"} if kind == "yes_no" else {}
        return read_value(kind, choices, node.text), ""
    except Unreadable as problem:
        help = problem.help
        if node.text in scope.settings:
            help = f"to compare with the setting, write `${node.text}`"
        faults.append(fault(node, problem.code, problem.message, help))
        return 0, ""
