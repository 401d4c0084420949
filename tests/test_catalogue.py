"""The catalogue: every rule has its page, every link leads somewhere, nothing in it is markup."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from conftest import DAY
from fruitful.advice.local import local_policies
from fruitful.case.trial import Case
from fruitful.cli.cases import find_cases
from fruitful.language.condition import ALWAYS
from fruitful.render.catalogue import PAGES, catalogue
from fruitful.render.catalogue.conditions import told
from fruitful.render.pages.sources import name_of
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.ruleset.text import plain as always
from fruitful.shipped import paper_pack, shipped
from program import LOCAL_PACK, run
from reading_pages import ATTACKS, as_shown, attributes, named, outline, parsed, text_of
from small_packs import load, rule, small_pack

Pages = Mapping[str, Element]
EXAMPLE = shipped("rules") / "example_council"


@cache
def rulesets(day: date = DAY) -> tuple[Ruleset, Ruleset]:
    """The rules about a partnership with local policy on them, and those about an authority."""
    packs = load_packs([paper_pack(), LOCAL_PACK])
    ruleset = stack(packs, day)
    portfolio = stack_portfolio(packs, day, ruleset)
    assert portfolio is not None
    return ruleset, portfolio


@cache
def cases() -> tuple[Case, ...]:
    return find_cases(shipped("cases") / "paper", rulesets()[0]).cases


@pytest.fixture(scope="module")
def pages() -> Pages:
    made = dict(catalogue(*rulesets(), cases(), DAY))
    return {name: parsed(text) for name, text in made.items()}


def of_rule(id: str, pages: Pages) -> str:
    return text_of(pages[f"rules/{id}.html"])


# Everything is there -----------------------------------------------------------------------------


def test_every_rule_has_a_page_that_says_all_of_it(pages: Pages) -> None:
    for ruleset in rulesets():
        for one in ruleset.rules.values():
            shown = of_rule(one.id, pages)
            said = [one.title, ruleset.themes[one.theme]]
            said += [case.words for text in one.texts for case in text.cases()]
            said += [name_of(cite) for cite in one.cites]
            said += [case.severity.capitalize() for case in one.severity]
            assert [text for text in said if as_shown(text) not in shown] == []


def test_every_rule_stands_under_its_theme_its_stage_and_its_paragraphs(pages: Pages) -> None:
    for ruleset in rulesets():
        for id, one in ruleset.rules.items():
            assert f"{id} {one.title}" in text_of(pages["index.html"])
            assert not one.settle_by or f"{id} {one.title}" in text_of(pages["stages.html"])
    ruleset, portfolio = rulesets()
    rows = [row for row in pages["sources.html"].iter() if named(row) == "tr"]
    by_place = {text_of(row[0]): text_of(row[2]) for row in rows}
    for cite in ruleset.index:
        citing = [one.id for some in (ruleset, portfolio) for one in some.rules.values()
                  if cite in one.cites]  # fmt: skip
        assert by_place[name_of(cite)] == (", ".join(citing) or "none"), cite


def test_every_question_verdict_form_and_setting_is_there(pages: Pages) -> None:
    shown = {name: text_of(pages[name]) for name in PAGES}
    for ruleset in rulesets():
        for path, fact in ruleset.vocabulary.facts.items():
            assert path in shown["vocabulary.html"]
            assert as_shown(fact.ask) in shown["vocabulary.html"]
        for one in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
            assert as_shown(one.text) in shown["verdicts.html"]
        for tier in ruleset.tiers.values():
            assert as_shown(tier.text) in shown["verdicts.html"]
        for model in ruleset.models.values():
            texts = [model.text, *(argument.text for _, _, argument in model.arguments())]
            assert [text for text in texts if as_shown(text) not in shown["forms.html"]] == []
        for setting in ruleset.settings.values():
            assert f"${setting.name}" in shown["settings.html"]
        for section in (ruleset.checklist, ruleset.ingredients, ruleset.accountability):
            for asked in section.values():
                assert as_shown(asked.text) in shown["checklist.html"]


def test_a_page_tells_what_a_rule_tests_in_english(pages: Pages) -> None:
    shown = of_rule("E1", pages)
    assert "“Is there a plan for how the partnership ends?” is answered partly or no" in shown
    assert "is within 12 months" in shown
    assert "Critical where this is so:" in shown
    assert "High in all other cases." in shown


def test_a_page_tells_what_a_rule_rests_on_and_what_rests_on_it(pages: Pages) -> None:
    ruleset = rulesets()[0]
    large = next(one for one in ruleset.rules.values() if one.conclude == "partnership.large")
    reader = next(
        one
        for one in ruleset.rules.values()
        if "partnership.large" in str(one.applies) + str(one.when)
    )
    assert f"Rules that it rests on {large.id} {large.title}" in of_rule(reader.id, pages)
    assert f"{reader.id} {reader.title}" in of_rule(large.id, pages)
    assert "Verdict: Close it as a success" in of_rule("E6", pages)
    assert "Checklist question 28" in of_rule("E1", pages)


def test_a_page_names_the_settings_that_a_rule_reads(pages: Pages) -> None:
    assert "How many partners make a partnership large: 20 $large_partnership" in of_rule(
        "LARGE", pages
    )


def test_a_page_lists_the_cases_that_show_each_outcome(pages: Pages) -> None:
    for case in cases():
        for id in case.expected.findings:
            shown = of_rule(id, pages)
            assert as_shown(case.title) in shown.partition("Cases Each")[2].split("Met")[0]
            assert case.file in shown


def test_local_policy_is_told_on_the_page_of_the_rule_and_in_the_index(pages: Pages) -> None:
    said = "our_council changed its severity (Audit Committee, minute 2026/14, 2026-03-01"
    assert f"In force on 1 November 2026: {said}" in of_rule("E6", pages)
    assert said in text_of(pages["index.html"])
    assert "In force on 1 November 2026: this rule is our_council's own." in of_rule("OC1", pages)
    assert "It adds OC1." in text_of(pages["index.html"])


def test_what_is_local_is_marked_in_every_list() -> None:
    packs = load_packs([paper_pack(), EXAMPLE])
    ruleset = stack(packs, DAY)
    made = dict(catalogue(ruleset, stack_portfolio(packs, DAY, ruleset), (), DAY))
    for name in ("index.html", "stages.html"):
        items = [text_of(one) for one in parsed(made[name]).iter() if named(one) == "li"]
        marked = {item.split()[0] for item in items if item.endswith(" local")}
        assert marked == local_policies(ruleset).keys()
    pages = {name: text_of(parsed(text)) for name, text in made.items()}
    own = "example_council's own"
    asked = [fact for fact in ruleset.vocabulary.facts.values() if ruleset.is_local(fact.pack)]
    assert asked
    assert pages["vocabulary.html"].count(own) == len(asked)
    assert all(f"{fact.path} {own}" in pages["vocabulary.html"] for fact in asked)
    tier_or_verdict = (*ruleset.verdicts.values(), *ruleset.tiers.values())
    added = [one for one in tier_or_verdict if ruleset.is_local(one.pack)]
    assert pages["verdicts.html"].count(own) == len(added)
    arguments = [argument for model in ruleset.models.values() for _, _, argument in
                 model.arguments() if ruleset.is_local(argument.pack)]  # fmt: skip
    assert pages["forms.html"].count(own) == len(arguments)
    for one in ruleset.local_settings:
        assert f"[${one}]" in pages["index.html"]


def test_policy_that_has_expired_is_told_as_not_in_force() -> None:
    later = date(2099, 1, 1)
    made = dict(catalogue(*rulesets(later), (), later))
    said = "Not in force on 1 January 2099: our_council changed its severity"
    assert said in text_of(parsed(made["rules/E6.html"]))
    assert "Local policy not in force on 1 January 2099" in text_of(parsed(made["index.html"]))


def test_a_condition_on_many_rules_is_told_in_one_sentence(paper: Ruleset) -> None:
    verdicts = {id: str(told(one.when, paper)) for id, one in paper.verdicts.items()}
    assert (
        "any of these rules is a finding that is critical: D3, D4,"
        in verdicts["not_the_best_approach"]
    )
    assert max(map(len, verdicts.values())) < 3_000
    assert told(ALWAYS, paper).text == "always"


# Every link leads somewhere ----------------------------------------------------------------------


def destination(page: str, path: str) -> str:
    """The page to which a path leads from another page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def test_every_link_is_relative_and_leads_to_a_place_that_is_there(pages: Pages) -> None:
    places = {
        name: [value for _, key, value in attributes(one) if key == "id"]
        for name, one in pages.items()
    }
    followed = 0
    for name, one in pages.items():
        assert len(places[name]) == len(set(places[name])), name
        for element, key, value in attributes(one):
            if key == "aria-labelledby":
                assert set(value.split()) <= set(places[name]), (name, value)
            if key != "href" or element == "link":
                continue
            path, _, place = value.partition("#")
            target = destination(name, path) if path else name
            assert target in pages, (name, value)
            assert not place or place in places[target], (name, value)
            followed += 1
    assert followed > 3_000


