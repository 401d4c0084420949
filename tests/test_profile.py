"""Profiles: the forms that answers may take, and what is said of those that cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import DAY
from fruitful.diagnostic import Refused, printable, show
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.facts import facts_of
from fruitful.records.from_advice import advice_record
from fruitful.records.writing import dumps
from fruitful.ruleset import Ruleset
from reporting import advice_as_text
from small_packs import load, rule, small_pack


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    rules = (
        rule("A", "{some: {partners: {willing: [no, partly]}}}", finding='"{partners} are not."')
        + rule("B", "{ends: {within: $soon}}", severity="[high: {board.fit: no}, low]", met="So.")
        + rule("C", "{any: [{finding: A}, {tasks: {more_than: 1}}]}", applies="{large: no}")
        + rule(
            "D", "{count: {partners: {rules.kept: yes}, at_most: $many}, budget: {more_than: 9}}"
        )
    )
    return load(small_pack(tmp_path_factory.mktemp("packs"), rules))


def read(small: Ruleset, text: str, file: str = "profile.yaml") -> Profile:
    return profile_from(text.encode(), file, small.vocabulary)


def facts(small: Ruleset, text: str) -> Any:
    """What a profile says, without the places where it says so."""
    found = facts_of(read(small, text), DAY)
    return found.values, {
        name: (collected.listed, collected.others, collected.others_count)
        for name, collected in found.collections.items()
    }


def codes(small: Ruleset, text: str) -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    with pytest.raises(Refused) as refused:
        read(small, text)
    return [(one.place.line, one.place.column, one.code) for one in refused.value.diagnostics]


def help_for(small: Ruleset, text: str) -> str:
    """The remedy of the only fault."""
    with pytest.raises(Refused) as refused:
        read(small, text)
    (fault,) = refused.value.diagnostics
    return fault.help


class TestAbout:
    def test_a_profile_may_say_nothing_but_its_name(self, small: Ruleset) -> None:
        profile = read(small, "name: Healthy Wards")
        assert (profile.name, profile.answers, profile.members) == ("Healthy Wards", {}, {})

    def test_what_is_said_of_the_profile_itself(self, small: Ruleset) -> None:
        profile = read(
            small,
            "fruitful: 1\nid: hw-2\nname: Healthy  Wards\ntitle: As it was\n"
            "assessed_on: 2026-11-01\nnotes: {any: [thing, at all]}\n",
        )
        assert profile[:4] == ("hw-2", "Healthy Wards", "As it was", date(2026, 11, 1))

    @pytest.mark.parametrize(
        ("file", "id"),
        [
            ("profile.yaml", "profile"),
            ("sub/Healthy Wards (2026).yaml", "healthy-wards-2026"),
            ("C:\\files\\Wards.yml", "wards"),
            ("-", "profile"),
            ("!!.yaml", "profile"),
            (".yaml", "yaml"),
        ],
    )
    def test_without_an_id_the_file_gives_it_and_the_name(
        self, file: str, id: str, small: Ruleset
    ) -> None:
        profile = read(small, "stage: ended", file)
        assert (profile.id, profile.name) == (id, id)

    @pytest.mark.parametrize("day", ["", "null", "unknown"])
    def test_the_day_may_be_unknown(self, day: str, small: Ruleset) -> None:
        assert read(small, f"assessed_on: {day}").assessed_on is None

    @pytest.mark.parametrize("name", ["", "null", "~"])
    def test_a_blank_name_is_none(self, name: str, small: Ruleset) -> None:
        assert read(small, f"name: {name}\nid: {name}").name == "profile"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("fruitful: 2", "newer-format"),
            ("fruitful: 0", "bad-format"),
            ("fruitful: one", "bad-format"),
            ("fruitful: [1]", "bad-format"),
            ("name: [A]", "not-text"),
            ("id: {a: b}", "not-text"),
            ("assessed_on: 2026-11", "not-a-day"),
            ("assessed_on: today", "not-a-date"),
            ("assessed_on: [2026-11-01]", "not-a-date"),
        ],
    )
    def test_each_must_be_what_it_is(self, text: str, code: str, small: Ruleset) -> None:
        assert [one[2] for one in codes(small, text)] == [code]


class TestAnswers:
    def test_may_have_their_evidence(self, small: Ruleset) -> None:
        text = (
            "board:\n  fit:\n    answer: partly\n    evidence: Board minutes,\n      March\n"
            "    by: A. Officer\n    on: 2026-03-14\n"
        )
        answer = read(small, text).answers["board.fit"]
        assert answer[:4] == ("partly", "Board minutes, March", "A. Officer", "2026-03-14")
        assert (answer.place.line, answer.place.column) == (3, 5)

    def test_count_for_the_rules_without_their_evidence(self, small: Ruleset) -> None:
        text = "board.fit: {answer: no, evidence: Minutes}"
        assert facts(small, text) == facts(small, "board.fit: no")

    def test_may_be_unknown_for_a_reason(self, small: Ruleset) -> None:
        answer = read(small, "board.fit: {answer: unknown, evidence: Nobody said}").answers[
            "board.fit"
        ]
        assert (answer.value, answer.evidence) == (None, "Nobody said")

    def test_may_have_blank_evidence(self, small: Ruleset) -> None:
        answer = read(small, "board.fit: {answer: no, evidence: , by: null, on: ~}").answers[
            "board.fit"
        ]
        assert answer[:4] == ("no", "", "", "")

    def test_of_a_member_may_have_their_evidence(self, small: Ruleset) -> None:
        text = "partners: [{name: A, willing: {answer: no, evidence: Letter}}]"
        (member,) = read(small, text).members["partners"].listed
        assert member.answers["willing"][:2] == ("no", "Letter")

    def test_of_a_set_are_one_choice_or_a_list(self, small: Ruleset) -> None:
        assert facts(small, "tasks: vision") == facts(small, "tasks: [vision]")
        assert facts(small, "tasks: {answer: [vision, planning]}") == facts(
            small, "tasks: [planning, vision, planning]"
        )
        assert facts(small, "tasks: []")[0] == {"tasks": frozenset()}

    @pytest.mark.parametrize(
        ("dotted", "nested"),
        [
            ("board.fit: no", "board: {fit: no}"),
            ("board.fit: no\nboard.met: yes", "board:\n  met: yes\n  fit: no"),
            ("board: {fit: no}\nboard.met: yes", "board: {met: yes, fit: no}"),
            ("board.fit: {answer: no}", "board: {fit: {answer: no}}"),
            ("partners: [{name: A, rules.kept: no}]", "partners: [{name: A, rules: {kept: no}}]"),
            ("partners.count: 3", "partners: {count: 3}"),
            ("partners.count: 0", "partners: {count: 0}"),
            ("partners.list: [A, B]", "partners: {list: [A, B]}"),
            ("partners.each: {willing: no}", "partners: {each: {willing: no}}"),
        ],
    )
    def test_under_dotted_and_nested_keys_are_the_same(
        self, dotted: str, nested: str, small: Ruleset
    ) -> None:
        assert facts(small, dotted) == facts(small, nested)

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("board.fit: no\nboard: {fit: yes}", (2, 9, "duplicate-key")),
            ("board: {fit: no, met: no}\nboard.met: yes", (2, 1, "duplicate-key")),
            ("partners: [A]\npartners.count: 3", (2, 1, "duplicate-key")),
            ("partners.count: 3\npartners.list: [A]", (2, 1, "duplicate-key")),
            ("partners:\n  - rules: {kept: no}\n    rules.kept: yes", (3, 5, "duplicate-key")),
        ],
    )
    def test_are_given_once(self, text: str, fault: tuple[int, int, str], small: Ruleset) -> None:
        assert codes(small, text) == [fault]

    @pytest.mark.parametrize("text", ["large: yes", "large:", "large: {answer: no}"])
    def test_that_rules_conclude_are_refused(self, text: str, small: Ruleset) -> None:
        assert codes(small, text) == [(1, 1, "concluded")]
        assert help_for(small, text) == "leave it out"

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("starts: 2026\nends: 2025", (2, 7, "dates-reversed")),
            ("ends: 2026-04\nstarts: 2026-05", (1, 7, "dates-reversed")),
            ("starts: 2026\npartners: [{name: A, joined: 2025}]", (2, 30, "dates-reversed")),
            ("starts: 2026\npartners: {each: {joined: 2025}}", (2, 27, "dates-reversed")),
            ("partners: [{name: A, joined: 2026, left: 2025}]", (1, 42, "dates-reversed")),
            ("partners: {each: {joined: 2026}, list: [{left: 2025}]}", (1, 48, "dates-reversed")),
        ],
    )
    def test_that_are_dates_come_in_their_order(
        self, text: str, fault: tuple[int, int, str], small: Ruleset
    ) -> None:
        assert codes(small, text) == [fault]

    @pytest.mark.parametrize(
        "text",
        [
            "starts: 2026-11-01\nends: 2026-11-01",
            "starts: 2026-05\nends: 2026",
            "starts: unknown\nends: 2020",
            "ends: 2020",
            "starts: 2026\npartners: [{name: A, joined: 2026-01}, {name: B, joined: unknown}]",
        ],
    )
    def test_that_are_dates_may_be_as_near_as_can_be_told(self, text: str, small: Ruleset) -> None:
        assert read(small, text)


class TestUnknownKeys:
    @pytest.mark.parametrize(
        ("text", "help"),
        [
            ("stge: ended", "did you mean `stage`?"),
            ("nam: A", "did you mean `name`?"),
            ("partner: [A]", "did you mean `partners`?"),
            ("board: {fitt: no}", "did you mean `fit`?"),
            ("board.fitt: no", "did you mean `board.fit`?"),
            ("fit: no", "did you mean `board.fit`?"),
            ("bord: {fit: no}", "did you mean `board`?"),
            ("xyzzy: 3", "`fruitful new` writes a profile with every question in it"),
            ("partners: [{name: A, wiling: no}]", "did you mean `willing`?"),
            ("partners: [{name: A, kept: no}]", "did you mean `rules.kept`?"),
            ("partners: {each: {willin: no}}", "did you mean `willing`?"),
            ("partners: {lists: [A]}", "did you mean `list`?"),
            ("partners.willing: no", "write `willing` below a partner in the list `partners`"),
            ("board.fit: {answr: no}", "did you mean `answer`?"),
        ],
    )
    def test_say_what_may_be_meant(self, text: str, help: str, small: Ruleset) -> None:
        with pytest.raises(Refused) as refused:
            read(small, text)
        assert help in [one.help for one in refused.value.diagnostics]

    @pytest.mark.parametrize(
        ("key", "help"),
        [
            ("st\N{CYRILLIC SMALL LETTER A}ge", "has a letter that only looks like Latin: U+0430"),
            ("\N{GREEK SMALL LETTER OMICRON}rder", "has a letter that only looks like Latin"),
            ("stagé", "has a character that is not ASCII: U+00E9"),
        ],
    )
    def test_say_which_letter_is_not_what_it_looks_like(
        self, key: str, help: str, small: Ruleset
    ) -> None:
        assert help in help_for(small, f"{key}: ended")

    def test_of_members_do_not_suggest_what_is_asked_of_others(self, small: Ruleset) -> None:
        help = help_for(small, "funders: [{name: A, willing: no}]")
        assert "willing" not in help


class TestMembers:
    def test_are_a_list_of_names_or_of_answers(self, small: Ruleset) -> None:
        members = read(small, "partners: [Council, {name: Trust, willing: yes}]").members[
            "partners"
        ]
        assert [one.name for one in members.listed] == ["Council", "Trust"]
        assert (members.each, members.total) == ({}, 2)

    def test_without_a_name_are_numbered(self, small: Ruleset) -> None:
        members = read(small, "partners: [{willing: no}, {name: , staff: 3}, B]").members[
            "partners"
        ]
        assert [one.name for one in members.listed] == ["partner 1", "partner 2", "B"]

    def test_not_listed_whole_are_a_mapping(self, small: Ruleset) -> None:
        text = "partners: {count: 16, each: {willing: partly}, list: [{name: A, willing: yes}, B]}"
        _, collections = facts(small, text)
        listed = (("A", {"willing": "yes"}), ("B", {"willing": "partly"}))
        assert collections == {"partners": (listed, {"willing": "partly"}, 14)}

    def test_do_not_take_over_what_is_said_of_each_where_they_say_it_is_not_known(
        self, small: Ruleset
    ) -> None:
        text = "partners: {each: {willing: yes, staff: 3}, list: [{name: A, willing: unknown}]}"
        _, collections = facts(small, text)
        assert collections["partners"][0] == (("A", {"staff": 3}),)

    @pytest.mark.parametrize(
        ("text", "total"),
        [
            ("partners: []", 0),
            ("partners: [A, B]", 2),
            ("partners: {count: 2, list: [A, B]}", 2),
            ("partners: {list: [A, B]}", None),
            ("partners: {count: unknown, list: [A, B]}", None),
            ("partners:", None),
            ("partners: {}", None),
            ("partners: {each: , list: , count: }", None),
        ],
    )
    def test_are_counted_where_they_are_listed_whole_or_counted(
        self, text: str, total: int | None, small: Ruleset
    ) -> None:
        values, _ = facts(small, text)
        assert values == ({} if total is None else {"partners.count": total})

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("partners: [A, {name: A}]", [(1, 15, "duplicate-name")]),
            ("partners: [A, B, A, ' A ']", [(1, 18, "duplicate-name"), (1, 21, "duplicate-name")]),
            ("partners: {count: 1, list: [A, B]}", [(1, 19, "count-too-small")]),
            ("partners: {count: 0, each: {willing: no}}", [(1, 19, "count-too-small")]),
            ("partners: {count: -1}", [(1, 19, "negative-number")]),
            ("partners: {count: 2.5}", [(1, 19, "not-whole")]),
            ("partners: {count: many}", [(1, 19, "not-a-number")]),
            ("partners: 3", [(1, 11, "not-a-list")]),
            ("partners: {list: A}", [(1, 18, "not-a-list")]),
            ("partners: {each: [A]}", [(1, 18, "not-a-mapping")]),
            ("partners: [[A]]", [(1, 12, "not-a-member")]),
            ("partners: [A, , B]", [(1, 15, "stray-character")]),
            ("partners:\n  -\n  - null\n  - ''",
             [(2, 4, "not-a-member"), (3, 5, "not-a-member"), (4, 5, "not-a-member")]),
            ("partners: [{name: [A]}]", [(1, 19, "not-text")]),
        ],
    )  # fmt: skip
    def test_that_cannot_be_are_refused(
        self, text: str, faults: list[tuple[int, int, str]], small: Ruleset
    ) -> None:
        assert codes(small, text) == faults


KEYS = (
    "fruitful", "id", "name", "title", "assessed_on", "notes", "expect", "stage", "board", "fit",
    "met", "board.fit", "colour", "tasks", "size", "hours", "budget", "share", "starts", "ends",
    "note", "large", "partners", "funders", "count", "each", "list", "willing", "staff", "joined",
    "rules", "kept", "rules.kept", "partners.count", "partners.willing", "answer", "evidence",
    "by", "on", "стаж", "²",
)  # fmt: skip
WORDS = (
    "yes", "no", "partly", "unknown", "null", "~", "", "?", "don’t know", "red", "dark blue",
    "vision", "operating", "0", "1", "3", "2.5", "£3,000", "50%", "-1", "1e3", "010", "²", "٣",
    ".inf", "9" * 30, "2026", "2027-02-30", "2026-11-01", "31/12/2027", "0000-00-00", "12:30",
    "A", "\u2028", "\u202e", "\x00", "\ud800", "x" * 300,
)  # fmt: skip
TREES = st.recursive(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=25,
)
PIECES = st.sampled_from(
    (
        *KEYS,
        *WORDS,
        *"\n\n\n\n  :::,,-[]{}&*!|>'\"%@`#\t",
        ": ",
        "- ",
        "\n  ",
        "\n- ",
        "---",
        "!!str ",
    )
)
SOUP = st.lists(PIECES, max_size=40).map("".join)
GOOD: dict[str, tuple[Any, ...]] = {
    "stage": ("operating", "ended", "unknown"),
    "board.fit": ("no", "partly", {"answer": "yes", "evidence": "Minutes"}),
    "board": ({"met": "yes"}, "unknown", {"met": {"answer": "no", "on": "May"}}),
    "tasks": ([], ["vision"], "planning"),
    "size": ("3", "1,000", "10"),
    "budget": ("£3,000", ""),
    "starts": ("2026", "2020-05"),
    "ends": ("2026-11-01", "2030"),
    "note": ("{partners} $many", "?"),
    "name": ("A", "{0}"),
}
WILLING = st.sampled_from(("yes", "no", "unknown", None, {"answer": "partly"}))
MEMBER = st.one_of(
    st.sampled_from(("D", "E", "F", "G")),
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(("A", "B", "C", None)),
            "willing": WILLING,
            "rules.kept": WILLING,
        },
    ),
)
MEMBERS = st.one_of(
    st.lists(MEMBER, max_size=4),
    st.fixed_dictionaries(
        {},
        optional={
            "count": st.sampled_from(("4", "9", "unknown")),
            "each": st.fixed_dictionaries({}, optional={"willing": WILLING}),
            "list": st.lists(MEMBER, max_size=3),
        },
    ),
)
PROFILES = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from(values) for key, values in GOOD.items()}
    | {"partners": MEMBERS, "funders": MEMBERS},
)


def dumped(tree: Any) -> bytes:
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
    return text.encode("utf-8", "surrogatepass")


BYTES = st.one_of(
    PROFILES.map(dumped),
    st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8).map(dumped),
    SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(),
)


class TestAnyBytes:
    @settings(
        max_examples=400,
    )
    @example(data="fruitful: ²\n".encode())
    @example(data=b"partners: [null, ~]\n")
    @example(data=b"starts: 2026-00\n")
    @given(data=BYTES)
    def test_give_a_profile_that_can_be_evaluated_or_are_refused(
        self, data: bytes, small: Ruleset
    ) -> None:
        try:
            profile = profile_from(data, "profile.yaml", small.vocabulary)
        except Refused as refused:
            shown = [show(one) for one in refused.diagnostics]
        else:
            shown = []
            engine = prepare(small, REFERENCE)
            advice = evaluate(small, profile, DAY, engine, REFERENCE)
            dumps(advice_record(advice, small))
            advice_as_text(advice, small)
            assert all(isinstance(one, Answer) for one in profile.answers.values())
        assert all(printable(line) == line for text in shown for line in text.split("\n"))
