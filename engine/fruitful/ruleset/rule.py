"""Rules: what they test, how severe a finding is, and what to say about it."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar, Sequence
from fruitful.document.digest import short_digest
from fruitful.document.fields import choice_of, fault, flag_of, keys_of, text_of
from fruitful.language.condition import (
    ALWAYS,
    All,
    Condition,
    Quantified,
    RuleState,
    Test,
    leaves,
)
from fruitful.language.reading import Scope, read_condition
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset.citation import read_cites
from fruitful.ruleset.placeholders import PLACEHOLDER
from fruitful.ruleset.text import Text, read_text

SEVERITIES = ("critical", "high", "medium", "low", "advisory")
"""From the most to the least severe."""


WORDING = (
    "title",
    "cites",
    "finding",
    "recommend",
    "met",
    "asks_to_end",
    "finds_fault",
    "give_way_to",
    "contradicts",
)
"""What a rule says, and not what it tests: where no more has changed, an override still holds."""


class SeverityCase(NamedTuple):
    """A severity and when it counts; the first case that holds does."""

    severity: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack, as the packs above it leave it."""

    id: str
    title: str
    theme: str
    settle_by: str
    first_stage: str
    last_stage: str
    cites: tuple[str, ...]
    applies: Condition
    when: Condition
    severity: tuple[SeverityCase, ...]
    finding: Text
    recommend: Text
    met: Text
    asks_to_end: bool | None
    """Whether its advice asks to decline, leave, close or end; None where it does not say."""
    finds_fault: bool
    """Whether it is better that it finds nothing; else what it finds is a success, or so, of which
    something follows."""
    conclude: str
    """The fact that it concludes; "" for none."""
    give_way_to: tuple[str, ...]
    """Rules that say the same better: where one is a finding too, it speaks for this one."""
    contradicts: tuple[RuleState, ...]
    """Findings whose advice is the opposite of its own: no profile may make both."""
    pack: str
    declared: Node = field(repr=False, compare=False)
    """As the pack that declares it says it, whatever overrides it."""

    @property
    def place(self) -> Place:
        return self.declared.place

    @property
    def fingerprint(self) -> str:
        """What an override of it records: a digest of what it says before it is overridden."""
        return short_digest(self.declared, self.theme)

    @property
    def meaning(self) -> str:
        """A digest of what it tests and how severe it is, whatever its words."""
        return short_digest(self.declared, self.theme, WORDING)

    @property
    def gravest(self) -> str:
        """The most severe that a finding of it can be."""
        return min((case.severity for case in self.severity), key=SEVERITIES.index)

    @property
    def texts(self) -> tuple[Text, Text, Text]:
        """What it says of a finding, what to do about it, and what it says where it is met."""
        return self.finding, self.recommend, self.met


_KEYS = [
    "id",
    "title",
    "theme",
    "settle_by",
    "from",
    "until",
    "cites",
    "applies",
    "when",
    "severity",
    "finding",
    "recommend",
    "met",
    "asks_to_end",
    "finds_fault",
    "conclude",
    "give_way_to",
    "contradicts",
]


class Surroundings(NamedTuple):
    """What the rules of a file are read in."""

    scope: Scope
    stages: tuple[str, ...]
    themes: MappingABC[str, str]
    theme: str
    """The theme of the file, for rules that name none."""
    pack: str