def test_every_page_can_be_reached_from_the_first(pages: Pages) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for element, key, value in attributes(pages[name]):
            if element == "a" and key == "href" and value[0] != "#":
                target = destination(name, value.partition("#")[0])
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
    assert reached == set(pages)


# Nothing in it is markup, or a path --------------------------------------------------------------


def hostile(ruleset: Ruleset, text: str) -> Ruleset:
    """The rules with a text in every place that a pack's author fills."""

    def all_of(some: Mapping[str, object], *keys: str) -> dict[str, object]:
        return {id: replace(one, **dict.fromkeys(keys, text)) for id, one in some.items()}  # type: ignore[type-var]

    facts = {
        path: fact._replace(ask=fact.ask and text, help=text, basis=text, unit=fact.unit and text)
        for path, fact in ruleset.vocabulary.facts.items()
    }
    collections = {
        name: one._replace(one=text, many=text, ask=text)
        for name, one in ruleset.vocabulary.collections.items()
    }
    rules = {
        id: replace(one, title=text, finding=always(text), met=always(text),
                    recommend=one.recommend and always(text),
                    cites=(*one.cites, f"local: {text}"))
        for id, one in ruleset.rules.items()
    }  # fmt: skip
    return replace(
        ruleset,
        packs=tuple((id, text) for id, _ in ruleset.packs),
        vocabulary=ruleset.vocabulary._replace(facts=facts, collections=collections),
        settings={
            name: one._replace(title=text, basis=text) for name, one in ruleset.settings.items()
        },
        stages=dict.fromkeys(ruleset.stages, text),
        themes=dict.fromkeys(ruleset.themes, text),
        rules=rules,
        verdicts=all_of(ruleset.verdicts, "title", "text"),
        models=all_of(ruleset.models, "title", "text"),
        tiers=all_of(ruleset.tiers, "title", "text", "basis"),
        local=all_of(ruleset.local, "reason", "authority", "pack"),
    )


