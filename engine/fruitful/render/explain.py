"""Why a rule has come out as it has, as text; and what came of all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fruitful.advice.local import local_policies
from fruitful.diagnostic import shorten
from fruitful.explain.explanation import Came, Explanation
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, OUTCOMES, UNDECIDED
from fruitful.render.explain_tree import ground_lines
from fruitful.render.explain_ways import way_lines
from fruitful.render.layout import WIDTH, Paint, in_words, section, unpainted, wrap
from fruitful.render.local import local_line, local_lines
from fruitful.render.reasoning import grounds, member_name
from fruitful.ruleset import Ruleset

CONCLUDES = "concludes"
_OUTCOMES = {
    FINDING: "a finding",
    MET: "met",
    UNDECIDED: "not known yet",
    NOT_APPLICABLE: "it does not apply",
}
_GROUPS = {
    FINDING: "Findings",
    MET: "Met: it applies, and nothing is wrong",
    UNDECIDED: "Not known yet: the answers cannot tell",
    NOT_APPLICABLE: "Does not apply",
    CONCLUDES: "What is concluded",
}
_CONCLUDED = {True: "yes", False: "no", None: "not known yet"}


def explanation_as_text(
    explained: Explanation, name: str, on: date, ruleset: Ruleset, paint: Paint = unpainted
) -> str:
    """The explanation in lines of at most 80 columns."""
    lines = [
        *_head(explained, ruleset, name, on, paint),
        *_trees(explained, ruleset, paint),
        *way_lines(explained, ruleset, paint),
        *_rests_on(explained, ruleset, paint),
        *_sources(explained, ruleset, paint),
    ]
    return "\n".join(lines) + "\n"


def _head(
    explained: Explanation, ruleset: Ruleset, name: str, on: date, paint: Paint
) -> Iterator[str]:
    rule = explained.rule
    yield from wrap(f"{rule.id}  {rule.title}", paint=lambda line: paint(line, "heading"))
    yield from wrap(f"{name}, as on {in_words(on)}.")
    yield ""
    style = explained.severity or "verdict"
    outcome = f"Outcome: {outcome_in_words(explained)}"
    yield from wrap(outcome, paint=lambda line: paint(line, style))
    yield from wrap(explained.text, "  ")
    if explained.because:
        decided = ", ".join(str(given.address) for given in explained.because)
        yield from wrap(f"Decided by: {decided}.", "  ", "    ")
    for collection, names in explained.witnesses.items():
        if names:
            many = ruleset.vocabulary.collections[collection].many
            told = ", ".join(member_name(name, many) for name in names)
            yield from wrap(f"Concerns these {many}: {told}.", "  ", "    ")
    if explained.local is not None:
        yield from wrap(local_line(explained.local), "  ", "    ")


def outcome_in_words(explained: Explanation) -> str:
    """The outcome with the severity of a finding; of a rule that only concludes, what it does."""
    if not explained.rule.recommend:
        return f"{explained.rule.conclude} is concluded: {_CONCLUDED[explained.concluded]}"
    severity = f", {explained.severity}" if explained.severity else ""
    return f"{_OUTCOMES[explained.outcome]}{severity}"


def _trees(explained: Explanation, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    for ground in grounds(explained, ruleset):
        yield from section(ground.heading, paint)
        yield from ground_lines(ground)


def _rests_on(explained: Explanation, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    for one in explained.rests_on:
        title = f"It rests on {one.rule.id}: {one.rule.title}"
        yield ""
        yield from wrap(title, paint=lambda line: paint(line, "heading"))
        yield from wrap(f"Outcome: {outcome_in_words(one)}")
        if one.local is not None:
            yield from wrap(local_line(one.local))
        yield from _trees(one, ruleset, unpainted)


def _sources(explained: Explanation, ruleset: Ruleset, paint: Paint) -> Iterator[str]:
    yield from section("Sources", paint)
    for cite in explained.rule.cites:
        source = ruleset.index.get(cite)
        yield from wrap(
            source.about if source else cite, f"  {cite if source else '':<9}", " " * 11
        )


def outcomes_as_text(
    all_rules: Sequence[Came], name: str, on: date, ruleset: Ruleset, paint: Paint = unpainted
) -> str:
    """What came of every rule, a line each, by outcome and in the paper's order."""
    groups: dict[str, list[Came]] = {group: [] for group in (*OUTCOMES, CONCLUDES)}
    for one in all_rules:
        groups[one.outcome if one.rule.recommend else CONCLUDES].append(one)
    lines = [
        *wrap(name, paint=lambda line: paint(line, "heading")),
        *wrap(f"As on {in_words(on)}. `fruitful explain PROFILE RULE` tells why."),
    ]
    for group, some in groups.items():
        if some:
            lines += section(f"{_GROUPS[group]} ({len(some)})", paint)
            lines += (_line(one, group, ruleset) for one in some)
    lines += local_lines((ruleset,), paint)
    return "\n".join(lines) + "\n"


def _line(one: Came, group: str, ruleset: Ruleset) -> str:
    start = f"  {one.rule.id:<6} "
    if group == FINDING:
        start += f"{one.severity:<9} "
    if group == CONCLUDES:
        start += f"{_CONCLUDED[{FINDING: True, UNDECIDED: None}.get(one.outcome, False)]:<14} "
    mark = " (local)" if one.rule.id in local_policies(ruleset) else ""
    return start + shorten(one.rule.title, WIDTH - len(start) - len(mark)) + mark
