"""Pages: everything is on them, nothing that anybody wrote becomes markup, nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DAY
from fruitful.advice.weighing import DECIDING
from fruitful.evaluation import Assessment, assess, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.profile import Profile
from fruitful.render.pages.page import linked
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.ruleset.text import plain as always
from fruitful.shipped import paper_pack, shipped
from program import LOCAL_PACK, environment, run
from reading_pages import (
    ATTACKS,
    SCRIPT,
    as_shown,
    attributes,
    named,
    outline,
    parsed,
    text_of,
)
from reporting import partnership_page

CASES = [path for path in sorted(shipped("cases").rglob("*.yaml")) if path.name != "authority.yaml"]
MANY = shipped("cases") / "synthetic" / "half_hearted.yaml"
CLOSING = shipped("cases") / "paper" / "cs01_wessex_project_the_day_before.yaml"
PLAIN = """\
stage: operating
name: Harbour
model: steering_group
board: {recognised: {answer: no, evidence: MARK, by: MARK, on: MARK}}
exit: {strategy: no, continuation_strategy: no}
benefits: {cost_of_not_partnering: MARK}
costs: {cash: 5605}
partners:
  - {name: MARK, willing_to_give_time: no, representative_has_authority: no}
  - {name: Borough Council, willing_to_give_time: no}
"""


@cache
def with_policy() -> Ruleset:
    """The paper's rules with local policy on them."""
    return load_ruleset([paper_pack(), LOCAL_PACK], DAY)


@pytest.fixture(scope="module")
def local() -> Ruleset:
    return with_policy()


def page_of(ruleset: Ruleset, profile: Profile, on: date = DAY) -> str:
    done = assess(ruleset, profile, on, prepare(ruleset, REFERENCE), REFERENCE)
    return partnership_page(done)


def case(path: Path, ruleset: Ruleset) -> tuple[Profile, Assessment, str]:
    profile = profile_from(path.read_bytes(), path.name, ruleset.vocabulary)
    done = assess(ruleset, profile, DAY, prepare(ruleset, REFERENCE), REFERENCE)
    return profile, done, partnership_page(done)


# Everything is on the page -----------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES[::9], ids=lambda path: path.stem)
def test_all_that_the_advice_says_is_on_the_page(path: Path, local: Ruleset) -> None:
    profile, done, page = case(path, local)
    shown = text_of(parsed(page))
    advice = done.advice
    said = [profile.name, advice.judged.verdict.title, advice.judged.verdict.text]
    said += [local.rules[rule].title for rule in advice.judged.because]
    said += [one.verdict.title for one in advice.judged.could_become]
    for found in advice.recommendations:
        said += [found.title, found.finding, found.text, found.why_here, *found.cites]
    said += [one.text for one in advice.strengths]
    said += [text for one in advice.questions for text in (one.ask, one.fact, *one.settles)]
    said += [one.asked.text for one in (*advice.checklist, *advice.ingredients)]
    said += [one.asked.text for one in advice.accountability]
    said += [one.line.title for one in advice.costing.amounts]
    if advice.forms.matters:
        for form in advice.forms.each:
            arguments = (*form.speaks_for, *form.against, *form.needs)
            said += [form.model.title, *(one.text for one in arguments)]
        said += ["Good: there are points for the form and none against it.", DECIDING]
    said += [local.fingerprint, advice.engine, "1 November 2026"]
    assert [one for one in said if re.sub(r"\s+", " ", one) not in shown] == []


def test_the_reasoning_of_a_finding_is_folded_in_with_answer_and_evidence(paper: Ruleset) -> None:
    answers = b"{stage: operating, exit: {strategy: {answer: no, evidence: Minute 14}, \
continuation_strategy: no}, model: steering_group, \
partners: [{name: Mr Brown's Charity, representative_has_authority: no}]}"
    profile = profile_from(answers, "it.yaml", paper.vocabulary)
    document = parsed(page_of(paper, profile))
    folded = " ".join(text_of(one) for one in document.iter() if named(one) == "details")
    for text in (
        "Does it apply? True",
        "How severe is it? High",
        "Answer: no. Evidence: Minute 14.",
        "Mr Brown's Charity: no",
    ):
        assert text in folded


def test_the_form_in_use_comes_after_the_best_and_is_marked(paper: Ruleset) -> None:
    profile = profile_from(PLAIN.encode(), "it.yaml", paper.vocabulary)
    document = parsed(page_of(paper, profile))
    rows = [text_of(one) for one in document.iter("tr")]
    assert any(row.startswith("Steering group its form now") for row in rows)
    opened = [text_of(one) for one in document.iter("details") if "open" in one.attrib]
    assert any(text.startswith("Steering group") for text in opened)


