"""Answers put into profiles as text: one answer changes and nothing else, not even a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers import values
from conftest import DAY
from fruitful.diagnostic import Refused
from fruitful.document import editing
from fruitful.document.syntax import PythonParser
from fruitful.evaluation import profile_from
from fruitful.language.value import read_value
from fruitful.profile import Profile
from fruitful.profile.writing import NewAnswer, with_answer
from fruitful.render.template import template
from fruitful.ruleset import load_ruleset
from fruitful.shipped import paper_pack, shipped_cases

PAPER = load_ruleset([paper_pack()], DAY)
VOCABULARY = PAPER.vocabulary
ASKED = [fact for fact in VOCABULARY.facts.values() if not fact.concluded]
CASES = {path.stem: path.read_bytes() for path in shipped_cases()}
YEAR_1999 = read_value("date", {}, "1999")


def told(data: bytes) -> dict[str, Any]:
    """Everything that a profile tells, by where it belongs."""
    profile = profile_from(data, "profile.yaml", VOCABULARY)
    return dict(_told(profile))


def _told(profile: Profile) -> Iterator[tuple[str, Any]]:
    yield "about", (profile.id, profile.name, profile.title, profile.assessed_on)
    for path, answer in profile.answers.items():
        yield path, answer[:4]
    for name, members in profile.members.items():
        source = members.counted[1:4] if members.counted else ("", "", "")
        yield f"{name}.count", (members.total, *source)
        for path, answer in members.each.items():
            yield f"{name}.each.{path}", answer[:4]
        for at, member in enumerate(members.listed):
            yield f"{name}[{at}]", member.name
            for path, answer in member.answers.items():
                yield f"{name}[{at}].{path}", answer[:4]


def place_of(one: NewAnswer) -> str:
    """Where an answer belongs."""
    fact = VOCABULARY.facts[one.path]
    if not fact.collection:
        return fact.path
    where = "each" if one.member is None else ""
    return f"{fact.collection}{f'.{where}' if where else f'[{one.member}]'}.{fact.item}"


def check(data: bytes, one: NewAnswer) -> bytes:
    """Put the answer in; it is the only change."""
    before = told(data)
    new = with_answer(data, "profile.yaml", VOCABULARY, one)
    after = told(new)
    place = place_of(one)
    expected = {**before, place: (one.value, one.evidence, "", "")}
    for name in VOCABULARY.collections:  # of a collection not known before, its number is not
        if any(key.startswith(f"{name}.each.") for key in expected):
            expected.setdefault(f"{name}.count", (None, "", "", ""))
    assert after == expected
    assert_nothing_lost(data, new)
    return new


def assert_nothing_lost(old: bytes, new: bytes) -> None:
    """All before and behind the answer is as it was; within it every comment is there still."""
    lines, anew = (text.decode().split("\n") for text in (old, new))
    head = agreeing(lines, anew)
    lines, anew = lines[head:], anew[head:]
    tail = agreeing(lines[::-1], anew[::-1])
    lost, put = lines[: len(lines) - tail], "\n".join(anew[: len(anew) - tail])
    comments = [comment for line in lost for comment in COMMENT.findall(line)]
    assert [comment for comment in comments if comment not in put] == []
    assert lost.count("") <= put.split("\n").count("")


COMMENT = re.compile(r"""(?:^|\s)(#[^"'”]+)$""")
"""A comment; what looks like one in evidence ends with a quotation mark."""


def agreeing(some: list[str], others: list[str]) -> int:
    """How many lines are the same from the beginning on."""
    for at, (one, other) in enumerate(zip(some, others, strict=False)):
        if one != other:
            return at
    return min(len(some), len(others))


EVIDENCE = st.one_of(
    st.just(""),
    st.sampled_from(
        ["Board minutes, March", "he said: “no” #so”", "{[", "- 'it's'", "£3,000", "a\\b", "yes"]
    ),
)


@st.composite
def answers(draw: st.DrawFn, data: bytes) -> NewAnswer:
    """An answer to any question, for each member or for one of those listed."""
    profile = profile_from(data, "profile.yaml", VOCABULARY)
    whole = {f"{name}.count" for name, one in profile.members.items() if one.total is not None}
    fact = draw(st.sampled_from([fact for fact in ASKED if fact.path not in whole]))
    members = profile.members.get(fact.collection)
    listed = len(members.listed) if members else 0
    member = draw(st.none() | st.integers(0, listed - 1)) if listed else None
    return NewAnswer(fact.path, draw(st.none() | values(fact)), draw(EVIDENCE), member)


def put_in(data: bytes, one: NewAnswer) -> bytes:
    """Put an answer in, unless it is one that no profile may hold."""
    try:
        return check(data, one)
    except Refused as refused:
        if {fault.code for fault in refused.diagnostics} <= {"dates-reversed", "count-too-small"}:
            return data
        raise


@settings(max_examples=100)
@given(data=st.data())
def test_in_a_case_one_answer_changes_and_nothing_else(data: st.DataObject) -> None:
    text = CASES[data.draw(st.sampled_from(sorted(CASES)))]
    for _ in range(4):
        text = put_in(text, data.draw(answers(text)))


@settings(max_examples=20)
@given(data=st.data())
def test_in_a_new_profile_one_answer_changes_and_nothing_else(data: st.DataObject) -> None:
    text = template(PAPER, data.draw(st.sampled_from([None, "proposed", "ended"]))).encode()
    for _ in range(4):
        text = put_in(text, data.draw(answers(text)))


def edited(text: str, path: str, value: Any, evidence: str = "", member: int | None = None) -> str:
    """A profile with one more answer, which is the only change."""
    return check(text.encode(), NewAnswer(path, value, evidence, member)).decode()


# fmt: off
LAYOUTS = [
    ("a blank key", "exit:\n  strategy:\n",
     "exit:\n  strategy: no\n"),
    ("a blank key with a comment", "exit:\n  strategy:   # why?\n  # what\n",
     "exit:\n  strategy: no   # why?\n  # what\n"),
    ("an answer", "exit:\n  strategy:  yes  # so\nstage: ended",
     "exit:\n  strategy:  no  # so\nstage: ended"),
    ("an answer in quotes", "exit: {strategy: 'yes' }",
     "exit: {strategy: no }"),
    ("an answer on the next line", "exit:\n  strategy: # so\n    yes # and so\n  # and\n",
     "exit:\n  strategy: no # so # and so\n  # and\n"),
    ("an answer that says it is not known", "exit:\n  strategy: don't know\n",
     "exit:\n  strategy: no\n"),
    ("an answer with its evidence",
     "exit:\n  strategy:\n    # who?\n    answer: yes # so\n    evidence: |  # seen\n      a\n"
     "      b\n    by: A # or B\nstage: ended\n",
     "exit:\n  strategy:\n    # who?\n    answer: no # so\n    evidence:\n      # seen\n"
     "    by: # or B\nstage: ended\n"),
    ("an answer with its evidence in braces", "exit: {strategy: {answer: yes, evidence: a}} # so\n",
     "exit: {strategy: no} # so\n"),
    ("keys joined by dots", "exit.gains_kept: no # so\nexit.strategy: yes\n",
     "exit.gains_kept: no # so\nexit.strategy: no\n"),
    ("a group", "exit:\n  # a\n  gains_kept: no   # b\n\n# c\nstage: ended\n",
     "exit:\n  # a\n  gains_kept: no   # b\n  strategy: no\n\n# c\nstage: ended\n"),
    ("a group in braces", "exit: { gains_kept: no, }\n",
     "exit: { gains_kept: no, strategy: no, }\n"),
    ("a blank group", "exit:  # a\n# b\nstage: ended\n",
     "exit:  # a\n  strategy: no\n# b\nstage: ended\n"),
    ("an empty group", "exit: {}\n", "exit: {strategy: no}\n"),
    ("a group that is not known", "exit: unknown # yet\n", "exit: {strategy: no} # yet\n"),
    ("a new group", "stage: ended\n\n# so", "stage: ended\nexit:\n  strategy: no\n\n# so"),
    ("no last line break", "stage: ended", "stage: ended\nexit:\n  strategy: no"),
    ("one pair of braces", "{stage: ended}\n", "{stage: ended, exit: {strategy: no}}\n"),
    ("an end of the document", "---\nstage: ended\n...\n",
     "---\nstage: ended\nexit:\n  strategy: no\n...\n"),
    ("Windows's line breaks", "stage: ended\r\nexit:\r\n  strategy:\r\n",
     "stage: ended\r\nexit:\r\n  strategy: no\r\n"),
    ("several kinds of line breaks", "stage: ended\r# a\r\nexit:\n  strategy: yes\n# b\r",
     "stage: ended\r# a\r\nexit:\n  strategy: no\r# b\r"),
    ("a byte order mark", "\ufeffexit:\n  strategy:\n", "\ufeffexit:\n  strategy: no\n"),
    ("wide letters before it", "name: Ynys Môn 𐐷\nexit: {gains_kept: no, strategy: yes}\n",
     "name: Ynys Môn 𐐷\nexit: {gains_kept: no, strategy: no}\n"),
    ("a comment in braces", "exit: {strategy: {answer: yes, # so\n  evidence: a}}\n",
     "exit: {strategy: no\n         # so\n         }\n"),
    ("a character that cannot be seen",
     'exit: {gains_kept: {evidence: "\ufeff", answer: }, strategy: yes}',
     'exit: {gains_kept: {evidence: "\ufeff", answer: }, strategy: no}'),
    ("a note of the same name", "notes: exit\n", "notes: exit\nexit:\n  strategy: no\n"),
]
ROLE = "    knows_role: no\n"
MEMBERS = [
    ("none told", None, "stage: ended\n", "stage: ended\npartners:\n  each:\n" + ROLE),
    ("a blank key", None, "partners: # who?\nstage: ended",
     "partners: # who?\n  each:\n    knows_role: no\nstage: ended"),
    ("their number", None, "partners:\n  count: 3 # or so\n\nstage: ended",
     "partners:\n  count: 3 # or so\n  each:\n    knows_role: no\n\nstage: ended"),
    ("blank parts", None, "partners:\n  count:\n  each:\n    knows_role:\n  list:\n  #  - name:\n",
     "partners:\n  count:\n  each:\n    knows_role: no\n  list:\n  #  - name:\n"),
    ("keys joined by dots", None, "partners.each: {knows_role: yes}\n",
     "partners.each: {knows_role: no}\n"),
    ("a list", None, "partners:\n  # all\n  - name: A # a\n\n  # b\n  - B\nstage: ended",
     "partners:\n  # all\n  count: 2\n  each:\n" + ROLE +
     "  list:\n  - name: A # a\n\n  # b\n  - B\nstage: ended"),
    ("a list in line with its key", None, "partners:\n- name: >\n    A\n\n    B\n# c\n- C\n",
     "partners:\n  count: 2\n  each:\n" + ROLE +
     "  list:\n  - name: >\n      A\n\n      B\n  # c\n  - C\n"),
    ("a list in brackets", None, "partners: [A, {name: B}] # c",
     "partners: {count: 2, each: {knows_role: no}, list: [A, {name: B}]} # c"),
    ("one of a list", 1, "partners:\n- A\n- name: B\n  # b\n\n# c\n",
     "partners:\n- A\n- name: B\n  knows_role: no\n  # b\n\n# c\n"),
    ("a mere name", 0, "partners:\n  - A # a\n  - B",
     "partners:\n  - name: A # a\n    knows_role: no\n  - B"),
    ("a mere name in brackets", 1, "partners: {count: 4, list: [A, 'B, C']}\n",
     "partners: {count: 4, list: [A, {name: 'B, C', knows_role: no}]}\n"),
    ("one of whom it is told", 0, "partners:\n  list:\n    - knows_role: yes\n      name: A\n",
     "partners:\n  list:\n    - knows_role: no\n      name: A\n"),
]
# fmt: on


@pytest.fixture(params=["libyaml", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two parsers in turn: they differ on where things begin and end."""
    if request.param == "Python":
        monkeypatch.setattr(editing, "new_parser", PythonParser)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("old", "new"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_however_the_file_is_laid_out_it_stays_so(old: str, new: str) -> None:
    assert edited(old, "exit.strategy", "no") == new


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("member", "old", "new"), [row[1:] for row in MEMBERS], ids=[row[0] for row in MEMBERS]
)
def test_members_are_answered_for_as_they_are_laid_out(
    member: int | None, old: str, new: str
) -> None:
    assert edited(old, "partners.knows_role", "no", member=member) == new


@pytest.mark.parametrize(
    ("path", "text", "written"),
    [
        (
            "functions",
            ["strategy", "vision", "action_planning"],
            "[vision, strategy, action_planning]",
        ),
        ("functions", [], "[]"),
        ("funding.ends", "31/03/2027", "2027-03-31"),
        ("funding.ends", "3/2027", "2027-03"),
        ("partners.count", "1,200", "1200"),
        ("costs.cash", "£3,000.50", "3000.50"),
        ("costs.cash", "£0.0000001", "0.0000001"),
    ],
)
def test_every_type_of_answer_is_written_as_it_is_read(
    path: str, text: str | list[str], written: str
) -> None:
    fact = VOCABULARY.facts[path]
    value = frozenset(text) if isinstance(text, list) else read_value(fact.kind, {}, text)
    new = edited("stage: ended", path, value)
    assert new.endswith(f"{path.rpartition('.')[2]}: {written}")


def test_an_answer_may_bring_its_evidence() -> None:
    evidence = 'Minute 4: "no\\plan"'
    written = r'"Minute 4: \"no\\plan\""'
    below = f"  strategy:  # so\n    answer: no\n    evidence: {written}\n"
    for old, new in (
        ("exit:\n  strategy:  # so\n", f"exit:\n{below}"),
        ("exit:\n  gains_kept:\n", f"exit:\n  gains_kept:\n{below.replace('  # so', '')}"),
        ("exit: {strategy: }", f"exit: {{strategy: {{answer: no, evidence: {written}}} }}"),
        ("exit:\n  strategy: yes", f"exit:\n  strategy: {{answer: no, evidence: {written}}}"),
        ("exit:\n  strategy:\n    answer:\n", "exit:\n" + below.replace("  # so", "")),
    ):
        assert edited(old, "exit.strategy", "no", evidence) == new


# What is not written ------------------------------------------------------------------------------

REFUSED = [
    ("a profile with a fault", "stage: endet", NewAnswer("exit.strategy", "no"), "bad-choice"),
    ("a date before another", "started: 2020", NewAnswer("ends", YEAR_1999), "dates-reversed"),
    (
        "fewer than are listed",
        "partners: {list: [A, B]}",
        NewAnswer("partners.count", 1),
        "count-too-small",
    ),
    (
        "a list that is none",
        "partners: [name: A]",
        NewAnswer("partners.knows_role", "no", "", 0),
        "cannot-write",
    ),
    (
        "a character that no text may hold",
        "stage: ended",
        NewAnswer("exit.strategy", "no", "a\x07"),
        "control-character",
    ),
    (
        "parts in two places",
        "partners.count: 2",
        NewAnswer("partners.knows_role", "no"),
        "cannot-write",
    ),
]


@pytest.mark.parametrize(
    ("text", "one", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_cannot_be_written_is_refused_whole(text: str, one: NewAnswer, code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_answer(text.encode(), "profile.yaml", VOCABULARY, one)
    assert [fault.code for fault in refused.value.diagnostics] == [code]
