"""What an interview says: a question with its possible answers, and why it is asked."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence

from fruitful.advice.advice import Recommendation
from fruitful.advice.behind import Behind
from fruitful.advice.judging import spoken
from fruitful.ask import Asking, OpenQuestion
from fruitful.ask.trying import Now
from fruitful.diagnostic import printable
from fruitful.language.value import say
from fruitful.language.vocabulary import Fact
from fruitful.profile.answer import Answer
from fruitful.render.asking import effect_lines, named, standing_lines
from fruitful.render.layout import WIDTH, Paint, wrap
from fruitful.render.local import own, rule_names
from fruitful.render.template import ANSWERS
from fruitful.ruleset import Ruleset

KEYS = "[? don't know, na not applicable, back, quit, help]"
MOST_TO_DO = 3
"""Recommendations that an interview ends with."""
HELP = (
    "Type the number or the word of an answer. Behind a colon you can say where it comes from: "
    "“no: Board minutes, March”. Other things to type:",
    "?     you don't know (also: don't know)",
    "na    it does not apply here; a reason can follow behind a colon",
    "back  to the question before, to look at its answer or change it",
    "quit  leave; the same command takes you on from where you left",
)


NAME = "What is the partnership called? (Enter leaves it open, quit leaves)\n> "


def members_lines(ask: str, one: str) -> Iterator[str]:
    """Who belongs to a collection, to be typed one by one."""
    yield ""
    yield from wrap(f"{ask} Type the name of one {one} a line; Enter by itself ends the list.")


def welcome_lines(name: str, file: str, *, is_new: bool) -> Iterator[str]:
    """How an interview begins."""
    yield from wrap(f"An interview about {name}." if name else "An interview.")
    new = "which is new" if is_new else "where the answers given so far are"
    yield from wrap(f"Every answer is written into {file}, {new}, as soon as it is given.")
    yield from help_lines()


def help_lines() -> Iterator[str]:
    """What can be typed."""
    yield ""
    yield from wrap(HELP[0])
    for line in HELP[1:]:
        yield from wrap(line, "  ", "        ")


def separating_lines(asking: Asking | None, more: int = 0) -> Iterator[str]:
    """What stands between two questions: how things are by now.

    ``more`` is how many questions at most stand before the verdict beside the one to come.
    """
    yield ""
    yield "-" * WIDTH
    if asking is not None:
        standing = asking.now.standing
        how = "" if standing.settled else " (provisional)"
        number = len(asking.questions) + len(asking.together)
        left = "one question is open" if number == 1 else f"{number} questions are open"
        if not standing.settled:
            left = f"up to {more} more before it is settled" if more else "this one can settle it"
        yield from wrap(f"Verdict so far: {standing.verdict.title}{how}; {left}.")
        yield ""


def question_lines(
    text: str, fact: Fact, number: int, paint: Paint, names: Sequence[str] = ()
) -> Iterator[str]:
    """A question and its possible answers; ``names`` of those for whom one answer is wanted."""
    yield from wrap(text, f"{number}. ", "   ", lambda line: paint(line, "heading"))
    yield from wrap(fact.help, "   ")
    if names:
        those = named(names, "others")
        yield from wrap(f"One answer for {those}; type “differ” to answer for each.", "   ")
    if fact.kind == "set":
        yield from wrap("Any number of these, such as 1, 3:", "   ")
        yield "   0  none of them"
    for at, (name, label) in enumerate(fact.choices.items(), 1):
        said = say("choice", name)
        meaning = f"{said}: {label}" if label not in ("", name, said) else said
        yield from wrap(meaning, f"{at:>4}  ", "      ")
    if not fact.choices:
        unit = f", in {fact.unit}" if fact.unit else ""
        yield from wrap(f"Type {ANSWERS[fact.kind]}{unit}.", "   ")


def why_lines(one: OpenQuestion, now: Now, ruleset: Ruleset) -> Iterator[str]:
    """Why a question is asked: what it is about, and what each answer would change."""
    sources = [*one.fact.cites, *filter(None, [own(one.fact.pack, ruleset).strip(" ()")])]
    cites = f" ({', '.join(sources)})" if sources else ""
    titles = [f"{rule_names([id], ruleset)} “{ruleset.rules[id].title}”" for id in one.rules]
    about = f" It is about {named(titles, 'rules')}." if titles else ""
    yield ""
    yield from wrap(f"Why it is asked{cites}:{about}", "   ")
    yield from effect_lines(one, now, "   ")
    if one.known is not None:
        yield from wrap(f"So far it is known as {say('date', one.known)}.", "   ")


def answer_lines(answer: Answer | None, fact: Fact) -> Iterator[str]:
    """The answer given before."""
    if answer is not None:
        value = answer.value
        said = "not known" if value is None else say(fact.kind, value, fact.choices, fact.unit)
        source = f" ({answer.evidence})" if answer.evidence else ""
        yield from wrap(f"Answered: {said}{source}. Press Enter to leave it so.", "   ")


def hint_lines(text: str) -> list[str]:
    """What to type instead."""
    sentence = text[:1].upper() + text[1:]
    return wrap(sentence.replace("?.", "?").replace(": .", "."), "   ")


def settled_lines(asking: Asking, put_off: Collection[str], ruleset: Ruleset) -> Iterator[str]:
    """That the verdict is settled, or that nothing is left to settle it, and what else is open."""
    standing = asking.now.standing
    yield ""
    yield "=" * WIDTH
    if standing.settled:
        verdict = spoken(standing.verdict, Behind(ruleset, asking.now.firing.view))
        yield from wrap(f"The verdict is settled: {verdict.title}{own(verdict.pack, ruleset)}.")
        yield from wrap(verdict.text)
        if asking.now.alternative is not None:
            yield from wrap(f"Instead: {asking.now.alternative.title}.")
    else:
        yield from standing_lines(standing, ruleset)
        yield from wrap("No question that is left can settle it: what it hangs on is not known.")
    paths = [one.fact.path for one in (*asking.questions, *asking.together)]
    left = sum(path not in put_off for path in paths)
    if left:
        yield ""
        verb = "question is" if left == 1 else "questions are"
        yield from wrap(f"{left} more {verb} open. They can bring out what else to put right.")


def put_off_question(number: int) -> str:
    """Whether to ask again what was not known."""
    what = "One question is" if number == 1 else f"{number} questions are"
    return f"{what} answered with “not known”. Ask again?"


def farewell_lines(file: str, to_do: Sequence[Recommendation], ruleset: Ruleset) -> Iterator[str]:
    """What to do first, and how to go on."""
    yield ""
    if to_do:
        yield "What to do first, by the answers so far:"
    for one in to_do:
        rule = rule_names([one.rule], ruleset)
        yield from wrap(f"{one.title} [{rule}: {', '.join(one.cites)}]", f"{one.rank:>2}. ", "    ")
        yield from wrap(one.text, "    → ", "      ")
    if to_do:
        yield ""
    yield from wrap(f"Every answer is in {file}.")
    name = printable(shlex.quote(file))
    yield "To go on with the questions, or to see the advice so far:"
    yield f"  fruitful ask -i {name}"
    yield f"  fruitful evaluate {name}"
