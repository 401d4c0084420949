"""Hypothesis strategies: random rulesets over a small vocabulary, and random profiles for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st

from fruitful.diagnostic import Place
from fruitful.document import Mapping, parse_mapping
from fruitful.language.value import Span, Value
from fruitful.profile.facts import Collected, Facts
from fruitful.ruleset import Ruleset, stack
from fruitful.ruleset.pack import Pack

ON = date(2026, 11, 1)
STAGES = ("proposed", "operating", "ending", "ended")
JUDGEMENTS = ("yes", "partly", "no")
CHOICES = ("red", "green", "blue")
SEVERITIES = ("critical", "high", "medium", "low", "advisory")

_FACTS = {
    "stage": {"ask": "Which?", "type": "choice", "choices": "stages", "cites": "P1"},
    "board.fit": {"ask": "Is it?", "type": "judgement", "cites": "P1"},
    "board.met": {"ask": "Has it?", "type": "yes_no", "cites": "P1"},
    "size": {"ask": "How many?", "type": "count", "cites": "P1"},
    "ends": {"ask": "When?", "type": "date", "cites": "P1"},
    "tasks": {
        "ask": "Which?",
        "type": "set",
        "choices": {choice: choice for choice in CHOICES},
        "cites": "P1",
    },
    "large": {"type": "yes_no", "concluded": "yes", "cites": "P1"},
    "mature": {"type": "yes_no", "concluded": "yes", "cites": "P1"},
    "partners.willing": {"ask": "Is it?", "type": "judgement", "cites": "P1"},
    "partners.staff": {"ask": "How many?", "type": "count", "cites": "P1"},
}
_BASE = {
    "stages": {stage: stage for stage in STAGES},
    "themes": {"board": "The board"},
    "settings": {
        "many": {"title": "Many", "type": "count", "value": "3", "basis": "an assumption"}
    },
    "collections": {"partners": {"one": "partner", "many": "partners", "ask": "Who?"}},
    "facts": _FACTS,
}


def some_of(choices: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), min_size=1, max_size=2, unique=True)


_NUMBERS = st.sampled_from(("0", "1", "2", "3", "4", "$many"))
_COMPARED = st.tuples(
    st.sampled_from(("at_least", "at_most", "more_than", "less_than")), _NUMBERS
).map(lambda pair: {pair[0]: pair[1]})
_TESTS = st.one_of(
    st.builds(lambda one: {"stage": one}, some_of(STAGES)),
    st.builds(lambda one: {"board.fit": one}, some_of(JUDGEMENTS)),
    st.builds(lambda one: {"board.met": one}, some_of(("yes", "no"))),
    st.builds(lambda one: {"size": one}, _COMPARED),
    st.builds(lambda one: {"partners.count": one}, _COMPARED),
    st.builds(lambda one: {"tasks": {"includes": one}}, some_of(CHOICES)),
    st.builds(lambda one: {"tasks": one}, _COMPARED),
    st.sampled_from(
        (
            {"ends": {"within": "12 months"}},
            {"ends": {"passed": "yes"}},
            {"ends": {"longer_ago_than": "2 years"}},
        )
    ),
)
_MEMBER_TESTS = st.one_of(
    st.builds(lambda one: {"willing": one}, some_of(JUDGEMENTS)),
    st.builds(lambda one: {"staff": one}, _COMPARED),
)


def _combined(leaf: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=most,
    )


_MEMBERS = _combined(_MEMBER_TESTS, 3)
_QUANTIFIED = st.one_of(
    st.builds(
        lambda word, inner: {word: {"partners": inner}},
        st.sampled_from(("some", "every", "none")),
        _MEMBERS,
    ),
    st.builds(lambda inner, bound: {"count": {"partners": inner, **bound}}, _MEMBERS, _COMPARED),
)


def conditions(earlier: list[str], concluded: list[str]) -> st.SearchStrategy[Any]:
    """Conditions that may read the outcomes of earlier rules and facts they conclude."""
    leaves = [_TESTS, _QUANTIFIED]
    if earlier:
        one = st.sampled_from(earlier)
        leaves += [
            one.map(lambda rule: {"finding": rule}),
            one.map(lambda rule: {"met": rule}),
            st.builds(
                lambda rule, severity: {"finding": {"rules": [rule], "severity": severity}},
                one,
                some_of(SEVERITIES),
            ),
        ]
    if concluded:
        answers = st.sampled_from(("yes", "no"))
        leaves.append(st.builds(lambda path, a: {path: a}, st.sampled_from(concluded), answers))
    return _combined(st.one_of(*leaves), 8)


def rulesets() -> st.SearchStrategy[Ruleset]:
    """A ruleset of a few rules; each may rest on earlier ones, so there are several strata."""
    return written().map(ruleset_of)


@st.composite
def written(draw: st.DrawFn) -> dict[str, Any]:
    """The sections of a pack of a few rules."""
    rules: list[dict[str, Any]] = []
    concluded: list[str] = []
    for number in range(draw(st.integers(2, 7))):
        condition = conditions([rule["id"] for rule in rules], concluded)
        rule: dict[str, Any] = {
            "id": f"R{number}",
            "title": "A rule",
            "theme": "board",
            "settle_by": draw(st.sampled_from(STAGES[:3])),
            "until": "ended",
            "cites": "P1",
            "when": draw(condition),
            "severity": [
                *draw(
                    st.lists(st.builds(_case, st.sampled_from(SEVERITIES), condition), max_size=2)
                ),
                draw(st.sampled_from(SEVERITIES)),
            ],
            "finding": "Something is wrong.",
            "recommend": "Put it right.",
            "met": "It is right.",
        }
        if draw(st.booleans()):
            rule["applies"] = draw(condition)
        if number < 2:
            rule["conclude"] = ("large", "mature")[number]
            concluded.append(rule["conclude"])
        rules.append(rule)
    first = draw(conditions([rule["id"] for rule in rules], concluded))
    last = {"finding": {"severity": draw(some_of(SEVERITIES))}}
    return sections(rules, first, last, conclusions=tuple(concluded))


def sections(
    rules: list[dict[str, Any]], *verdicts: Any, conclusions: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The sections of a pack with these rules, and verdicts on these conditions."""
    verdict = {"title": "A verdict", "text": "It is so.", "cites": "P1"}
    asked = {
        path: fact
        for path, fact in _FACTS.items()
        if "concluded" not in fact or path in conclusions
    }
    entries = [
        {"id": f"verdict_{at}", **verdict, "when": condition}
        for at, condition in enumerate(verdicts or ({"stage": list(STAGES)},))
    ]
    return {**_BASE, "facts": asked, "rules": rules, "verdicts": entries}


