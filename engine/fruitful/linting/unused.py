"""What a pack declares and nothing uses: facts, settings, themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fruitful.document import Mapping, Node, Scalar
from fruitful.language.condition import Condition
from fruitful.language.order import dates_before
from fruitful.language.reads import reads_of
from fruitful.language.vocabulary import STAGE
from fruitful.linting.remark import ADVICE, Remark
from fruitful.register.units import SETTINGS
from fruitful.ruleset import Ruleset
from fruitful.ruleset.model import MODEL
from fruitful.ruleset.pack import Pack

_SETTING = re.compile(r"\$([a-z][a-z0-9_]*)")


def every_condition(ruleset: Ruleset) -> Iterator[Condition]:
    """All conditions of a ruleset, those that decide no outcome and no verdict too."""
    for rule in ruleset.rules.values():
        yield from (rule.applies, rule.when, *(case.when for case in rule.severity))
        for text in rule.texts:
            yield from text.conditions()
    for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
        yield from (entry.when, *entry.said.conditions())
        if entry.only_if_known is not None:
            yield entry.only_if_known
    for tier in ruleset.tiers.values():
        yield tier.when
    for model in ruleset.models.values():
        for _, _, argument in model.arguments():
            yield from (argument.when, *argument.said.conditions())
            if argument.ideal_when is not None:
                yield argument.ideal_when
    yield from ruleset.relevance.values()
    for asked in (
        *ruleset.checklist.values(),
        *ruleset.ingredients.values(),
        *ruleset.accountability.values(),
    ):
        yield from (one for one in (asked.yes, asked.partly) if one is not None)
    if ruleset.required_by_law is not None:
        yield ruleset.required_by_law


def unused(packs: Sequence[Pack], ruleset: Ruleset, about: Sequence[str]) -> Iterator[Remark]:
    """Facts that are asked for and that nothing reads; settings and themes without a use.

    Of the packs with these ids; what reads them may stand in any pack of the stack.
    """
    words = frozenset(_words(packs))
    yield from _facts(ruleset, words, about)
    named = {name for word in words for name in _SETTING.findall(word)}
    for setting in ruleset.settings.values():
        is_read = setting.name in named or setting.name in SETTINGS
        if not is_read and setting.declared_by in about:
            place = next(pack.place for pack in packs if pack.id == setting.declared_by)
            message = f"no condition and no text reads the setting `${setting.name}`"
            help = "take it out, or let a rule read it"
            yield Remark(place, "unread-setting", ADVICE, message, help)
    used = {rule.theme for rule in ruleset.rules.values()}
    for pack, theme in _themes(packs):
        if theme.text not in used and pack.id in about:
            message = f"no rule has the theme `{theme.text}`"
            help = "take it out, or give it to the rules that belong to it"
            yield Remark(theme.place, "unused-theme", ADVICE, message, help)


def _themes(packs: Sequence[Pack]) -> Iterator[tuple[Pack, Scalar]]:
    for pack in packs:
        for sections in pack.files:
            node = sections.get("themes")
            for key, _ in node.entries if isinstance(node, Mapping) else ():
                yield pack, key


def _facts(ruleset: Ruleset, words: frozenset[str], about: Sequence[str]) -> Iterator[Remark]:
    facts = ruleset.vocabulary.facts
    read = set(reads_of(every_condition(ruleset)).tests) | {STAGE, MODEL}
    read |= {factor for line in ruleset.costs.values() for factor in line.product}
    read = read.union(*(dates_before(path, ruleset.vocabulary) for path in read & facts.keys()))
    for path, fact in facts.items():
        # What a register holds is there anyway, and shown as it stands.
        asked = fact.pack in about and not path.endswith(".count") and not fact.columns
        if asked and path not in read and path not in words:
            message = f"`{path}` is asked for, and nothing reads the answer"
            if fact.concluded:
                message = f"`{path}` is concluded, and nothing reads it"
            elif fact.taken_from:
                message = f"`{path}` is taken from what is known of each, and nothing reads it"
            help = "take it out, or let a rule read it: every question costs somebody time"
            yield Remark(fact.place, "unread-fact", ADVICE, message, help)


def _words(packs: Sequence[Pack]) -> Iterator[str]:
    """All text of the packs, but for the names under which facts are declared."""
    for pack in packs:
        for sections in pack.files:
            for name, node in sections.items():
                entries = node.entries if name == "facts" and isinstance(node, Mapping) else ()
                for _, declared in entries:
                    yield from _texts(declared)
                if name not in ("facts", "rules"):
                    yield from _texts(node)
                elif name == "rules":
                    yield from (text for text in _texts(node) if "$" in text)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key.text
            yield from _texts(value)
    else:
        for item in node.items:
            yield from _texts(item)
