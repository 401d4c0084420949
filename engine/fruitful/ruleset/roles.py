"""Which facts a screening compares partnerships by, as a pack states them."""

from __future__ import annotations

from dataclasses import dataclass

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar
from fruitful.document.fields import fault, keys_of, text_of, texts_of
from fruitful.language.condition import Any, Condition
from fruitful.language.reading import Scope, read_condition
from fruitful.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Roles:
    """The facts of a partnership that a screening reads, each "" where there is none."""

    statutory: Condition
    """True where the law requires the partnership."""
    topics: str
    no_topic: tuple[str, ...]
    """Choices of ``topics`` that two partnerships do not have in common, such as "other"."""
    area: str
    partners: str
    """The collection of those who take part."""
    funding_ends: str
    last_review: str
    next_review: str
    saving: str
    """What the authority puts in, in pounds a year."""
    not_partnering: str
    """What it would cost not to work together."""
    costs: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts whose answers are compared."""
        dates = (self.funding_ends, self.last_review, self.next_review)
        named = (self.topics, self.area, *dates, self.saving, self.not_partnering, *self.costs)
        return tuple(dict.fromkeys(filter(None, named)))


KINDS = {
    "topics": ("set",),
    "area": ("text", "choice"),
    "funding_ends": ("date",),
    "last_review": ("date",),
    "next_review": ("date",),
    "saving": ("money",),
    "not_partnering": ("text", "money"),
}
COSTS = ("money", "number", "count", "text")
_KEYS = ("statutory", "no_topic", "partners", "costs", *KINDS)


def read_roles(node: Node, scope: Scope, faults: list[Diagnostic]) -> Roles:
    """Read a ``screening`` section. ``scope`` is that of conditions about one partnership."""
    vocabulary = scope.vocabulary
    fields = keys_of(node, "`screening`", _KEYS, (), faults)

    def fact(key: str) -> str:
        return _fact(fields.get(key), KINDS[key], vocabulary, faults)

    partners = text_of(fields.get("partners"), "`partners`", faults)
    if partners and partners not in vocabulary.collections:
        message = f"there is no collection `{shorten(partners)}`"
        help = did_you_mean(partners, vocabulary.collections)
        faults.append(fault(fields["partners"], "unknown-collection", message, help))
    statutory = fields.get("statutory")
    return Roles(
        read_condition(statutory, scope, faults) if statutory is not None else Any(()),
        fact("topics"),
        tuple(one.text for one in texts_of(fields.get("no_topic"), "`no_topic`", faults)),
        fact("area"),
        partners,
        fact("funding_ends"),
        fact("last_review"),
        fact("next_review"),
        fact("saving"),
        fact("not_partnering"),
        tuple(
            _fact(one, COSTS, vocabulary, faults)
            for one in texts_of(fields.get("costs"), "`costs`", faults)
        ),
    )


def _fact(
    node: Node | None, kinds: tuple[str, ...], vocabulary: Vocabulary, faults: list[Diagnostic]
) -> str:
    """The path of a fact about a partnership, of one of these kinds."""
    if node is None:
        return ""
    path = node.text if isinstance(node, Scalar) else ""
    fact = vocabulary.facts.get(path)
    if fact is None or fact.collection:
        help = did_you_mean(path, vocabulary.facts)
        message = f"there is no fact `{shorten(path)}` about a partnership"
        faults.append(fault(node, "unknown-fact", message, help))
    elif fact.kind not in kinds:
        message = f"`{path}` has the type {fact.kind}; here it must be {' or '.join(kinds)}"
        faults.append(fault(node, "type-mismatch", message, "name a question of that type"))
    return path
