"""What came of cases as text: those that pass as sentences, those that fail with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from fruitful.case import SEVERITY
from fruitful.case.trial import Failure, Group, OfVerdict, Tried
from fruitful.explain.explanation import Explanation, Part
from fruitful.language.truth import Truth
from fruitful.render.explain_tree import ground_lines, tree_lines
from fruitful.render.layout import Paint, in_words, unpainted, wrap
from fruitful.render.local import local_line
from fruitful.render.reasoning import grounds, told
from fruitful.ruleset import Ruleset

MOST_LISTED = 20
"""Cases of a group that pass and are listed unless all are asked for."""
MOST_LEAVES = 6
"""Parts of a verdict's condition that are shown."""


def cases_as_text(
    groups: Sequence[Group], paint: Paint = unpainted, *, everything: bool = False
) -> str:
    """What came of the cases, in lines of at most 80 columns; the sums come last."""
    lines: list[str] = []
    for group in groups:
        lines += _group(group, paint, everything=everything)
    return "\n".join([*lines, "", *_sums(groups)]).lstrip("\n") + "\n"


def _group(group: Group, paint: Paint, *, everything: bool) -> Iterator[str]:
    passed = [one for one in group.tried if not one.failures]
    yield ""
    yield from wrap(group.name, paint=lambda line: paint(line, "heading"))
    if everything or len(passed) <= MOST_LISTED:
        for one in passed:
            yield from wrap(one.case.title, "  pass  ", " " * 8)
    else:
        yield from wrap(f"  pass  {len(passed)} cases, which `--all` lists.")
    for one in group.failed:
        yield ""
        yield from _failed(one, group.ruleset, paint)
    if group.not_cases:
        number = len(group.not_cases)
        files = "1 profile expects" if number == 1 else f"{number} profiles expect"
        yield from wrap(f"  {files} nothing, and so had nothing to be tried for.", "", "  ")


def _failed(tried: Tried, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    case = tried.case
    yield from wrap(case.title, "  FAIL  ", " " * 8, lambda line: paint(line, "high"))
    yield from wrap(f"{case.file}, as on {in_words(case.on)}", " " * 8)
    for _, some in groupby(tried.failures, key=lambda one: one.why):
        failures = list(some)
        for one in failures:
            yield from _expected(one, ruleset)
        yield from _why(failures[0], ruleset)


def _expected(one: Failure, ruleset: Ruleset) -> Iterator[str]:
    what, rule, expected, got = one.mismatch
    title = f" (“{ruleset.rules[rule].title}”)" if rule else ""
    yield ""
    yield from wrap(f"{what[:1].upper()}{what[1:]}{title}:", "  ")
    yield from wrap(f"expected {_said(expected, ruleset)};", "    ", "      ")
    yield from wrap(f"got {_said(got, ruleset)}.", "    ", "      ")


def _said(expected: str, ruleset: Ruleset) -> str:
    """An outcome or a severity in words; verdicts and alternatives with their titles."""
    entries = {**ruleset.alternatives, **ruleset.verdicts}
    titles = (
        f"`{one}`, “{entries[one].title}”" if one in entries else one.replace("_", " ")
        for one in expected.split(", ")
    )
    return " and ".join(titles)


def _why(one: Failure, ruleset: Ruleset) -> Iterator[str]:
    if isinstance(one.why, OfVerdict):
        yield from _of_verdict(one.why, one.mismatch.expected, ruleset)
    else:
        yield from _of_rule(one, one.why, ruleset)


def _of_rule(one: Failure, explained: Explanation, ruleset: Ruleset) -> Iterator[str]:
    """The part of its condition that made the outcome, or the case that made the severity."""
    applies, when, *severity = grounds(explained, ruleset)
    if one.mismatch.what.startswith(SEVERITY):
        told_of = severity
    else:
        told_of = [applies] if explained.applies.truth is not True else []
        told_of += [when] if explained.applies.truth is not False else []
    for ground in told_of:
        yield f"  {ground.heading}."
        yield from ground_lines(ground)
    if explained.local is not None:
        yield from wrap(local_line(explained.local), "  ", "    ")


def _of_verdict(why: OfVerdict, expected: str, ruleset: Ruleset) -> Iterator[str]:
    judged = why.judged
    if judged.because:
        rules = [f"{id} (“{ruleset.rules[id].title}”)" for id in judged.because[:MOST_LEAVES]]
        more = len(judged.because) - len(rules)
        rest = f", and {more} more" if more > 0 else ""
        yield from wrap(f"The verdict given rests on {', '.join(rules)}{rest}.", "  ")
    if judged.could_become:
        titles = ", ".join(f"`{one.verdict.id}`" for one in judged.could_become)
        yield from wrap(f"It could yet become {titles}.", "  ")
    if why.expected is not None:
        yield from _of_expected(why.expected, expected, ruleset)


def _of_expected(part: Part, id: str, ruleset: Ruleset) -> Iterator[str]:
    """Whether the condition of the expected verdict holds, and the parts that decide that."""
    if part.truth is True:
        yield from wrap(f"`{id}` would be so as well, but stands later in the list.", "  ")
        return
    yield from wrap(f"What `{id}` asks for is {_TRUTHS[part.truth]}:", "  ")
    leaves = list(_deciding(part))
    for leaf in leaves[:MOST_LEAVES]:
        yield from tree_lines(told(leaf, ruleset))
    if len(leaves) > MOST_LEAVES:
        yield from wrap(f"and {len(leaves) - MOST_LEAVES} more such parts", " " * 11)


_TRUTHS: dict[Truth, str] = {False: "not so", None: "not known"}


def _deciding(part: Part) -> Iterator[Part]:
    """The tests on which the truth of a condition rests."""
    if not part.parts:
        if part.decisive:
            yield part
        return
    for inner in part.parts:
        yield from _deciding(inner)


def _sums(groups: Sequence[Group]) -> Iterator[str]:
    tried = sum(len(group.tried) for group in groups)
    failed = sum(len(group.failed) for group in groups)
    unread = sum(len(group.unread) for group in groups)
    parts = [f"{tried - failed} pass", *([f"{failed} FAIL"] if failed else [])]
    if unread:
        parts.append(f"{unread} could not be read")
    yield from wrap(f"{_cases(tried + unread)}: {', '.join(parts)}.")


def _cases(number: int) -> str:
    return f"{number} case{'s' * (number != 1)}"
