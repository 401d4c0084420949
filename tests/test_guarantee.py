"""Local policy that tries to cheat: no national critical rule is silenced or lowered unsaid."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.advice.judging import stand
from fruitful.checking import Checked, check
from fruitful.diagnostic import Refused
from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.linting.remark import Remark
from fruitful.profile.facts import facts_of
from fruitful.proving.guarantee import Guarantee, guarantee
from fruitful.proving.weakening import gravities
from fruitful.records.from_check import checked_record
from fruitful.records.writing import plain_data
from fruitful.render.check import check_as_text
from fruitful.render.check_cases import case_files
from fruitful.render.layout import in_words
from fruitful.ruleset import load_packs, stack, stack_portfolio
from fruitful.shipped import paper_pack
from generated_rulesets import ON, pack_of, profiles, sections
from plain_trial import examined
from small_packs import local_pack, record, refusal, rule, small_pack

pytest.importorskip("z3")

GRAVE = {"severity": "critical", "finding": "It is so.", "recommend": "Agree what to do."}
NATIONAL = (
    rule("UNFIT", "{board.fit: no}", **GRAVE)
    + rule("SMALL", "{large: no, board.met: no}", **GRAVE)
    + rule("MANY", "{partners.count: {at_least: $many}, board.met: no}", **GRAVE)
    + rule("AFTER", "{finding: UNFIT, board.met: yes}", **GRAVE)
    + rule("MILD", "{colour: red}", finding="So.", recommend="Ask.")
)
VERDICTS = """\
verdicts:
  - {id: aside, title: Aside, text: Not for us., cites: P12, only_if_known: yes,
     when: {finding: {rules: [MILD], severity: high}}}
  - {id: stop, title: Stop, text: Stop it., cites: P12, when: {finding: {severity: critical}}}
  - {id: sound, title: Sound, text: Carry on., cites: P12}
