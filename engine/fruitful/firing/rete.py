"""The Rete engine: durable_rules fires the rules, by two rails over atoms.

Every leaf test is an *atom*, decided in Python to t, f or unknown. A condition becomes two sets of
positive rules, one that matches when it is certainly true and one when it is certainly false; the
network compares short strings only. When neither matches, the condition is undecided: that is
Kleene's logic, exactly. See durable_rules' traps, which the limits below keep clear of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count, product
from logging import NullHandler
from threading import Lock
from typing import Any as Anything

from durable import logger
from durable.engine import MessageNotHandledException
from durable.engine import Ruleset as DurableRuleset

from fruitful.firing.programme import Engine, Name, Stratum, programme
from fruitful.firing.reference import truth
from fruitful.language.condition import All, Any, Condition, Not, Quantified, RuleState, Test
from fruitful.language.truth import Truth
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset

MOST_RULES = 40
"""Rules a network. More than 64 that match one fact at once are an error (303)."""
MOST_PROPERTIES = 150
"""Properties of the one fact that a network is asserted. About 250 fail."""
MOST_BRANCHES = 16
"""Ways in which a conjunction may hold before its parts become rails of their own."""
MOST_PARTS = 50
"""Parts of a conjunction before it is split."""

Atom = Test | RuleState | Quantified
Branch = dict[str, str]
"""One way in which a rail holds: the atoms (a1, a2…) and rails (r1, r2…) that must be t or f."""

# What an action met is raised here; that it is logged too is for those who ask for logs.
logger.addHandler(NullHandler())

_WITHOUT_A_TEXT = "exception caught , "
"""How durable_rules writes an exception in an action that says nothing, as an interrupt does."""
_SERIAL = count()
"""durable_rules wants every network's name and every fact's id to be new."""


def rete_engine(ruleset: Ruleset) -> Engine:
    """The engine that has durable_rules decide every condition.

    Threads may share it: a network has one working memory, so they take turns.
    """
    strata = [_Rails(stratum) for stratum in programme(ruleset)]
    turn = Lock()

    def decide(number: int, view: View) -> Mapping[Name, Truth]:
        with turn:
            return strata[number].decide(view)

    return decide


class _Rails:
    """The rails of one stratum's conditions, and the networks that they are fired by."""

    def __init__(self, stratum: Stratum) -> None:
        self.atoms: dict[Atom, int] = {}
        self.numbers: dict[tuple[Condition, bool], int] = {}
        self.branches: list[list[Branch]] = []
        self.names = {
            name: (self._rail(condition, True), self._rail(condition, False))
            for name, condition in stratum.items()
        }
        self.always = [number for number, ways in enumerate(self.branches) if {} in ways]
        self.plain = {
            number: ways[0] for number, ways in enumerate(self.branches) if _is_plain(ways)
        }
        self.layers: list[list[_Network]] = self._built()
        self.spoiled = False
        """Whether a fault or an interrupt has left something behind in a working memory."""

    def _built(self) -> list[list[_Network]]:
        return [list(_networks(layer)) for layer in self._layers()]

    def decide(self, view: View) -> Mapping[Name, Truth]:
        """Fire the networks, layer by layer, and fold each condition's two rails into a truth."""
        known: Branch = {}
        for atom, number in self.atoms.items():
            holds = truth(atom, view)
            if holds is not None:
                known[f"a{number}"] = "t" if holds else "f"
        held = set(self.always)
        known.update((f"r{number}", "t") for number in self.always)
        if self.spoiled:
            self.layers = self._built()
        self.spoiled = True
        for layer in self.layers:
            fired = [number for network in layer for number in network.fire(known)]
            held.update(fired)
            known.update((f"r{number}", "t") for number in fired)
        self.spoiled = False
        held.update(number for number, way in self.plain.items() if way.items() <= known.items())
        return {
            name: True if yes in held else False if no in held else None
            for name, (yes, no) in self.names.items()
        }

    def _rail(self, condition: Condition, wanted: bool) -> int:
        """The number of the rail on which a condition is true, or false."""
        key = (condition, wanted)
        if key not in self.numbers:
            ways = self._ways(condition, wanted)
            self.numbers[key] = len(self.branches)
            self.branches.append(ways)
        return self.numbers[key]

    def _ways(self, condition: Condition, wanted: bool) -> list[Branch]:
        """The ways in which a condition is true, or false: its disjunctive normal form."""
        if isinstance(condition, Not):
            return self._ways(condition.part, not wanted)
        if not isinstance(condition, (All, Any)):
            number = self.atoms.setdefault(condition, len(self.atoms))
            return [{f"a{number}": "t" if wanted else "f"}]
        if isinstance(condition, All) is wanted:
            return self._conjunction(condition, wanted)
        ways = chain.from_iterable(self._ways(part, wanted) for part in condition.parts)
        return _distinct(ways)

    def _conjunction(self, condition: All | Any, wanted: bool) -> list[Branch]:
        parts = condition.parts
        if len(parts) > MOST_PARTS:
            kind = type(condition)
            starts = range(0, len(parts), MOST_PARTS)
            return self._ways(
                kind(tuple(kind(parts[at : at + MOST_PARTS]) for at in starts)), wanted
            )
        ways = [self._ways(part, wanted) for part in parts]
        many = size = 1
        for one in ways:
            many *= len(one)
            size += max(map(len, one), default=0)
        if many > MOST_BRANCHES or size > 2 * MOST_PARTS:
            ways = [
                one if _is_small(one) else [{f"r{self._rail(part, wanted)}": "t"}]
                for one, part in zip(ways, parts, strict=True)
            ]
        return _distinct(branch for some in product(*ways) if (branch := _merged(some)) is not None)

    def _layers(self) -> list[list[tuple[int, Branch]]]:
        """The rules of each layer; a branch that reads a rail fires after that rail."""
        layers: list[list[tuple[int, Branch]]] = []
        depths: list[int] = []
        for number, ways in enumerate(self.branches):
            reads = (int(name[1:]) for way in ways for name in way if name[0] == "r")
            depths.append(max((depths[read] + 1 for read in reads), default=0))
            while len(layers) <= depths[-1]:
                layers.append([])
            if number not in self.plain:
                layers[depths[-1]].extend((number, way) for way in ways if way)
        return layers


