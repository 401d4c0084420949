"""Why a rule has come out as it has, in sentences: its conditions as trees, each part marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fruitful.explain.explanation import Case, Explanation, Given, Part
from fruitful.language.condition import (
    ALWAYS,
    All,
    Any,
    Condition,
    Not,
    Quantified,
    RuleState,
    Test,
)
from fruitful.language.truth import Truth
from fruitful.language.value import say
from fruitful.render.english import quantifier_head, rule_state_in_words, sentence
from fruitful.ruleset import Ruleset

MARKS = {True: "true", False: "false", None: "not known"}
MOST_MEMBERS = 12
"""Members that are shown with their answers."""
MOST_NAMES = 6
"""Other members that are named."""


class Told(NamedTuple):
    """A part of a condition in words, or a remark on one."""

    mark: str
    """Whether it holds, in words; "" of remarks, and of what is asked of each member."""
    text: str
    in_list: bool = False
    """It is one of the parts of a group."""
    inner: tuple[Told, ...] = ()


class Ground(NamedTuple):
    """One of the questions that an outcome is the answer to, and what answers it."""

    heading: str
    parts: tuple[tuple[str, Told | None], ...]
    """Each tree with what is said before it; or what is said where there is no tree."""


def grounds(explained: Explanation, ruleset: Ruleset) -> Iterator[Ground]:
    """Whether the rule applies, whether something is wrong, and how severe a finding is."""
    asked = "Is something wrong?" if explained.rule.recommend else "Is it so?"
    for question, part in (("Does it apply?", explained.applies), (asked, explained.when)):
        yield Ground(f"{question} {MARKS[part.truth].capitalize()}", (("", told(part, ruleset)),))
    if explained.cases:
        only = len(explained.cases) == 1
        cases = tuple(_case(case, ruleset, only=only) for case in explained.cases)
        yield Ground(f"How severe is it? {explained.severity.capitalize()}", cases)


def _case(case: Case, ruleset: Ruleset, *, only: bool) -> tuple[str, Told | None]:
    if case.part.condition == ALWAYS:
        where = "in every case" if only else "in all other cases"
        return f"{case.severity.capitalize()} {where}.", None
    return f"{case.severity.capitalize()} where", told(case.part, ruleset)


def told(part: Part, ruleset: Ruleset, *, in_list: bool = False) -> Told:
    """The condition with its parts and the answers that it rests on, as sentences."""
    condition, mark = part.condition, MARKS[part.truth]
    if isinstance(condition, Quantified):
        asked = _asked_of_each(condition.condition, condition, ruleset)
        members = _members(part, condition, ruleset)
        head = quantifier_head(condition, ruleset.vocabulary)
        return Told(mark, head, in_list, (*asked, *members))
    if isinstance(condition, (Test, RuleState)):
        text = leaf_in_words(condition, ruleset)
        return Told(mark, text, in_list, tuple(_remarks(part, ruleset)))
    inner = tuple(told(one, ruleset, in_list=True) for one in part.parts)
    return Told(mark, _group(condition), in_list, inner)


def _remarks(part: Part, ruleset: Ruleset) -> Iterator[Told]:
    """The answer that a test reads, or where to see what it rests on."""
    if part.given is not None:
        yield Told("", answer_in_words(part.given, part.truth, ruleset))
    elif part.rests_on:
        yield Told("", f"See {', '.join(part.rests_on)} below.")


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


def _asked_of_each(
    condition: Condition, leaf: Quantified, ruleset: Ruleset, *, in_list: bool = False
) -> Iterator[Told]:
    """What a quantifier asks of each member, without marks."""
    if isinstance(condition, Test):
        yield Told("", leaf_in_words(condition, ruleset, leaf.collection), in_list)
    elif isinstance(condition, (All, Any, Not)):
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        inner = (one for part in parts for one in _asked_of_each(part, leaf, ruleset, in_list=True))
        yield Told("", _group(condition), in_list, tuple(inner))


def _members(part: Part, condition: Quantified, ruleset: Ruleset) -> Iterator[Told]:
    """The members on whom it hangs with their answers; of the others only the names."""
    many = ruleset.vocabulary.collections[condition.collection].many
    if not part.members:
        yield Told("", f"There are no {many}.")
    deciding = [one for one in part.members if one.decides]
    for name, inner, _ in deciding[:MOST_MEMBERS]:
        yield Told(MARKS[inner.truth], f"{member_name(name, many)}: {_answers(inner, ruleset)}")
    rest = deciding[MOST_MEMBERS:] + [one for one in part.members if not one.decides]
    for truth, mark in MARKS.items():
        names = [member_name(one.name, many) for one in rest if one.part.truth is truth]
        if names:
            yield Told(mark, f"of {_some(names)}")


def member_name(name: str | None, many: str) -> str:
    """A member's name; of those not listed, that they are not."""
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
