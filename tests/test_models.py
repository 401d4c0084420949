"""Which form fits: the best, ties, what is not known, and the form in use."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import DAY
from fruitful.advice.advice import Advice, Form
from fruitful.advice.weighing import DECIDING
from fruitful.diagnostic import Refused
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.firing.programme import Engine
from fruitful.firing.reference import truth
from fruitful.profile.facts import facts_of
from fruitful.records.from_advice import advice_record
from fruitful.records.writing import plain_data
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack
from reporting import advice_as_text

FORMAL = ("separate_organisation", "virtual_organisation", "co_located_staff", "steering_group")
LIGHTER = ("network", "consultation", "contract")

LARGE_AND_LASTING = "stage: operating\npartners: {count: 40}\nlifespan: long\n"
NEEDS_AN_IDENTITY = "stage: operating\nidentity: {needed: yes}\n"
TRUSTED_COLLEAGUES = """
stage: operating
identity: {needed: no}
trust: {level: high}
staff: {has_any: yes, identity: home_agency}
"""
COORDINATES_SERVICES = """
stage: operating
aims: {coordinate_services: yes}
form: {delivers_through_mainstream: yes}
partners: {count: 4, each: {representative_has_authority: yes}}
identity: {needed: no}
"""


CONSULTED_OR_CONTRACTED = """
stage: proposed
topic: {one_agency_decides: yes}
vision: {benefits_differ: yes}
"""


def advised(text: str, ruleset: Ruleset, engine: tuple[Engine, str]) -> Advice:
    profile = profile_from(f"name: Test\n{text}".encode(), "test.yaml", ruleset.vocabulary)
    return evaluate(ruleset, profile, DAY, *engine)


def form(advice: Advice, id: str) -> Form:
    return next(one for one in advice.forms.each if one.model.id == id)


def said(advice: Advice, ruleset: Ruleset) -> str:
    """The advice as text, each paragraph of it on one line."""
    return " ".join(advice_as_text(advice, ruleset).split())


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (LARGE_AND_LASTING, "separate_organisation"),
        (f"{NEEDS_AN_IDENTITY}form: {{powers_needed: no}}\n", "virtual_organisation"),
        (TRUSTED_COLLEAGUES, "co_located_staff"),
        (COORDINATES_SERVICES, "steering_group"),
        ("stage: reviewing\ncase: {formal_still_needed: no}\n", "network"),
        ("stage: proposed\ntopic: {one_agency_decides: yes}\n", "consultation"),
        ("stage: proposed\nvision: {benefits_differ: yes}\n", "contract"),
    ],
)
def test_each_form_can_fit_best(
    text: str, best: str, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised(text, paper, engine)
    assert advice.forms.best == (best,)
    assert form(advice, best).fit == "good"
    title = paper.models[best].title
    assert f"{title.casefold()}." in advice.forms.why
    assert said(advice, paper).count(f"Which form fits {advice.forms.why}") == 1


def test_a_tie_is_said_to_be_a_tie(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    advice = advised(CONSULTED_OR_CONTRACTED, paper, engine)
    assert advice.forms.best == ("consultation", "contract")
    text = said(advice, paper)
    assert "Equally good on what is known: consultation and contract." in text
    assert "as many points for each of them as for the other, and as many against." in text


LITTLE_TRUST = """
stage: operating
aims: {coordinate_services: yes}
form: {dominance_risk: no, powers_needed: no, must_employ_staff: no, major_new_project: no}
lifespan: long
identity: {needed: no}
staff: {has_any: yes, identity: home_agency}
partners: {count: 4}
"""


def test_forms_without_a_point_for_them_are_passed_over_and_that_is_said(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised(LITTLE_TRUST, paper, engine)
    assert advice.forms.best == ("co_located_staff",)
    assert not form(advice, "virtual_organisation").speaks_for
    assert "Of the forms with a point for them, it has the fewest" in advice.forms.why
    with_point = f"{LITTLE_TRUST}gains: {{sought: [influence]}}\n"
    assert "Of the forms with a point for them" not in advised(with_point, paper, engine).forms.why


def test_the_mark_of_a_deciding_point_is_explained_where_it_stands(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    assert DECIDING in said(advised(NEEDS_AN_IDENTITY, paper, engine), paper)
    supporting = "stage: operating\ngains: {sought: [influence]}\n"
    assert "(deciding)" not in said(advised(supporting, paper, engine), paper)
    assert DECIDING not in said(advised(supporting, paper, engine), paper)


def test_where_trust_is_low_a_more_formal_form_fits_better_than_a_lighter_one(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    low = advised(f"{LITTLE_TRUST}trust: {{level: low}}\n", paper, engine)
    assert low.forms.best == ("virtual_organisation",)
    large = f"{LARGE_AND_LASTING}trust: {{level: low}}\n"
    (reason,) = [
        one.text
        for one in form(advised(large, paper, engine), "separate_organisation").speaks_for
        if "trust" in one.text
    ]
    assert reason.startswith("Besides that, its partners trust one another little")


def test_what_would_break_a_tie_is_named(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    forms = advised(CONSULTED_OR_CONTRACTED, paper, engine).forms
    assert "topic.mainly_one_agency" in forms.would_change
    settled = CONSULTED_OR_CONTRACTED.replace(
        "decides: yes", "decides: yes, mainly_one_agency: yes"
    )
    assert advised(settled, paper, engine).forms.best == ("consultation",)


def test_what_is_not_known_counts_neither_way(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    advice = advised("stage: operating\nlifespan: long\n", paper, engine)
    separate = form(advice, "separate_organisation")
    assert not separate.speaks_for
    assert not separate.against
    assert separate.fit == "unknown"
    assert {"partners.count", "form.described_as_large"} <= set(separate.undecided)


def test_less_against_outweighs_more_for(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    advice = advised(f"{COORDINATES_SERVICES}lifespan: long\n", paper, engine)
    steering, co_located = form(advice, "steering_group"), form(advice, "co_located_staff")
    assert (len(steering.speaks_for), len(steering.against)) == (3, 1)
    assert (len(co_located.speaks_for), len(co_located.against)) == (1, 0)
    assert steering.fit == "mixed"
    assert advice.forms.best == ("co_located_staff",)


def test_a_form_in_use_that_is_ruled_out(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    text = f"{NEEDS_AN_IDENTITY}model: steering_group\nform: {{delivers_through_mainstream: no}}\n"
    advice = advised(text, paper, engine)
    assert advice.forms.in_use is not None
    assert advice.forms.in_use.model.id == "steering_group"
    assert advice.forms.in_use.fit == "poor"
    assert "steering_group" not in advice.forms.best
    shown = said(advice, paper)
    assert "Its form now: Steering group. It does not fit: something rules it out." in shown
    assert "cannot carry out what it decides. This rules it out. [P46]" in shown


def test_ruled_out_stays_ruled_out_whatever_speaks_for_it(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    text = COORDINATES_SERVICES.replace("form: {", "form: {must_employ_staff: yes, ")
    advice = advised(text, paper, engine)
    assert form(advice, "steering_group").fit == "poor"
    assert len(form(advice, "steering_group").speaks_for) == 3
    assert "steering_group" not in advice.forms.best


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        (f"{TRUSTED_COLLEAGUES}model: co_located_staff\n", "It fits best."),
        (f"{NEEDS_AN_IDENTITY}model: virtual_organisation\n", "It fits best."),
        (
            f"{NEEDS_AN_IDENTITY}model: co_located_staff\n",
            "It has more deciding points against it (1) than the best fit.",
        ),
        (
            f"{COORDINATES_SERVICES}model: co_located_staff\n",
            "It has fewer deciding points for it (1) than the best fit.",
        ),
        (
            f"{LARGE_AND_LASTING}model: virtual_organisation\n",
            "Too little is known to set it against the others.",
        ),
    ],
)
def test_the_form_in_use_is_set_against_the_best(
    text: str, compared: str, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    assert advised(text, paper, engine).forms.in_use_compared == compared


@pytest.mark.parametrize("text", ["", "stage: operating\n", "model: steering_group\n"])
def test_where_nothing_is_known_nothing_is_said(
    text: str, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised(text, paper, engine)
    assert {one.fit for one in advice.forms.each} == {"unknown"}
    assert advice.forms.best == ()
    assert "Which form fits" not in said(advice, paper)


def test_of_a_partnership_that_has_ended_no_form_is_asked(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    ended = COORDINATES_SERVICES.replace("operating", "ended")
    assert "Which form fits" not in said(advised(ended, paper, engine), paper)


def test_a_question_that_makes_no_sense_is_not_waited_for(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    text = f"{COORDINATES_SERVICES}model: steering_group\n"
    asked = {fact for one in advised(text, paper, engine).forms.each for fact in one.undecided}
    assert not {"host.dominates", "form.partners_close", "case.commitment_needed"} & asked


def test_a_lighter_way_speaks_against_every_model(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised("stage: reviewing\ncase: {formal_still_needed: no}\n", paper, engine)
    for id in FORMAL:
        unless = "Unless the law requires a partnership, a lighter way of working would do."
        assert unless in [one.text for one in form(advice, id).against]


@pytest.mark.parametrize(
    "text",
    [
        "stage: operating\norigin: {basis: statutory}\ncase: {formal_still_needed: no}\n",
        "stage: reviewing\ncase: {formal_still_needed: yes}\n",
    ],
)
def test_where_a_partnership_is_needed_the_lighter_ways_are_ruled_out(
    text: str, paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised(text, paper, engine)
    assert {form(advice, id).fit for id in LIGHTER} == {"poor"}
    assert not set(LIGHTER) & set(advice.forms.best)


def test_money_for_partnerships_only_rules_nothing_out(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    advice = advised("stage: proposed\norigin: {basis: incentive}\n", paper, engine)
    assert {form(advice, id).fit for id in LIGHTER} == {"unknown"}


def test_the_comparison_is_settled_once_no_answer_can_change_it(
    paper: Ruleset, engine: tuple[Engine, str]
) -> None:
    text = """