def read_rule(node: Node, around: Surroundings, faults: list[Diagnostic]) -> Rule | None:
    """One rule; None where it is no mapping at all."""
    if not isinstance(node, Mapping):
        faults.append(
            fault(
                node,
                "not-a-mapping",
                "a rule is a mapping of keys to values",
                "begin it with `- id: …`, and its other keys below that",
            )
        )
        return None
    name = node.get("id")
    what = f"the rule `{shorten(name.text)}`" if isinstance(name, Scalar) else "a rule"
    due = ("settle_by",) if around.stages else ()
    fields = keys_of(node, what, _KEYS, ("id", "title", *due, "cites", "when"), faults)
    texts = {
        key: text_of(fields.get(key), f"`{key}` of {what}", faults)
        for key in ("id", "title", "conclude")
    }
    mark = fields.get("asks_to_end")
    asks_to_end = None if mark is None else flag_of(mark, f"`asks_to_end` of {what}", faults)
    fault_mark = fields.get("finds_fault")
    finds_fault = fault_mark is None or flag_of(fault_mark, f"`finds_fault` of {what}", faults)
    finding, recommend, met = (
        read_text(
            fields.get(key),
            f"`{key}` of {what}",
            around.scope,
            faults,
            asks_to_end=key == "recommend" and bool(asks_to_end),
        )
        for key in ("finding", "recommend", "met")
    )
    theme = fields.get("theme")
    if theme is not None:
        theme_id = choice_of(theme, f"`theme` of {what}", around.themes, faults)
    elif around.theme:
        theme_id = around.theme
    else:
        theme_id = ""
        help = "or give all rules of the file one, with `theme: …` at its beginning"
        faults.append(fault(node, "missing-key", f"{what} needs the key `theme`", help))
    settle_by, first, last = _stages(fields, what, around, faults)
    _check_completeness(node, what, fields, faults)
    applies = fields.get("applies")
    relevant = read_condition(applies, around.scope, faults) if applies else ALWAYS
    when = fields.get("when")
    rule = Rule(
        texts["id"],
        texts["title"],
        theme_id,
        settle_by,
        first,
        last,
        read_cites(fields.get("cites"), what, faults),
        at_its_stages(first, last, around.stages, relevant),
        read_condition(when, around.scope, faults) if when else ALWAYS,
        read_severity(fields.get("severity"), what, around.scope, faults),
        finding,
        recommend,
        met,
        asks_to_end,
        finds_fault,
        texts["conclude"],
        read_others(fields.get("give_way_to"), around.scope, faults),
        _opposites(fields.get("contradicts"), around.scope, faults),
        around.pack,
        node,
    )
    check_texts(rule, node, around.scope, faults)
    return rule


def gives_way(one: str, other: str, rules: MappingABC[str, Rule]) -> bool:
    """Whether a rule gives way to another, itself or through others."""
    waiting, seen = list(rules[one].give_way_to), {one}
    while waiting:
        id = waiting.pop()
        if id == other:
            return True
        if id not in seen and id in rules:
            seen.add(id)
            waiting += rules[id].give_way_to
    return False


def read_others(node: Node | None, scope: Scope, faults: list[Diagnostic]) -> tuple[str, ...]:
    """The rules named behind ``give_way_to``."""
    named = scope.rule_test(node, "met", faults) if node is not None else ALWAYS
    return tuple(leaf.rule for leaf in leaves(named) if isinstance(leaf, RuleState))


def _opposites(node: Node | None, scope: Scope, faults: list[Diagnostic]) -> tuple[RuleState, ...]:
    """What stands behind ``contradicts``, which is written as behind ``finding``."""
    opposite = scope.rule_test(node, "finding", faults) if node is not None else ALWAYS
    return tuple(leaf for leaf in leaves(opposite) if isinstance(leaf, RuleState))


def _stages(
    fields: MappingABC[str, Node], what: str, around: Surroundings, faults: list[Diagnostic]
) -> tuple[str, str, str]:
    """When the matter is settled, and the first and last stage at which the rule matters.

    A portfolio has no stages: there a rule always matters.
    """
    stages = around.stages
    if not stages:
        for key in {"settle_by", "from", "until"} & fields.keys():
            message = f"{what} has a `{key}`, and there are no stages here"
            faults.append(fault(fields[key], "not-here", message, "leave it out"))
        return "", "", ""
    chosen = {
        key: choice_of(fields.get(key), f"`{key}` of {what}", stages, faults)
        for key in ("settle_by", "from", "until")
    }
    settle_by = chosen["settle_by"] or stages[0]
    first = chosen["from"] or settle_by
    last = chosen["until"] or stages[max(len(stages) - 2, stages.index(first))]
    if stages.index(first) > stages.index(last):
        faults.append(
            fault(
                fields["until"] if "until" in fields else fields["settle_by"],
                "stages-reversed",
                f"{what} matters from `{first}` until `{last}`: never",
                "name an earlier stage in `from` or `settle_by`, or a later one in `until`",
            )
        )
    return settle_by, first, last


