"""What changed between two assessments, as a report of progress to a board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fruitful.compare import (
    ABSENT,
    CLOSED,
    EASED,
    OPENED,
    WORSENED,
    Came,
    Comparison,
    Difference,
)
from fruitful.compare.cause import Cause
from fruitful.compare.moved import Evidence, Moved
from fruitful.explain.explanation import Address
from fruitful.firing import FINDING, MET, NOT_APPLICABLE, UNDECIDED
from fruitful.language.value import Value, say
from fruitful.language.vocabulary import of_member, question
from fruitful.render.causes import cause_in_words
from fruitful.render.layout import MOST, Paint, in_words, more, section, unpainted, wrap
from fruitful.render.local import lapsed, local_lines, own, rule_names
from fruitful.ruleset import Ruleset

_UNSETTLED = "unsettled"
_BECAME = {
    OPENED: ("new", "New findings"),
    WORSENED: ("graver", "Findings that have become graver"),
    EASED: ("less grave", "Findings that have become less grave"),
    _UNSETTLED: ("no longer known", "Findings of which it is no longer known whether they stand"),
    CLOSED: ("closed", "Findings that are closed"),
}
_OUTCOMES = {
    MET: "met",
    UNDECIDED: "not known",
    NOT_APPLICABLE: "no matter for it",
    ABSENT: "not among its rules",
}


def comparison_as_text(
    found: Comparison, paint: Paint = unpainted, *, everything: bool = False, named_by: str = ""
) -> str:
    """The comparison in lines of at most 80 columns; ``everything`` shows every answer.

    ``named_by`` is what names the local packs in force, where no option does.
    """
    most = None if everything else MOST
    lines = [
        *_head(found, paint),
        *_differences(found, paint),
        *_as_before(found, paint),
        *_answers(found, paint, most),
        *_evidence(found, paint, most),
        *_questions(found, paint, most),
        *local_lines((found.new.ruleset,), paint, named_by),
        *_foot(found),
    ]
    return "\n".join(lines) + "\n"


def _head(found: Comparison, paint: Paint) -> Iterator[str]:
    old, new = found.old.advice, found.new.advice
    name = new.name if old.name == new.name else f"{new.name}, before: {old.name}"
    yield from wrap(name, paint=lambda line: paint(line, "heading"))
    if old.on != new.on:
        yield from wrap(f"From {in_words(old.on)} to {in_words(new.on)}.")
    else:
        yield from wrap(f"Both as on {in_words(new.on)}.")
    yield ""
    title = _verdict(new.judged.verdict.title, settled=new.judged.settled)
    whose = own(new.judged.verdict.pack, found.new.ruleset)
    yield from wrap(f"Verdict: {title}{whose}", paint=lambda line: paint(line, "verdict"))
    was = _verdict(old.judged.verdict.title, settled=old.judged.settled)
    same = was == _verdict(new.judged.verdict.title, settled=new.judged.settled)
    yield from wrap("As before." if same else f"It was: {was}.", "  ")
    if old.judged.because != new.judged.because and new.judged.because:
        because = rule_names(new.judged.because, found.new.ruleset)
        yield from wrap(f"Because of {because}.", "  ")
    for cause in found.verdict_causes:
        yield from wrap(_cause(cause, found), "  ", "    ")
    yield ""
    yield from wrap(_in_short(found))


def _verdict(title: str, *, settled: bool) -> str:
    return title if settled else f"{title} (provisional)"


def _in_short(found: Comparison) -> str:
    counted = Counter(map(_became, found.differences))
    parts = [f"{counted[how]} {word}" for how, (word, _) in _BECAME.items() if counted[how]]
    stand = f"{len(found.as_before)} as before"
    asked = found.questions
    questions = [
        f"{len(some)} {word}"
        for some, word in ((asked.answered, "answered"), (asked.new, "new"))
        if some
    ]
    return (
        f"Findings: {', '.join([*parts, stand])}. "
        f"Questions: {', '.join([*questions, f'{asked.still_open} still open'])}."
    )


def _became(one: Difference) -> str:
    """What became of a finding; one of which too little is known by now is not closed."""
    return _UNSETTLED if one.how == CLOSED and one.after.outcome == UNDECIDED else one.how


def _differences(found: Comparison, paint: Paint) -> Iterator[str]:
    for how, (_, title) in _BECAME.items():
        some = [one for one in found.differences if _became(one) == how]
        if some:
            yield from section(title, paint)
        for at, one in enumerate(some):
            if at:
                yield ""
            yield from _difference(one, found, paint)


def _difference(one: Difference, found: Comparison, paint: Paint) -> Iterator[str]:
    style = one.after.severity or one.before.severity
    yield from wrap(one.rule.title, "  ", paint=lambda line: paint(line, style))
    text = one.after.text or one.before.text
    yield from wrap(f"{_moved_from(one.before, one.after)} {text}", "    ")
    for answer in one.answers:
        yield from wrap(_moved(answer, found), "    - ", "      ")
    for cause in one.causes:
        yield from wrap(_cause(cause, found), "    - ", "      ")
    rule = rule_names([one.rule.id], found.new.ruleset, found.old.ruleset)
    yield from wrap(f"[{rule}: {', '.join(one.rule.cites)}]", "    ")


def _moved_from(before: Came, after: Came) -> str:
    return f"{_came(after).capitalize()}; it was {_came(before)}."


def _came(came: Came) -> str:
    if came.outcome == FINDING:
        return f"a finding, {came.severity}" if came.severity else "a finding"
    return _OUTCOMES[came.outcome]


def _cause(cause: Cause, found: Comparison) -> str:
    return cause_in_words(cause, found.old.ruleset, found.new.ruleset)


def _as_before(found: Comparison, paint: Paint) -> Iterator[str]:
    if found.as_before:
        yield from section("Findings that stand as before", paint)
    severities = found.new.firing.severities
    for id in found.as_before:
        title = found.new.ruleset.rules[id].title
        rule = rule_names([id], found.new.ruleset)
        yield from wrap(f"{title} [{rule}, {severities[id]}]", "  - ", "    ")


def _answers(found: Comparison, paint: Paint, most: int | None) -> Iterator[str]:
    lists = {
        "Answers that moved": [
            one for one in found.moved if one.before is not None and one.after is not None
        ],
        "Questions answered": [one for one in found.moved if one.before is None],
        "Answers that are not known any more": [one for one in found.moved if one.after is None],
    }
    for title, some in lists.items():
        texts = [f"{_question(one.address, found)} {_from_to(one, found)}" for one in some]
        yield from _list(title, texts, paint, most)
    for group in found.membership:
        many = found.new.ruleset.vocabulary.collections[group.collection].many
        told = [("Joined", group.joined), ("Left", group.left)]
        yield from section(f"Who the {many} are", paint)
        for word, names in told:
            if names:
                yield from wrap(f"{word}: {', '.join(names)}.", "  - ", "    ")


def _list(title: str, texts: Sequence[str], paint: Paint, most: int | None) -> Iterator[str]:
    if texts:
        yield from section(f"{title} ({len(texts)})", paint)
    for text in texts[:most]:
        yield from wrap(text, "  - ", "    ")
    yield from more(len(texts), everything=most is None)


def _question(address: Address, found: Comparison) -> str:
    vocabularies = (one.ruleset.vocabulary for one in (found.new, found.old))
    vocabulary = next(one for one in vocabularies if address.path in one.facts)
    ask = vocabulary.facts[address.path].ask
    if address.member == "":
        return ask
    one = vocabulary.collections[vocabulary.facts[address.path].collection].one
    return of_member(address.member or f"each {one}", ask)


def _moved(one: Moved, found: Comparison) -> str:
    given = (_given(each) for each in found.evidence if each.address == one.address)
    evidence = next(given, "")
    return f"{one.address}: {_from_to(one, found)}{f' Evidence: {evidence}.' if evidence else ''}"


def _given(one: Evidence) -> str:
    return "; ".join(each.rstrip(". ") for each in (one.text, one.by, one.on) if each)


def _from_to(one: Moved, found: Comparison) -> str:
    if one.before is None:
        return f"Now {_said(one.after, one.address, found)}."
    if one.after is None:
        return f"Not known any more; it was {_said(one.before, one.address, found)}."
    before, after = (_said(value, one.address, found) for value in (one.before, one.after))
    return f"Now {after}; it was {before}."


def _said(value: Value | None, address: Address, found: Comparison) -> str:
    vocabularies = (one.ruleset.vocabulary for one in (found.new, found.old))
    fact = next(one.facts[address.path] for one in vocabularies if address.path in one.facts)
    return "" if value is None else say(fact.kind, value, fact.choices, fact.unit)


def _evidence(found: Comparison, paint: Paint, most: int | None) -> Iterator[str]:
    texts = [f"{one.address}: {_given(one)}." for one in found.evidence]
    yield from _list("Evidence added", texts, paint, most)


def _questions(found: Comparison, paint: Paint, most: int | None) -> Iterator[str]:
    lists = {
        "New questions": found.questions.new,
        "Questions that need no answer any more": found.questions.fallen_away,
    }
    for title, some in lists.items():
        texts = [f"{_question_of_all(path, found)} [{path}]" for path in some]
        yield from _list(title, texts, paint, most)


def _question_of_all(path: str, found: Comparison) -> str:
    vocabularies = (one.ruleset.vocabulary for one in (found.new, found.old))
    return next(question(path, one) for one in vocabularies if path in one.facts)


def _foot(found: Comparison) -> Iterator[str]:
    old, new = (_rules(one.ruleset) for one in (found.old, found.new))
    yield ""
    yield from wrap(f"Rules: {new}." if old == new else f"Rules: {new}; before: {old}.")
    for one in lapsed((found.new.ruleset,)):
        yield from wrap(f"Not in force on {in_words(found.new.advice.on)}: {one}")


def _rules(ruleset: Ruleset) -> str:
    packs = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return f"{packs}, {ruleset.fingerprint[:19]}"
