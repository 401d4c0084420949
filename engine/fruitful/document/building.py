"""The tree of one document, built from the events of its parser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from yaml import events

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.document.characters import STAND_IN, refuse_escaped, refuse_unseen
from fruitful.document.node import Mapping, Node, Scalar, Sequence, Source
from fruitful.document.strict import Flow, wrong_in_flow, wrong_in_text
from fruitful.document.syntax import Events, Stopped

MOST_NODES = 50_000
DEEPEST = 40
"""Levels of nesting."""
MOST_FAULTS = 100
"""Faults that are listed before reading stops."""


class Reader:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, text: str, source: Source, faults: list[Diagnostic]) -> None:
        self.text = text
        self.source = source
        self.faults = faults
        self.indent = -1
        self.flow: Flow | None = None
        self.end: Any = None
        self.damaged = bool(faults)
        self.nodes = 0
        self.events = Events(text, source)
        self.next = self.events.next

    def document(self) -> Node | None:
        """The root of the only document, if it can be read."""
        try:
            return self._document()
        except Stopped as stopped:
            self.faults.append(stopped.fault)
            return None
        finally:
            self.events.dispose()

    def _document(self) -> Node | None:
        self._stop_at_many()
        self.next()
        root = None
        if not isinstance(self.next(), events.StreamEndEvent):
            root = self._node(self.next(), 1)
            self.next()
            self._refuse_second(self.next())
        if root is not None and not (isinstance(root, Scalar) and root.text == ""):
            return root
        if not self.faults:
            message = "the file is empty, or holds only comments"
            help = "write at least one line such as `key: value`"
            self._fault(Place(self.source.file), "empty-file", message, help)
        return None

    def _fault(self, place: Place, code: str, message: str, help: str, width: int = 1) -> None:
        self.faults.append(Diagnostic(place, code, message, help, max(1, min(width, 60))))
        self._stop_at_many()

    def _stop_at_many(self) -> None:
        if len(self.faults) >= MOST_FAULTS:
            message = f"reading stopped after {MOST_FAULTS} faults; there may be more"
            self._stop(Place(self.source.file), "too-many-faults", message, "mend these")

    def _stop(self, place: Place, code: str, message: str, help: str) -> NoReturn:
        raise Stopped(Diagnostic(place, code, message, help))

    def _place(self, event: Any) -> Place:
        return self.source.place(event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        """The node that an event begins; ``depth`` counts the levels, the root's being 1."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"the file has more than {MOST_NODES:,} keys and values"
            help = "check that it is the file you mean; if it is, split it into several"
            self._stop(self._place(event), "too-many-nodes", message, help)
        if isinstance(event, events.AliasEvent):
            self._refuse_alias(event)
            return Scalar("", True, self.source, line, column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if isinstance(event, events.ScalarEvent):
            self._look_closely(event)
            return Scalar(self._text(event), not event.style, self.source, line, column)
        if depth > DEEPEST:
            message = f"more than {DEEPEST} levels stand one within another here"
            help = "close a bracket that was left open, or make the levels fewer"
            self._stop(self._place(event), "too-deep", message, help)
        outer = self.indent, self.flow
        if not event.flow_style:
            self.indent = column - 1
        elif self.flow is None:
            self.flow = Flow(event.start_mark, self.indent, [])
        node: Node
        if isinstance(event, events.SequenceStartEvent):
            node = Sequence(self._items(depth + 1), self.source, line, column)
        else:
            node = Mapping(self._entries(depth + 1), self.source, line, column)
        if event.flow_style and outer[1] is None and self.flow is not None:
            self._add(wrong_in_flow(self.flow, self.end, self.source, self.text))
        self.indent, self.flow = outer
        return node

    def _look_closely(self, event: Any) -> None:
        """Find what the parser takes in silence in a text."""
        if self.flow is not None:
            self.flow.texts.append((event.start_mark.index, event.end_mark.index))
        if event.style or event.value == "-":
            self._add(wrong_in_text(event, self.indent, self.source, self.text))

    def _add(self, faults: Iterable[Diagnostic]) -> None:
        for one in faults:
            self.faults.append(one)
            self._stop_at_many()

    def _items(self, depth: int) -> tuple[Node, ...]:
        items = []
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            items.append(self._node(event, depth))
        self.end = event.end_mark
        return tuple(items)

    def _entries(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        entries: list[tuple[Scalar, Node]] = []
        lines: dict[str, int] = {}
        while not isinstance(event := self.next(), events.MappingEndEvent):
            key = self._key(event, depth)
            value = self._node(self.next(), depth)
            if key is None:
                continue
            if self.flow is not None and ":" in key.text and key.plain and _is_nothing(value):
                message = f"no space stands after the colon of `{shorten(key.text)}`"
                help = "write `key: value` with a space; if all of it is the key, put it in quotes"
                self._fault(key.place, "missing-space", message, help, len(key.text))
                continue
            if key.text in lines:
                message = f"the key `{shorten(key.text)}` is already on line {lines[key.text]}"
                help = "keep one of the two, or give one another name"
                if key.text == entries[0][0].text and key.column > 1:
                    help += "; if another item of a list begins here, put `- ` before it"
                self._fault(key.place, "duplicate-key", message, help, len(key.text))
            else:
                lines[key.text] = key.line
                entries.append((key, value))
        self.end = event.end_mark
        return tuple(entries)

    def _key(self, event: Any, depth: int) -> Scalar | None:
        """The key, or None where it can be none; a fault says so."""
        key = self._node(event, depth)
        if isinstance(event, events.AliasEvent):
            return None
        if not isinstance(key, Scalar):
            kind = "list" if isinstance(key, Sequence) else "mapping"
            help = "a text that begins with a bracket must be in quotes"
            self._fault(key.place, "key-not-text", f"a key is a text, and not a {kind}", help)
            return None
        if not key.text.strip():
            self._fault(key.place, "empty-key", "a key is empty", "write its name before the colon")
            return None
        if key.plain and key.text == "<<":
            message = "`<<` takes over the keys of another mapping, which is not allowed"
            help = "write the keys out again where they are needed"
            self._fault(key.place, "merge-key", message, help, 2)
            return None
        if key.text.isascii():
            return key
        text = refuse_unseen(key.text, key.place, self.faults)
        self._stop_at_many()
        return key._replace(text=text) if text else None

    def _text(self, event: events.ScalarEvent) -> str:
        text = event.value
        if event.style == '"':
            text = refuse_escaped(text, self._place(event), self.faults)
            self._stop_at_many()
        return text.replace(STAND_IN, "") if self.damaged else text

    def _refuse_second(self, event: Any) -> None:
        if not isinstance(event, events.StreamEndEvent):
            message = "a second document begins here; a file holds one"
            help = "remove this line, or put what follows into a file of its own"
            self._fault(self._place(event), "second-document", message, help)

    def _refuse_alias(self, event: Any) -> None:
        message = f"`*{shorten(event.anchor)}` repeats a part of the file, which is not allowed"
        help = "write the value out again; if it is text, put the whole text in quotes"
        self._fault(self._place(event), "alias", message, help, len(event.anchor) + 1)

    def _refuse_properties(self, event: Any) -> None:
        """Name what stands before a value: an anchor, a tag or both."""
        help = "remove it; if it is text, put the whole text in quotes"
        if event.anchor is not None:
            message = f"`&{shorten(event.anchor)}` names a part of the file, which is not allowed"
            self._fault(self._place(event), "anchor", message, help, len(event.anchor) + 1)
        if event.tag is not None:
            tag = shorten(event.tag.replace("tag:yaml.org,2002:", "!!", 1))
            self._fault(self._place(event), "tag", f"the tag `{tag}` is not allowed", help)


def _is_nothing(value: Node) -> bool:
    return isinstance(value, Scalar) and value.plain and not value.text
