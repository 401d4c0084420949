"""A profile that shows what was proved, evaluated again as the file it will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.evaluation import profile_from
from fruitful.firing import Firing, fire
from fruitful.firing.engines import REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.language.condition import RuleState, leaves, paths
from fruitful.profile.facts import Facts, facts_of
from fruitful.proving.profiles import Group, Sketch, facts_of_sketch, smallest, written
from fruitful.ruleset import Ruleset
from fruitful.ruleset.placeholders import settings_in
from fruitful.ruleset.strata import concluding_rules

Shows = Callable[[Sequence[Firing]], bool]
"""Whether what came of a profile, with each ruleset in turn, is what it is to show."""


class Shown(NamedTuple):
    """A profile that shows something, as YAML, and what came of it with each ruleset."""

    profile: str
    firings: tuple[Firing, ...]


class Tried:
    """Rulesets with the engines that fire them, and profiles tried on them."""

    def __init__(self, rulesets: Sequence[Ruleset], on: date) -> None:
        self.rulesets, self.on = tuple(rulesets), on
        self.unshown: list[str] = []
        """What the solver found, and no profile that was tried shows."""
        self._engines: dict[str, tuple[Engine, ...]] = {}

    def fired(self, facts: Facts, engine: str) -> tuple[Firing, ...]:
        """What comes of facts with each ruleset."""
        if engine not in self._engines:
            self._engines[engine] = tuple(prepare(one, engine) for one in self.rulesets)
        each = zip(self.rulesets, self._engines[engine], strict=True)
        return tuple(fire(ruleset, facts, one) for ruleset, one in each)

    def profile(self, sketch: Sketch, rules: Sequence[str], shows: Shows) -> Shown | None:
        """The smallest profile that shows it, as YAML; None where the sketch does not after all.

        It is of the facts that the rules rest on, where these suffice. What is returned was read
        from its YAML and evaluated with every engine that can be had here; only what is about all
        partnerships together was not read, since nobody writes down what is taken from each. The
        first of the rulesets is the one whose vocabulary it is written in.
        """
        vocabulary = self.rulesets[0].vocabulary
        like = Facts({}, {}, self.on)

        def holds(one: Sketch) -> bool:
            return shows(self.fired(facts_of_sketch(one, vocabulary, like), REFERENCE))

        needed = set[str]().union(*(ground_of(one, rules).facts for one in self.rulesets))
        about = _only(sketch, needed)
        if not holds(about):
            about = sketch
            if not holds(about):
                return None
        least = smallest(about, holds)
        text = written(least, vocabulary) or "stage: unknown\n"
        if any(fact.taken_from for fact in vocabulary.facts.values()):
            facts = facts_of_sketch(least, vocabulary, like)
        else:
            facts = facts_of(profile_from(text.encode(), "profile.yaml", vocabulary), self.on)
        fired = {one: self.fired(facts, one) for one in (REFERENCE, default_engine())}
        return Shown(text, fired[REFERENCE]) if all(map(shows, fired.values())) else None


class Ground(NamedTuple):
    """What rules rest on, through other rules too."""

    facts: set[str]
    """The full paths of the facts."""
    rules: set[str]
    """These rules themselves among them."""
    settings: set[str]
    """Those that only a text names among them."""


def ground_of(ruleset: Ruleset, rules: Sequence[str]) -> Ground:
    """What these rules rest on; those that the ruleset has not are left out."""
    concluding = concluding_rules(ruleset.rules)
    ground = Ground(set(), set(), set())
    waiting = [id for id in rules if id in ruleset.rules]
    while waiting:
        id = waiting.pop()
        if id in ground.rules:
            continue
        ground.rules.add(id)
        rule = ruleset.rules[id]
        ground.settings.update(settings_in(rule.declared))
        for condition in (rule.applies, rule.when, *(case.when for case in rule.severity)):
            for leaf in leaves(condition):
                waiting += [leaf.rule] if isinstance(leaf, RuleState) else []
            for path in paths(condition):
                ground.facts.add(path)
                waiting += concluding.get(path, ())
    return ground


def _only(sketch: Sketch, needed: set[str]) -> Sketch:
    """The sketch without the answers to other questions."""
    values = {path: value for path, value in sketch.values.items() if path in needed}
    groups = {}
    for name, group in sketch.groups.items():
        if any(path.startswith(f"{name}.") for path in needed):
            inner = {path[len(name) + 1 :] for path in needed if path.startswith(f"{name}.")}
            groups[name] = Group(
                tuple(_kept(own, inner) for own in group.listed),
                _kept(group.each, inner),
                group.total,
            )
    return Sketch(values, groups)


def _kept(values: Mapping[str, object], paths: set[str]) -> dict:  # type: ignore[type-arg]
    return {path: value for path, value in values.items() if path in paths}
