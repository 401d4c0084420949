"""How the sections of several packs become one ruleset, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, did_you_mean
from fruitful.document import Node
from fruitful.document.fields import fault, items_of, named, text_of
from fruitful.language.condition import Condition
from fruitful.language.declaring import build, read_collections, read_columns, read_facts
from fruitful.language.reading import Scope, read_condition
from fruitful.language.setting import Setting, read_settings
from fruitful.language.vocabulary import Collection, Fact, TakenFrom, Vocabulary
from fruitful.ruleset.costs import CostLine, read_cost_lines
from fruitful.ruleset.earlier import Earlier, read_earlier
from fruitful.ruleset.model import MODEL, Model, read_models
from fruitful.ruleset.override import Override, override_rule, override_setting, read_overrides
from fruitful.ruleset.pack import Pack, rule_ids, sections
from fruitful.ruleset.questionnaire import Asked, Source, read_asked, read_index
from fruitful.ruleset.roles import Roles, read_roles
from fruitful.ruleset.rule import Rule, Surroundings, read_rule
from fruitful.ruleset.tier import Tier, read_tiers
from fruitful.ruleset.verdict import Verdict, read_rule_test, read_verdicts


class Context(NamedTuple):
    """What the packs together declare, in which rules and verdicts are read."""

    vocabulary: Vocabulary
    settings: Mapping[str, Setting]
    stages: Mapping[str, str]
    themes: Mapping[str, str]

    def scope(self, rule_themes: Mapping[str, str], *, whole_list: bool = False) -> Scope:
        """The scope of conditions that may test these rules, by id and theme."""

        def rule_test(node: Node, word: str, faults: list[Diagnostic]) -> Condition:
            return read_rule_test(
                node, word, rule_themes, self.themes, whole_list=whole_list, faults=faults
            )

        return Scope(self.vocabulary, self.settings, rule_test)


def labels(packs: Sequence[Pack], section: str, faults: list[Diagnostic]) -> dict[str, str]:
    """Names and their labels; a later pack changes none."""
    found: dict[str, str] = {}
    for _, node in sections(packs, section):
        for key, value in named(node, f"`{section}`", faults):
            if key.text in found:
                message = f"`{key.text}` stands in `{section}` already"
                faults.append(fault(key, "duplicate-name", message, "give it a name of its own"))
            found[key.text] = text_of(value, f"`{key.text}`", faults)
    return found


def overrides(packs: Sequence[Pack], faults: list[Diagnostic]) -> list[Override]:
    """The overrides of all packs, in force or not."""
    return [
        override
        for pack, node in sections(packs, "overrides")
        for override in read_overrides(node, pack.id, faults)
    ]


def earlier(packs: Sequence[Pack], faults: list[Diagnostic]) -> list[Earlier]:
    """What the packs' rules and settings said in earlier versions."""
    return [one for _, node in sections(packs, "earlier") for one in read_earlier(node, faults)]


def settings(
    packs: Sequence[Pack],
    overrides: Sequence[Override],
    said_before: Sequence[Earlier],
    on: date,
    faults: list[Diagnostic],
) -> dict[str, Setting]:
    """The settings, with the values that the overrides in force on a day give them."""
    found: dict[str, Setting] = {}
    for pack, node in sections(packs, "settings"):
        read_settings(node, pack.id, found, faults)
    for override in overrides:
        if override.setting:
            # One that is not in force is checked all the same, on a copy.
            target = found if override.in_force(on) else dict(found)
            override_setting(override, target, said_before, faults)
    return found


def vocabulary(
    packs: Sequence[Pack],
    stages: Mapping[str, str],
    takeable: Mapping[TakenFrom, Fact],
    faults: list[Diagnostic],
) -> Vocabulary:
    """The collections and facts of all packs."""
    collections: dict[str, Collection] = {}
    facts: dict[str, Fact] = {}
    for pack, node in sections(packs, "collections"):
        read_collections(node, pack.id, collections, facts, faults)
    for pack, node in sections(packs, "facts"):
        read_facts(node, pack.id, collections, stages, takeable, facts, faults)
    columns: dict[str, tuple[str, ...]] = {}
    for _, node in sections(packs, "columns"):
        read_columns(node, columns, faults)
    return build(facts, collections, columns, faults)


def relevance(context: Context, faults: list[Diagnostic]) -> dict[str, Condition]:
    """When a question makes sense, for the facts that say so."""
    scope = context.scope({})
    return {
        path: read_condition(fact.relevant, scope, faults)
        for path, fact in context.vocabulary.facts.items()
        if fact.relevant is not None
    }


def required_by_law(
    packs: Sequence[Pack], context: Context, faults: list[Diagnostic]
) -> Condition | None:
    """When the law requires the partnership, so that it cannot be declined, left or closed."""
    found = None
    for _, node in sections(packs, "required_by_law"):
        if found is not None:
            message = "`required_by_law` is said already, by a pack below this one"
            faults.append(fault(node, "duplicate-name", message, "take it out"))
        else:
            found = read_condition(node, context.scope({}), faults)
    return found


