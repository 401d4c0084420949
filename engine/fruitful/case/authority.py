"""Cases about an authority: its own answers, its partnerships, and what must come of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fruitful.case import Expectation, differences, read_expectation
from fruitful.case.spoken import spoken
from fruitful.case.trial import Failure, OfVerdict, Tried
from fruitful.diagnostic import Diagnostic, Place, Refused
from fruitful.document import Mapping, Node, parse_mapping
from fruitful.document.fields import fault, items_of, keys_of, text_of
from fruitful.explain import explain
from fruitful.language.value import Span, Unreadable, read_value
from fruitful.portfolio.assessing import Rules, assess
from fruitful.portfolio.authority import NO_ANSWERS, assess_authority
from fruitful.portfolio.entry import Entry
from fruitful.portfolio.screening import Failed, Screened
from fruitful.profile import Profile, read_profile

PARTNERSHIPS = "partnerships"
KEYS = ("title", "assessed_on", "authority", PARTNERSHIPS, "expect")
NEEDED = tuple(key for key in KEYS if key != "authority")


class AuthorityCase(NamedTuple):
    """An authority with its partnerships, and what must come out of it."""

    file: str
    title: str
    on: date
    profile: Profile
    """The authority's own answers."""
    entries: tuple[Entry, ...]
    expected: Expectation


def is_of_authority(data: bytes) -> bool:
    """Whether a file is a case about an authority: it lists partnerships."""
    root = parse_mapping(data, "", [])
    return root is not None and root.get(PARTNERSHIPS) is not None


def day_of(data: bytes, file: str) -> date:
    """The day that a case about an authority is about. Raises Refused."""
    faults: list[Diagnostic] = []
    root = parse_mapping(data, file, faults)
    node = root.get("assessed_on") if root is not None else None
    try:
        span = read_value("date", {}, text_of(node, "`assessed_on`", faults))
        if isinstance(span, Span) and span.first == span.last and not faults:
            return span.first
    except Unreadable:
        pass
    message = "a case needs `assessed_on`, the day that it is about"
    help = "write a day, such as 2026-11-01, so that it comes out alike whenever it is tried"
    raise Refused(faults or [Diagnostic(Place(file), "missing-key", message, help)])


def read_authority_case(data: bytes, file: str, rules: Rules) -> AuthorityCase:
    """Read a case about an authority, by the rules of its day. Raises Refused with every fault."""
    assert rules.portfolio is not None
    faults: list[Diagnostic] = []
    root = parse_mapping(data, file, faults)
    fields = keys_of(root, "a case about an authority", KEYS, NEEDED, faults)
    own = fields.get("authority")
    profile = NO_ANSWERS
    if isinstance(own, Mapping):
        profile = read_profile(own, rules.portfolio.vocabulary, file, faults)
    elif own is not None:
        faults.append(
            fault(
                own,
                "not-a-mapping",
                "`authority` holds the authority's own answers",
                "write each answer as `question: answer`, on a line of its own",
            )
        )
    entries = [
        _entry(one, rules, file, faults)
        for one in items_of(fields.get(PARTNERSHIPS), f"`{PARTNERSHIPS}`", faults)
    ]
    expect = fields.get("expect")
    expected = None
    if expect is not None:
        expected = read_expectation(expect, rules.portfolio, faults)
    title = text_of(fields.get("title"), "`title`", faults)
    if faults or expected is None:
        raise Refused(faults)
    return AuthorityCase(file, title, rules.on, profile, tuple(entries), expected)


def _entry(node: Node, rules: Rules, file: str, faults: list[Diagnostic]) -> Entry:
    if not isinstance(node, Mapping):
        faults.append(
            fault(
                node,
                "not-a-mapping",
                "a partnership is a mapping of its answers",
                "write each answer as `question: answer`, on a line of its own",
            )
        )
        return Entry(node.place, None)
    return Entry(node.place, read_profile(node, rules.each.vocabulary, file, faults))


def try_authority_case(case: AuthorityCase, rules: Rules) -> Tried:
    """Assess the authority and set the advice against what is expected."""
    screened: list[Screened] = []
    failed: list[Failed] = []
    for entry in case.entries:
        one = assess(entry, rules, whole=False)
        if isinstance(one, Failed):
            failed.append(one)
        else:
            screened.append(one)
    found = assess_authority(case.profile, screened, failed, rules)
    assert found is not None
    failures = []
    for mismatch in differences(case.expected, found.advice):
        why = (
            explain(found.ruleset, found.profile, found.firing, mismatch.rule)
            if mismatch.rule
            else OfVerdict(found.advice.judged, None)
        )
        failures.append(Failure(mismatch, why))
    return Tried(case, tuple(failures), spoken(found.ruleset, found.firing))
