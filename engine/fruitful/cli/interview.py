"""``fruitful ask -i``: one question at a time, each answer written down as soon as it is given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fruitful.advice.advice import Recommendation
from fruitful.ask import VERDICT, Asking, OpenQuestion, open_questions, questioner
from fruitful.ask import reply as wish
from fruitful.ask.reply import Reply, read_reply
from fruitful.cli.options import Rules
from fruitful.cli.streams import STANDARD_INPUT, failure, painter, read_bytes, tell, write
from fruitful.cli.terminal import Left, agreed, is_at_terminal, say, typed, typed_name
from fruitful.diagnostic import Refused, printable
from fruitful.evaluation import assess, profile_from
from fruitful.language.value import Unreadable
from fruitful.language.vocabulary import of_member
from fruitful.profile import Profile
from fruitful.profile.answer import Answer
from fruitful.profile.gathering import Member
from fruitful.profile.places import said_unknown
from fruitful.profile.writing import NewAnswer, with_answer
from fruitful.render import interview as words
from fruitful.render.template import template


def run(path: str, rules: Rules, on: date | None) -> None:
    """Interview the person at the terminal about the partnership of a profile.

    Raises Refused where the profile has faults, and click.ClickException where it cannot be had.
    """
    if path == STANDARD_INPUT:
        raise failure("an interview writes the answers into a file: name one in place of -")
    if not is_at_terminal():
        message = "an interview needs a terminal, and standard input is none. Without -i,"
        raise failure(f"{message} `fruitful ask {printable(path)}` lists the questions")
    is_new = not os.path.exists(path)
    if is_new:
        write(template(rules.on(on or date.today())[0], None), path)
    try:
        _Interview(path, rules, on).conduct(is_new=is_new)
    except KeyboardInterrupt:
        tell(f"\nEvery answer given so far is in {printable(path)}.")
        raise


class _Asked(NamedTuple):
    """A question as it is put: for all members, or for one of those listed."""

    question: OpenQuestion
    asking: Asking
    member: int | None = None
    again: bool = False
    """It has been answered in this sitting."""


class _Interview:
    """One sitting: what has been asked, what is put off, and where the answers go."""

    def __init__(self, path: str, rules: Rules, on: date | None) -> None:
        self.path, self.rules = path, rules
        self.read: tuple[bytes, Profile] | None = None
        self.ruleset, _ = rules.on(on or date.today())
        self.day = on or self._profile().assessed_on or date.today()
        self.ruleset, engine = rules.on(self.day)
        self.asker = questioner(self.ruleset, engine)
        self.put_off = set(said_unknown(read_bytes(path), path, self.ruleset.vocabulary))
        self.trail: list[_Asked] = []
        self.ahead: list[_Asked] = []
        self.told = ""

    def conduct(self, *, is_new: bool) -> None:
        """Ask until nothing is open, or the person leaves."""
        try:
            if is_new:
                portfolio = self.rules.portfolio(self.day)
                self._begin(portfolio.roles.partners if portfolio and portfolio.roles else "")
            say(words.welcome_lines(self._profile().name, self.path, is_new=is_new))
            while (asked := self._next()) is not None:
                self._put(asked)
        except Left:
            pass
        say(words.farewell_lines(self.path, self._to_do(), self.ruleset))

    def _to_do(self) -> tuple[Recommendation, ...]:
        """What to do first, by the answers so far."""
        assessed = assess(self.ruleset, self._profile(), self.day, self.asker.engine, "")
        return assessed.advice.recommendations[: words.MOST_TO_DO]

    def _begin(self, collection: str) -> None:
        """Write down what the partnership is called and who takes part, as far as that is told.

        Those who take part are the members of the collection; "" where packs know of none.
        """
        name = typed_name(words.NAME)
        members: dict[str, tuple[str, ...]] = {}
        if collection:
            partners = self.ruleset.vocabulary.collections[collection]
            say(words.members_lines(partners.ask, partners.one))
            members[collection] = tuple(dict.fromkeys(iter(typed_name, "")))
        text = template(self.ruleset, None, name, members)
        try:
            profile_from(text.encode(), self.path, self.ruleset.vocabulary)
        except Refused as refused:
            self._explain(refused)
            self._begin(collection)
        else:
            write(text, self.path, over_input=True)

    def _profile(self) -> Profile:
        """What the file says now: it may be edited by hand beside the interview. Raises Refused."""
        data = read_bytes(self.path)
        if self.read is None or self.read[0] != data:
            self.read = data, profile_from(data, self.path, self.ruleset.vocabulary)
        return self.read[1]

    def _next(self) -> _Asked | None:
        """What to ask next; None where nothing is left, or the person has had enough."""
        if self.ahead:
            return self.ahead.pop(0)
        asking = open_questions(self.asker, self._profile(), self.day)
        last = self.trail[-1].question.topic if self.trail else ""
        one = asking.next(self.put_off, last)
        if not self._goes_on(asking, one):
            return None
        if one is not None:
            return _Asked(one, asking)
        waiting = {each.fact.path for each in (*asking.questions, *asking.together)}
        if waiting and agreed(words.put_off_question(len(waiting))):
            self.put_off -= waiting
            return self._next()
        return None

    def _goes_on(self, asking: Asking, one: OpenQuestion | None) -> bool:
        """Once the verdict is settled, or nothing is left to settle it, whether to go on."""
        standing = asking.now.standing
        hangs = one is not None and one.concerns == VERDICT and not standing.settled
        state = f"{standing.verdict.id} {standing.settled}"
        if hangs or state == self.told:
            return True
        self.told = state
        say(words.settled_lines(asking, self.put_off, self.ruleset))
        return one is None or agreed("Go on with them?")

    def _put(self, asked: _Asked) -> None:
        """Put a question until it is answered, put off or left for the one before."""
        say(self._question(asked))
        while not self._is_done(asked, self._reply(asked)):
            pass

    def _is_done(self, asked: _Asked, reply: Reply) -> bool:
        """Do what is wished; whether the question is done with, for now."""
        if reply.kind == wish.QUIT:
            raise Left
        if reply.kind == wish.HELP:
            say(words.help_lines())
            return False
        if reply.kind == wish.BACK:
            return self._goes_back(asked)
        if reply.kind == wish.DIFFER:
            return self._differs(asked)
        if reply.kind == wish.NOTHING and not asked.again:
            say(words.hint_lines("Nothing is typed. Where you don't know, type a ?."))
            return False
        if reply.kind != wish.NOTHING and not self._writes(asked, reply):
            return False
        self.trail.append(asked._replace(again=True))
        return True

    def _question(self, asked: _Asked) -> Iterator[str]:
        one, first = asked.question, asked.member is None and not asked.again
        text = one.ask
        if asked.member is not None:
            text = of_member(self._members(asked)[asked.member].name, one.fact.ask)
        more = asked.asking.before_verdict({*self.put_off, one.fact.path})
        yield from words.separating_lines(asked.asking if first else None, more)
        names = [name for _, name in self._silent(asked)]
        number = len(self.trail) + 1
        yield from words.question_lines(text, one.fact, number, painter(None), names)
        if asked.again:
            yield from words.answer_lines(self._answer(asked), one.fact)
        elif first:
            yield from words.why_lines(one, asked.asking.now, self.ruleset)

    def _reply(self, asked: _Asked) -> Reply:
        """What is typed, once it can be understood."""
        while True:
            text = typed(f"   {words.KEYS}\n> ")
            try:
                return read_reply(text, asked.question.fact)
            except Unreadable as problem:
                say(words.hint_lines(f"{problem.message}: {problem.help}."))

    def _goes_back(self, asked: _Asked) -> bool:
        if not self.trail:
            say(words.hint_lines("This is the first question of this sitting."))
            return False
        before = self.trail.pop()
        same = before.question.fact == asked.question.fact and before.member is not None
        self.ahead = [before, asked, *self.ahead] if same else [before]
        return True

    def _differs(self, asked: _Asked) -> bool:
        """Ask of each member by itself."""
        one_by_one = [asked._replace(member=at) for at, _ in self._silent(asked)]
        if not one_by_one:
            say(words.hint_lines("Nobody is listed by name for whom to answer one by one."))
            return False
        self.ahead = one_by_one
        return True

    def _writes(self, asked: _Asked, reply: Reply) -> bool:
        """Write the answer down; False where it cannot be, and why is said."""
        fact, evidence = asked.question.fact, reply.evidence
        if reply.kind == wish.ANSWER:
            self.put_off.discard(fact.path)
        elif asked.member is None:
            self.put_off.add(fact.path)
        if reply.kind == wish.NOT_APPLICABLE:
            evidence = f"Not applicable: {evidence}" if evidence else "Not applicable."
        if reply.kind == wish.UNKNOWN and asked.question.known is not None:
            return True  # what is known of the date stays
        answer = NewAnswer(fact.path, reply.value, evidence, asked.member)
        data = read_bytes(self.path)
        try:
            new = with_answer(data, self.path, self.ruleset.vocabulary, answer)
        except Refused as refused:
            self._explain(refused)
            return False
        write(new.decode("utf-8"), self.path, over_input=True)
        return True

    def _explain(self, refused: Refused) -> None:
        for fault in refused.diagnostics:
            say(words.hint_lines(f"{fault.message}: {fault.help}."))

    def _members(self, asked: _Asked) -> tuple[Member, ...]:
        members = self._profile().members.get(asked.question.fact.collection)
        return members.listed if members else ()

    def _silent(self, asked: _Asked) -> list[tuple[int, str]]:
        """The listed members of whom it is not told, where all are asked for together."""
        fact = asked.question.fact
        if asked.member is not None or not fact.collection:
            return []
        listed = enumerate(self._members(asked))
        return [(at, one.name) for at, one in listed if fact.item not in one.answers]

    def _answer(self, asked: _Asked) -> Answer | None:
        """The answer to a question that has been answered."""
        fact, profile = asked.question.fact, self._profile()
        if asked.member is not None:
            return self._members(asked)[asked.member].answers.get(fact.item)
        if fact.collection:
            return profile.members[fact.collection].each.get(fact.item)
        members = profile.members.get(fact.path.removesuffix(".count"))
        return members.counted if members else profile.answers.get(fact.path)
