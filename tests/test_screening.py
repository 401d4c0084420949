"""Many partnerships screened together: the authority, the lists, movement, what is written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook
from referencing import Registry, Resource

from conftest import DAY
from fruitful import render
from fruitful.advice.time import Ended, ended
from fruitful.case.authority import read_authority_case, try_authority_case
from fruitful.diagnostic import Diagnostic, Place
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.portfolio import screen
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.concerns import in_order
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Screening
from fruitful.profile import Profile
from fruitful.records.from_advice import advice_record
from fruitful.records.from_screening import screening_record
from fruitful.records.previous import read_previous
from fruitful.records.writing import dumps, plain_data
from fruitful.render.in_short import need_attention, the_others
from fruitful.render.pages.portfolio import portfolio_page
from fruitful.render.screening_csv import COLUMNS, harmless, screening_as_csv
from fruitful.render.workbook import workbook
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack, shipped
from reporting import screening_as_text

AUTHORITIES = sorted((paper_pack() / "portfolio" / "cases").glob("*.yaml"))
SCHEMAS = [
    json.loads((Path(render.__file__).parent / name).read_bytes())
    for name in ("advice.schema.json", "screening.schema.json")
]
EXAMPLE = sorted((shipped("cases") / "authority" / "profiles").glob("*.yaml"))


@pytest.fixture(scope="module")
def rules() -> Rules:
    packs = load_packs([paper_pack()])
    each = stack(packs, DAY)
    portfolio = stack_portfolio(packs, DAY, each)
    assert portfolio is not None
    return Rules(
        each, portfolio, prepare(each, REFERENCE), prepare(portfolio, REFERENCE), REFERENCE, DAY
    )


def profile(answers: dict[str, Any], rules: Rules, file: str = "") -> Profile:
    """A profile from plain data."""
    data = yaml.safe_dump(answers).encode()
    return profile_from(data, file or f"{answers.get('name', 'it')}.yaml", rules.each.vocabulary)


def entries(partnerships: list[dict[str, Any]], rules: Rules) -> list[Entry]:
    found = [profile(one, rules) for one in partnerships]
    return [Entry(Place(one.file), one) for one in found]


def screened(partnerships: list[dict[str, Any]], rules: Rules) -> Screening:
    return screen(entries(partnerships, rules), rules)


def example(rules: Rules) -> list[Entry]:
    return [
        Entry(Place(path.name), profile_from(path.read_bytes(), path.name, rules.each.vocabulary))
        for path in EXAMPLE
    ]


# The authority ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", AUTHORITIES, ids=lambda path: path.stem)
def test_the_authority_comes_out_as_the_case_says(path: Path, rules: Rules) -> None:
    case = read_authority_case(path.read_bytes(), str(path), rules)
    assert try_authority_case(case, rules).failures == ()


def test_the_first_six_questions_of_the_checklist_are_asked_of_the_authority(rules: Rules) -> None:
    found = screened([{"name": "A", "stage": "operating", "form": {"reviewed": "no"}}], rules)
    assert found.authority is not None
    states = {one.asked.id: one.state for one in found.authority.checklist}
    assert list(states) == ["1", "2", "3", "4", "5", "6"]
    assert states["4"] == "no"
    assert states["1"] == "unknown"
    (four,) = (one for one in found.authority.recommendations if one.rule == "PF4")
    assert four.witnesses == {"partnerships": ["A"]}


def test_one_that_cannot_be_read_is_still_a_partnership_of_which_nothing_is_known(
    rules: Rules,
) -> None:
    good = entries([{"name": "A", "stage": "operating", "form": {"reviewed": "yes"}}], rules)
    bad = Entry(Place("bad.yaml"), None, (Diagnostic(Place("bad.yaml"), "empty", "nothing", ""),))
    assert rules.portfolio is not None
    two = b"name: Council\nportfolio: {number_believed: 2}\n"
    authority = profile_from(two, "authority.yaml", rules.portfolio.vocabulary)
    found = screen([*good, bad], rules, authority)
    assert found.authority is not None
    assert found.authority.outcomes["PF4"] == "undecided"
    assert [one.source.file for one in found.failed] == ["bad.yaml"]


# Each partnership ---------------------------------------------------------------------------------


def test_each_partnership_gets_the_advice_that_evaluate_gives(rules: Rules) -> None:
    found = screen(example(rules), rules)
    assert len(found.partnerships) == len(EXAMPLE)
    for one in found.partnerships:
        alone = evaluate(rules.each, one.profile, DAY, rules.engine, REFERENCE)
        assert advice_record(one.advice, rules.each) == advice_record(alone, rules.each)


def test_what_has_ended_is_worked_out_once_a_partnership(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def counted(of: Profile, ruleset: Ruleset, on: date) -> tuple[Ended, ...]:
        seen.append(of.id)
        return ended(of, ruleset, on)

    for module in ("fruitful.advice", "fruitful.portfolio.assessing"):
        monkeypatch.setattr(f"{module}.ended", counted)
    entry = Entry(Place("a.yaml"), profile({"name": "A", "funding": {"ends": "2020"}}, rules))
    assert assess(entry, rules).ended
    assert len(seen) == 1


@settings(max_examples=10)
@given(data=st.data())
def test_the_order_of_the_inputs_changes_nothing(data: st.DataObject, rules: Rules) -> None:
    inputs = [*example(rules), *example(rules)[:2]]
    bad = Entry(Place("bad.yaml"), None, (Diagnostic(Place("bad.yaml"), "empty", "nothing", ""),))
    straight = screen([*inputs, bad], rules)
    mixed = screen(data.draw(st.permutations([*inputs, bad])), rules)
    assert dumps(screening_record(mixed)) == dumps(screening_record(straight))
    assert screening_as_text(mixed) == screening_as_text(straight)
    assert screening_as_csv(mixed) == screening_as_csv(straight)


def test_two_with_one_id_are_both_kept_and_told(rules: Rules) -> None:
    one, other = (profile({"name": name, "id": "same"}, rules) for name in ("A", "B"))
    found = screen([Entry(Place("b.yaml"), other), Entry(Place("a.yaml"), one)], rules)
    assert [[fault.code for fault in each.faults] for each in found.partnerships] == [
        [],
        ["duplicate-id"],
    ]


TIERS: list[tuple[dict[str, Any], str | None, bool]] = [
    ({}, None, False),
    ({"register": {"council_cash": 100000}}, "full", True),
    ({"register": {"council_cash": 99999}}, "standard", False),
    ({"origin": {"basis": "statutory"}}, "full", True),
    (
        {
            "origin": {"basis": "voluntary"},
            "register": {"council_cash": 0, "risk_level": "low", "significance": "low"},
        },
        "light",
        True,
    ),
    ({"origin": {"basis": "voluntary"}}, "light", False),
]


@pytest.mark.parametrize(("answers", "tier", "settled"), TIERS)
def test_a_tier_is_the_first_that_holds_and_nothing_known_is_none(
    answers: dict[str, Any], tier: str | None, settled: bool, rules: Rules
) -> None:
    (one,) = screened([{"name": "A", "stage": "operating", **answers}], rules).partnerships
    assert (one.tiered.tier.id if one.tiered.tier else None, one.tiered.settled) == (tier, settled)
    assert bool(one.tiered.waits_for) is not settled


# Lists --------------------------------------------------------------------------------------------

NO_REASON_TO_GO_ON = {"stage": "reviewing", "benefits": {"exceed_costs": "no"}}


@pytest.mark.parametrize("basis", ["statutory", "unknown"])
def test_what_the_law_requires_or_may_require_is_never_ranked_for_closure(
    basis: str, rules: Rules
) -> None:
    one = {"name": "A", **NO_REASON_TO_GO_ON, "origin": {"basis": basis}}
    one["register"] = {"council_cash": 5000}
    one["benefits"] = {"exceed_costs": "no", "cost_of_not_partnering": "much"}
    endings = screened([one], rules).endings
    assert [(ending.rank, ending.saving) for ending in endings] == (
        [] if basis == "statutory" else [(None, None)]
    )


@pytest.mark.parametrize(
    ("cash", "lost", "saving"),
    [(None, "Much", None), (5000, None, None), (5000, "Much", Decimal(5000))],
)
def test_a_saving_is_named_only_beside_the_cost_of_not_partnering(
    cash: int | None, lost: str | None, saving: Decimal | None, rules: Rules
) -> None:
    one: dict[str, Any] = {"name": "A", "stage": "reviewing", "origin": {"basis": "voluntary"}}
    one["benefits"] = {"exceed_costs": "no", "cost_of_not_partnering": lost}
    one["register"] = {"council_cash": cash}
    (ending,) = screened([one], rules).endings
    assert (ending.rank, ending.saving) == (1, saving)


def overlapping(name: str, topics: str, area: str | None, *partners: str) -> dict[str, Any]:
    return {
        "name": name,
        "topics": [topics],
        "register": {"area": area},
        "partners": [{"name": one} for one in partners],
    }


def test_partnerships_overlap_that_share_a_topic_partners_and_no_other_area(rules: Rules) -> None:
    found = screened(
        [
            overlapping("A", "environment", "North", "Council", "Trust", "College"),
            overlapping("B", "environment", None, "council", "Trust", "Police"),
            overlapping("C", "environment", "South", "Council", "Trust"),
            overlapping("D", "regeneration", "North", "Council", "Trust"),
            overlapping("E", "environment", "north", "Council"),
            overlapping("F", "other", "North", "Council", "Trust"),
            overlapping("G", "other", "North", "Council", "Trust"),
            {**overlapping("H", "environment", "North", "Council", "Trust"), "stage": "ended"},
        ],
        rules,
    ).overlaps
    assert [(one.first.name, one.second.name, one.area, one.partners) for one in found] == [
        ("A", "B", "", ("Council", "Trust")),
        ("B", "C", "", ("Trust", "council")),
    ]


def test_the_authority_and_who_is_a_partner_in_many_are_not_counted(rules: Rules) -> None:
    shared = {"A": ("Our Council", "Police", "Trust"), "B": ("our council", "Police", "Trust")}
    shared |= {"C": ("Our Council", "Police", "College"), "D": ("Our Council", "Police", "College")}
    shared |= {"E": ("Trust", "College", "Police"), "F": ("Trust", "College")}
    some = [overlapping(name, "environment", None, *who) for name, who in shared.items()]
    assert rules.portfolio is not None
    many = rules.portfolio.settings["overlap_common_partner"].value
    assert isinstance(many, int)
    others = [overlapping(f"N{at}", "regeneration", None, "Police") for at in range(many - 5)]
    own = profile_from(b"name: Our  Council", "authority.yaml", rules.portfolio.vocabulary)
    found = screen(entries([*some, *others], rules), rules, own).overlaps
    assert [(one.first.name, one.second.name, one.partners) for one in found] == [
        ("E", "F", ("College", "Trust"))
    ]


@settings(max_examples=50)
@given(
    members=st.lists(
        st.tuples(
            st.sampled_from(["environment", "regeneration"]),
            st.sampled_from([None, "North", "South"]),
            st.sets(st.sampled_from("PQRSTU"), max_size=4),
        ),
        max_size=7,
    )
)
def test_no_overlap_is_missed(
    members: list[tuple[str, str | None, set[str]]], rules: Rules
) -> None:
    found = screened(
        [
            overlapping(f"N{at}", topic, area, *sorted(partners))
            for at, (topic, area, partners) in enumerate(members)
        ],
        rules,
    ).overlaps
    expected = {
        (f"N{a}", f"N{b}")
        for b, one in enumerate(members)
        for a, other in enumerate(members[:b])
        if one[0] == other[0] and len(one[2] & other[2]) > 1
        and (None in (one[1], other[1]) or one[1] == other[1])
    }  # fmt: skip
    assert {(one.first.name, one.second.name) for one in found} == expected


def test_funding_that_ends_in_the_same_month_is_listed_and_that_which_has_ended_is_not(
    rules: Rules,
) -> None:
    ends = {"A": "2027-03-31", "B": "2027-03", "C": "2027-04-01", "D": "2026-03", "E": "2026-03"}
    found = screened([{"name": n, "funding": {"ends": day}} for n, day in ends.items()], rules)
    assert [(one.period, [each.name for each in one.partnerships]) for one in found.funding_ends] \
        == [("2027-03", ["A", "B"])]  # fmt: skip


def test_a_review_is_due_when_it_is_stated_else_after_the_last_else_in_turn(rules: Rules) -> None:
    full = {"origin": {"basis": "statutory"}}
    found = screened(
        [
            {"name": "A", **full, "register": {"next_review": "2026-10"}},
            {"name": "B", **full, "register": {"last_review": "2026-02-10"}},
            {"name": "C", **full},
            {"name": "D", **full, "funding": {"ends": "2027-01-31"}},
        ],
        rules,
    ).rota
    assert [(one.partnership.name, one.due.last, one.basis, one.overdue) for one in found] == [
        ("A", date(2026, 10, 31), "stated", True),
        ("B", date(2027, 2, 28), "after_last_review", False),
        ("D", date(2027, 5, 31), "spread", False),
        ("C", date(2027, 11, 30), "spread", False),
    ]


def test_costs_that_nobody_states_are_counted_and_not_taken_for_nothing(rules: Rules) -> None:
    found = screened([{"name": "A", "register": {"council_cash": 200}}, {"name": "B"}], rules).costs
    cash = next(one for one in found if one.fact == "register.council_cash")
    assert ([one.name for one in cash.known], cash.total) == (["A"], Decimal(200))
    assert [one.name for one in cash.not_known] == ["B"]
    assert all(one.total is None for one in found if one is not cash)


def test_the_gravest_is_worried_about_first_and_each_place_is_explained(rules: Rules) -> None:
    found = screen(example(rules), rules)
    critical = [one.severities.get("critical", 0) for one in found.concerns]
    assert critical == sorted(critical, reverse=True)
    assert all(one.why_here for one in (*found.concerns, *found.actions))
    assert [one.rank for one in found.actions] == list(range(1, len(found.actions) + 1))


BAD = {"stage": "operating", "board": {"recognised": "no"}}
ENDS = {"stage": "operating", "exit": {"strategy": "no", "continuation_strategy": "no"}}
ENDS_SOON = {**ENDS, "funding": {"ends": "2026-12-01"}}
COSTLY = {"costs": {"direct_known": "no"}}
GOOD = yaml.load(
    (shipped("cases") / "authority" / "profiles" / "home_first.yaml").read_bytes(),
    Loader=yaml.BaseLoader,
)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ENDS_SOON, "1 critical finding"),
        (ENDS, "1 high finding"),
        ({**ENDS_SOON, **BAD}, "2 critical findings"),
        ({**ENDS, **COSTLY}, "2 high findings"),
        ({**ENDS, **BAD}, "1 critical and 1 high finding"),
        ({**ENDS, **BAD, **COSTLY}, "1 critical and 2 high findings"),
        ({**ENDS_SOON, **BAD, **COSTLY}, "2 critical and 1 high finding"),
    ],
)
def test_grave_findings_are_counted_in_good_english(
    answers: dict[str, Any], said: str, rules: Rules
) -> None:
    (concern,) = screened([{**answers, "name": "A"}], rules).concerns
    assert concern.why_here == f"{said}; its tier is not known yet."


@pytest.mark.parametrize(
    ("partnerships", "said"),
    [
        ([], ["No partnership could be assessed"]),
        ([BAD], ["1 of 1 partnership needs attention"]),
        (
            [{}],
            ["No partnership needs attention, on what is known",
             "1 cannot be judged yet: too little is known of it, which does not mean that all is"
             " well."],
        ),
        (
            [BAD, {}, {}],
            ["1 of 3 partnerships needs attention",
             "2 others cannot be judged yet: too little is known of them, which does not mean that"
             " all is well."],
        ),
        (
            [{}, {"register": {"council_cash": "500000"}}],
            ["No partnership needs attention, on what is known",
             "2 cannot be judged yet: too little is known of them, which does not mean that all is"
             " well.",
             "Begin with the one in the tier “Full assessment”."],
        ),
        (
            [GOOD],
            ["No partnership needs attention, on what is known",
             "1 has nothing critical or high to put right in what is known."],
        ),
        (
            [GOOD, BAD],
            ["1 of 2 partnerships needs attention",
             "The other has nothing critical or high to put right in what is known."],
        ),
    ],
)  # fmt: skip
def test_what_is_not_need_attention_is_said_with_as_much_as_is_known(
    partnerships: list[dict[str, Any]], said: list[str], rules: Rules
) -> None:
    found = screened([{**one, "name": f"P{at}"} for at, one in enumerate(partnerships)], rules)
    assert [need_attention(found), *the_others(found)] == said


def test_partnerships_stand_in_the_order_of_what_needs_attention(rules: Rules) -> None:
    light, full = ({"register": {"council_cash": cash}} for cash in ("10", "500000"))
    told = {"A": light, "B": full, "C": GOOD, "D": BAD, "E": light, "F": full}
    found = screened([{**one, "name": name} for name, one in told.items()], rules)
    assert [(rank, one.name) for rank, one in in_order(found)] == [
        *((1, "D"), (None, "C"), (None, "B"), (None, "F"), (None, "A"), (None, "E"))
    ]


# Movement -----------------------------------------------------------------------------------------


def test_movement_tells_verdicts_findings_and_who_is_new_or_gone(rules: Rules) -> None:
    bad = {"stage": "operating", "board": {"recognised": "no"}}
    good = {"stage": "operating", "board": {"recognised": "yes", "well_structured": "yes"}}
    before = screened([{"name": "A", **bad}, {"name": "B", **good}, {"name": "C"}], rules)
    data = dumps(screening_record(before)).encode()
    previous = read_previous(data, "previous.json")
    now = entries([{"name": "A", **good}, {"name": "B", **good}, {"name": "D"}], rules)
    moved = screen(now, rules, None, previous).movement
    assert moved is not None
    assert (moved.since, moved.same_rules, moved.unchanged) == (DAY, True, 1)
    (change,) = moved.changes
    assert (change.partnership.name, change.closed, change.opened) == ("A", ("B1",), ())
    assert change.verdict_before == "restructure"
    assert [one.name for one in moved.new] == ["D"]
    assert [one.name for one in moved.gone] == ["C"]
    blank = entries([{"name": "A", "stage": "operating"}], rules)
    unknown = screen(blank, rules, None, previous).movement
    assert unknown is not None
    assert [(one.closed, one.unsettled) for one in unknown.changes] == [((), ("B1",))]
    same = screen(entries([{"name": "A", **bad}], rules), rules, None, previous).movement
    assert same is not None
    assert same.changes == ()


# What it is written as ----------------------------------------------------------------------------


def validator() -> Draft202012Validator:
    resources = [(one["$id"], Resource.from_contents(one)) for one in SCHEMAS]
    return Draft202012Validator(SCHEMAS[1], registry=Registry().with_resources(resources))


def test_the_json_keeps_to_its_schema(rules: Rules) -> None:
    Draft202012Validator.check_schema(SCHEMAS[1])
    bad = Entry(Place("bad.yaml"), None, (Diagnostic(Place("bad.yaml"), "empty", "nothing", ""),))
    first = screening_record(screen([*example(rules), bad], rules))
    previous = read_previous(dumps(first).encode(), "previous.json")
    again = screening_record(screen(example(rules)[2:], rules, None, previous))
    for written in (first, again):
        assert [error.message for error in validator().iter_errors(plain_data(written))] == []


def test_the_csv_has_a_row_for_each_and_nothing_that_a_spreadsheet_would_run(rules: Rules) -> None:
    evil = {"name": '=HYPERLINK("http://x","y")', "id": "+1"}
    bad = Entry(Place("-bad.yaml"), None, (Diagnostic(Place("-b"), "empty", "@nothing", ""),))
    written = screening_as_csv(screen([*entries([evil], rules), bad], rules))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 3
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    assert written.endswith("\r\n")


@given(text=st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


def test_text_keeps_to_80_columns_and_names_what_could_not_be_read(rules: Rules) -> None:
    bad = Entry(Place("bad.yaml"), None, (Diagnostic(Place("bad.yaml"), "empty", "nothing", ""),))
    for found in (screen([*example(rules), bad], rules), screen([bad], rules)):
        text = screening_as_text(found, everything=True)
        assert max(map(len, text.splitlines())) <= 80
        assert "bad.yaml: not assessed." in text


def test_where_none_could_be_assessed_it_is_not_said_that_none_is_need_attention(
    rules: Rules,
) -> None:
    bad = Entry(Place("bad.yaml"), None, (Diagnostic(Place("bad.yaml"), "empty", "nothing", ""),))
    found = screen([bad], rules)
    summary = CalamineWorkbook.from_filelike(io.BytesIO(workbook(found))).get_sheet_by_index(0)
    in_cells = "\n".join(str(row[0]) for row in summary.to_python())
    for said in (screening_as_text(found), portfolio_page(found), in_cells):
        assert "No partnership could be assessed" in said
        assert "None has" not in said
        assert "No partnership needs attention" not in said
    assert "Which partnerships need attention" not in in_cells


def test_a_portfolio_is_optional(rules: Rules) -> None:
    found = screen(example(rules), replace_rules(rules))
    assert (found.authority, found.rota, found.overlaps) == (None, (), ())
    assert screening_as_text(found)
    assert screening_record(found).authority is None
    assert replace(found, on=DAY) == found


def replace_rules(rules: Rules) -> Rules:
    return rules._replace(portfolio=None, portfolio_engine=None)
