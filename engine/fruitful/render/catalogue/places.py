"""Where in the catalogue each thing stands. Names of files are made here, never taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fruitful.render.pages.sources import Cited, cited
from fruitful.ruleset import Ruleset

RULES = "rules"
"""The folder of the rules' pages."""
_PLAIN = re.compile(r"[A-Za-z0-9]{1,40}")


class Places(NamedTuple):
    """The addresses of things about one ruleset, from one of the catalogue's folders."""

    root: str
    """The way to the catalogue's own folder: "" or ``../``."""
    rules: Mapping[str, str]
    facts: Mapping[str, str]
    settings: Mapping[str, str]
    sources: Mapping[str, Cited]

    def below(self, root: str) -> Places:
        """The same, from a folder in the catalogue's."""
        rules, facts, settings = (
            {name: root + href for name, href in some.items()}
            for some in (self.rules, self.facts, self.settings)
        )
        sources = {cite: one._replace(href=root + one.href) for cite, one in self.sources.items()}
        return Places(root, rules, facts, settings, sources)


def places_of(
    ruleset: Ruleset, sources: Mapping[str, Cited], taken: set[str], prefix: str
) -> Places:
    """The addresses from the catalogue's own folder.

    ``taken`` are the names of files that are used already, in small letters; ``prefix`` keeps the
    anchors of several rulesets apart.
    """
    return Places(
        "",
        {id: f"{RULES}/{_file(id, taken)}" for id in ruleset.rules},
        _anchors("vocabulary.html", ruleset.vocabulary.facts, f"{prefix}-question"),
        _anchors("settings.html", ruleset.settings, f"{prefix}-setting"),
        sources,
    )


def sources_of(rulesets: Iterable[Ruleset]) -> dict[str, Cited]:
    """Every place in the paper and every local source, with its address."""
    listed = list(rulesets)
    index = {cite: one for ruleset in listed for cite, one in ruleset.index.items()}
    cites = (cite for ruleset in listed for cite in _cites(ruleset))
    found = cited((*index, *cites), index)
    return {cite: one._replace(href=f"sources.html{one.href}") for cite, one in found.items()}


def _file(id: str, taken: set[str]) -> str:
    """A file name of a rule's own: its id where that is plain and free, and else a number."""
    name = id if _PLAIN.fullmatch(id) and id.casefold() not in taken else f"rule-{len(taken) + 1}"
    taken.add(name.casefold())
    return f"{name}.html"


def _anchors(page: str, names: Iterable[str], prefix: str) -> dict[str, str]:
    return {name: f"{page}#{prefix}-{at}" for at, name in enumerate(names, 1)}


def _cites(ruleset: Ruleset) -> Iterator[str]:
    """Every source that anything rests on, local ones too."""
    for rule in ruleset.rules.values():
        yield from rule.cites
    for fact in ruleset.vocabulary.facts.values():
        yield from fact.cites
    for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
        yield from entry.cites
    for model in ruleset.models.values():
        yield from model.cites
        for _, _, argument in model.arguments():
            yield from argument.cites
    for line in ruleset.costs.values():
        yield from line.cites