stage: proposed
origin: {basis: voluntary}
case: {needs_partnership: yes, simpler_way: yes, commitment_needed: yes}
topic: {mainly_one_agency: no, one_agency_decides: yes}
vision: {benefits_differ: no}
"""
    advice = advised(text, paper, engine)
    assert advice.forms.best == ("consultation",)
    assert advice.forms.would_change == ()
    shown = said(advice, paper)
    assert "Best fit: consultation." in shown
    assert "No open question could change this." in shown


SPEAK_OF_FORM = re.compile(
    r"(aims|form|identity|staff|trust|host|budget|topic|vision)\."
    r"|functions|gains\.sought|lifespan|model|origin\.basis|stage"
    r"|case\.(simpler_way|needs_partnership|formal_still_needed)"
)


def answers(paper: Ruleset, chance: random.Random, share: float) -> dict[str, str]:
    """Random answers to about that share of the questions that bear on the form."""
    found = {}
    for path, fact in paper.vocabulary.facts.items():
        asked = fact.choices and not fact.concluded and SPEAK_OF_FORM.match(path)
        if asked and chance.random() < share:
            answer = chance.choice(list(fact.choices))
            found[path] = f"[{answer}]" if fact.kind == "set" else answer
    return found


def as_profile(some: dict[str, str]) -> str:
    groups: dict[str, dict[str, str]] = {}
    for path, answer in some.items():
        group, _, name = path.rpartition(".")
        groups.setdefault(group, {})[name] = answer
    lines = [f"{name}: {answer}" for name, answer in groups.pop("", {}).items()]
    for group, members in groups.items():
        lines.append(f"{group}: {{{', '.join(f'{name}: {one}' for name, one in members.items())}}}")
    return "\n".join(lines)


def makes_no_sense(known: dict[str, str], paper: Ruleset, engine: Engine) -> set[str]:
    """The questions that, by what is known, do not arise."""
    profile = profile_from(as_profile(known).encode(), "test.yaml", paper.vocabulary)
    view = fire(paper, facts_of(profile, DAY), engine).view
    return {path for path, when in paper.relevance.items() if truth(when, view) is False}


@pytest.mark.parametrize("seed", range(60))
def test_only_the_answers_that_are_named_can_change_the_best(seed: int, paper: Ruleset) -> None:
    chance = random.Random(seed)
    engine = (prepare(paper, REFERENCE), REFERENCE)
    known = answers(paper, chance, chance.choice((0.3, 0.6, 0.9)))
    before = advised(as_profile(known), paper, engine).forms
    left_out = {*before.would_change, *makes_no_sense(known, paper, engine[0])}
    for _ in range(5):
        more = answers(paper, chance, 0.7)
        unnamed = {path: answer for path, answer in more.items() if path not in left_out}
        assert advised(as_profile(unnamed | known), paper, engine).forms.best == before.best


def test_json_keeps_the_contract(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    advice = advised(f"{COORDINATES_SERVICES}model: co_located_staff\n", paper, engine)
    data = plain_data(advice_record(advice, paper))
    assert data["model_in_use"] == "co_located_staff"
    assert [one["id"] for one in data["models"]] == [*FORMAL, *LIGHTER]
    steering = data["models"][3]
    assert steering["title"] == "Steering group"
    assert steering["fit"] == "good"
    assert steering["best"] is True
    assert steering["ideal"] is True
    assert steering["for"][0] == {
        "text": "It is meant to make day-to-day services fit together, for which a steering group "
        "is ideal.",
        "deciding": True,
        "cites": ["P36", "P46"],
        "local": None,
    }
    assert steering["against"] == []
    assert all(set(one) == {"text", "deciding", "cites", "local"} for one in steering["needs"])
    assert "form.powers_needed" in steering["undecided"]


def test_json_of_a_form_that_is_not_known(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    assert advice_record(advised("", paper, engine), paper).model_in_use is None


def test_text_keeps_to_eighty_columns(paper: Ruleset, engine: tuple[Engine, str]) -> None:
    text = f"{NEEDS_AN_IDENTITY}model: steering_group\nform: {{delivers_through_mainstream: no}}\n"
    lines = advice_as_text(advised(text, paper, engine), paper, everything=True).splitlines()
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("- {id: network, title: N, text: N, cites: [P31]}", "duplicate-name"),
        ("- {id: oc_forum, title: F, text: F}", "missing-key"),
        ("- {id: oc_forum, title: F, text: F, cites: [page 3]}", "bad-citation"),
        (
            "- {id: oc_forum, title: F, text: F, cites: [P31], for: [{text: T, cites: [P31]}]}",
            "missing-key",
        ),
        (
            "- {id: oc_forum, title: F, text: F, cites: [P31],"
            " for: [{text: T, cites: [P31], when: {lifespan: long}, rules_out: yes}]}",
            "unknown-key",
        ),
        (
            "- {id: oc_forum, title: F, text: F, cites: [P31],"
            " against: [{text: T, cites: [P31], when: {lifespans: long}}]}",
            "unknown-fact",
        ),
    ],
)
def test_a_faulty_model_is_refused(section: str, code: str, tmp_path: Path) -> None:
    manifest = f"id: ours\nversion: 1.0.0\ntitle: Ours\nprefix: OC\nmodels:\n  {section}\n"
    (tmp_path / "pack.yaml").write_text(manifest, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_ruleset([paper_pack(), tmp_path], DAY)
    assert [fault.code for fault in refused.value.diagnostics] == [code]


def test_the_paper_is_cited_where_it_has_such_a_place(paper: Ruleset) -> None:
    for model in paper.models.values():
        cites = {cite for _, _, argument in model.arguments() for cite in argument.cites}
        assert {*model.cites, *cites} <= set(paper.index)


def test_each_choice_of_model_has_its_entry(tmp_path: Path) -> None:
    pack: dict[str, Any] = {
        "pack.yaml": "id: small\nversion: 1.0.0\ntitle: Small\nstages: {proposed: P, running: R}\n",
        "facts.yaml": (
            "facts:\n"
            "  stage: {ask: Which?, type: choice, choices: stages, cites: [P11]}\n"
            "  model: {ask: Which?, type: choice, choices: {club: C, forum: F}, cites: [P40]}\n"
        ),
        "models.yaml": "models:\n  - {id: club, title: Club, text: A club, cites: [P40]}\n",
    }
    for name, text in pack.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_ruleset([tmp_path], DAY)
    messages = [fault.message for fault in refused.value.diagnostics]
    assert "`models` says nothing about `forum`, a choice of `model`" in messages
