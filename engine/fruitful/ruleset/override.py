"""Local policy: how a pack changes a national rule or setting, by name and with a reason."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fruitful.diagnostic import Diagnostic, Place, did_you_mean, shorten
from fruitful.document import Mapping, Node, Scalar
from fruitful.document.digest import SHORT
from fruitful.document.fields import fault, flag_of, items_of, keys_of, text_of, texts_of
from fruitful.language.condition import Any as AnyOf
from fruitful.language.reading import Scope, read_condition
from fruitful.language.setting import Setting
from fruitful.language.value import Span, Unreadable, read_value
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset.earlier import Earlier, before_rewording
from fruitful.ruleset.pack import PORTFOLIO
from fruitful.ruleset.rule import Rule, at_its_stages, check_texts, read_others, read_severity
from fruitful.ruleset.text import read_text

_TEXTS = ("finding", "recommend", "met")
CHANGES = ("title", *_TEXTS, "asks_to_end", "give_way_to", "severity", "applies", "off", "value")
LOWERING = ("severity", "applies", "off", "give_way_to")
"""The changes that can take weight from a rule."""
WHY = ("reason", "authority", "date")
FINGERPRINT = re.compile(rf"sha256:([0-9a-f]{{{SHORT},64}})")


@dataclass(frozen=True, slots=True)
class Override:
    """One change of policy, with its reason, its authority and when it is in force."""

    rule: str
    setting: str
    changes: tuple[tuple[str, Node], ...]
    reason: str
    authority: str
    date: datetime.date
    expires: datetime.date | None
    lowers: tuple[str, ...]
    """Other national rules that it is known to silence or to lower, and verdicts made milder."""
    was: str
    """The fingerprint of what it overrode, as it was then."""
    pack: str
    node: Mapping

    @property
    def place(self) -> Place:
        return self.node.place

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys of the rule or setting that it changes."""
        return tuple(key for key, _ in self.changes)

    def in_force(self, on: datetime.date) -> bool:
        """Whether it holds on a day."""
        return self.date <= on <= self.last_day

    @property
    def name(self) -> str:
        """The rule or the setting that it changes."""
        return self.rule or self.setting

    @property
    def last_day(self) -> datetime.date:
        """The last day on which it holds, however far away."""
        return self.expires or datetime.date.max

    @property
    def lowering(self) -> bool:
        """Whether it changes more of a rule than its words."""
        return any(key in LOWERING for key in self.changed)

    @property
    def switches_off(self) -> bool:
        """Whether it takes the rule out of force."""
        return any(
            key == "off" and isinstance(node, Scalar) and node.text.strip() == "yes"
            for key, node in self.changes
        )


def read_overrides(node: Node | None, pack: str, faults: list[Diagnostic]) -> list[Override]:
    """Read an ``overrides`` section."""
    found = []
    for item in items_of(node, "`overrides`", faults):
        known = ("rule", "setting", "expires", "was", "lowers", *WHY, *CHANGES)
        fields = keys_of(item, "an override", known, WHY, faults)
        if not isinstance(item, Mapping):
            continue
        changes = tuple((key, fields[key]) for key in CHANGES if key in fields)
        if ("rule" in fields) == ("setting" in fields) or not changes:
            message = "an override names a `rule` or a `setting`, and what changes in it"
            help = f"of a rule: {', '.join(CHANGES[:-1])}; of a setting: {CHANGES[-1]}"
            if item.get("when") is not None:
                help += "; to test something else, switch the rule off and write one of your own"
            faults.append(fault(item, "bad-override", message, help))
            continue
        rule, setting, reason, authority = (
            text_of(fields.get(key), f"`{key}`", faults)
            for key in ("rule", "setting", "reason", "authority")
        )
        since = _day(fields.get("date"), "date", faults) or datetime.date.min
        expires = _day(fields.get("expires"), "expires", faults)
        if expires is not None and expires < since:
            message = "this override expires before its `date`: it is never in force"
            help = "correct the one that is wrong"
            faults.append(fault(fields["expires"], "dates-reversed", message, help))
        lowers = texts_of(fields.get("lowers"), "`lowers`", faults)
        found.append(
            Override(
                rule,
                setting,
                changes,
                reason,
                authority,
                since,
                expires,
                tuple(one.text for one in lowers),
                _fingerprint(fields.get("was"), faults),
                pack,
                item,
            )
        )
    return found


def _fingerprint(node: Node | None, faults: list[Diagnostic]) -> str:
    """The fingerprint that an override records; "" where it records none."""
    if node is None:
        return ""
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if not FINGERPRINT.fullmatch(text):
        message = f"`was` is a fingerprint, and `{shorten(text)}` is none"
        help = "copy it from what `fruitful rules show` says of the rule or setting"
        faults.append(fault(node, "bad-fingerprint", message, help))
    return text


def _day(node: Node | None, key: str, faults: list[Diagnostic]) -> datetime.date | None:
    if node is None:
        return None
    try:
        span = read_value("date", {}, node.text if isinstance(node, Scalar) else "")
    except Unreadable as problem:
        faults.append(fault(node, problem.code, f"`{key}`: {problem.message}", problem.help))
        return None
    assert isinstance(span, Span)
    if key == "date" and span.first != span.last:
        message = "`date` is the day since when the override is in force"
        faults.append(fault(node, "not-a-day", message, "write the day too, such as 2026-03-01"))
    return span.last