def rules(
    packs: Sequence[Pack],
    context: Context,
    overrides: Sequence[Override],
    said_before: Sequence[Earlier],
    on: date,
    faults: list[Diagnostic],
) -> dict[str, Rule]:
    """The rules of all packs, as the overrides in force on a day leave them."""
    ids = (id for pack in packs for id in rule_ids(pack.files))
    scope = context.scope(dict.fromkeys(ids, ""))
    found: dict[str, Rule] = {}
    for pack in packs:
        for file in pack.files:
            theme = _theme(file.get("theme"), context.themes, faults)
            around = Surroundings(scope, tuple(context.stages), context.themes, theme, pack.id)
            for item in items_of(file.get("rules"), "`rules`", faults):
                rule = read_rule(item, around, faults)
                if rule is not None and rule.id in found:
                    first = found[rule.id].place
                    message = f"the rule `{rule.id}` stands already in {first.file}:{first.line}"
                    help = "give it an id of its own; to change that rule, override it"
                    faults.append(fault(item, "duplicate-rule", message, help))
                elif rule is not None:
                    found[rule.id] = rule
    of_all = {id for pack in packs for id in rule_ids(pack.portfolio)}
    for override in overrides:
        if override.rule:
            target = found if override.in_force(on) else dict(found)
            override_rule(override, target, of_all, said_before, scope, faults)
    return found


def _theme(node: Node | None, themes: Mapping[str, str], faults: list[Diagnostic]) -> str:
    theme = text_of(node, "`theme`", faults)
    if node is not None and theme and theme not in themes:
        help = did_you_mean(theme, themes)
        faults.append(fault(node, "bad-choice", f"there is no theme `{theme}`", help))
    return theme


def verdicts(
    packs: Sequence[Pack],
    section: str,
    context: Context,
    rules: Mapping[str, Rule],
    faults: list[Diagnostic],
) -> dict[str, Verdict]:
    """The ``verdicts`` or the ``alternatives`` of all packs, a local pack's before the national."""
    scope = context.scope({rule.id: rule.theme for rule in rules.values()}, whole_list=True)
    found: dict[str, Verdict] = {}
    for pack, node in sections(packs, section):
        read_verdicts(node, scope, rules, context.themes, pack.id, found, faults)
    order = [pack.id for pack in reversed(packs)]
    return dict(sorted(found.items(), key=lambda entry: order.index(entry[1].pack)))


def tiers(
    packs: Sequence[Pack],
    context: Context,
    rules: Mapping[str, Rule],
    faults: list[Diagnostic],
) -> dict[str, Tier]:
    """The tiers of significance; those of a local pack stand in the place of the national ones."""
    scope = context.scope({rule.id: rule.theme for rule in rules.values()})
    by_pack: dict[str, dict[str, Tier]] = {}
    for pack, node in sections(packs, "tiers"):
        read_tiers(node, scope, pack.id, by_pack.setdefault(pack.id, {}), faults)
    return list(by_pack.values())[-1] if by_pack else {}


def roles(
    packs: Sequence[Pack],
    context: Context,
    rule_themes: Mapping[str, str],
    faults: list[Diagnostic],
) -> Roles | None:
    """By which facts a screening compares partnerships; the last pack that says so decides.

    ``context`` and ``rule_themes`` are those of the rules about each partnership.
    """
    found = None
    for _, node in sections(packs, "screening"):
        found = read_roles(node, context.scope(rule_themes), faults)
    return found


def models(
    packs: Sequence[Pack],
    context: Context,
    rules: Mapping[str, Rule],
    faults: list[Diagnostic],
) -> dict[str, Model]:
    """The models of all packs; where there are any, each choice of the fact ``model`` is one."""
    scope = context.scope({rule.id: rule.theme for rule in rules.values()})
    found: dict[str, Model] = {}
    for pack, node in sections(packs, "models"):
        read_models(node, scope, pack.id, found, faults)
    fact = context.vocabulary.facts.get(MODEL)
    if found and fact is not None:
        for choice in fact.choices:
            if choice not in found:
                message = f"`models` says nothing about `{choice}`, a choice of `{MODEL}`"
                help = "add a model of this id, or take the choice out"
                faults.append(Diagnostic(fact.place, "incomplete", message, help))
    return found


def asked(
    packs: Sequence[Pack],
    section: str,
    context: Context,
    rules: Mapping[str, Rule],
    faults: list[Diagnostic],
) -> dict[str, Asked]:
    """The questions of a ``checklist``, ``ingredients`` or ``accountability`` section."""
    scope = context.scope({rule.id: rule.theme for rule in rules.values()})
    found: dict[str, Asked] = {}
    for _, node in sections(packs, section):
        read_asked(node, section, scope, rules, found, faults)
    return found


def costs(
    packs: Sequence[Pack], vocabulary: Vocabulary, faults: list[Diagnostic]
) -> dict[str, CostLine]:
    """The lines of the cost model."""
    found: dict[str, CostLine] = {}
    for pack, node in sections(packs, "costs"):
        read_cost_lines(node, vocabulary, pack.id, found, faults)
    return found


def index(packs: Sequence[Pack], faults: list[Diagnostic]) -> dict[str, Source]:
    """The places in the paper, in its order."""
    found: dict[str, Source] = {}
    for _, node in sections(packs, "index"):
        read_index(node, found, faults)
    return found
