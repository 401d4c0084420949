"""Every condition that the rule language has, where it is true, false and not known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import DAY
from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import prepare
from fruitful.firing.programme import Engine
from fruitful.language.truth import Truth
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset
from small_packs import engine_names, fired, load, rule, small_pack


class Row(NamedTuple):
    """A condition, and profiles for which it is true, false and not known."""

    what: str
    when: str
    true: tuple[str, ...]
    false: tuple[str, ...]
    unknown: tuple[str, ...]
    verdict: bool = False
    """It can only stand in a verdict."""


ONE_VALUE = [
    Row("an answer is this one", "{board.fit: no}",
        ("board.fit: no",), ("board.fit: partly", "board.fit: yes"), ("{}", "board.fit:")),
    Row("an answer is one of these", "{board.fit: [no, partly]}",
        ("board.fit: no", "board.fit: partly"), ("board.fit: yes",), ("board.fit: unknown",)),
    Row("a yes or no is no", "{board.met: no}",
        ("board.met: no",), ("board.met: yes",), ("board.met: null",)),
    Row("a choice is this one", "{colour: dark_blue}",
        ("colour: dark blue",), ("colour: red",), ("colour: '?'",)),
    Row("the stage is one of these", "{stage: [operating, ending]}",
        ("stage: operating", "stage: ending"), ("stage: ended",), ("stage: unknown",)),
    Row("a set includes a choice", "{tasks: {includes: vision}}",
        ("tasks: [vision]", "tasks: [planning, vision]", "tasks: vision"),
        ("tasks: [planning]", "tasks: []"), ("tasks:", "{}")),
    Row("a set includes any of these", "{tasks: {includes: [vision, strategy]}}",
        ("tasks: [strategy]", "tasks: [strategy, vision]"),
        ("tasks: [planning]", "tasks: []"), ("tasks: unknown",)),
    Row("a set has more than so many choices", "{tasks: {more_than: 2}}",
        ("tasks: [vision, strategy, planning]",), ("tasks: [vision, strategy]", "tasks: []"),
        ("tasks:",)),
    Row("a choice given twice counts once", "{tasks: {at_least: 2}}",
        ("tasks: [vision, planning]",), ("tasks: [vision, vision]",), ("{}",)),
    Row("a set has at most so many choices", "{tasks: {at_most: 1}}",
        ("tasks: []", "tasks: [vision]"), ("tasks: [vision, planning]",), ("{}",)),
    Row("a set has fewer than so many choices", "{tasks: {less_than: $many}}",
        ("tasks: []", "tasks: [vision, planning]"), ("tasks: [vision, strategy, planning]",),
        ("{}",)),
    Row("a count is this one", "{size: 3}", ("size: 3",), ("size: 4", "size: 0"), ("size:",)),
    Row("a count is at least", "{size: {at_least: 3}}",
        ("size: 3", "size: 4"), ("size: 2", "size: 0"), ("size: unknown",)),
    Row("a count is at most", "{size: {at_most: 3}}",
        ("size: 3", "size: 0"), ("size: 4",), ("{}",)),
    Row("a count is more than", "{size: {more_than: 3}}",
        ("size: 4", "size: 1,000"), ("size: 3",), ("{}",)),
    Row("a count is less than", "{size: {less_than: 3}}", ("size: 2",), ("size: 3",), ("{}",)),
    Row("a count is compared with a setting", "{size: {more_than: $many}}",
        ("size: 4",), ("size: 3",), ("{}",)),
    Row("a count is the setting", "{size: $many}", ("size: 3",), ("size: 4",), ("{}",)),
    Row("a count lies between two numbers", "{size: {at_least: 2, less_than: 5}}",
        ("size: 2", "size: 4"), ("size: 1", "size: 5"), ("{}",)),
    Row("a number is compared", "{hours: {at_least: 2.5}}",
        ("hours: 2.5", "hours: 2.50", "hours: 3"), ("hours: 2.49",), ("{}",)),
    Row("a number is this one, however it is written", "{hours: 2.5}",
        ("hours: 2.50",), ("hours: 2",), ("{}",)),
    Row("a number is compared with a setting", "{hours: {less_than: $heavy}}",
        ("hours: 2.4",), ("hours: 2.5",), ("{}",)),
    Row("money is compared", "{budget: {more_than: '£1,000'}}",
        ("budget: £1,000.01", "budget: 2000"), ("budget: £1,000", "budget: 0"), ("budget:",)),
    Row("money is compared with a setting", "{budget: {at_most: $dear}}",
        ("budget: £1,500",), ("budget: 1,500.50",), ("{}",)),
    Row("a percentage is compared", "{share: {at_least: 75%}}",
        ("share: 75", "share: 100%"), ("share: 74.9%",), ("{}",)),
    Row("a percentage is compared with a setting", "{share: {more_than: $most}}",
        ("share: 50.5",), ("share: 50%",), ("{}",)),
]  # fmt: skip

DATES = [
    Row("a date is within a time from today", "{ends: {within: 12 months}}",
        ("ends: 2026-11-01", "ends: 2027-11-01", "ends: 01/11/2027", "ends: 2026-12",
         "ends: 2026-11", "ends: 2027-10"),
        ("ends: 2026-10-31", "ends: 2027-11-02", "ends: 2026-10", "ends: 2027-12", "ends: 2025",
         "ends: 2028"),
        ("ends: 2027-11", "ends: 2026", "ends: 2027", "ends:", "{}")),
    Row("a date is within the time of a setting", "{ends: {within: $soon}}",
        ("ends: 2027-05-01",), ("ends: 2027-05-02", "ends: 2027-06"), ("ends: 2027",)),
    Row("a date is longer ago", "{ends: {longer_ago_than: 2 years}}",
        ("ends: 2024-11-01", "ends: 2024-10", "ends: 2023"),
        ("ends: 2024-11-02", "ends: 2025", "ends: 2030-01"),
        ("ends: 2024-11", "ends: 2024", "{}")),
    Row("a date has passed", "{ends: {passed: yes}}",
        ("ends: 2026-10-31", "ends: 2026-10", "ends: 2025"),
        ("ends: 2026-11-01", "ends: 2026-11", "ends: 2027"), ("ends: 2026", "{}")),
    Row("a date has not passed", "{ends: {passed: no}}",
        ("ends: 2026-11-01", "ends: 2026-11", "ends: 2027"),
        ("ends: 2026-10-31", "ends: 2026-10", "ends: 2025"), ("ends: 2026", "{}")),
    Row("a date has passed, and not long ago",
        "{ends: {passed: yes}, not: {ends: {longer_ago_than: 1 year}}}",
        ("ends: 2026-10", "ends: 2025-12"), ("ends: 2024", "ends: 2026-11-01"), ("ends: 2025",)),
]  # fmt: skip

RULES = [
    Row("another rule is a finding", "{finding: A1}",
        ("{board.fit: no, size: 3}", "board.fit: partly"), ("board.fit: yes",), ("{}",)),
    Row("any of some rules is a finding", "{finding: [A1, A2]}",
        ("{board.fit: no}", "{colour: red, board.met: no}"),
        ("{board.fit: yes, board.met: yes}", "{board.fit: yes, colour: green}"),
        ("{board.fit: yes, colour: red}", "{board.fit: yes, board.met: no}")),
    Row("another rule is met", "{met: A2}",
        ("{colour: red, board.met: yes}",),
        ("{colour: red, board.met: no}", "{colour: green}", "{board.met: no}"),
        ("{}", "{board.met: yes}", "{colour: red}")),
    Row("a rule that does not apply is no finding and not met",
        "{any: [{finding: A2}, {met: A2}]}",
        ("{colour: red, board.met: yes}", "{colour: red, board.met: no}"), ("colour: green",),
        ("{}", "board.met: no")),
    Row("a finding is as severe as this", "{finding: {rules: A1, severity: critical}}",
        ("{board.fit: no, board.met: no}", "{board.fit: partly, board.met: no, size: 9}"),
        ("{board.fit: yes}", "{board.fit: no, board.met: yes}", "{board.fit: yes, board.met: no}"),
        ("{}", "{board.fit: no}", "{board.met: no}", "{board.fit: no, size: 9}")),
    Row("a finding has the severity of its second case", "{finding: {rules: A1, severity: high}}",
        ("{board.fit: no, board.met: yes, size: 9}",),
        ("{board.fit: no, board.met: no}", "{board.fit: no, size: 3}", "{board.fit: yes}"),
        ("{board.fit: no, size: 9}", "{board.fit: no, board.met: yes}", "{board.met: yes}")),
    Row("a finding has the severity of its last case", "{finding: {rules: [A1], severity: low}}",
        ("{board.fit: no, board.met: yes, size: 3}",),
        ("{board.fit: no, board.met: no}", "{board.fit: no, size: 9}"),
        ("{board.fit: no, size: 3}", "{board.fit: no, board.met: yes}", "{board.fit: no}")),
    Row("a finding is one of these severities, whichever it is",
        "{finding: {rules: [A1], severity: [critical, high]}}",
        ("{board.fit: no, size: 9}", "{board.fit: no, board.met: no}"),
        ("{board.fit: no, board.met: yes, size: 3}", "{board.fit: yes}"),
        ("{board.fit: no}", "{board.fit: no, size: 3}", "{size: 9}")),
    Row("a finding is one of all its severities",
        "{finding: {rules: [A1], severity: [critical, high, low]}}",
        ("board.fit: no",), ("board.fit: yes",), ("{}",)),
    Row("a finding has none of its severities", "{finding: {rules: [A1], severity: advisory}}",
        (), ("{board.fit: no, board.met: no}", "board.fit: no", "board.fit: yes", "{}"), ()),
    Row("a conclusion is yes", "{large: yes}",
        ("size: 10", "{stage: ended, size: 10}"), ("size: 9",), ("{}",)),
    Row("a conclusion is no", "{large: no}", ("size: 9",), ("size: 10",), ("{}",)),
    Row("some rule is as severe as this", "{finding: {severity: [critical, high]}}",
        ("{board.fit: no, size: 9}",),
        ("{board.fit: yes}", "{board.fit: no, size: 3, board.met: yes}"),
        ("{}", "{board.fit: no, size: 3}"),
        verdict=True),
    Row("some rule of a theme is a finding", "{finding: {theme: exit}}",
        ("{colour: red, board.met: no}",), ("{board.fit: no, colour: green}",),
        ("{board.fit: no}", "colour: red"), verdict=True),
    Row("some rule of a theme is as severe as this",
        "{finding: {theme: board, severity: medium}}",
        (), ("{board.fit: no}", "{colour: red, board.met: no}"), (), verdict=True),
    Row("one of some rules, of this theme", "{finding: {rules: [A1, A2], theme: exit}}",
        ("{colour: red, board.met: no}",), ("{board.fit: no, colour: green}",), ("{}",),
        verdict=True),
]  # fmt: skip

A, B, C = (f"{{name: {name}, willing: %s}}" for name in "ABC")
NO, YES, OPEN = (A % answer for answer in ("no", "yes", "unknown"))
NO2, YES2, OPEN2 = (B % answer for answer in ("no", "yes", "unknown"))
YES3 = C % "yes"


def some(*, count: int | None = None, each: str = "", listed: str = "") -> str:
    """A collection that is not listed whole."""
    parts = [f"count: {count}"] if count is not None else []
    parts += [f"each: {{willing: {each}}}"] if each else []
    parts += [f"list: [{listed}]"] if listed else []
    return f"partners: {{{', '.join(parts)}}}"


NOTHING = ("{}", "partners:", "partners: unknown", "partners: {}")

MEMBERS = [
    Row("some member is so", "{some: {partners: {willing: no}}}",
        (f"partners: [{NO}]", f"partners: [{YES}, {NO2}]", f"partners: [{OPEN}, {NO2}]",
         some(each="no"), some(count=2, each="no"), some(listed=NO), some(count=9, listed=NO),
         some(count=2, each="no", listed=YES), some(each="no", listed=A % "no")),
        ("partners: []", f"partners: [{YES}]", f"partners: [{YES}, {YES2}]", some(count=0),
         "partners.count: 0", some(each="yes"), some(each="yes", count=3),
         some(each="yes", listed=YES), some(count=1, listed=YES),
         some(count=1, each="no", listed=YES)),
        (*NOTHING, "partners: [A]", f"partners: [{YES}, {OPEN2}]", some(listed=YES),
         some(count=2, listed=YES), some(count=3), some(each="unknown"),
         some(each="no", listed=YES), some(each="yes", listed=OPEN))),
    Row("every member is so", "{every: {partners: {willing: yes}}}",
        ("partners: []", f"partners: [{YES}]", f"partners: [{YES}, {YES2}]", some(count=0),
         some(each="yes"), some(count=4, each="yes"), some(each="yes", listed=YES),
         some(count=1, listed=YES), some(each="yes", listed="A")),
        (f"partners: [{NO}]", f"partners: [{YES}, {NO2}]", f"partners: [{OPEN}, {NO2}]",
         some(each="no"), some(count=2, each="no"), some(listed=NO), some(count=2, listed=NO),
         some(each="yes", listed=NO), some(count=2, each="no", listed=YES)),
        (*NOTHING, "partners: [A]", f"partners: [{YES}, {OPEN2}]", some(listed=YES),
         some(count=2, listed=YES), some(count=1), some(each="no", listed=YES),
         some(each="yes", listed=OPEN))),
    Row("no member is so", "{none: {partners: {willing: yes}}}",
        ("partners: []", f"partners: [{NO}, {NO2}]", some(count=0), some(each="no"),
         some(count=2, each="no", listed=NO)),
        (f"partners: [{YES}]", f"partners: [{OPEN}, {YES2}]", some(each="yes"),
         some(listed=YES), some(count=2, each="yes", listed=NO)),
        (*NOTHING, f"partners: [{NO}, {OPEN2}]", some(listed=NO), some(count=2, listed=NO),
         some(each="yes", listed=NO))),
    Row("at least so many members are so", "{count: {partners: {willing: no}, at_least: 2}}",
        (f"partners: [{NO}, {NO2}, {YES3}]", some(count=2, each="no"), some(listed=f"{NO}, {NO2}"),
         some(count=2, each="no", listed=NO), some(count=3, each="no", listed=YES)),
        ("partners: []", f"partners: [{NO}]", f"partners: [{NO}, {YES2}]", some(count=1),
         some(each="yes"), some(each="yes", listed=NO), some(count=1, each="no"),
         some(count=2, listed=YES), some(count=2, each="no", listed=YES)),
        (*NOTHING, f"partners: [{NO}, {OPEN2}]", some(count=2), some(each="no"),
         some(listed=NO), some(count=2, listed=NO), some(count=9, listed=YES),
         some(each="no", listed=NO))),
    Row("at least one member is so", "{count: {partners: {willing: no}, at_least: 1}}",
        (some(each="no"), some(listed=NO)), ("partners: []", some(each="yes")),
        (*NOTHING, some(listed=YES), some(each="no", listed=YES))),
    Row("at most so many members are so", "{count: {partners: {willing: no}, at_most: 1}}",
        ("partners: []", f"partners: [{NO}, {YES2}]", some(count=1), some(each="yes"),
         some(count=1, each="no"), some(each="yes", listed=NO)),
        (f"partners: [{NO}, {NO2}]", some(count=2, each="no"), some(listed=f"{NO}, {NO2}")),
        (*NOTHING, f"partners: [{NO}, {OPEN2}]", some(count=2), some(each="no"),
         some(listed=YES), some(count=2, listed=NO))),
    Row("more than so many members are so", "{count: {partners: {willing: no}, more_than: 1}}",
        (f"partners: [{NO}, {NO2}]", some(count=2, each="no")),
        (f"partners: [{NO}, {YES2}]", some(count=1)), (f"partners: [{NO}, {OPEN2}]", *NOTHING)),
    Row("fewer than so many members are so", "{count: {partners: {willing: no}, less_than: 2}}",
        (f"partners: [{NO}, {YES2}]", some(count=1)),
        (f"partners: [{NO}, {NO2}]", some(count=2, each="no")),
        (f"partners: [{NO}, {OPEN2}]", *NOTHING)),
    Row("as many members as a setting says are so",
        "{count: {partners: {willing: no}, at_least: $many}}",
        (some(count=3, each="no"),), (some(count=2, each="no"),), (some(each="no"),)),
    Row("it is known that fewer than none are so",
        "{count: {partners: {willing: no}, at_least: 0}}",
        ("{}", "partners: []", some(listed=NO)), (), ()),
    Row("the number of members is compared", "{partners.count: {at_least: 2}}",
        ("partners: [A, B]", some(count=2), some(count=2, listed=NO), "partners.count: 2",
         "partners: {list: [A, B]}", some(listed=f"{NO}, {NO2}")),
        ("partners: []", "partners: [A]", some(count=0), "partners.count: 1"),
        (*NOTHING, "partners: {list: [A]}", some(each="no"))),
    Row("the number of members is this one", "{partners.count: 1}",
        ("partners: [A]", some(count=1, each="no")), ("partners: []", "partners: {list: [A, B]}"),
        (*NOTHING, "partners: {list: [A]}", some(each="no"))),
    Row("the number of members is at most", "{partners.count: {at_most: 1}}",
        ("partners: []", "partners: [A]"), ("partners: [A, B]", "partners: {list: [A, B]}"),
        (*NOTHING, "partners: {list: [A]}", some(each="no"))),
    Row("what is said of each does not hold of one that says otherwise",
        "{some: {partners: {willing: no}}}",
        (some(count=2, each="no", listed=YES),), (some(count=1, each="no", listed=YES),),
        (some(count=1, each="no", listed=OPEN),)),
    Row("several tests of one member", "{some: {partners: {willing: no, staff: {more_than: 5}}}}",
        ("partners: [{name: A, willing: no, staff: 6}]",),
        ("partners: [{name: A, willing: no, staff: 5}, {name: B, willing: yes, staff: 6}]",),
        ("partners: [{name: A, willing: no}, {name: B, staff: 6}]",
         "partners: [{name: A, willing: no}, {name: B, willing: yes, staff: 6}]")),
    Row("several tests, of several members",
        "{all: [{some: {partners: {willing: no}}}, {some: {partners: {staff: {more_than: 5}}}}]}",
        ("partners: [{name: A, willing: no, staff: 5}, {name: B, willing: yes, staff: 6}]",),
        ("partners: [{name: A, willing: yes, staff: 6}]",),
        ("partners: [{name: A, willing: no}, {name: B, staff: 5}]",)),
    Row("any, all and not within a quantifier",
        "{every: {partners: {any: [{willing: yes}, {not: {all: [{staff: 0}, {willing: no}]}}]}}}",
        ("partners: [{name: A, willing: yes}, {name: B, staff: 3}]",),
        ("partners: [{name: A, willing: no, staff: 0}]",),
        ("partners: [{name: A, willing: no}]", "partners: [{name: A, staff: 0}]")),
    Row("a member's date, set and group",
        "{some: {partners: {joined: {longer_ago_than: 1 year}, tasks: {includes: vision}, "
        "rules.kept: no}}}",
        ("partners: [{name: A, joined: 2020, tasks: vision, rules: {kept: no}}]",
         "partners: {each: {joined: 2020, tasks: [vision], rules.kept: no}}"),
        ("partners: [{name: A, joined: 2020, tasks: [], rules: {kept: no}}]",),
        ("partners: [{name: A, joined: 2025, tasks: vision, rules: {kept: no}}]",)),
    Row("members of one collection say nothing of another",
        "{any: [{some: {partners: {willing: no}}}, {funders.count: 0}]}",
        ("{partners: {each: {willing: no}}}", "{funders: []}"),
        ("{partners: [], funders: [A]}",), ("{partners: []}", "{funders: [A]}")),
]  # fmt: skip

ROWS = [*ONE_VALUE, *DATES, *RULES, *MEMBERS]

OTHER_RULES = rule(
    "A1",
    "{board.fit: [no, partly]}",
    severity="[critical: {board.met: no}, high: {size: {more_than: 5}}, low]",
) + rule("A2", "{board.met: no}", applies="{colour: red}", theme="exit", met="It is met.")


def cases() -> list[object]:
    said = {True: "is true", False: "is false", None: "is not known"}
    return [
        pytest.param(row, profile, truth, id=f"{row.what} {said[truth]} - {profile}")
        for row in ROWS
        for truth, profiles in ((True, row.true), (False, row.false), (None, row.unknown))
        for profile in profiles
    ]


Decide = Callable[[Row, str, str], Truth]


@pytest.fixture(scope="module")
def decide(tmp_path_factory: pytest.TempPathFactory) -> Decide:
    """The truth of a row's condition for a profile, by an engine."""
    ready: dict[tuple[str, str], tuple[Ruleset, Engine]] = {}

    def truth_of(row: Row, profile: str, engine: str) -> Truth:
        key = (row.what, engine)
        if key not in ready:
            ruleset = load(pack_with(row, tmp_path_factory.mktemp("packs")))
            ready[key] = ruleset, prepare(ruleset, engine)
        ruleset, prepared = ready[key]
        answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
        truths = fire(ruleset, facts_of(answers, DAY), prepared).truths
        return truths["v", "verdict"] if row.verdict else truths["T", "when"]

    return truth_of