def _case(severity: str, condition: Any) -> dict[str, Any]:
    return {severity: condition}


class _WithoutAliases(yaml.SafeDumper):
    """Writes out what stands twice, instead of referring to it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def ruleset_of(sections: dict[str, Any]) -> Ruleset:
    """A ruleset from the sections of one pack, through YAML text."""
    return stack([pack_of(sections)], ON)


def pack_of(sections: dict[str, Any], id: str = "generated", prefix: str = "") -> Pack:
    """A pack of these sections, through YAML text."""
    files = ({key.text: node for key, node in tree_of(sections).entries},)
    return Pack(id, "1", id, "", prefix, files, Place(f"{id}.yaml"))


def tree_of(sections: dict[str, Any]) -> Mapping:
    """The document that holds these sections."""
    faults: list[Any] = []
    text = yaml.dump(sections, Dumper=_WithoutAliases, sort_keys=False)
    root = parse_mapping(text.encode(), "generated.yaml", faults)
    assert not faults, faults
    assert root is not None
    return root


_VALUES: dict[str, st.SearchStrategy[Value]] = {
    "stage": st.sampled_from(STAGES),
    "board.fit": st.sampled_from(JUDGEMENTS),
    "board.met": st.sampled_from(("yes", "no")),
    "size": st.integers(0, 5),
    "tasks": st.frozensets(st.sampled_from(CHOICES)),
    "ends": st.sampled_from(
        (
            Span(date(2020, 1, 1), date(2020, 12, 31)),
            Span(date(2026, 1, 1), date(2026, 12, 31)),
            Span(date(2027, 6, 30), date(2027, 6, 30)),
            Span(date(2031, 5, 1), date(2031, 5, 31)),
        )
    ),
}
_MEMBER_VALUES: dict[str, st.SearchStrategy[Value]] = {
    "willing": st.sampled_from(JUDGEMENTS),
    "staff": st.integers(0, 5),
}


@st.composite
def profiles(draw: st.DrawFn) -> Facts:
    """What is known of a partnership; any of it may be missing."""
    listed = draw(st.lists(st.fixed_dictionaries({}, optional=_MEMBER_VALUES), max_size=3))
    each = draw(st.fixed_dictionaries({}, optional=_MEMBER_VALUES))
    total = draw(st.none() | st.integers(len(listed) + bool(each), 5))
    values = draw(st.fixed_dictionaries({}, optional=_VALUES))
    members = tuple((f"partner {at}", one) for at, one in enumerate(listed))
    if total is not None:
        values["partners.count"] = total
        partners = Collected(members, each, total > len(listed), total - len(listed))
    else:
        partners = Collected(members, each, True if each and not listed else None, None)
    return Facts(values, {"partners": partners}, ON)


@st.composite
def completed(draw: st.DrawFn, facts: Facts) -> Facts:
    """The same partnership with some more answers given; none is changed."""
    values = {**draw(st.fixed_dictionaries({}, optional=_VALUES)), **facts.values}
    partners = facts.collections["partners"]
    listed = tuple(
        (name, {**draw(st.fixed_dictionaries({}, optional=_MEMBER_VALUES)), **known})
        for name, known in partners.listed
    )
    more = draw(st.fixed_dictionaries({}, optional=_MEMBER_VALUES))
    others = {**more, **partners.others}
    return Facts(values, {"partners": partners._replace(listed=listed, others=others)}, facts.on)