"""
CRITICAL = ("UNFIT", "SMALL", "MANY", "AFTER")
WHY = "reason: So it was decided., authority: The board, date: 2026-01-01, was: sha256:RECORD"
OWN_RULE = rule("OC1", "{oc_excused: yes}", conclude="large", **GRAVE)
OWN_FACT = 'facts: {oc_excused: {ask: Is it excused?, type: yes_no, cites: "local: Policy"}}\n'


def kept(folder: Path, *local: str, on: date = DAY) -> Guarantee:
    """The guarantee for the small pack with a local one of these texts on it."""
    national = small_pack(folder, NATIONAL, verdicts=VERDICTS)
    own = local_pack(folder, *local)
    record(national, own)
    packs = load_packs([national, own])
    return guarantee(packs, stack(packs, on), on)


def told(one: Remark) -> tuple[str, ...]:
    return one.code, *one.rules


class Cheat(NamedTuple):
    local: tuple[str, ...]
    found: set[tuple[str, ...]]


CHEATS = {
    "a local rule concludes a national fact": Cheat(
        (OWN_FACT, "theme: board\nrules:\n" + OWN_RULE),
        {("silenced", "SMALL"), ("milder-verdict",)},
    ),
    "a setting is given a laxer value": Cheat(
        (f"overrides: [{{setting: many, value: 30, {WHY}}}]",),
        {("silenced", "MANY"), ("milder-verdict",)},
    ),
    "a rule is switched off that another rests on": Cheat(
        (f"overrides: [{{rule: UNFIT, off: yes, {WHY}}}]",), {("silenced", "AFTER")}
    ),
    "a local verdict comes before the national ones": Cheat(
        (
            "verdicts: [{id: oc_fine, title: Fine, text: Well., cites: 'local: Policy',"
            " when: {board.met: no}}]",
        ),
        {("milder-verdict",)},
    ),
    "a rule is raised that leads to a verdict without judgement": Cheat(
        (f"overrides: [{{rule: MILD, severity: high, {WHY}}}]",), {("milder-verdict",)}
    ),
    "a rule is lowered in whose name another is excused": Cheat(
        (
            OWN_FACT,
            "theme: board\nrules:\n" + OWN_RULE,
            f"overrides: [{{rule: MILD, severity: low, lowers: [SMALL], {WHY}}}]",
        ),
        {("silenced", "SMALL"), ("milder-verdict",)},
    ),
    "an override of one rule's words says nothing of the others": Cheat(
        (
            OWN_FACT,
            "theme: board\nrules:\n" + OWN_RULE,
            f"overrides: [{{rule: SMALL, finding: It is small., {WHY}}}]",
        ),
        {("silenced", "SMALL"), ("milder-verdict",)},
    ),
}


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_a_cheat_is_found_with_a_profile_that_shows_it(cheat: Cheat, tmp_path: Path) -> None:
    found = kept(tmp_path, *cheat.local)
    assert {told(one) for one in found.remarks} == cheat.found
    national = load_packs([tmp_path / "small"])
    packs = (*national, *load_packs([tmp_path / "local"]))
    alone, stacked = stack(national, DAY), stack(packs, DAY)
    for remark in found.remarks:
        if remark.code == "silenced" and len(remark.rules) == 1:
            (id,) = remark.rules
            data = remark.profile.encode()
            facts = facts_of(profile_from(data, "p.yaml", stacked.vocabulary), DAY)
            before, after = (
                fire(one, facts, prepare(one, REFERENCE)).severities.get(id)
                for one in (alone, stacked)
            )
            assert (before, after) == ("critical", None)


SAID = {
    "switched off by name": (f"overrides: [{{rule: AFTER, off: yes, {WHY}}}]",),
    "less severe by name": (f"overrides: [{{rule: SMALL, severity: low, {WHY}}}]",),
    "relevant more rarely by name": (
        f"overrides: [{{rule: SMALL, applies: {{colour: red}}, {WHY}}}]",
    ),
    "relevant by a local fact, by name": (
        OWN_FACT,
        f"overrides: [{{rule: SMALL, applies: {{oc_excused: no}}, {WHY}}}]",
    ),
    "a setting that says what it lowers": (
        f"overrides: [{{setting: many, value: 30, lowers: [MANY], {WHY}}}]",
    ),
    "a verdict that is made milder by name": (
        f"overrides: [{{rule: MILD, severity: high, lowers: [stop], {WHY}}}]",
    ),
    "a rule switched off that says what it takes along": (
        f"overrides: [{{rule: UNFIT, off: yes, lowers: [AFTER], {WHY}}}]",
    ),
}


@pytest.mark.parametrize("local", SAID.values(), ids=SAID)
def test_what_an_override_says_is_listed_and_no_cheat(
    local: tuple[str, ...], tmp_path: Path
) -> None:
    found = kept(tmp_path, *local)
    assert found.remarks == ()
    assert found.declared


HARMLESS = {
    "a stricter setting": (f"overrides: [{{setting: many, value: 2, {WHY}}}]",),
    "a rule that is not critical": (f"overrides: [{{rule: MILD, off: yes, {WHY}}}]",),
    "a raised severity": (f"overrides: [{{rule: MILD, severity: critical, {WHY}}}]",),
    "a rule of its own": (OWN_FACT, "theme: board\nrules:\n" + OWN_RULE.replace("conclude", "#")),
    "a verdict that says how grave it is": (
        "verdicts: [{id: oc_refer, title: Refer it, text: Refer it., cites: 'local: Policy',"
        " as_grave_as: stop, when: {board.met: no}}]",
    ),
}


@pytest.mark.parametrize("local", HARMLESS.values(), ids=HARMLESS)
def test_what_weakens_nothing_is_let_pass(local: tuple[str, ...], tmp_path: Path) -> None:
    found = kept(tmp_path, *local)
    assert found.remarks == ()
    assert found.critical == CRITICAL


def test_an_override_that_has_expired_hides_nothing(tmp_path: Path) -> None:
    why = WHY.replace("2026-01-01", "2020-01-01")
    local = f"overrides: [{{setting: many, value: 30, expires: 2021-01-01, {why}}}]"
    assert kept(tmp_path, local).remarks == ()


def test_an_override_lowers_rules_that_there_are(tmp_path: Path) -> None:
    national = small_pack(tmp_path, NATIONAL, verdicts=VERDICTS)
    local = local_pack(
        tmp_path, f"overrides: [{{setting: many, value: 30, lowers: [MANNY], {WHY}}}]"
    )
    assert "`lowers` names `MANNY`, and there is no such rule or verdict" in refusal(
        national, local
    )


def checked(folder: Path, *local: str, on: date = DAY) -> Checked:
    national = small_pack(folder, NATIONAL, verdicts=VERDICTS)
    own = local_pack(folder, *local)
    record(national, own)
    packs = load_packs([national, own])
    return check(packs, stack(packs, on), ["our_council"], on, None, False)


LATER = {
    "an override that begins next month": ("date: 2026-12-01", date(2026, 12, 1)),
    "one that begins when another has expired": ("date: 2027-04-01", date(2027, 4, 1)),
}


@pytest.mark.parametrize(("begins", "day"), LATER.values(), ids=LATER)
def test_what_is_to_come_into_force_is_looked_at_today(
    begins: str, day: date, tmp_path: Path
) -> None:
    changes = [f"{{setting: many, value: 30, {WHY.replace('date: 2026-01-01', begins)}}}"]
    if day.month == 4:
        changes.append(f"{{setting: many, value: 2, expires: 2027-03-31, {WHY}}}")
    found = checked(tmp_path, f"overrides: [{', '.join(changes)}]")
    wrong = found.of_level("wrong")
    assert [told(one) for one in wrong] == [("milder-verdict",), ("silenced", "MANY")]
    assert {one.day for one in wrong} == {day}
    text = " ".join(check_as_text(found, paint=lambda words, style: words).split())
    assert f"For instance, from {in_words(day)} on:" in text
    assert all(f"assessed_on: {day}\n" in case for _, case in case_files(found))


def test_what_falls_away_when_an_override_expires_is_looked_at_today(tmp_path: Path) -> None:
    lax = f"{{rule: UNFIT, off: yes, lowers: [AFTER], expires: 2027-03-31, {WHY}}}"
    harmless = f"overrides: [{lax}]"
    assert checked(tmp_path / "1", harmless).of_level("wrong") == ()
    own = "theme: board\nrules:\n" + rule("OC1", "{met: UNFIT}", conclude="large", **GRAVE)
    kept = checked(tmp_path / "2", harmless, own).guarantee
    assert kept is not None
    assert {(told(one), one.day) for one in kept.remarks} == {
        (("silenced", "SMALL"), date(2027, 4, 1)),
        (("milder-verdict",), date(2027, 4, 1)),
    }


def test_packs_that_are_at_fault_on_a_day_to_come_are_refused_today(tmp_path: Path) -> None:
    own = "theme: board\nrules:\n" + rule("OC1", "{finding: UNFIT}", **GRAVE)
    why = WHY.replace("2026-01-01", "2026-12-01")
    with pytest.raises(Refused) as refused:
        checked(tmp_path, own, f"overrides: [{{rule: UNFIT, applies: {{met: OC1}}, {why}}}]")
    assert [one.code for one in refused.value.diagnostics] == ["circle"]


def test_local_verdicts_that_say_how_grave_they_are_are_listed(tmp_path: Path) -> None:
    found = checked(tmp_path, *HARMLESS["a verdict that says how grave it is"])
    text = check_as_text(found, paint=lambda words, style: words)
    assert "oc_refer: our_council says that it is as grave as stop\n" in text
    told = plain_data(checked_record(found))["guarantee"]["as_grave"]
    assert told == [{"verdict": "oc_refer", "pack": "our_council", "as_grave_as": "stop"}]


def test_a_guarantee_that_was_not_settled_is_not_said_to_hold(tmp_path: Path) -> None:
    found = checked(tmp_path, *HARMLESS["a stricter setting"])
    assert found.guarantee is not None
    open_one = found._replace(guarantee=found.guarantee._replace(unproved=("something",)))
    text = check_as_text(open_one, paint=lambda words, style: words)
    assert "The guarantee holds" not in text
    assert "could not be settled" in text


PORTFOLIO = {
    "a rule about all is switched off by name": (
        "overrides: [{rule: PF11, off: yes, reason: R, authority: A, date: 2026-01-01, was: WAS}]",
        [],
    ),
    "a verdict on all is made milder unsaid": (
        "verdicts: [{id: oc_fine, title: Fine, text: Well., cites: 'local: P',"
        " when: {portfolio.within_capacity: no}}]",
        ["milder-verdict"],
    ),
    "a rule about all can never be a finding": (
        "theme: form\nrules:\n"
        + rule(
            "OC1",
            "{portfolio.within_capacity: no, all: [{portfolio.within_capacity: yes}]}",
            cites="'local: P'",
            settle_by="",
            until="",
            **{**GRAVE, "severity": "low"},
        ),
        ["never-fires"],
    ),
}


@pytest.mark.parametrize(("text", "codes"), PORTFOLIO.values(), ids=PORTFOLIO)
def test_what_is_said_of_all_partnerships_together_is_looked_at_too(
    text: str, codes: list[str], tmp_path: Path
) -> None:
    paper = load_packs([paper_pack()])
    of_all = stack_portfolio(paper, DAY, stack(paper, DAY))
    assert of_all is not None
    own = local_pack(tmp_path)
    (own / "portfolio").mkdir()
    text = text.replace("WAS", of_all.rules["PF11"].fingerprint)
    (own / "portfolio" / "more.yaml").write_text(text)
    packs = (*paper, *load_packs([own]))
    found = check(packs, stack(packs, DAY), ["our_council"], DAY, None, False)
    assert [one.code for one in found.of_level("wrong")] == codes
    assert list(case_files(found)) == []
    assert found.guarantee is not None
    assert ("PF11" in {id for id, _ in found.guarantee.declared}) is ("overrides" in text)


_SEVERITY = st.sampled_from(("critical", "critical", "high"))
_TEST = st.sampled_from(
    (
        {"board.fit": "no"},
        {"board.met": "yes"},
        {"large": "yes"},
        {"large": "no"},
        {"size": {"at_least": "$many"}},
        {"some": {"partners": {"willing": "no"}}},
        {"not": {"partners.count": {"at_least": "$many"}}},
        {"finding": "R0"},
    )
)
_LOCAL_TEST = st.sampled_from(
    ({"oc_own": "yes"}, {"board.fit": ["yes", "no"]}, {"stage": "ending"})
)
_CHANGE = st.sampled_from(({"off": "yes"}, {"severity": "low"}, {"applies": {"oc_own": "no"}}))


def _rule(id: str, when: object, severity: object, **more: object) -> dict[str, object]:
    return {
        "id": id,
        "title": "A rule",
        "theme": "board",
        "settle_by": "proposed",
        "until": "ended",
        "cites": "P1",
        "when": when,
        "severity": severity,
        "finding": "It is so.",
        "recommend": "Agree what to do.",
        **more,
    }


@st.composite
def stacks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The sections of a national pack of a few rules, and of a local one that may try anything."""
    national = [_rule("R0", {"size": {"at_least": 2}}, draw(_SEVERITY), conclude="large")]
    for number in (1, 2):
        when = {"any" if draw(st.booleans()) else "all": [draw(_TEST), draw(_TEST)]}
        cases = [{draw(_SEVERITY): draw(_TEST)}, draw(_SEVERITY)]
        national.append(_rule(f"R{number}", when, cases))
    verdicts = ({"finding": {"severity": "critical"}}, {"finding": {"severity": "high"}})
    base = sections(national, *verdicts, {"stage": ["proposed"]}, conclusions=("large",))
    why = {"reason": "So.", "authority": "The board", "date": "2026-01-01"}
    local: dict[str, Any] = {
        "facts": {"oc_own": {"ask": "Is it?", "type": "yes_no", "cites": "local: Policy"}}
    }
    if draw(st.booleans()):
        local["rules"] = [_rule("OC1", draw(_LOCAL_TEST), "low", conclude="large")]
    overridden = []
    below = stack([pack_of(base)], ON)
    if draw(st.booleans()):
        value = draw(st.sampled_from(("1", "9")))
        was = below.settings["many"].fingerprint
        overridden.append({"setting": "many", "value": value, "was": was, **why})
    if draw(st.booleans()):
        id = draw(st.sampled_from(("R0", "R1")))
        was = below.rules[id].fingerprint
        overridden.append({"rule": id, "was": was, **draw(_CHANGE), **why})
    if overridden:
        local["overrides"] = overridden
    return [base, local]


