"""A condition as a tree in plain English: each part marked, with the answer that made it so."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.explain.explanation import Given, Part
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.truth import Truth
from fruitful.language.value import say
from fruitful.render.english import quantifier_head, rule_state_in_words, sentence
from fruitful.render.layout import wrap
from fruitful.ruleset import Ruleset

MARKS = {True: "true", False: "false", None: "not known"}
MOST_MEMBERS = 12
"""Members that are shown with their answers."""
MOST_NAMES = 6
"""Other members that are named."""
_COLUMN = 11


def tree_lines(part: Part, ruleset: Ruleset) -> Iterator[str]:
    """The tree, with the marks in a column of their own."""
    yield from _lines(part, ruleset, "", "")


def _marked(truth: Truth, text: str, indent: str, bullet: str = "") -> list[str]:
    first = f"{MARKS[truth]:<{_COLUMN}}{indent}{bullet}"
    return wrap(text, first, " " * (_COLUMN + len(indent) + len(bullet)))


def _unmarked(text: str, indent: str) -> list[str]:
    return wrap(text, " " * _COLUMN + indent)


def _lines(part: Part, ruleset: Ruleset, indent: str, bullet: str) -> Iterator[str]:
    condition = part.condition
    below = indent + " " * len(bullet)
    if isinstance(condition, Quantified):
        yield from _marked(
            part.truth, quantifier_head(condition, ruleset.vocabulary), indent, bullet
        )
        yield from inner_lines(condition.condition, condition, ruleset, f"{below}  ")
        yield from _member_lines(part, condition, ruleset, f"{below}  ")
    elif isinstance(condition, (Test, RuleState)):
        yield from _marked(part.truth, leaf_in_words(condition, ruleset), indent, bullet)
        if part.given is not None:
            yield from _unmarked(answer_in_words(part.given, part.truth, ruleset), f"{below}  ")
        elif part.rests_on:
            rules = ", ".join(part.rests_on)
            yield from _unmarked(f"See {rules} below.", f"{below}  ")
    else:
        yield from _marked(part.truth, _group(condition), indent, bullet)
        for inner in part.parts:
            yield from _lines(inner, ruleset, below, "- ")


def _group(condition: All | Any | Not) -> str:
    if isinstance(condition, Not):
        return "not so:"
    if not condition.parts:
        return "always" if isinstance(condition, All) else "never"
    return "all of these:" if isinstance(condition, All) else "at least one of these:"


def leaf_in_words(leaf: Test | RuleState, ruleset: Ruleset, collection: str = "") -> str:
    """A test as a sentence; of what rules conclude, with the title of the first that does."""
    if isinstance(leaf, RuleState):
        return rule_state_in_words(leaf, ruleset.rules[leaf.rule].title)
    fact = ruleset.vocabulary.facts[f"{collection}.{leaf.path}" if collection else leaf.path]
    concluding = (rule.title for rule in ruleset.rules.values() if rule.conclude == fact.path)
    return sentence(leaf, fact, next(concluding, ""))


def inner_lines(
    condition: Condition, leaf: Quantified, ruleset: Ruleset, indent: str, bullet: str = ""
) -> Iterator[str]:
    """What a quantifier asks of each member, without marks."""
    if isinstance(condition, Test):
        text = leaf_in_words(condition, ruleset, leaf.collection)
        following = " " * (_COLUMN + len(indent) + len(bullet))
        yield from wrap(text, " " * _COLUMN + indent + bullet, following)
    elif isinstance(condition, (All, Any, Not)):
        yield from _unmarked(bullet + _group(condition), indent)
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        for part in parts:
            yield from inner_lines(part, leaf, ruleset, indent + " " * len(bullet), "- ")


def _member_lines(
    part: Part, condition: Quantified, ruleset: Ruleset, indent: str
) -> Iterator[str]:
    """The members on whom it hangs with their answers; of the others only the names."""
    many = ruleset.vocabulary.collections[condition.collection].many
    if not part.members:
        yield from _unmarked(f"There are no {many}.", indent)
    deciding = [one for one in part.members if one.decides]
    for name, inner, _ in deciding[:MOST_MEMBERS]:
        text = f"{_name(name, many)}: {_answers(inner, ruleset)}"
        yield from _marked(inner.truth, text, indent)
    rest = deciding[MOST_MEMBERS:] + [one for one in part.members if not one.decides]
    for truth in MARKS:
        names = [_name(one.name, many) for one in rest if one.part.truth is truth]
        if names:
            yield from _marked(truth, f"of {_some(names)}", indent)


def _name(name: str | None, many: str) -> str:
    return f"{many} not listed by name" if name is None else name


def _some(names: list[str]) -> str:
    if len(names) > MOST_NAMES + 1:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _answers(part: Part, ruleset: Ruleset) -> str:
    """What is answered about one member, as far as it decides."""
    leaves = [leaf for leaf in _leaves(part) if leaf.given]
    shown = [leaf for leaf in leaves if leaf.decisive] or leaves
    given = {leaf.given.address.path: leaf for leaf in shown if leaf.given}
    if len(given) == 1:
        (leaf,) = given.values()
        assert leaf.given is not None
        return answer_in_words(leaf.given, leaf.truth, ruleset, alone=False)
    return "; ".join(
        f"{path.partition('.')[2]}: {answer_in_words(leaf.given, leaf.truth, ruleset, alone=False)}"
        for path, leaf in given.items()
        if leaf.given
    )


def _leaves(part: Part) -> Iterator[Part]:
    if part.given is not None:
        yield part
    for inner in part.parts:
        yield from _leaves(inner)


def answer_in_words(given: Given, truth: Truth, ruleset: Ruleset, *, alone: bool = True) -> str:
    """An answer and its evidence, as a sentence by itself or as part of one."""
    fact = ruleset.vocabulary.facts[given.address.path]
    if given.value is None:
        told = "not answered"
    else:
        told = say(fact.kind, given.value, fact.choices, fact.unit)
        told += ", which is not exact enough" if truth is None else ""
        told += ", as said of each" if given.of_each and given.address.member is not None else ""
    if not alone:
        evidence = _evidence(given)
        return f"{told} ({evidence})" if evidence else told
    told = "Not answered" if given.value is None else f"Answer: {told}"
    evidence = _evidence(given)
    return f"{told}. Evidence: {evidence}." if evidence else f"{told}."


def _evidence(given: Given) -> str:
    """What an answer rests on: the evidence, who gave it and when."""
    return "; ".join(one.rstrip(". ") for one in (given.evidence, given.by, given.on) if one)
