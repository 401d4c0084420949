"""On what a report rests: its sources, local policy, assumptions, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fruitful import __version__
from fruitful.language.value import say
from fruitful.render.layout import in_words
from fruitful.render.local import in_force, lapsed
from fruitful.render.pages.sources import Cited
from fruitful.report.blocks import (
    LINES,
    PAGES,
    Block,
    Only,
    Pair,
    Pairs,
    Paragraph,
    Run,
    Section,
    listed,
)
from fruitful.ruleset import Ruleset


def sources_section(cited: Mapping[str, Cited]) -> Section:
    """The places in the paper, and local sources, that the report names; each with its subject."""
    pairs = tuple(
        Pair(one.cite if one.about else "Local", _subject(one), one.href[1:])
        for one in cited.values()
    )
    about = "Places in the Audit Commission's paper “A fruitful partnership” (1998), and what each is about."  # noqa: E501
    return Section("sources", "Sources", (Paragraph(about, "about"), Pairs(pairs, "sources")))


def _subject(one: Cited) -> str:
    return f"{one.name}. {one.about}" if one.about else one.name


def local_section(rulesets: Sequence[Ruleset], named_by: str = "") -> Iterator[Section]:
    """All that is local policy in the rules; nothing where nothing is."""
    said = list(in_force(rulesets, named_by))
    if said:
        about = Paragraph(
            "What is marked as local here rests on this, and not on the paper alone.", "about"
        )
        blocks = (Only(PAGES, (about,)), listed(said))
        yield Section("local", "Local policy in force", blocks, short="Local policy")


def made_with(
    ruleset: Ruleset,
    engine: str,
    on: date,
    made_from: str,
    rulesets: Sequence[Ruleset] = (),
    *,
    in_lines: bool = True,
) -> tuple[Block, ...]:
    """With what, from what, on what rules and for which day the report was made.

    On pages alone, unless it is told ``in_lines`` too.
    """
    packs = ", then ".join(f"{id} {version}" for id, version in ruleset.packs)
    short = f"Rules: {rules_in_short(ruleset)}."
    fired = f" Fired by {engine}." if engine else ""
    old = tuple(
        Paragraph(f"Not in force on {in_words(on)}: {one}")
        for one in lapsed(rulesets or (ruleset,))
    )
    by = made_by(made_from)
    pairs = (
        Pair("Assessed as on", in_words(on)),
        Pair("Rules", packs),
        Pair("Fingerprint of the rules", ruleset.fingerprint, look="fingerprint"),
        Pair("Rules fired by", engine),
    )
    told = Only(PAGES, (by, Pairs(tuple(one for one in pairs if one.text), "made")))
    assumed = Only(PAGES, tuple(_assumed(ruleset)))
    if not in_lines:
        return (told, Only(PAGES, old), assumed)
    return (Only(LINES, (Paragraph(f"{short}{fired}"),)), told, *old, assumed)


def rules_in_short(ruleset: Ruleset) -> str:
    """The packs, and as much of the fingerprint as tells rules apart."""
    packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return f"{packs}, {ruleset.fingerprint[:19]}"


def made_by(made_from: str) -> Paragraph:
    """With which version, and from what."""
    return Paragraph(("By ", Run("fruitful", "name"), f" {__version__}, from {made_from}"))


def _assumed(ruleset: Ruleset) -> Iterator[Block]:
    """What the paper leaves open, and what is taken for it."""
    if ruleset.settings:
        said = (
            (f"{one.title}: ", Run(say(one.kind, one.value), "strong"), f". {one.basis}")
            for one in ruleset.settings.values()
        )
        open_ = Paragraph("The paper leaves these open. Local policy can set them.")
        yield Section("assumed", "What had to be assumed", (open_, listed(said)))