def pack_with(row: Row, folder: Path) -> Path:
    if not row.verdict:
        return small_pack(folder, OTHER_RULES + rule("T", row.when))
    entry = f"{{id: v, title: V, text: It is so., when: {row.when}, cites: P1}}"
    return small_pack(folder, OTHER_RULES, verdicts=f"verdicts: [{entry}]\n")


@pytest.mark.parametrize("engine", engine_names())
@pytest.mark.parametrize(("row", "profile", "truth"), cases())
def test_condition(row: Row, profile: str, truth: Truth, engine: str, decide: Decide) -> None:
    assert decide(row, profile, engine) is truth


def test_no_condition_stands_twice_in_the_table() -> None:
    names = [row.what for row in ROWS]
    assert len(names) == len(set(names))


ANSWER: dict[Truth, str] = {True: "no", False: "yes", None: "unknown"}
TRUTHS = tuple(ANSWER)


def least(truths: tuple[Truth, ...]) -> Truth:
    return False if False in truths else None if None in truths else True


def most(truths: tuple[Truth, ...]) -> Truth:
    return True if True in truths else None if None in truths else False


@pytest.mark.parametrize("engine", engine_names())
@pytest.mark.parametrize(
    ("form", "combine"),
    [
        ("{all: [{board.fit: no}, {board.met: no}]}", least),
        ("{board.fit: no, board.met: no}", least),
        ("{any: [{board.fit: no}, {board.met: no}]}", most),
        ("{not: {any: [{not: {board.fit: no}}, {not: {board.met: no}}]}}", least),
        ("{not: {all: [{board.fit: yes}, {board.met: yes}]}}", most),
    ],
)
def test_logic_has_three_values(form, combine, engine: str, tmp_path: Path) -> None:
    ruleset = load(small_pack(tmp_path, rule("T", form)))
    for one, other in product(TRUTHS, TRUTHS):
        profile = f"board: {{fit: {ANSWER[one]}, met: {ANSWER[other]}}}"
        truth = fired(ruleset, profile, engine=engine).truths["T", "when"]
        assert truth is combine((one, other)), (one, other)


