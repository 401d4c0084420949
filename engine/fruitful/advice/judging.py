"""The verdict: the first entry of the pack's ordered list whose condition is true."""

from __future__ import annotations

from collections.abc import Iterable

from fruitful.advice.advice import Could, Judged
from fruitful.advice.behind import Behind
from fruitful.condition import RuleState
from fruitful.firing import MET, NOT_APPLICABLE, UNDECIDED, Firing
from fruitful.firing.trace import decisive, trace
from fruitful.ruleset import Ruleset
from fruitful.truth import Truth, all_of
from fruitful.verdict import Verdict


def judge(ruleset: Ruleset, firing: Firing, behind: Behind) -> Judged:
    """Choose the verdict, and say what it could yet become.

    Where nothing is true, the last entry of the list stands, provisionally. An entry that counts
    ``only_if_known`` is not waited for.
    """
    entries = list(ruleset.verdicts.values())
    truths = [_truth(entry, firing) for entry in entries]
    at = truths.index(True) if True in truths else len(entries) - 1
    chosen = entries[at]
    open_entries = [
        entry
        for entry, holds in zip(entries[:at], truths, strict=False)
        if holds is None and not entry.only_if_known
    ]
    could = [Could(entry, _waits_for(entry, firing, behind)) for entry in open_entries]
    if chosen.most_undecided:
        following = zip(entries[at + 1 :], truths[at + 1 :], strict=True)
        could += _possible_later(chosen, following, firing, behind)
    return Judged(
        chosen,
        truths[at] is True and not could and not chosen.most_undecided,
        _because(ruleset, chosen, firing, behind),
        tuple(could),
        _alternative(ruleset, firing) if chosen.offers_alternative else None,
    )


def _truth(entry: Verdict, firing: Firing) -> Truth:
    holds = firing.truths[entry.id, "verdict"]
    if entry.most_undecided:
        applying = [
            outcome
            for rule in entry.most_undecided
            if (outcome := firing.outcomes[rule]) != NOT_APPLICABLE
        ]
        return all_of((holds, applying.count(UNDECIDED) * 2 > len(applying)))
    return holds


def _waits_for(entry: Verdict, firing: Firing, behind: Behind) -> tuple[str, ...]:
    """The unanswered facts that an undecided verdict hangs on."""
    missing = dict.fromkeys(behind.missing([entry.when]))
    missing.update(dict.fromkeys(_essential(entry, firing, behind)))
    return tuple(missing)


def _essential(entry: Verdict, firing: Firing, behind: Behind) -> Iterable[str]:
    for rule in entry.most_undecided:
        if firing.outcomes[rule] == UNDECIDED:
            yield from behind.missing_for(behind.ruleset.rules[rule])


def _possible_later(
    chosen: Verdict,
    following: Iterable[tuple[Verdict, Truth]],
    firing: Firing,
    behind: Behind,
) -> Iterable[Could]:
    """Where too little is known to say, what the answers could still make of it."""
    essential = tuple(dict.fromkeys(_essential(chosen, firing, behind)))
    for entry, holds in following:
        if holds is not False:
            yield Could(entry, _waits_for(entry, firing, behind) or essential)
        if holds is True:
            return


def _because(ruleset: Ruleset, chosen: Verdict, firing: Firing, behind: Behind) -> tuple[str, ...]:
    """The rules that made it true; where none had to, the essential ones that are met."""
    found = trace(chosen.when, behind.view)
    deciding = {
        leaf.condition.rule for leaf in decisive(found) if isinstance(leaf.condition, RuleState)
    }
    if not deciding and not chosen.most_undecided:
        essential = {rule for entry in ruleset.verdicts.values() for rule in entry.most_undecided}
        deciding = {rule for rule in essential if firing.outcomes[rule] == MET}
    return tuple(rule for rule in ruleset.rules if rule in deciding)


def _alternative(ruleset: Ruleset, firing: Firing) -> Verdict | None:
    """The first alternative whose condition is true."""
    for entry in ruleset.alternatives.values():
        if firing.truths[entry.id, "alternative"]:
            return entry
    return None