def check_once(overrides: Iterable[Override], faults: list[Diagnostic]) -> None:
    """Nothing is changed by two overrides at once, of which a report could show only one."""
    earlier: dict[tuple[str, str], list[Override]] = {}
    for override in overrides:
        same = earlier.setdefault((override.rule, override.setting), [])
        for other in same:
            if override.date <= other.last_day and other.date <= override.last_day:
                place = other.place
                name, where = shorten(override.name), f"{place.file}:{place.line}"
                message = f"`{name}` is overridden already, in {where}"
                help = "make one of the two, or let the first expire before the second begins"
                faults.append(Diagnostic(override.place, "duplicate-override", message, help))
                break
        same.append(override)


def _check_fingerprint(
    override: Override,
    now: str,
    meaning: str,
    earlier: Sequence[Earlier],
    faults: list[Diagnostic],
) -> None:
    """What it overrides still means what it did when the override was made."""
    name, was = shorten(override.name), override.was
    if not was:
        message = f"this override of `{name}` does not record what it overrides"
        help = f"read `fruitful rules show {name}`, and if you still mean it, write `was: {now}`"
        faults.append(Diagnostic(override.place, "missing-key", message, help))
    elif FINGERPRINT.fullmatch(was) and was[: len(now)] != now:
        if before_rewording(override.name, was, meaning, earlier) is not None:
            return  # `rules check` tells what the words were, and are
        message = f"`{name}` has changed since it was overridden: it was {was}, and is now {now}"
        help = (
            f"read `fruitful rules show {name}`; if the override still makes sense, have it "
            f"confirmed and write `was: {now}`; if not, change it or take it out"
        )
        node = next(value for key, value in override.node.entries if key.text == "was")
        faults.append(fault(node, "changed-since", message, help))


def override_setting(
    override: Override,
    settings: dict[str, Setting],
    earlier: Sequence[Earlier],
    faults: list[Diagnostic],
) -> None:
    """Put the override's value in the place of the setting's."""
    setting = settings.get(override.setting)
    if setting is None:
        message = f"there is no setting `{shorten(override.setting)}` to override"
        help = did_you_mean(override.setting, settings)
        faults.append(Diagnostic(override.place, "unknown-setting", message, help))
        return
    _check_fingerprint(override, setting.fingerprint, setting.meaning, earlier, faults)
    value = dict(override.changes).get("value")
    if override.changed != ("value",) or not isinstance(value, Scalar):
        message = f"an override of the setting `{setting.name}` gives it a `value`, and no more"
        faults.append(
            Diagnostic(
                override.place,
                "bad-override",
                message,
                "write `value` and one value, and nothing else to change",
            )
        )
        return
    try:
        amount = read_value(setting.kind, {}, value.text)
    except Unreadable as problem:
        faults.append(fault(value, problem.code, problem.message, problem.help))
        return
    basis = f"{override.authority}: {override.reason}"
    settings[setting.name] = setting._replace(value=amount, basis=basis, pack=override.pack)


def override_rule(
    override: Override,
    rules: dict[str, Rule],
    of_all: Collection[str],
    earlier: Sequence[Earlier],
    scope: Scope,
    faults: list[Diagnostic],
) -> None:
    """Put the override's texts, severity and relevance in the place of the rule's.

    ``of_all`` are the rules about all partnerships together, which are overridden elsewhere.
    """
    rule = rules.get(override.rule)
    if rule is None:
        message = f"there is no rule `{shorten(override.rule)}` to override"
        help = did_you_mean(override.rule, rules, "`fruitful rules list` lists them")
        if override.rule in of_all:
            message = f"`{override.rule}` is about all partnerships together"
            help = f"write what overrides it into a file in the folder `{PORTFOLIO}` of the pack"
        faults.append(Diagnostic(override.place, "unknown-rule", message, help))
        return
    _check_fingerprint(override, rule.fingerprint, rule.meaning, earlier, faults)
    changes = dict(override.changes)
    for key, node in override.changes:
        if key == "title":
            rule = replace(rule, title=text_of(node, "`title`", faults))
        elif key in _TEXTS:
            asks = key == "recommend" and flag_of(changes.get("asks_to_end"), "`asks_to_end`", [])
            text = read_text(node, f"`{key}`", scope, faults, asks_to_end=asks)
            changed: dict[str, Any] = {key: text}
            rule = replace(rule, **changed)
            if key == "recommend":
                rule = replace(rule, asks_to_end=None)
        elif key == "asks_to_end":
            rule = replace(rule, asks_to_end=flag_of(node, "`asks_to_end`", faults))
        elif key == "give_way_to":
            rule = replace(rule, give_way_to=read_others(node, scope, faults))
        elif key == "severity":
            rule = replace(rule, severity=read_severity(node, rule.id, scope, faults))
        elif key == "applies":
            stage = scope.vocabulary.facts.get(STAGE)
            stages = tuple(stage.choices) if stage else ()
            relevant = read_condition(node, scope, faults)
            applies = at_its_stages(rule.first_stage, rule.last_stage, stages, relevant)
            rule = replace(rule, applies=applies)
        elif key == "off" and flag_of(node, "`off`", faults):
            rule = replace(rule, applies=AnyOf(()))
        elif key == "off" and isinstance(node, Scalar) and node.text.strip() == "no":
            message = f"`{rule.id}` is not switched off, so `off: no` changes nothing"
            faults.append(fault(node, "bad-override", message, "leave it out, or write `off: yes`"))
        elif key == "value":
            message = "a rule has no `value`"
            faults.append(fault(node, "bad-override", message, "name the `setting` instead"))
    check_texts(rule, override.node, scope, faults)
    rules[rule.id] = rule
