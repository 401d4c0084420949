"""Verdicts and alternatives as a pack states them: ordered lists, of which the first true wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fruitful.diagnostic import Diagnostic, Place, did_you_mean, shorten
from fruitful.document import Mapping as MappingNode
from fruitful.document import Node, Scalar
from fruitful.document.fields import choice_of, fault, flag_of, items_of, keys_of, text_of, texts_of
from fruitful.language.condition import ALWAYS, All, Any, Condition, RuleState
from fruitful.language.reading import Scope, read_condition
from fruitful.ruleset.citation import read_cites
from fruitful.ruleset.rule import SEVERITIES
from fruitful.ruleset.text import Text, read_text


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry of the list of verdicts, or of alternatives."""

    id: str
    title: str
    text: str
    """What it means and what happens now: in general, or as it is said to one partnership."""
    said: Text
    when: Condition
    cites: tuple[str, ...]
    offers_alternative: bool
    most_undecided: tuple[str, ...]
    """It is chosen while more than half of these rules, as far as they apply, are undecided."""
    only_if_known: Condition | None
    """Where this holds it is taken not to be so while it is undecided, and not held against later
    entries; None for nowhere."""
    asks_to_end: bool | None
    """It asks whether the partnership should go on, or be formed at all."""
    as_grave_as: str
    """Of a local entry: the national one that it weighs as much as; "" where it says none."""
    shows_only: str
    """The theme to which the advice is limited where it is given; "" for none."""
    pack: str
    place: Place

    @property
    def withholds_judgement(self) -> bool:
        """Whether it says that nothing can be said, or that nothing is to be."""
        return bool(self.most_undecided) or self.only_if_known == ALWAYS

    @property
    def cannot_say(self) -> bool:
        """Whether it says that too little is known for any other."""
        return bool(self.most_undecided)


_KEYS = [
    "id",
    "title",
    "text",
    "applies",
    "when",
    "offers_alternative",
    "only_if_known",
    "most_undecided",
    "asks_to_end",
    "as_grave_as",
    "shows_only",
    "cites",
]


def read_verdicts(
    node: Node | None,
    scope: Scope,
    rules: Collection[str],
    themes: Collection[str],
    pack: str,
    into: dict[str, Verdict],
    faults: list[Diagnostic],
) -> None:
    """Read a ``verdicts`` or ``alternatives`` section."""
    for item in items_of(node, "a list of verdicts", faults):
        fields = keys_of(item, "a verdict", _KEYS, ("id", "title", "text", "cites"), faults)
        id, title = (text_of(fields.get(key), f"`{key}`", faults) for key in ("id", "title"))
        mark = fields.get("asks_to_end")
        asks_to_end = None if mark is None else flag_of(mark, "`asks_to_end`", faults)
        said = read_text(fields.get("text"), "`text`", scope, faults, asks_to_end=bool(asks_to_end))
        if id in into:
            message = f"`{shorten(id)}` stands in the list already"
            faults.append(fault(item, "duplicate-name", message, "give it an id of its own"))
            continue
        conditions = [
            read_condition(fields[key], scope, faults)
            for key in ("applies", "when")
            if key in fields
        ]
        essential = texts_of(fields.get("most_undecided"), "`most_undecided`", faults)
        into[id] = Verdict(
            id,
            title,
            said.general,
            said,
            conditions[0] if len(conditions) == 1 else All(tuple(conditions)),
            read_cites(fields.get("cites"), f"`{shorten(id)}`", faults),
            flag_of(fields.get("offers_alternative"), "`offers_alternative`", faults),
            known_rules(essential, rules, faults),
            _only_if_known(fields.get("only_if_known"), scope, faults),
            asks_to_end,
            choice_of(fields.get("as_grave_as"), "`as_grave_as`", into, faults),
            choice_of(fields.get("shows_only"), "`shows_only`", themes, faults),
            pack,
            item.place,
        )


def _only_if_known(node: Node | None, scope: Scope, faults: list[Diagnostic]) -> Condition | None:
    """``yes``, or a condition."""
    if node is None or isinstance(node, Scalar):
        return ALWAYS if flag_of(node, "`only_if_known`", faults) else None
    return read_condition(node, scope, faults)


def known_rules(
    names: tuple[Scalar, ...], rules: Collection[str], faults: list[Diagnostic]
) -> tuple[str, ...]:
    """The ids that name rules; the others are faults."""
    for name in names:
        if name.text not in rules:
            message = f"there is no rule `{shorten(name.text)}`"
            help = did_you_mean(name.text, rules, "`fruitful rules list` lists them")
            faults.append(fault(name, "unknown-rule", message, help))
    return tuple(name.text for name in names if name.text in rules)


def read_rule_test(
    node: Node,
    word: str,
    rules: Mapping[str, str],
    themes: Collection[str],
    *,
    whole_list: bool,
    faults: list[Diagnostic],
) -> Condition:
    """What stands behind ``finding`` or ``met``: rule ids, or ids with a severity or a theme.

    ``rules`` gives each rule's theme; ``whole_list`` allows a test of all rules.
    """
    severities: tuple[str, ...] = ()
    chosen: tuple[str, ...]
    if isinstance(node, MappingNode) and word == "finding":
        fields = keys_of(node, "`finding`", ("rules", "severity", "theme"), (), faults)
        severities = tuple(
            choice_of(one, "a severity", SEVERITIES, faults)
            for one in texts_of(fields.get("severity"), "`severity`", faults)
        )
        theme = choice_of(fields.get("theme"), "`theme`", themes, faults)
        named = known_rules(texts_of(fields.get("rules"), "`rules`", faults), rules, faults)
        if whole_list:
            among = named if "rules" in fields else tuple(rules)
            chosen = tuple(rule for rule in among if theme in ("", rules[rule]))
        else:
            chosen = named
            if "rules" not in fields or theme:
                message = "a rule's `finding` needs its `rules`, and takes no `theme`"
                help = "add `rules` with the ids of the rules that are meant, and take `theme` out"
                faults.append(fault(node, "missing-key", message, help))
    else:
        chosen = known_rules(texts_of(node, f"`{word}`", faults), rules, faults)
    states = [RuleState(rule, word, severities) for rule in chosen]
    return states[0] if len(states) == 1 else Any(tuple(states))
