"""Where the workbook comes from, and what of the inputs could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fruitful import __version__
from fruitful.diagnostic import Diagnostic, gathered, where
from fruitful.language.value import say
from fruitful.portfolio.screening import Screening
from fruitful.render.layout import in_words
from fruitful.render.local import criteria
from fruitful.render.workbook.naming import source
from fruitful.render.workbook.table import Column, Page, Row, Section, Table
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override

EXTENSIONS = (
    ("Tiers of significance", "Which partnerships deserve the full assessment.", ""),
    (
        "Overlaps",
        "Partnerships that share a topic and partners. A question to ask, and no finding.",
        "",
    ),
    ("Funding that ends together", "From the dates that are stated.", ""),
    (
        "Next reviews",
        "The date in the register; else one worked out from the last review or spread evenly.",
        "",
    ),
    (
        "The order of partnerships and of actions",
        "How grave and how overdue, then the tier. What the paper says of each matter is cited.",
        "",
    ),
)


def failed_inputs(screening: Screening) -> Table:
    """Everything of the inputs that was not read, or needs a second look."""
    rows: list[Row] = []
    for failed in screening.failed:
        rows += _told("not assessed", source(failed.source), failed.diagnostics)
    for one in screening.partnerships:
        rows += _told("not read, so not known", one.name, one.faults)
    for note in gathered(screening.notes):
        rows += _told("to note", note.place.file, (note,))
    for one in screening.partnerships:
        rows += _told("to note", one.name, one.notes)
    columns = (
        Column("What became of it", 22, "label"),
        Column("Partnership or input", 34),
        Column("Where", 30),
        Column("What is the matter", 60),
        Column("What to do", 50),
        Column("As it stands", 30),
    )
    lead = "What could not be read. Nothing is left out in silence, and none of it counts as a no."
    return Table("Failed inputs", lead, columns, rows, 1, 5, "Every input was read.")


def _told(what: str, name: str, diagnostics: Iterable[Diagnostic]) -> Iterator[Row]:
    for one in diagnostics:
        yield what, name, where(one.place), one.message, one.help, one.place.text


def about(screening: Screening) -> Page:
    """The day, the engine, the rules, and what is not the paper's."""
    rulesets = screening.rulesets
    sections = [
        Section("This run", (), tuple(_run(screening))),
        Section("This tool's extension, and not the paper's", (), EXTENSIONS),
        Section(
            f"Tiers of significance. {criteria(screening.ruleset)}",
            ("Tier", "What it means", "Where it comes from"),
            tuple((one.title, one.text, one.basis) for one in screening.ruleset.tiers.values()),
        ),
        Section(
            "Numbers that the paper does not give",
            ("Setting", "Value", "Where it comes from"),
            tuple(row for ruleset in rulesets for row in _settings(ruleset)),
        ),
    ]
    policy = tuple(row for ruleset in rulesets for row in _local_policy(ruleset, screening))
    if policy:
        header = ("What it changes", "Authority and date", "Reason")
        sections.append(Section("Local policy", header, policy))
    lead = "What the advice rests on. The same inputs, rules and day give the same workbook."
    return Page("About", "About this workbook", lead, (34, 56, 76), sections)


def _run(screening: Screening) -> Iterator[Row]:
    yield "Evaluated as on", in_words(screening.on), ""
    yield "Made by", f"fruitful {__version__}", ""
    yield "Rules fired by", screening.engine, ""
    for what, ruleset in (("Rules", screening.ruleset), ("Rules for all", screening.portfolio)):
        if ruleset is not None:
            packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
            yield what, packs, ruleset.fingerprint
    yield "The guidance", "A fruitful partnership (Audit Commission, 1998)", ""


def _settings(ruleset: Ruleset) -> Iterator[Row]:
    for one in ruleset.settings.values():
        yield one.title, say(one.kind, one.value), one.basis


def _local_policy(ruleset: Ruleset, screening: Screening) -> Iterator[Row]:
    for pack in ruleset.about:
        if ruleset.is_local(pack.id) and ruleset is screening.ruleset:
            yield f"{pack.title} [{pack.id} {pack.version}]", pack.owner, ""
    for one in (*ruleset.local.values(), *ruleset.local_settings.values()):
        yield _policy(one, "")
    for one in ruleset.lapsed:
        yield _policy(one, f"; not in force on {in_words(screening.on)}")


def _policy(one: Override, state: str) -> Row:
    what = f"{one.rule or one.setting}: {', '.join(one.changed)} [{one.pack}]"
    return what, f"{one.authority}, {one.date.isoformat()}{state}", one.reason
