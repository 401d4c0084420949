"""What must hold of a ruleset as a whole, once its packs are stacked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fruitful.diagnostic import Diagnostic, did_you_mean, shorten
from fruitful.language.setting import Setting
from fruitful.language.vocabulary import Fact, Vocabulary
from fruitful.ruleset.citation import CITATION, HOW_TO_CITE
from fruitful.ruleset.override import Override
from fruitful.ruleset.questionnaire import Source
from fruitful.ruleset.rule import Rule


def check_citations(
    rules: Mapping[str, Rule],
    facts: Mapping[str, Fact],
    index: Mapping[str, Source],
    faults: list[Diagnostic],
) -> None:
    """Questions cite as rules do; what a rule cites stands in the index, where there is one."""
    for fact in facts.values():
        for cite in fact.cites:
            if not CITATION.fullmatch(cite):
                message = f"`{shorten(cite)}`, cited by `{fact.path}`, is not a place in the paper"
                faults.append(Diagnostic(fact.place, "bad-citation", message, HOW_TO_CITE))
    for rule in rules.values():
        for cite in rule.cites if index else ():
            if cite not in index and not cite.startswith("local:"):
                message = f"`{rule.id}` cites {cite}, which is not in the `index`"
                help = "correct the number; a source of your own begins with `local:`"
                faults.append(Diagnostic(rule.place, "bad-citation", message, help))


def check_conclusions(
    rules: Mapping[str, Rule], vocabulary: Vocabulary, faults: list[Diagnostic]
) -> None:
    """Rules conclude only facts declared so, and each of these is concluded by some rule."""
    concluded = {path for path, fact in vocabulary.facts.items() if fact.concluded}
    for rule in rules.values():
        if rule.conclude and rule.conclude not in concluded:
            message = f"`{rule.id}` concludes `{rule.conclude}`, which is not declared `concluded`"
            help = did_you_mean(rule.conclude, sorted(concluded))
            faults.append(Diagnostic(rule.place, "unknown-fact", message, help))
    for path in sorted(concluded - {rule.conclude for rule in rules.values()}):
        message = f"no rule concludes `{path}`"
        help = "add a rule with `conclude`, or take the fact out"
        faults.append(Diagnostic(vocabulary.facts[path].place, "never-concluded", message, help))


def check_opposites(rules: Mapping[str, Rule], faults: list[Diagnostic]) -> None:
    """What a rule contradicts is another rule."""
    for rule in rules.values():
        if any(leaf.rule == rule.id for leaf in rule.contradicts):
            message = f"`{rule.id}` says that it contradicts itself"
            help = "name the rule whose advice is the opposite"
            faults.append(Diagnostic(rule.place, "contradicts-itself", message, help))


def check_giving_way(rules: Mapping[str, Rule], faults: list[Diagnostic]) -> None:
    """Rules that give way to one another in a circle would say nothing at all."""
    done: set[str] = set()
    for id in rules:
        trail: list[str] = []
        waiting = [(id, 0)]
        while waiting:
            one, depth = waiting.pop()
            del trail[depth:]
            if one in trail:
                circle = " → ".join([*trail[trail.index(one) :], one])
                message = f"these rules give way to one another in a circle: {circle}"
                help = "let the one that says it best give way to none"
                faults.append(Diagnostic(rules[one].place, "circle", message, help))
                return
            if one in done:
                continue
            trail.append(one)
            waiting += [(next, len(trail)) for next in rules[one].give_way_to if next in rules]
        done.update(trail)


def check_standing(
    overrides: Iterable[Override],
    rules: Mapping[str, Rule],
    settings: Mapping[str, Setting],
    packs: Sequence[str],
    faults: list[Diagnostic],
) -> None:
    """What overrides change is declared below them; ``packs`` are the ids in their order."""
    for override in overrides:
        rule, setting = rules.get(override.rule), settings.get(override.setting)
        above = rule.pack if rule else setting.declared_by if setting else override.pack
        if packs.index(above) > packs.index(override.pack):
            name = shorten(override.name)
            message = f"`{name}` is of the pack `{above}`, which does not stand below this one"
            help = f"name `{above}` first, and `{override.pack}` after it"
            faults.append(Diagnostic(override.place, "not-below", message, help))


def check_lowers(
    overrides: Iterable[Override],
    rules: Mapping[str, Rule],
    verdicts: Iterable[str],
    faults: list[Diagnostic],
) -> None:
    """What overrides say that they lower are rules, or verdicts."""
    known = [*rules, *verdicts]
    for override in overrides:
        for id in override.lowers:
            if id not in known:
                message = f"`lowers` names `{shorten(id)}`, and there is no such rule or verdict"
                help = did_you_mean(id, known, "`fruitful rules list` lists the rules")
                faults.append(Diagnostic(override.place, "unknown-rule", message, help))
