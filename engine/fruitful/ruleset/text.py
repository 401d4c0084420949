"""What a rule, a verdict or an argument says: sentences, each of which may depend on the answers.

A text is a row of sentences. Of a sentence with cases the first that holds is said. While an
earlier case is open, what is true either way is said instead, where the pack gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic
from fruitful.document import Mapping, Node, Sequence
from fruitful.document.fields import fault, flag_of, keys_of, text_of
from fruitful.language.condition import ALWAYS, Condition
from fruitful.language.reading import Scope, read_condition
from fruitful.language.truth import Truth


class Case(NamedTuple):
    """Words, and when they are true."""

    words: str
    when: Condition
    asks_to_end: bool
    """Whether they ask to decline, leave, close or end the partnership."""


class Sentence(NamedTuple):
    """One sentence or a few: the first case that holds is said, and nothing where none does."""

    cases: tuple[Case, ...]
    while_open: Case | None
    """What is true whichever of the open cases holds."""


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences, one after another."""

    sentences: tuple[Sentence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def cases(self) -> Iterator[Case]:
        """Every case of every sentence, those for open cases too."""
        for sentence in self.sentences:
            yield from sentence.cases
            if sentence.while_open is not None:
                yield sentence.while_open

    @property
    def words(self) -> str:
        """All that it may say, for those who compare or search texts."""
        return " ".join(case.words for case in self.cases())

    @property
    def general(self) -> str:
        """What holds in general: of each sentence what is true while cases are open, or else."""
        found = []
        for cases, while_open in self.sentences:
            rest = [case for case in cases if case.when == ALWAYS]
            found += [one.words for one in (while_open, *rest) if one is not None][:1]
        return " ".join(found) or self.words

    @property
    def asks_to_end(self) -> bool:
        """Whether it ever asks to decline, leave, close or end."""
        return any(case.asks_to_end for case in self.cases())

    def conditions(self) -> Iterator[Condition]:
        """The conditions of its cases."""
        return (case.when for case in self.cases() if case.when != ALWAYS)


class Said(NamedTuple):
    """Words that are said, and which case of which sentence says them."""

    words: str
    case: Case
    at: tuple[int, int]
    """The sentence, and the case in it; -1 for what is said while cases are open."""


def said(text: Text, holds: Callable[[Condition], Truth]) -> list[Said]:
    """What a text says where conditions hold so."""
    found = []
    for number, sentence in enumerate(text.sentences):
        at = _chosen(sentence, holds)
        if at is not None:
            case = sentence.while_open if at < 0 else sentence.cases[at]
            assert case is not None
            found.append(Said(case.words, case, (number, at)))
    return found


def _chosen(sentence: Sentence, holds: Callable[[Condition], Truth]) -> int | None:
    """The number of the case that is said; -1 for what is true while earlier cases are open."""
    for at, case in enumerate(sentence.cases):
        truth = holds(case.when)
        if truth is None and sentence.while_open is not None:
            return -1
        if truth is True:
            return at
    return None


def plain(words: str, *, asks_to_end: bool = False) -> Text:
    """A text that is the same whatever the answers."""
    return Text((Sentence((Case(words, ALWAYS, asks_to_end),), None),)) if words else Text()


_CASE = ("when", "say", "while_open", "asks_to_end")


def read_text(
    node: Node | None,
    what: str,
    scope: Scope,
    faults: list[Diagnostic],
    *,
    asks_to_end: bool = False,
) -> Text:
    """A text: words; a list of cases; or ``sentences:``, each of them words or such a list.

    ``asks_to_end`` is what counts for cases that do not say it of themselves.
    """
    if node is None:
        return Text()
    if isinstance(node, Mapping) and node.get("sentences") is not None:
        inner = keys_of(node, what, ("sentences",), (), faults)["sentences"]
        items = inner.items if isinstance(inner, Sequence) else (inner,)
    else:
        items = (node,)
    found = (_sentence(item, what, scope, asks_to_end, faults) for item in items)
    return Text(tuple(one for one in found if one.cases))


def _sentence(
    node: Node, what: str, scope: Scope, asks: bool, faults: list[Diagnostic]
) -> Sentence:
    items = node.items if isinstance(node, Sequence) else (node,)
    cases: list[Case] = []
    while_open: Case | None = None
    for item in items:
        case, is_open = _case(item, what, scope, asks, faults)
        if is_open:
            while_open = case
        elif case is not None:
            cases.append(case)
    for case, item in zip(cases[:-1], items, strict=False):
        if case.when == ALWAYS:
            message = f"a case of {what} without a condition is the last"
            faults.append(fault(item, "bad-case", message, "put it last, or say `when` it is true"))
    if while_open is not None and all(case.when == ALWAYS for case in cases):
        message = f"nothing is open in {what}: no case has a condition"
        faults.append(fault(node, "bad-case", message, "take `while_open` out"))
    return Sentence(tuple(case for case in cases if case.words), while_open)


def _case(
    node: Node, what: str, scope: Scope, asks: bool, faults: list[Diagnostic]
) -> tuple[Case | None, bool]:
    """One case, and whether it is what is said while earlier ones are open."""
    if not isinstance(node, Mapping):
        return Case(text_of(node, what, faults), ALWAYS, asks), False
    fields = keys_of(node, f"a case of {what}", _CASE, (), faults)
    flag = fields.get("asks_to_end")
    marked = asks if flag is None else flag_of(flag, "`asks_to_end`", faults)
    words = [key for key in ("say", "while_open") if key in fields]
    if len(words) != 1 or ("while_open" in fields and "when" in fields):
        message = f"a case of {what} says something: `say`, or `while_open`"
        help = "write {when: …, say: …}, or {while_open: …} for while earlier cases are open"
        faults.append(fault(node, "bad-case", message, help))
        return None, False
    when = fields.get("when")
    condition = read_condition(when, scope, faults) if when is not None else ALWAYS
    said = text_of(fields[words[0]], f"`{words[0]}` of {what}", faults)
    return Case(said, condition, marked), words == ["while_open"]