def test_local_policy_is_told_with_its_authority(local: Ruleset) -> None:
    page = text_of(parsed(case(CLOSING, local)[2]))
    assert "our_council changed its severity (Audit Committee, minute 2026/14, 2026-03-01" in page


def test_an_override_that_has_expired_is_told(local: Ruleset) -> None:
    profile = profile_from(MANY.read_bytes(), "it.yaml", local.vocabulary)
    later = load_ruleset([paper_pack(), LOCAL_PACK], date(2099, 1, 1))
    page = text_of(parsed(page_of(later, profile, date(2099, 1, 1))))
    assert "Not in force on 1 January 2099: our_council changed its severity" in page


def test_every_link_within_a_page_has_its_place_once(local: Ruleset) -> None:
    document = parsed(case(MANY, local)[2])
    found = list(attributes(document))
    places = [value for _, name, value in found if name == "id"]
    assert len(places) == len(set(places))
    links = [value[1:] for _, name, value in found if name == "href" and value[0] == "#"]
    pointed = [value for _, name, value in found if name == "aria-labelledby"]
    assert len(links) > 100
    assert {*links, *" ".join(pointed).split()} <= set(places)


# Nothing is markup but the templates' own --------------------------------------------------------


def hostile(ruleset: Ruleset, text: str) -> tuple[Ruleset, Profile]:
    """The paper's rules and a profile, with a text in every place that is somebody's own."""
    plain = profile_from(PLAIN.replace("MARK", "Plain").encode(), "it.yaml", ruleset.vocabulary)
    answers = {
        path: answer._replace(
            evidence=answer.evidence and text,
            by=answer.by and text,
            on=answer.on and text,
            value=text if answer.value == "Plain" else answer.value,
        )
        for path, answer in plain.answers.items()
    }
    partners = plain.members["partners"]
    first, *others = partners.listed
    members = {
        **plain.members,
        "partners": partners._replace(listed=(first._replace(name=text), *others)),
    }
    rules = {
        id: replace(
            rule,
            title=text,
            finding=always(text),
            recommend=rule.recommend and always(text),
            met=always(text),
        )
        for id, rule in ruleset.rules.items()
    }
    local = {
        id: replace(one, reason=text, authority=text, pack=text)
        for id, one in ruleset.local.items()
    }
    hostile = replace(
        ruleset,
        rules=rules,
        local=local,
        packs=tuple((id, text) for id, _ in ruleset.packs),
        stages=MappingProxyType(dict.fromkeys(ruleset.stages, text)),
        settings={
            name: one._replace(title=text, basis=text) for name, one in ruleset.settings.items()
        },
        index={cite: one._replace(about=text) for cite, one in ruleset.index.items()},
    )
    return hostile, plain._replace(name=text, id=text, answers=answers, members=members)


@pytest.mark.parametrize("text", ATTACKS, ids=ascii)
def test_an_attack_is_text_wherever_it_stands(text: str) -> None:
    check_is_text(text)


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=40))
def test_whatever_anybody_wrote_is_text_wherever_it_stands(text: str) -> None:
    check_is_text(text)


@cache
def page_with(text: str) -> Element:
    return parsed(page_of(*hostile(with_policy(), text)))


def check_is_text(text: str) -> None:
    document, plain = page_with(text), page_with("Plain")
    assert outline(document) == outline(plain)
    # Sentences begin with a capital, and full stops are not doubled.
    expected = as_shown(text)[1:].rstrip(". ")
    if len(expected) > 3:
        assert text_of(document).count(expected) >= text_of(plain).count("lain") > 50
    assert not [value for _, name, value in attributes(document) if name.startswith("on")]


def test_a_script_in_a_name_is_read_and_never_run(tmp_path: Path) -> None:
    profile = tmp_path / "it.yaml"
    profile.write_text(f"stage: operating\nname: '{SCRIPT}'\npartners: [name: '{SCRIPT}']\n")
    page = run("evaluate", profile, "-f", "html").stdout.decode()
    document = parsed(page)
    assert SCRIPT not in page
    assert SCRIPT in text_of(document)
    assert not [one for one in document.iter() if named(one) == "script"]


