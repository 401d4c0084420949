"""Profiles that show something: made from facts, as small as they can be, written as YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from fruitful.language.value import Value
from fruitful.language.vocabulary import Vocabulary
from fruitful.profile.facts import Collected, Facts, Values
from fruitful.profile.writing import as_yaml


class Group(NamedTuple):
    """A collection as a profile gives it."""

    listed: tuple[Values, ...]
    each: Values
    total: int | None


class Sketch(NamedTuple):
    """A profile before it is written: known answers only."""

    values: Values
    groups: Mapping[str, Group]


def facts_of_sketch(sketch: Sketch, vocabulary: Vocabulary, like: Facts) -> Facts:
    """The facts that the profile gives, on the day of ``like``."""
    values, collections = dict(sketch.values), {}
    for name, group in sketch.groups.items():
        count = None if group.total is None else group.total - len(group.listed)
        exist = True if group.each and not group.listed else None
        if count is not None:
            exist = count > 0
            values[f"{name}.count"] = len(group.listed) + count
        one = vocabulary.collections[name].one
        listed = tuple((f"{one} {at}", own) for at, own in enumerate(group.listed, 1))
        collections[name] = Collected(listed, group.each, exist, count)
    return Facts(values, collections, like.on)


def smallest(sketch: Sketch, holds: Callable[[Sketch], bool]) -> Sketch:
    """The sketch with every answer left out that is not needed for it to hold."""
    sketch = _coarsely(sketch, holds)
    while True:
        less = next((one for one in _less(sketch) if holds(one)), None)
        if less is None:
            return sketch
        sketch = less


def _coarsely(sketch: Sketch, holds: Callable[[Sketch], bool]) -> Sketch:
    """Many answers about the partnership left out at once, then ever fewer."""
    size = len(sketch.values)
    while size := size // 2:
        at = 0
        while at < len(sketch.values):
            paths = list(sketch.values)
            kept = {path: sketch.values[path] for path in (*paths[:at], *paths[at + size :])}
            if holds(less := sketch._replace(values=kept)):
                sketch = less
            else:
                at += size
    return sketch


def _less(sketch: Sketch) -> Iterator[Sketch]:
    """The sketch with one thing left out, the largest things first."""
    for name, group in sketch.groups.items():
        rest = {other: one for other, one in sketch.groups.items() if other != name}
        yield sketch._replace(groups=rest)
        for smaller in _less_of(group):
            yield sketch._replace(groups={**sketch.groups, name: smaller})
    for path in sketch.values:
        yield sketch._replace(values=_without(sketch.values, path))


def _less_of(group: Group) -> Iterator[Group]:
    for at in range(len(group.listed)):
        total = None if group.total is None else group.total - 1
        if total is None or total >= bool(group.each):
            listed = (*group.listed[:at], *group.listed[at + 1 :])
            yield group._replace(listed=listed, total=total)
    for path in group.each:
        yield group._replace(each=_without(group.each, path))
    for at, own in enumerate(group.listed):
        for path in own:
            fewer = (*group.listed[:at], _without(own, path), *group.listed[at + 1 :])
            yield group._replace(listed=fewer)


def _without(values: Values, path: str) -> dict[str, Value]:
    return {one: value for one, value in values.items() if one != path}


def written(sketch: Sketch, vocabulary: Vocabulary) -> str:
    """The profile as YAML, in the order of the vocabulary."""
    tree: dict[str, object] = {}
    for path in vocabulary.facts:
        if path in sketch.values:
            _plant(tree, path, as_yaml(vocabulary.facts[path], sketch.values[path]))
        name = path.removesuffix(".count")
        if name in sketch.groups and name != path:
            tree[name] = _group(name, sketch.groups[name], vocabulary)
    return "".join(f"{line}\n" for line in _lines(tree, ""))


def _group(name: str, group: Group, vocabulary: Vocabulary) -> object:
    one = vocabulary.collections[name].one
    unlisted = group.total is None or group.total > len(group.listed)
    each = group.each if unlisted else {}
    listed: list[object] = []
    for at, own in enumerate(group.listed, 1):
        member: dict[str, object] = {"name": f"{one} {at}"}
        for path in dict.fromkeys((*own, *each)):
            fact = vocabulary.facts[f"{name}.{path}"]
            _plant(member, path, as_yaml(fact, own.get(path)))
        listed.append(member)
    if not unlisted:
        return listed
    about: dict[str, object] = {}
    if group.total is not None:
        about["count"] = str(group.total)
    if each:
        all_of_them: dict[str, object] = {}
        about["each"] = all_of_them
        for path, value in each.items():
            _plant(all_of_them, path, as_yaml(vocabulary.facts[f"{name}.{path}"], value))
    if listed:
        about["list"] = listed
    return about


def _plant(tree: dict[str, object], path: str, value: str) -> None:
    head, _, rest = path.partition(".")
    if not rest:
        tree[head] = value
        return
    branch = tree.setdefault(head, {})
    assert isinstance(branch, dict)
    _plant(branch, rest, value)


def _lines(tree: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:" if value else f"{indent}{key}: {{}}"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:" if value else f"{indent}{key}: []"
            for item in value:
                first, *rest = _lines(item, "")
                yield f"{indent}  - {first}"
                yield from (f"{indent}    {line}" for line in rest)
        else:
            yield f"{indent}{key}: {value}"
