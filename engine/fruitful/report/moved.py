"""The answers, evidence and questions that moved between two assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fruitful.compare import Comparison
from fruitful.compare.moved import Evidence, Moved
from fruitful.explain.explanation import Address
from fruitful.language.value import Value, say
from fruitful.language.vocabulary import Collection, Fact, of_member, question
from fruitful.report.blocks import Block, Section, listed
from fruitful.report.lists import cut


def moved_answers(found: Comparison, *, everything: bool) -> Iterator[Block]:
    moved: list[str] = []
    answered: list[str] = []
    lost: list[str] = []
    for one in found.moved:
        some = answered if one.before is None else lost if one.after is None else moved
        some.append(f"{_question(one.address, found)} {_from_to(one, found)}")
    yield from _list("moved", "Answers that moved", moved, everything=everything)
    yield from _list("answered", "Questions answered", answered, everything=everything)
    title = "Answers that are not known any more"
    yield from _list("lost", title, lost, everything=everything)
    for group in found.membership:
        many = found.new.ruleset.vocabulary.collections[group.collection].many
        told = (("Joined", group.joined), ("Left", group.left))
        said = (f"{word}: {', '.join(names)}." for word, names in told if names)
        yield Section(f"members-{group.collection}", f"Who the {many} are", (listed(said),))


def _list(id: str, title: str, texts: Sequence[str], *, everything: bool) -> Iterator[Block]:
    if texts:
        heading = f"{title} ({len(texts)})"
        yield Section(id, heading, tuple(cut(texts, everything=everything)), short=title)


def new_evidence(found: Comparison, *, everything: bool) -> Iterator[Block]:
    texts = [f"{one.address}: {_given(one)}." for one in found.evidence]
    yield from _list("evidence", "Evidence added", texts, everything=everything)


def moved_questions(found: Comparison, *, everything: bool) -> Iterator[Block]:
    for id, title, some in (
        ("new-questions", "New questions", found.questions.new),
        ("no-more", "Questions that need no answer any more", found.questions.fallen_away),
    ):
        texts = [f"{_question_of_all(path, found)} [{path}]" for path in some]
        yield from _list(id, title, texts, everything=everything)


def _question_of_all(path: str, found: Comparison) -> str:
    vocabularies = (one.ruleset.vocabulary for one in (found.new, found.old))
    return next(question(path, one) for one in vocabularies if path in one.facts)


def _question(address: Address, found: Comparison) -> str:
    fact, collections = _fact(address.path, found)
    if address.member == "":
        return fact.ask
    one = collections[fact.collection].one
    return of_member(address.member or f"each {one}", fact.ask)


def _fact(path: str, found: Comparison) -> tuple[Fact, Mapping[str, Collection]]:
    """A fact by its path, as the newer of the vocabularies that have it declares it."""
    vocabularies = (one.ruleset.vocabulary for one in (found.new, found.old))
    vocabulary = next(one for one in vocabularies if path in one.facts)
    return vocabulary.facts[path], vocabulary.collections


def moved_in_words(one: Moved, found: Comparison) -> str:
    given = (_given(each) for each in found.evidence if each.address == one.address)
    evidence = next(given, "")
    return f"{one.address}: {_from_to(one, found)}{f' Evidence: {evidence}.' if evidence else ''}"


def _given(one: Evidence) -> str:
    return "; ".join(each.rstrip(". ") for each in (one.text, one.by, one.on) if each)


def _from_to(one: Moved, found: Comparison) -> str:
    before, after = (_said(value, one.address, found) for value in (one.before, one.after))
    if one.before is None:
        return f"Now {after}."
    if one.after is None:
        return f"Not known any more; it was {before}."
    return f"Now {after}; it was {before}."


def _said(value: Value | None, address: Address, found: Comparison) -> str:
    fact, _ = _fact(address.path, found)
    return "" if value is None else say(fact.kind, value, fact.choices, fact.unit)
