"""Which texts ask to decline, leave, close or end: whether every pack says it of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from fruitful.diagnostic import Place
from fruitful.linting.remark import ADVICE, WRONG, Remark
from fruitful.linting.wording import heuristics
from fruitful.ruleset import Ruleset
from fruitful.ruleset.text import Text

_MARK = "`asks_to_end`: yes where it asks to decline, leave, close or end the partnership, else no"


def marks(ruleset: Ruleset, about: Collection[str]) -> Iterator[Remark]:
    """Advice and verdicts of these packs that do not say whether they ask to end, or seem to.

    What says nothing and seems to ask it is to be put right; the rest could be better.

    Only where a pack says when the law requires a partnership.
    """
    if ruleset.required_by_law is None:
        return
    own = ruleset.said_by(about)
    patterns = [re.compile(one, re.IGNORECASE) for one in heuristics()["asks_to_end"]]
    for rule in (rule for id, rule in ruleset.rules.items() if id in own):
        place = ruleset.place_of(rule.id)
        marked = not rule.recommend or rule.asks_to_end is not None
        if not marked:
            yield _unmarked(place, f"the advice of `{rule.id}`", (rule.id,))
        for text in rule.texts:
            yield from _seeming(text, place, f"`{rule.id}`", patterns, (rule.id,), marked=marked)
    for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
        if entry.pack in about:
            if entry.asks_to_end is None:
                yield _unmarked(entry.place, f"the entry `{entry.id}`", ())
            marked = entry.asks_to_end is not None
            what = f"`{entry.id}`"
            yield from _seeming(entry.said, entry.place, what, patterns, (), marked=marked)


def _unmarked(place: Place, what: str, rules: tuple[str, ...]) -> Remark:
    message = f"{what} does not say whether it asks to decline, leave, close or end"
    return Remark(place, "unmarked-text", ADVICE, message, f"write {_MARK}", rules)


def _seeming(
    text: Text,
    place: Place,
    what: str,
    patterns: Collection[re.Pattern[str]],
    rules: tuple[str, ...],
    *,
    marked: bool,
) -> Iterator[Remark]:
    for case in text.cases():
        found = next((one for pattern in patterns if (one := pattern.search(case.words))), None)
        if found and not case.asks_to_end:
            message = (
                f"a text of {what} seems to ask for an end, and is not marked so: “{found[0]}”"
            )
            help = f"mark it, or say it otherwise; {_MARK}"
            level = ADVICE if marked else WRONG
            yield Remark(place, "perhaps-asks-to-end", level, message, help, rules)
