"""The rules from other sides: by stage and by paragraph, the questions, the verdicts in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fruitful.language.condition import ALWAYS
from fruitful.language.vocabulary import Fact
from fruitful.render.catalogue.conditions import told
from fruitful.render.catalogue.subject import Subject
from fruitful.render.pages.sources import Cited
from fruitful.render.reasoning import Told
from fruitful.ruleset.rule import Rule


class Stage(NamedTuple):
    """A stage, the rules whose matter is to be settled by it, and those that matter earlier on."""

    name: str
    means: str
    settled: tuple[Rule, ...]
    beginning: tuple[Rule, ...]
    """Those that begin to matter here, and are settled later."""


def settled_at(subject: Subject) -> list[Stage]:
    """The stages, in the order of a partnership's life."""
    rules = subject.ruleset.rules.values()
    return [
        Stage(
            name,
            means,
            tuple(one for one in rules if one.settle_by == name),
            tuple(one for one in rules if one.first_stage == name != one.settle_by),
        )
        for name, means in subject.ruleset.stages.items()
    ]


class Place(NamedTuple):
    """A place in the paper, or a local source, and all rules that rest on it."""

    source: Cited
    kind: str
    """``normative``, ``evidence`` or ``navigation``; "" for a local source."""
    rules: tuple[tuple[str, str, str], ...]
    """Each rule's id, title and address."""


def places_in_paper(subjects: Iterable[Subject]) -> list[Place]:
    """Every place in the paper's order, then the local sources."""
    listed = list(subjects)
    index = {cite: one for subject in listed for cite, one in subject.ruleset.index.items()}
    citing: dict[str, list[tuple[str, str, str]]] = {}
    for subject in listed:
        for rule in subject.ruleset.rules.values():
            for cite in dict.fromkeys(rule.cites):
                entry = (rule.id, rule.title, subject.places.rules[rule.id])
                citing.setdefault(cite, []).append(entry)
    return [
        Place(source, index[cite].kind if cite in index else "", tuple(citing.get(cite, ())))
        for cite, source in listed[0].places.sources.items()
    ]


class Group(NamedTuple):
    """Questions whose paths begin alike."""

    name: str
    facts: tuple[Fact, ...]


def questions(subject: Subject) -> list[Group]:
    """The vocabulary in groups, in the order of its declaration."""
    groups: dict[str, list[Fact]] = {}
    for path, fact in subject.ruleset.vocabulary.facts.items():
        head = path.partition(".")[0] if "." in path else ""
        groups.setdefault(head, []).append(fact)
    return [Group(name, tuple(facts)) for name, facts in sorted(groups.items(), key=_alone_first)]


def _alone_first(group: tuple[str, list[Fact]]) -> bool:
    return group[0] != ""


class Entry(NamedTuple):
    """A verdict, an alternative or a tier."""

    title: str
    text: str
    when: Told
    cites: tuple[str, ...]
    notes: tuple[str, ...]
    pack: str


class Ordered(NamedTuple):
    """An ordered list, of which the first whose condition is true counts."""

    title: str
    entries: tuple[Entry, ...]


def verdict_lists(subject: Subject) -> list[Ordered]:
    """Verdicts, alternatives and tiers, as far as there are any."""
    ruleset = subject.ruleset
    verdicts = []
    for one in ruleset.verdicts.values():
        notes = []
        if one.most_undecided:
            rules = ", ".join(one.most_undecided)
            notes.append(f"Given while more than half of these rules are undecided: {rules}.")
        if one.only_if_known is not None:
            sometimes = "" if one.only_if_known == ALWAYS else ", at certain stages or findings"
            notes.append(f"Taken not to be so while it is not known{sometimes}.")
        if one.offers_alternative:
            notes.append("The first alternative that fits is offered with it.")
        when = told(one.when, ruleset)
        verdicts.append(Entry(one.title, one.text, when, one.cites, tuple(notes), one.pack))
    alternatives = [
        Entry(one.title, one.text, told(one.when, ruleset), one.cites, (), one.pack)
        for one in ruleset.alternatives.values()
    ]
    tiers = [
        Entry(one.title, one.text, told(one.when, ruleset), (), (f"Basis: {one.basis}",), one.pack)
        for one in ruleset.tiers.values()
    ]
    lists = (("Verdicts", verdicts), ("Alternatives", alternatives), ("Tiers", tiers))
    return [Ordered(title, tuple(entries)) for title, entries in lists if entries]
