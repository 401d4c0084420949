"""The page of a screening: everybody is on it, long lists are cut and say so, all is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from xml.etree.ElementTree import Element

from conftest import DAY
from fruitful.cli.options import Rules as Packs
from fruitful.cli.packs import LocalPacks
from fruitful.cli.workers import rules_of
from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE
from fruitful.portfolio import screen
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Named, Screening, Whole
from fruitful.render.pages.portfolio import LIMITS, portfolio_page
from fruitful.shipped import shipped
from reading_pages import ATTACKS, as_shown, attributes, named, outline, parsed, text_of

AUTHORITY = shipped("cases") / "authority" / "profiles"


@cache
def rules_of_screening() -> Rules:
    return rules_of(Packs(LocalPacks(), REFERENCE), DAY)


@cache
def screening() -> Screening:
    """The example authority's partnerships, and a file that cannot be read."""
    rules = rules_of_screening()
    entries = [
        Entry(Place(path.name), profile_from(path.read_bytes(), path.name, rules.each.vocabulary))
        for path in sorted(AUTHORITY.glob("*.yaml"))
        if path.name != "authority.yaml"
    ]
    fault = Diagnostic(Place("broken.yaml", 3, 1), "syntax", "this is broken", "mend it")
    return screen([*entries, Entry(Place("broken.yaml"), None, (fault,))], rules)


def test_all_that_a_screening_says_is_on_the_page() -> None:
    found = screening()
    document = parsed(portfolio_page(found))
    shown = text_of(document)
    said = ["broken.yaml: not assessed", "Line 3: this is broken", "mend it"]
    for one in found.partnerships:
        said += [one.name, one.advice.judged.verdict.title]
        for action in one.advice.recommendations:
            said += [action.title, action.finding, action.text]
    for concern in found.concerns:
        said.append(concern.why_here)
    for each in found.actions:
        said += [each.title, each.why_here]
    assert found.authority
    for own in found.authority.recommendations:
        said += [own.title, own.finding, own.text]
    said += [review.why for review in found.rota]
    said += [ending.why for ending in found.endings]
    said += [cost.ask for cost in found.costs]
    said += [partner for pair in found.overlaps for partner in pair.partners]
    assert [one for one in said if re.sub(r"\s+", " ", one) not in shown] == []
    rows = {text_of(one) for one in document.iter() if named(one) == "tr"}
    for place in found.partnerships:
        assert sum(row.startswith(place.name) for row in rows) >= 2


def test_the_heat_map_tells_gravity_in_words_and_never_takes_not_known_for_right() -> None:
    found = screening()
    document = parsed(portfolio_page(found))
    (table,) = [one for one in document.iter("table") if one.get("class") == "heat"]
    row = next(one for one in table.iter("tr") if text_of(one).startswith("Warm Homes Exchange"))
    told = [text_of(one) for one in row if named(one) == "td"]
    assert "C99, critical" in told
    assert told[3] == "?not known"


def test_every_link_within_the_page_of_a_screening_has_its_place_once() -> None:
    found = list(attributes(parsed(portfolio_page(screening()))))
    places = [value for _, name, value in found if name == "id"]
    assert len(places) == len(set(places))
    links = {value[1:] for _, name, value in found if name == "href" and value[0] == "#"}
    assert links <= set(places)


def test_long_lists_are_cut_and_what_is_left_out_is_said() -> None:
    few = screening()
    number = 300
    many = tuple(
        replace(
            one,
            id=f"p{at}",
            name=f"Partnership {at}",
            whole=Whole(one.profile, replace(one.advice, id=f"p{at}", name=f"Partnership {at}")),
            faults=(),
        )
        for at in range(number)
        for one in [few.partnerships[at % len(few.partnerships)]]
    )
    names = [Named(one.id, one.name) for one in many]
    concern, action = few.concerns[0], few.actions[0]
    affected = action.partnerships[0]
    page = portfolio_page(
        replace(
            few,
            partnerships=many,
            concerns=tuple(
                concern._replace(rank=at, partnership=one) for at, one in enumerate(names, 1)
            ),
            actions=(
                action._replace(
                    partnerships=tuple(affected._replace(partnership=one) for one in names)
                ),
            ),
        )
    )
    shown = text_of(parsed(page))
    assert len(page) < 2_000_000
    for kind in ("map", "rows", "sections"):
        assert f"{number - LIMITS[kind]} more are not shown here" in shown
    assert f"and {number - LIMITS['names']} more" in shown
    assert f"{number - LIMITS['concerns']} more follow in the table" in shown


def test_nothing_that_is_screened_becomes_markup() -> None:
    def with_text(text: str) -> Element:
        few = screening()
        rules = rules_of_screening()
        entries = [
            Entry(
                Place(text, at),
                one.profile._replace(name=text, id=text),
                (Diagnostic(Place(text, 1, 1), "x", text, text),),
                (Diagnostic(Place(text, 1, 1), "x", text, text),),
            )
            for at, one in enumerate(few.partnerships)
        ]
        return parsed(portfolio_page(screen(entries, rules)))

    plain = outline(with_text("Plain"))
    for text in ATTACKS:
        document = with_text(text)
        assert outline(document) == plain
        assert as_shown(text) in text_of(document)
