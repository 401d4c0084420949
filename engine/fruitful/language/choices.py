"""Reading the choices that a fact has, and the words that registers write for them."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.document import Node, Scalar, Sequence
from fruitful.document.fields import fault, named, text_of, texts_of
from fruitful.language.value import folded_word, is_unknown
from fruitful.language.vocabulary import JUDGEMENT, UNKNOWN, YES_NO

NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_choices(
    node: Node | None,
    kind: str,
    key: Scalar,
    stages: MappingABC[str, str],
    faults: list[Diagnostic],
) -> MappingABC[str, str]:
    """The choices of the fact that ``key`` names, and what each means; none where it has none."""
    if kind in ("judgement", "yes_no"):
        return JUDGEMENT if kind == "judgement" else YES_NO
    if kind not in ("choice", "set"):
        if node is not None and kind:
            faults.append(
                fault(
                    node,
                    "no-choices",
                    f"a {kind} has no `choices`",
                    "take `choices` out, or make the type a choice or a set",
                )
            )
        return {}
    if isinstance(node, Scalar) and node.text == "stages":
        return stages
    if isinstance(node, Sequence):
        message = f"`choices` of `{key.text}` says of each choice what it means"
        faults.append(fault(node, "not-a-mapping", message, "write {lease: It is leased, …}"))
        return {}
    choices: dict[str, str] = {}
    for name, label in named(node, "`choices`", faults):
        choices[name.text] = text_of(label, f"the choice `{shorten(name.text)}`", faults)
        if not NAME.fullmatch(name.text):
            message = f"the choice `{shorten(name.text)}` needs a name in small letters and _"
            faults.append(
                fault(
                    name,
                    "bad-name",
                    message,
                    "write it as in `joint_board`, and say what it means after the colon",
                )
            )
        if is_unknown(name.text.replace("_", " ")):
            message = f"`{name.text}` means that the answer is not known, so it can be no choice"
            faults.append(fault(name, "bad-name", message, "leave it out"))
    if len(choices) < 2:
        faults.append(
            fault(
                key,
                "no-choices",
                f"`{key.text}` needs at least two `choices`",
                "add the others, each as `name: what it means`; of one alone, make it a yes_no",
            )
        )
    return choices


def read_words(
    node: Node | None, choices: MappingABC[str, str], faults: list[Diagnostic]
) -> MappingABC[str, str]:
    """What registers write for each choice, and what leaves the answer open."""
    found: dict[str, str] = {}
    for key, value in named(node, "`words`", faults):
        if key.text not in choices and key.text != UNKNOWN:
            message = f"`words` has no choice `{shorten(key.text)}`"
            help = did_you_mean(key.text, [*choices, UNKNOWN])
            faults.append(fault(key, "bad-choice", message, help))
        for word in texts_of(value, f"`{key.text}`", faults):
            folded = folded_word(word.text)
            if folded in found:
                message = f"`{shorten(word.text)}` stands in `words` already"
                faults.append(fault(word, "duplicate-name", message, "keep one of the two"))
            found[folded] = "" if key.text == UNKNOWN else key.text
    return found
