"""Rules as text: the list, and one rule whole."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from fruitful.language.condition import ALWAYS
from fruitful.language.setting import Setting
from fruitful.language.value import say
from fruitful.render.english import condition_lines
from fruitful.render.layout import WIDTH, wrap
from fruitful.ruleset import Ruleset
from fruitful.ruleset.override import Override
from fruitful.ruleset.rule import Rule
from fruitful.ruleset.text import Text


def rules_as_text(ruleset: Ruleset, only_theme: str | None) -> str:
    """The rules by theme, a line or two each."""
    lines: list[str] = []
    for theme, title in ruleset.themes.items():
        rules = [rule for rule in ruleset.rules.values() if rule.theme == theme]
        if rules and only_theme in (None, theme):
            lines += [f"{title} ({theme})"]
            for rule in rules:
                severity = rule.gravest if rule.severity else "concludes"
                text = f"{rule.title} [{', '.join(rule.cites)}]"
                start = f"  {rule.id:<5} {severity:<9} "
                lines += textwrap.wrap(
                    text, WIDTH, initial_indent=start, subsequent_indent=" " * 18
                )
            lines += [""]
    return "\n".join(lines)


def rule_as_text(rule: Rule, ruleset: Ruleset) -> str:
    """One rule: when it matters, what it tests, what it says and where it comes from."""
    return "\n".join(_rule(rule, ruleset)) + "\n"


def _rule(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    yield f"{rule.id}  {rule.title}"
    yield from _field("Theme", ruleset.themes[rule.theme])
    yield from _field("Sources", ", ".join(rule.cites))
    if ruleset.stages:
        first, last = rule.first_stage.replace("_", " "), rule.last_stage.replace("_", " ")
        settled = rule.settle_by.replace("_", " ")
        yield from _field("Stage", f"settled by “{settled}”; matters from “{first}” to “{last}”")
    yield from _field("Pack", rule.pack)
    yield from _field("Was", f"{rule.fingerprint} (what an override of it records)")
    override = ruleset.local.get(rule.id)
    if override is not None:
        yield from _field("Local", _policy(override))
    yield ""
    yield "It applies where"
    yield from condition_lines(rule.applies, ruleset.vocabulary, indent="  ")
    yield "and finds something wrong where"
    yield from condition_lines(rule.when, ruleset.vocabulary, indent="  ")
    for case in rule.severity:
        if case.when == ALWAYS:
            otherwise = "otherwise " if len(rule.severity) > 1 else ""
            yield f"{otherwise}{case.severity}".capitalize()
        else:
            yield f"{case.severity.capitalize()} where"
            yield from condition_lines(case.when, ruleset.vocabulary, indent="  ")
    yield ""
    for label, text in zip(("Finding", "Advice", "Met"), rule.texts, strict=True):
        if text:
            yield from _text(label, text, ruleset)
    if not rule.finds_fault:
        yield from _field("No fault", "what it finds is nothing worse on the way to a verdict")
    if rule.conclude:
        yield from _field("Concludes", rule.conclude)


def _text(label: str, text: Text, ruleset: Ruleset) -> Iterator[str]:
    """A text; where it has cases, each sentence with when it is said."""
    if not any(text.conditions()):
        yield from _field(label, text.words)
        return
    yield f"{label}:"
    for cases, while_open in text.sentences:
        for case in cases:
            if case.when != ALWAYS:
                yield "  Where"
                yield from condition_lines(case.when, ruleset.vocabulary, indent="    ")
            elif len(cases) > 1:
                yield "  Otherwise"
            yield from wrap(f"“{case.words}”", "  ", "   ")
        if while_open is not None:
            yield "  While that is not known"
            yield from wrap(f"“{while_open.words}”", "  ", "   ")


def setting_as_text(setting: Setting, ruleset: Ruleset) -> str:
    """One setting: its value, what that rests on, and whose it is."""
    value = say(setting.kind, setting.value)
    override = ruleset.local_settings.get(setting.name)
    lines = [
        f"{setting.name}  {setting.title}",
        *_field("Value", value[:1].upper() + value[1:]),
        *_field("Basis", setting.basis),
        *_field("Pack", setting.declared_by),
        *_field("Was", f"{setting.fingerprint} (what an override of it records)"),
    ]
    if override is not None:
        before = say(setting.kind, setting.declared_value)
        lines += _field("Local", f"{_policy(override)} Before: {before}.")
    return "\n".join(lines) + "\n"


def _policy(override: Override) -> str:
    until = f", until {override.expires.isoformat()}" if override.expires else ""
    changed = ", ".join(override.changed)
    since = override.date.isoformat()
    return f"{changed} by {override.authority}, {since}{until}: {override.reason}"


def _field(label: str, text: str) -> list[str]:
    start = f"{label + ':':<11}"
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * 11)