@pytest.mark.parametrize("text", ATTACKS)
def test_what_a_pack_says_is_shown_and_never_becomes_markup(text: str) -> None:
    """Every page has the elements that it has with a plain text in the same places."""
    made, plain = (
        dict(catalogue(*(hostile(one, said) for one in rulesets()), (), DAY))
        for said in (text, "Plain")
    )
    for name in (*PAGES, "rules/E1.html", "rules/E6.html", "rules/PF1.html"):
        document = parsed(made[name])
        assert as_shown(text) in text_of(document), name
        assert outline(document) == outline(parsed(plain[name])), name


def test_no_id_of_a_rule_becomes_a_path(tmp_path: Path) -> None:
    ids = ("../../escape", "/etc/passwd", "con.html", "a b", "Same", "SAME", "é", "index")
    rules = "".join(rule(f"'{id}'", "{board.met: no}") for id in ids)
    made = dict(catalogue(load(small_pack(tmp_path, rules)), None, (), DAY))
    names = [name for name in made if name not in PAGES]
    assert len(names) == len(ids) + 1
    assert all(re.fullmatch(r"rules/[A-Za-z0-9]+(-[0-9]+)?\.html", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)


# The command -------------------------------------------------------------------------------------


def test_the_command_writes_the_pages_and_nothing_beside_them(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    done = run(
        "rules", "docs", "the catalogue", "--pack", LOCAL_PACK, "--on", "2026-11-01", cwd=desk
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"begin with the catalogue/index.html" in done.stdout
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.is_relative_to(desk / "the catalogue") for path in written)
    assert {path.suffix for path in written} == {".html"}
    page = text_of(parsed((desk / "the catalogue" / "rules" / "OC1.html").read_text("utf-8")))
    assert re.search(r"Cases .*Finding .*\.yaml", page), "the pack's own cases are shown"


def test_the_same_rules_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("rules", "docs", name, "--on", "2026-11-01", cwd=tmp_path)
    for path in (tmp_path / "one").rglob("*.html"):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == other.read_bytes()


def test_a_linked_folder_in_it_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "rules").symlink_to(elsewhere)
    done = run("rules", "docs", "catalogue", cwd=tmp_path)
    assert done.returncode == 2
    assert b"is a link" in done.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_case_that_cannot_be_read_is_told_and_the_pages_are_written(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "cases").mkdir(parents=True)
    (pack / "pack.yaml").write_text("id: x\nversion: 1\ntitle: X\nprefix: X\n")
    (pack / "cases" / "broken.yaml").write_text("stage: nowhere\n")
    done = run("rules", "docs", "catalogue", "--pack", "pack", cwd=tmp_path)
    assert done.returncode == 2
    assert b"broken.yaml:1" in done.stderr
    assert (tmp_path / "catalogue" / "rules" / "E1.html").exists()
