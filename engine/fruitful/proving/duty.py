"""No text that asks to decline, leave, close or end reaches a partnership that the law requires,
and no text is said while it is open which of its cases holds, unless it is true either way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fruitful.advice.judging import alternative_to, stand
from fruitful.diagnostic import Place
from fruitful.firing import FINDING, MET, Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import ALWAYS, Condition
from fruitful.language.truth import Truth
from fruitful.linting.remark import WRONG, Remark
from fruitful.proving.prover import Prover
from fruitful.proving.showing import Tried
from fruitful.ruleset.text import Case, Sentence, Text, said
from fruitful.solving.formulas import Formula, both, either, opposite

Happens = Callable[[Firing], bool]


class Forbidden(NamedTuple):
    """Something that no profile may bring about, and what to say where one does."""

    name: Formula
    remark: Remark
    happens: Happens
    expect: str
    """What a case of such a profile expects, as YAML."""
    pack: str


class _Speaker(NamedTuple):
    """Something that says a text: when it does, as a formula and in a firing."""

    what: str
    text: Text
    place: Place
    rules: tuple[str, ...]
    pack: str
    speaks: Formula
    happens: Happens
    expect: str


def forbidden(prover: Prover) -> list[Forbidden]:
    """What may not be said, named for the prover."""
    found: list[Forbidden] = []
    for one in _speakers(prover):
        found += _open(prover, one)
        if prover.ruleset.required_by_law is not None:
            found += _to_the_bound(prover, one, prover.ruleset.required_by_law)
    return found


def said_wrongly(prover: Prover, asked: Sequence[Forbidden], tried: Tried) -> Iterator[Remark]:
    """Those that some profile brings about, with the profile."""
    for one in asked:
        if not prover.possible(one.name):
            continue

        def shows(firings: Sequence[Firing], one: Forbidden = one) -> bool:
            return one.happens(firings[0])

        shown = tried.profile(
            prover.sketch(), one.remark.rules or tuple(prover.ruleset.rules), shows
        )
        if shown is None:
            tried.unshown.append(one.remark.message)
        else:
            yield one.remark._replace(profile=shown.profile, expect=one.expect)


def _speakers(prover: Prover) -> Iterator[_Speaker]:
    problem, ruleset = prover.problem, prover.ruleset
    for id, rule in ruleset.rules.items():
        for outcome, key, text in (
            (FINDING, "finding", rule.finding),
            (FINDING, "recommend", rule.recommend),
            (MET, "met", rule.met),
        ):
            if any(text.conditions()) or text.asks_to_end:

                def happens(firing: Firing, id: str = id, outcome: str = outcome) -> bool:
                    return firing.outcomes[id] == outcome

                place = ruleset.place_of(id)
                what, speaks = f"`{key}` of `{id}`", problem.outcomes[id][outcome]
                expect = f"{{findings: [{id}]}}" if outcome == FINDING else f"{{met: [{id}]}}"
                yield _Speaker(what, text, place, (id,), rule.pack, speaks, happens, expect)
    chosen = problem.verdicts()
    for id, entry in ruleset.verdicts.items():
        if any(entry.said.conditions()) or entry.said.asks_to_end:

            def is_given(firing: Firing, id: str = id) -> bool:
                return stand(ruleset, firing).verdict.id == id

            what = f"the verdict `{id}`"
            expect = f"{{verdict: {id}}}"
            place = entry.place
            yield _Speaker(what, entry.said, place, (), entry.pack, chosen[id], is_given, expect)
    yield from _alternatives(prover, chosen)


def _alternatives(prover: Prover, chosen: Mapping[str, Formula]) -> Iterator[_Speaker]:
    ruleset = prover.ruleset
    offering = either(chosen[id] for id, one in ruleset.verdicts.items() if one.offers_alternative)
    for id, entry in ruleset.alternatives.items():
        if entry.said.asks_to_end or entry.asks_to_end:

            def is_offered(firing: Firing, id: str = id) -> bool:
                offered = alternative_to(stand(ruleset, firing).verdict, ruleset, firing)
                return offered is not None and offered.id == id

            holds = prover.problem.rails(entry.when).yes
            speaks = both((offering, holds))
            what = f"the alternative `{id}`"
            expect = f"{{alternative: {id}}}"
            place = entry.place
            yield _Speaker(what, entry.said, place, (), entry.pack, speaks, is_offered, expect)


def _to_the_bound(prover: Prover, one: _Speaker, law: Condition) -> Iterator[Forbidden]:
    """Marked words that reach a partnership that the law requires, or may require unsaid."""
    rails = prover.problem.rails(law)
    may = both((opposite(rails.yes), opposite(rails.no)))
    general = {sentence.while_open for sentence in one.text.sentences}
    help = (
        "give it a case for when the law requires it, with the groundwork or the change, and say "
        "`while_open: Unless the law requires it, …`"
    )
    for case, formula in _spoken(prover, one.text):
        if not case.asks_to_end:
            continue
        for wanted, bound, what in (
            (True, rails.yes, "that the law requires"),
            (None, may, "that the law may require, for all that is known,"),
        ):
            if wanted is None and case in general:
                continue
            message = f"{one.what} can ask a partnership {what} to end, or the like: “{case.words}”"

            def happens(
                firing: Firing, one: _Speaker = one, case: Case = case, wanted: Truth = wanted
            ) -> bool:
                spoken = said(one.text, lambda condition: truth(condition, firing.view))
                is_said = any(each.case is case for each in spoken)
                return one.happens(firing) and is_said and truth(law, firing.view) is wanted

            remark = Remark(one.place, "duty-forgotten", WRONG, message, help, one.rules)
            name = prover.named(both((one.speaks, formula, bound)))
            yield Forbidden(name, remark, happens, one.expect, one.pack)


def _open(prover: Prover, one: _Speaker) -> Iterator[Forbidden]:
    """What is left when no case holds is said, though one may hold."""
    for sentence in one.text.sentences:
        last = sentence.cases[-1]
        if sentence.while_open is not None or last.when != ALWAYS or len(sentence.cases) == 1:
            continue
        rails = [prover.problem.rails(case.when) for case in sentence.cases[:-1]]
        none = [opposite(each.yes) for each in rails]
        some = either(opposite(each.no) for each in rails)
        message = f"{one.what} says “{last.words}” while it is open whether an earlier case holds"
        help = "add what is true either way, as `- while_open: Unless the law requires it, …`"

        def happens(firing: Firing, one: _Speaker = one, sentence: Sentence = sentence) -> bool:
            truths = [truth(case.when, firing.view) for case in sentence.cases[:-1]]
            return one.happens(firing) and True not in truths and None in truths

        remark = Remark(one.place, "open-case", WRONG, message, help, one.rules)
        name = prover.named(both((one.speaks, *none, some)))
        yield Forbidden(name, remark, happens, one.expect, one.pack)


def _spoken(prover: Prover, text: Text) -> Iterator[tuple[Case, Formula]]:
    """Of each case: that it is the one that is said."""
    for sentence in text.sentences:
        earlier: list[Formula] = []
        opened: list[Formula] = []
        for case in sentence.cases:
            rails = prover.problem.rails(case.when)
            yield case, both((rails.yes, *earlier))
            opened.append(both((opposite(rails.yes), opposite(rails.no), *earlier)))
            earlier.append(rails.no if sentence.while_open else opposite(rails.yes))
        if sentence.while_open is not None:
            yield sentence.while_open, either(opened)
