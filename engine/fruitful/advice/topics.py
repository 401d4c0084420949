"""What each question is about: the theme of the first rule that reads its answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from fruitful.language.condition import Condition
from fruitful.language.reads import reads_of
from fruitful.language.vocabulary import STAGE
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import Rule


@lru_cache(maxsize=8)
def topics(ruleset: Ruleset) -> Mapping[str, str]:
    """Of each fact that rules read, the id of a theme."""
    found: dict[str, str] = {}
    for conditions in (_wrong, _around):
        for rule in ruleset.rules.values():
            for path in reads_of(conditions(rule)).tests:
                if path != STAGE:
                    found.setdefault(path, rule.theme)
    return found


def _wrong(rule: Rule) -> tuple[Condition, ...]:
    return (rule.when,)


def _around(rule: Rule) -> tuple[Condition, ...]:
    return (rule.applies, *(case.when for case in rule.severity))