def test_only_http_and_https_can_be_followed() -> None:
    text = (
        "See https://example.org/a?b=1&c=2, javascript:alert(1), data:text/html,x, ftp://a.b/c, "
        "HTTP://EXAMPLE.ORG (http://example.org/x) and https://user@host \"https://a.b/'onclick"
    )
    pieces = list(linked(text))
    assert "".join(one.text for one in pieces) == text
    assert [one.address for one in pieces if one.address] == [
        "https://example.org/a?b=1&c=2",
        "HTTP://EXAMPLE.ORG",
        "http://example.org/x",
        "https://user",
        "https://a.b/",
    ]


@given(st.text(st.sampled_from("htps:/.aé@?#<>\"' \u202e"), max_size=60))
def test_what_is_linked_is_a_part_of_the_text_and_an_http_address(text: str) -> None:
    pieces = list(linked(text))
    assert "".join(one.text for one in pieces) == text
    for one in pieces:
        assert one.address in ("", one.text)
        assert not one.address or re.fullmatch(r"https?://[^\s<>\"'\x80-\uffff]+", one.address)


@pytest.mark.parametrize("source", ["javascript:alert(1)", "data:text/html,x", "//host/x"])
def test_a_source_that_could_run_something_is_text(source: str, local: Ruleset) -> None:
    cite = f"local: {source}"
    rules = {id: replace(rule, cites=(*rule.cites, cite)) for id, rule in local.rules.items()}
    profile = profile_from(CLOSING.read_bytes(), "it.yaml", local.vocabulary)
    document = parsed(page_of(replace(local, rules=rules), profile))
    assert f"Local: {source}" in text_of(document)
    links = [value for _, name, value in attributes(document) if name == "href"]
    assert all(re.match(r"#|https?://|data:,$", one) for one in links)


# Nothing is fetched, and nothing depends on where or when ----------------------------------------


@pytest.mark.parametrize("path", [MANY, CLOSING], ids=lambda path: path.stem)
def test_a_page_fetches_nothing_and_allows_nothing_to_be_run(path: Path, local: Ruleset) -> None:
    page = case(path, local)[2]
    document = parsed(page)
    elements = {named(one) for one in document.iter()}
    assert not elements & {"script", "iframe", "object", "embed", "form", "img", "base", "use"}
    fetching = {"src", "srcset", "action", "data", "poster", "background", "style"}
    assert not [one for one in attributes(document) if one[1] in fetching]
    links = [value for name, key, value in attributes(document) if (name, key) == ("link", "href")]
    assert links == ["data:,"]
    (policy,) = [one for _, key, one in attributes(document) if key == "content" and "src" in one]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|expression", page)


def test_the_same_bytes_come_of_the_same_input_whatever_the_surroundings(tmp_path: Path) -> None:
    pages = {
        run("evaluate", MANY, "-f", "html", cwd=tmp_path, env=environment(**surroundings)).stdout
        for surroundings in (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LANG": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "de_DE.UTF-8"},
        )
    }
    assert len(pages) == 1
    assert len(pages.pop()) > 100_000


# The command -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("report.html", "<!DOCTYPE html>"),
        ("REPORT.HTML", "<!DOCTYPE html>"),
        ("report.json", "{"),
        ("report.txt", "The Wessex Project"),
        ("report", "The Wessex Project"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(file: str, begins: str, tmp_path: Path) -> None:
    assert run("evaluate", CLOSING, "-o", tmp_path / file).returncode == 0
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_asked_for_goes_before_the_ending(tmp_path: Path) -> None:
    run("evaluate", CLOSING, "-f", "json", "-o", tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("{")


def test_a_page_of_several_partnerships_is_refused_kindly() -> None:
    done = run("evaluate", MANY, CLOSING, "-f", "html")
    assert done.returncode == 2
    assert b"a page shows one partnership" in done.stderr


def test_while_the_verdict_is_open_the_first_questions_stand_beside_it(paper: Ruleset) -> None:
    profile = profile_from(b"{stage: operating, name: It}", "it.yaml", paper.vocabulary)
    done = assess(paper, profile, DAY, prepare(paper, REFERENCE), REFERENCE)
    document = parsed(page_of(paper, profile))
    (verdict,) = [one for one in document.iter("section") if one.get("id") == "verdict"]
    told = text_of(verdict)
    for question in done.advice.questions[:3]:
        assert told.index("Answer first") < told.index(question.ask) < told.index("It could yet")
    settled = case(CLOSING, paper)[2]
    assert "Answer first" not in text_of(parsed(settled))


def test_the_verdict_and_its_standing_come_before_all_else(paper: Ruleset) -> None:
    page = text_of(parsed(case(CLOSING, paper)[2]))
    main = page[page.index("Verdict Close it as a success") :]
    assert main.startswith("Verdict Close it as a success, unless the law requires it Settled.")