@pytest.mark.parametrize("engine", engine_names())
def test_what_is_not_known_is_not_known_when_negated(engine: str, tmp_path: Path) -> None:
    ruleset = load(small_pack(tmp_path, rule("T", "{not: {board.met: no}}")))
    for truth, negated in ((True, False), (False, True), (None, None)):
        profile = f"board.met: {ANSWER[truth]}"
        assert fired(ruleset, profile, engine=engine).truths["T", "when"] is negated


@pytest.mark.parametrize("engine", engine_names())
@pytest.mark.parametrize(
    ("kind", "when"),
    [
        ("date", "{votes.count: {passed: yes}}"),
        ("judgement", "{votes.count: no}"),
        ("set, choices: {a: A, b: B}", "{votes.count: {includes: a}}"),
        ("count", "{votes.count: {at_most: 3}}"),
    ],
)
def test_a_fact_whose_name_ends_in_count_is_not_known_without_an_answer(
    kind: str, when: str, engine: str, tmp_path: Path
) -> None:
    facts = f"facts:\n  votes.count: {{ask: How is it?, type: {kind}, cites: P1}}\n"
    ruleset = load(small_pack(tmp_path, rule("T", when), facts))
    assert fired(ruleset, "{}", engine=engine).truths["T", "when"] is None
