"""What has changed since a previous screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.portfolio.concerns import named
from fruitful.portfolio.previous import Before, Previous
from fruitful.portfolio.screening import Change, Movement, Named, Screened
from fruitful.ruleset import Ruleset
from fruitful.ruleset.rule import SEVERITIES


def movement(screened: Sequence[Screened], previous: Previous, ruleset: Ruleset) -> Movement:
    """Which verdicts moved, which findings closed or opened, which partnerships are new or gone."""
    now: dict[str, Screened] = {}
    for one in screened:
        now.setdefault(one.id, one)
    stayed = {id: one for id, one in now.items() if id in previous.partnerships}
    changes = [_change(one, previous.partnerships[id], ruleset) for id, one in stayed.items()]
    moved = tuple(one for one in changes if _has_moved(one))
    return Movement(
        previous.on,
        previous.fingerprint == ruleset.fingerprint,
        moved,
        len(stayed) - len(moved),
        tuple(named(one) for id, one in now.items() if id not in previous.partnerships),
        tuple(
            sorted(
                Named(id, before.name)
                for id, before in previous.partnerships.items()
                if id not in now
            )
        ),
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