def at_its_stages(first: str, last: str, stages: tuple[str, ...], applies: Condition) -> Condition:
    """A rule's ``applies``, and that the partnership is at a stage at which the rule matters."""
    if not stages:
        return applies
    span = stages[stages.index(first) : stages.index(last) + 1]
    matters = ALWAYS if span == stages else Test(STAGE, "one_of", span)
    parts = tuple(part for part in (matters, applies) if part != ALWAYS)
    return parts[0] if len(parts) == 1 else All(parts)


def _check_completeness(
    node: Node, what: str, fields: MappingABC[str, Node], faults: list[Diagnostic]
) -> None:
    """A rule finds something, with all that this needs, or concludes a fact, or both."""
    told = [key for key in ("severity", "finding", "recommend") if key in fields]
    missing = [key for key in ("severity", "finding", "recommend") if key not in fields]
    if missing and (told or "met" in fields or "conclude" not in fields):
        message = f"{what} needs the key{'s' * (len(missing) > 1)} `{'`, `'.join(missing)}`"
        help = "add what is missing; a rule that finds nothing has a `conclude`"
        faults.append(fault(node, "missing-key", message, help))


def read_severity(
    node: Node | None, what: str, scope: Scope, faults: list[Diagnostic]
) -> tuple[SeverityCase, ...]:
    """One severity, or cases of which the last has no condition."""
    if node is None:
        return ()
    cases: list[SeverityCase] = []
    items = node.items if isinstance(node, Sequence) else (node,)
    for at, item in enumerate(items, 1):
        if isinstance(item, Mapping) and len(item.entries) == 1 and at < len(items):
            key, condition = item.entries[0]
            severity = choice_of(key, f"a severity of {what}", SEVERITIES, faults)
            cases.append(SeverityCase(severity, read_condition(condition, scope, faults)))
        elif isinstance(item, Scalar) and at == len(items):
            severity = choice_of(item, f"a severity of {what}", SEVERITIES, faults)
            cases.append(SeverityCase(severity, ALWAYS))
        else:
            message = f"`severity` of {what} is one word, or a list of `word: condition`"
            help = f"the last has no condition; the words are {', '.join(SEVERITIES)}"
            faults.append(fault(item, "bad-severity", message, help))
    return tuple(case for case in cases if case.severity) or (SeverityCase("medium", ALWAYS),)


def check_texts(rule: Rule, node: Node, scope: Scope, faults: list[Diagnostic]) -> None:
    """A ``$name`` in a text is a setting; a ``{collection}`` is one that the rule tests."""
    tested = tested_collections(rule)
    for words in (case.words for text in rule.texts for case in text.cases()):
        for found in PLACEHOLDER.finditer(words):
            setting, collection = found.groups()
            if setting and setting not in scope.settings:
                help = did_you_mean(setting, scope.settings)
                message = f"there is no setting `${setting}` for a text of `{rule.id}`"
                faults.append(fault(node, "unknown-setting", message, help))
            if collection in scope.vocabulary.collections and collection not in tested:
                message = f"no test of `{rule.id}` finds any of the `{{{collection}}}` of its text"
                help = "name one that a `some`, `every`, `none` or `count` of its `when` tests"
                faults.append(fault(node, "no-witnesses", message, help))


def tested_collections(rule: Rule) -> set[str]:
    """The collections whose members the rule tests."""
    conditions = [rule.when, *(one for text in rule.texts for one in text.conditions())]
    return {
        leaf.collection
        for condition in conditions
        for leaf in leaves(condition)
        if isinstance(leaf, Quantified)
    }
