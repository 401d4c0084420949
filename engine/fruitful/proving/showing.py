"""A profile that shows what was proved, evaluated again as the file it will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fruitful.evaluation import profile_from
from fruitful.firing import Firing, fire
from fruitful.firing.engines import REFERENCE, default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.language.condition import leaves, paths
from fruitful.profile.facts import Facts, facts_of
from fruitful.proving.profiles import Group, Sketch, facts_of_sketch, smallest, written
from fruitful.ruleset import Ruleset
from fruitful.ruleset.strata import concluding_rules

Shows = Callable[[Sequence[Firing]], bool]
"""Whether what came of a profile, with each ruleset in turn, is what it is to show."""


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

    def profile(self, sketch: Sketch, rules: Sequence[str], shows: Shows) -> str | None:
        """The smallest profile that shows it, as YAML; None where the sketch does not after all.

        It is of the facts that the rules rest on, where these suffice. What is returned was read
        from its YAML and evaluated with every engine that can be had here. The first of the
        rulesets is the one whose vocabulary it is written in.
        """
        vocabulary = self.rulesets[0].vocabulary
        like = Facts({}, {}, self.on)

        def holds(one: Sketch) -> bool:
            return shows(self.fired(facts_of_sketch(one, vocabulary, like), REFERENCE))

        needed = set[str]().union(*(rests_on_facts(one, rules) for one in self.rulesets))
        about = _only(sketch, needed)
        if not holds(about):
            about = sketch
            if not holds(about):
                return None
        text = written(smallest(about, holds), vocabulary) or "stage: unknown\n"
        facts = self._facts(text)
        engines = {REFERENCE, default_engine()}
        return text if all(shows(self.fired(facts, engine)) for engine in engines) else None

    def of_profile(self, text: str) -> tuple[Firing, ...]:
        """What comes of a profile, as YAML, with each ruleset."""
        return self.fired(self._facts(text), REFERENCE)

    def _facts(self, text: str) -> Facts:
        vocabulary = self.rulesets[0].vocabulary
        return facts_of(profile_from(text.encode(), "profile.yaml", vocabulary), self.on)


def rests_on_facts(ruleset: Ruleset, rules: Sequence[str]) -> set[str]:
    """The full paths of the facts that these rules rest on, through other rules too."""
    concluding = concluding_rules(ruleset.rules)
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [id for id in rules if id in ruleset.rules]
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        rule = ruleset.rules[id]
        for condition in (rule.applies, rule.when, *(case.when for case in rule.severity)):
            waiting += [leaf.rule for leaf in leaves(condition) if hasattr(leaf, "rule")]
            for path in paths(condition):
                found.add(path)
                waiting += concluding.get(path, ())
    return found


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
