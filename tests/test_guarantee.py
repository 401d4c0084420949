"""Local policy that tries to cheat: no national critical rule is silenced or lowered unsaid."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.advice.judging import stand
from fruitful.diagnostic import Refused
from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.linting.remark import Remark
from fruitful.profile.facts import facts_of
from fruitful.proving.guarantee import Guarantee, guarantee
from fruitful.proving.weakening import gravities
from fruitful.ruleset import load_packs, stack
from fruitful.ruleset.pack import Pack
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
    assert "`lowers` names `MANNY`, and there is no such rule" in refusal(national, local)


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
def stacks(draw: st.DrawFn) -> list[Pack]:
    """A national pack of a few rules, and a local one that may try anything."""
    national = [_rule("R0", {"size": {"at_least": 2}}, draw(_SEVERITY), conclude="large")]
    for number in (1, 2):
        when = {"any" if draw(st.booleans()) else "all": [draw(_TEST), draw(_TEST)]}
        cases = [{draw(_SEVERITY): draw(_TEST)}, draw(_SEVERITY)]
        national.append(_rule(f"R{number}", when, cases))
    verdicts = ({"finding": {"severity": "critical"}}, {"finding": {"severity": "high"}})
    base = sections(national, *verdicts, {"stage": ["proposed"]}, conclusions=("large",))
    why = {"reason": "So.", "authority": "The board", "date": "2026-01-01"}
    local: dict[str, object] = {
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
    return [pack_of(base), pack_of(local, "our", "OC")]


@examined
@given(packs=stacks(), data=st.data())
def test_the_prover_finds_what_trying_finds(packs: list[Pack], data: st.DataObject) -> None:
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
        own = data.draw(st.sampled_from(({}, {"oc_own": "yes"}, {"oc_own": "no"})))
        facts = facts._replace(values={**facts.values, **own})
        national, local = (
            fire(one, facts, engine) for one, engine in zip((alone, stacked), engines, strict=True)
        )
        for id in alone.rules:
            if national.severities.get(id) == "critical" != local.severities.get(id):
                assert id in blamed | said
        verdicts = [stand(alone, national).verdict.id, stand(stacked, local).verdict.id]
        if "critical" in national.severities.values() and order[verdicts[1]] > order[verdicts[0]]:
            assert milder or said
