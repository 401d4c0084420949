"""The tier of a partnership: the first of the pack's list that holds, as far as is known."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.advice.behind import Behind
from fruitful.firing import Firing
from fruitful.firing.reference import truth
from fruitful.language.condition import Condition, Quantified, RuleState, leaves
from fruitful.portfolio.screening import Tiered
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset


def tier_of(ruleset: Ruleset, firing: Firing, behind: Behind) -> Tiered:
    """The tier of a partnership.

    While a tier before it is open it is provisional; where nothing that decides is known there is
    none, and the partnership is never taken to be a minor one.
    """
    tiers = list(ruleset.tiers.values())
    truths = [truth(tier.when, firing.view) for tier in tiers]
    at = truths.index(True) if True in truths else len(tiers)
    earlier = tuple(tier for tier, holds in zip(tiers[:at], truths, strict=False) if holds is None)
    waits_for = tuple(behind.missing(tier.when for tier in earlier))
    known = any(_something_known(tier.when, firing.view) for tier in tiers)
    chosen = tiers[at] if at < len(tiers) and (known or not earlier) else None
    return Tiered(chosen, chosen is not None and not earlier, earlier, waits_for)


def _something_known(condition: Condition, view: View) -> bool:
    """Whether any answer that the condition reads is given."""
    return any(_is_known(leaf, view) for leaf in leaves(condition))


def _is_known(leaf: object, view: View) -> bool:
    if isinstance(leaf, RuleState):
        return view.rules[leaf.rule].found is not None
    if isinstance(leaf, Quantified):
        return truth(leaf, view) is not None
    assert not isinstance(leaf, Iterable)
    return getattr(leaf, "path", "") in view.values