def _is_plain(ways: list[Branch]) -> bool:
    """It holds where one atom does: a rule for it would say nothing more, and take 28 kB."""
    return len(ways) == 1 and len(ways[0]) == 1


def _is_small(ways: list[Branch]) -> bool:
    """Never, always, or on one atom."""
    return not ways or _is_plain(ways) or ways == [{}]


def _distinct(ways: Iterable[Branch]) -> list[Branch]:
    return [dict(one) for one in dict.fromkeys(tuple(sorted(way.items())) for way in ways)]


def _merged(branches: Iterable[Branch]) -> Branch | None:
    """All of these at once; None where they contradict one another."""
    merged: Branch = {}
    for branch in branches:
        for name, value in branch.items():
            if merged.setdefault(name, value) != value:
                return None
    return merged


class _Network:
    """One durable_rules network: a few rules, and the properties of the fact that they read."""

    def __init__(self, rules: list[tuple[int, Branch]]) -> None:
        self.fired: list[int] = []
        self.faults: list[object] = []
        self.properties = sorted({name for _, branch in rules for name in branch})
        definition = {
            f"{at}_{number}": {
                "all": [{"m": _pattern(branch)}],
                "run": self._note(number),
            }
            for at, (number, branch) in enumerate(rules)
        }
        # The ruleset alone, without durable_rules' Host, which would start polling threads.
        self.ruleset = DurableRuleset(f"fruitful{next(_SERIAL)}", None, definition)

    def _note(self, number: int) -> Callable[[Anything], None]:
        return lambda closure: self.fired.append(number)

    def fire(self, known: Branch) -> list[int]:
        """The rails that hold, given what is known; the network forgets it afterwards."""
        fact = {name: known[name] for name in self.properties if name in known}
        if not fact:
            return []
        fact |= {"id": str(next(_SERIAL)), "sid": "0"}
        self.fired.clear()
        self.faults.clear()
        try:
            state = self.ruleset.assert_fact(fact)
        except MessageNotHandledException:  # no rule matched
            return []
        self.ruleset.do_actions(state, self._keep_fault)
        self._raise_fault()
        self.ruleset.retract_fact(fact)
        return self.fired

    def _keep_fault(self, error: object, state: Mapping[str, object] | None) -> None:
        """What durable_rules tells of an action's exception, which it keeps to itself. What was
        raised here it would catch too, and log."""
        fault = error or (state or {}).get("exception")
        if fault:
            self.faults.append(fault)

    def _raise_fault(self) -> None:
        """Nothing that an action met may be lost, and Ctrl-C is no fault."""
        for fault in self.faults:
            if isinstance(fault, KeyboardInterrupt) or str(fault).startswith(_WITHOUT_A_TEXT):
                raise KeyboardInterrupt
        if self.faults:
            raise RuntimeError(f"durable_rules could not fire: {self.faults[0]}")


def _pattern(branch: Branch) -> dict[str, Anything]:
    tests = [{name: value} for name, value in branch.items()]
    return tests[0] if len(tests) == 1 else {"$and": tests}


def _networks(rules: Iterable[tuple[int, Branch]]) -> Iterator[_Network]:
    """Networks small enough for durable_rules, which together hold all rules."""
    some: list[tuple[int, Branch]] = []
    names: set[str] = set()
    for number, branch in rules:
        if len(some) == MOST_RULES or len(names | branch.keys()) > MOST_PROPERTIES:
            yield _Network(some)
            some, names = [], set()
        some.append((number, branch))
        names |= branch.keys()
    if some:
        yield _Network(some)
