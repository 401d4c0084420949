"""Facts with one answer changed or taken away."""

from __future__ import annotations

from collections.abc import Iterator

from fruitful.explain.explanation import Address
from fruitful.language.value import Value
from fruitful.profile.facts import NOT_GIVEN, Collected, Facts, Values


def answers(facts: Facts) -> Iterator[tuple[Address, Value]]:
    """Every answer that is given, and where it stands; of members each as it holds of them."""
    for path, value in facts.values.items():
        yield Address(path), value
    for name, collected in facts.collections.items():
        for member, own in (*collected.listed, (None, collected.others)):
            for item, value in own.items():
                yield Address(f"{name}.{item}", member), value


def with_answer(facts: Facts, address: Address, value: Value | None) -> Facts:
    """The facts with another answer; None for none."""
    collection, _, item = address.path.partition(".")
    if address.member == "":
        values = _put(facts.values, address.path, value)
        changed = facts._replace(values=values)
        return _with_number(changed, collection, value) if item == "count" else changed
    collected = facts.collections.get(collection, NOT_GIVEN)
    if address.member is None:
        collected = collected._replace(others=_put(collected.others, item, value))
        if f"{collection}.count" not in facts.values and not collected.listed:
            collected = collected._replace(others_exist=True if collected.others else None)
    else:
        listed = (
            (name, _put(own, item, value) if name == address.member else own)
            for name, own in collected.listed
        )
        collected = collected._replace(listed=tuple(listed))
    return facts._replace(collections={**facts.collections, collection: collected})


def without_members(facts: Facts, collection: str) -> Facts:
    """The facts with nothing said of a collection."""
    values = _put(facts.values, f"{collection}.count", None)
    return facts._replace(values=values, collections={**facts.collections, collection: NOT_GIVEN})


def _put(values: Values, path: str, value: Value | None) -> Values:
    kept = {known: one for known, one in values.items() if known != path}
    return kept if value is None else {**kept, path: value}


def _with_number(facts: Facts, collection: str, value: Value | None) -> Facts:
    collected = facts.collections.get(collection)
    if collected is None:
        collected = NOT_GIVEN
    others = None if value is None else int(str(value)) - len(collected.listed)
    exist = True if collected.others and not collected.listed else None
    changed: Collected = collected._replace(
        others_count=others, others_exist=exist if others is None else others > 0
    )
    return facts._replace(collections={**facts.collections, collection: changed})