@examined
@given(written=stacks(), data=st.data())
def test_the_prover_finds_what_trying_finds(
    written: list[dict[str, Any]], data: st.DataObject
) -> None:
    base, own = written
    packs = [pack_of(base), pack_of(own, "our", "OC")]
    try:
        alone, stacked = stack(packs[:1], ON), stack(packs, ON)
    except Refused:
        pytest.fail("the generated packs are sound")
    found = guarantee(packs, stacked, ON)
    assert not found.unproved
    blamed = {id for one in found.remarks for id in one.rules}
    milder = any(one.code == "milder-verdict" for one in found.remarks)
    said = {id for id, _ in found.declared}
    engines = [prepare(one, REFERENCE) for one in (alone, stacked)]
    order = gravities(stacked)
    for _ in range(40):
        facts = data.draw(profiles())
        answer = data.draw(st.sampled_from(({}, {"oc_own": "yes"}, {"oc_own": "no"})))
        facts = facts._replace(values={**facts.values, **answer})
        national, local = (
            fire(one, facts, engine) for one, engine in zip((alone, stacked), engines, strict=True)
        )
        for id in alone.rules:
            if national.severities.get(id) == "critical" != local.severities.get(id):
                assert id in blamed | said
        verdicts = [stand(alone, national).verdict.id, stand(stacked, local).verdict.id]
        if "critical" in national.severities.values() and order[verdicts[1]] > order[verdicts[0]]:
            assert milder or said
