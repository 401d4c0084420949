"""The page of a screening: everybody is on it, long lists are cut and say so, all is escaped."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from conftest import DAY
from fruitful.cli.assessing import rules_of
from fruitful.cli.options import Rules as Packs
from fruitful.cli.packs import LocalPacks
from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE
from fruitful.portfolio import screen
from fruitful.portfolio.assessing import Rules
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Movement, Named, Screening, Whole
from fruitful.profile import Profile
from fruitful.render.pages.portfolio import LIMITS, portfolio_page
from fruitful.shipped import shipped
from program import run
from reading_pages import ATTACKS, SCRIPT, as_shown, attributes, named, outline, parsed, text_of

AUTHORITY = shipped("cases") / "authority" / "profiles"


@cache
def rules_of_screening() -> Rules:
    return rules_of(Packs(LocalPacks(), REFERENCE), DAY)


@cache
def authority() -> Profile:
    """The example authority's own answers."""
    own, portfolio = AUTHORITY.parent / "authority.yaml", rules_of_screening().portfolio
    assert portfolio is not None
    return profile_from(own.read_bytes(), own.name, portfolio.vocabulary)


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
    return screen([*entries, Entry(Place("broken.yaml"), None, (fault,))], rules, authority())


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
    said += ["The tier is how closely a partnership is to be assessed, as told below."]
    said += [tier.text for tier in found.ruleset.tiers.values() if tier.id != "light"]
    said += [review.why for review in found.rota]
    said += [ending.why for ending in found.endings]
    said += [cost.ask for cost in found.costs]
    said += [partner for pair in found.overlaps for partner in pair.partners]
    assert [one for one in said if re.sub(r"\s+", " ", one) not in shown] == []
    rows = {text_of(one) for one in document.iter() if named(one) == "tr"}
    for place in found.partnerships:
        assert sum(row.startswith(place.name) for row in rows) >= 2


def test_the_first_screen_says_whom_to_worry_about_what_is_not_known_and_what_comes_first() -> None:
    vocabulary = rules_of_screening().each.vocabulary
    few = screening()
    unknown = profile_from(b"{stage: operating, name: Aardvark}", "a.yaml", vocabulary)
    entries = [Entry(one.source, one.profile) for one in few.partnerships]
    found = screen([*entries, Entry(Place("a.yaml"), unknown)], rules_of_screening(), authority())
    document = parsed(portfolio_page(found))
    (summary,) = [one for one in document.iter("section") if one.get("id") == "summary"]
    told = text_of(summary)
    for said in (
        "11 of 14 partnerships need attention",
        "1 other cannot be judged yet: too little is known of it, which does not mean that all",
        "2 have nothing critical or high to put right in what is known.",
        "Ostermere Council itself: Lighten the load first.",
        found.concerns[0].why_here,
        "First: Agree one decision-making body.",
        "Not enough is known yet1",
    ):
        assert said in told
    assert "yet (provisional)" not in told


def test_tables_group_partnerships_by_what_is_known_of_them() -> None:
    document = parsed(portfolio_page(screening()))
    for kind in ("map", "all"):
        (section,) = [one for one in document.iter("section") if one.get("id") == kind]
        firsts = [text_of(row[0]) for row in section.iter("tr")]
        good = firsts.index("Nothing critical or high in what is known")
        assert firsts.index("In need of attention") < firsts.index("Ostermere Vision Forum") < good
        assert good < firsts.index("Home First")


def test_an_action_says_how_where_that_is_the_same_for_all_partnerships() -> None:
    document = parsed(portfolio_page(screening()))
    told = {one.get("id"): text_of(one) for one in document.iter("li")}
    alike = next(one for one in screening().actions if one.rule == "O1")
    assert "Have each partner write down the main objectives" in told[f"action-{alike.rank}"]
    texts = {
        one.text
        for each in screening().partnerships
        for one in each.advice.recommendations
        if one.rule == "C1"
    }
    differing = next(one for one in screening().actions if one.rule == "C1")
    assert len(texts) > 1
    assert not any(text in told[f"action-{differing.rank}"] for text in texts)


def test_a_review_is_told_as_exactly_as_it_is_known_and_whether_it_is_overdue() -> None:
    reviews = {"Late": "next_review: 2025", "Exact": "next_review: 2027-01-31"}
    reviews["Worked out"] = "last_review: 2026-06"
    vocabulary = rules_of_screening().each.vocabulary
    entries = [
        Entry(
            Place(name),
            profile_from(
                f"{{stage: operating, name: {name}, register: {{{review}}}}}".encode(),
                name,
                vocabulary,
            ),
        )
        for name, review in reviews.items()
    ]
    document = parsed(portfolio_page(screen(entries, rules_of_screening())))
    (section,) = [one for one in document.iter("section") if one.get("id") == "all"]
    rows = {text_of(row[0]): text_of(row[-1]) for row in section.iter("tr")}
    assert rows["Late"] == "2025 overdue"
    assert rows["Exact"] == "31 January 2027"
    assert "Last reviewed in June 2026; " in text_of(document)


def test_what_is_to_be_known_of_a_register_as_a_whole_is_on_the_page() -> None:
    note = Diagnostic(Place("our register.xlsx", 6, 17, cell="Sheet!Q6"), "x", "not read", "map it")
    told = text_of(parsed(portfolio_page(replace(screening(), notes=(note,)))))
    assert "our register.xlsx, Sheet!Q6: not read map it" in told


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
        found = screen(entries, rules, authority()._replace(name=text))
        note = Diagnostic(Place(text, 1, 1, text, text), "x", text, text)
        gone, pair, end = Named(text, text), few.overlaps[0], few.endings[0]
        movement = Movement(DAY, True, (), 0, (gone,), (gone,))
        return parsed(
            portfolio_page(
                replace(
                    found,
                    notes=(note,),
                    movement=movement,
                    overlaps=(pair._replace(topics=(text,), area=text, partners=(text,)),),
                    endings=(end._replace(not_partnering=text),),
                )
            )
        )

    plain = outline(with_text("Plain"))
    for text in ATTACKS:
        document = with_text(text)
        assert outline(document) == plain
        assert as_shown(text) in text_of(document)


def test_nothing_in_a_register_becomes_markup(tmp_path: Path) -> None:
    """Its file's name, its columns' heads and every cell, from the file to the page."""

    def outline_with(text: str) -> tuple[Element, str]:
        cells = [
            text,
            "operating",
            f"{text}; Health Trust",
            text,
            text,
            f"{text} text",
            "TBC " + text,
        ]
        heads = [
            "Name",
            "Stage",
            "Partners",
            "Topic",
            "Lead officer",
            f"Our {text}",
            "Council cash",
        ]
        register = tmp_path / f"{text.replace('/', '')}.csv"
        made = tmp_path / "out.html"
        with register.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([heads, cells])
        run("screen", register, "--on", "2026-11-01", "-o", made)
        return parsed(made.read_text(encoding="utf-8")), register.name

    plain, _ = outline_with("Plain")
    for attack in (
        SCRIPT,
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "data:text/html,x",
    ):
        document, name = outline_with(attack)
        assert outline(document) == outline(plain)
        told = text_of(document)
        assert told.count(as_shown(attack)) > 5
        assert as_shown(name) in told
        links = [value for _, key, value in attributes(document) if key == "href"]
        assert all(re.match(r"#|data:,$", one) for one in links)
