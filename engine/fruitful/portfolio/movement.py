"""What has changed since a previous screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.portfolio.concerns import named
from fruitful.portfolio.previous import Before, Previous
from fruitful.portfolio.recognising import recognise
from fruitful.portfolio.screening import Change, Movement, Named, Renamed, Screened
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES


def movement(screened: Sequence[Screened], previous: Previous, ruleset: Ruleset) -> Movement:
    """Which verdicts moved, which findings closed or opened, which partnerships are new or gone."""
    found = recognise(screened, previous.partnerships)
    changes = [_change(one, before, ruleset) for one, before in found.stayed]
    moved = tuple(one for one in changes if _has_moved(one))
    return Movement(
        previous.on,
        previous.fingerprint == ruleset.fingerprint,
        moved,
        len(changes) - len(moved),
        tuple(named(one) for one in found.new),
        tuple(sorted({Named(before.id, before.name) for before in found.gone})),
        tuple(Renamed(Named(before.id, before.name), named(one)) for one, before in found.renamed),
    )


def _has_moved(change: Change) -> bool:
    return change.verdict_before != change.verdict_now or any(change[3:])


def _change(one: Screened, before: Before, ruleset: Ruleset) -> Change:
    now = {found.rule: found.severity for found in one.brief.found}
    was = before.severities
    both = [rule for rule in now if rule in was]
    none_now = [rule for rule in was if rule not in now]
    undecided = set(one.brief.undecided)
    return Change(
        named(one),
        before.verdict,
        one.brief.verdict.id,
        _in_order((rule for rule in none_now if rule not in undecided), ruleset),
        _in_order((rule for rule in now if rule not in was), ruleset),
        _in_order((rule for rule in both if _weight(now[rule]) > _weight(was[rule])), ruleset),
        _in_order((rule for rule in both if _weight(now[rule]) < _weight(was[rule])), ruleset),
        _in_order((rule for rule in none_now if rule in undecided), ruleset),
    )


def _weight(severity: str) -> int:
    return SEVERITIES.index(severity)


def _in_order(rules: object, ruleset: Ruleset) -> tuple[str, ...]:
    """Rules in the paper's order; those that are no more come last."""
    order: Mapping[str, int] = {rule: at for at, rule in enumerate(ruleset.rules)}
    return tuple(sorted(rules, key=lambda rule: (order.get(rule, len(order)), rule)))  # type: ignore[call-overload]
