"""The verdict: the first entry of the pack's ordered list whose condition is true."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from typing import NamedTuple

from fruitful.advice.advice import Could, Judged
from fruitful.advice.behind import Behind
from fruitful.advice.saying import in_words
from fruitful.firing import MET, NOT_APPLICABLE, UNDECIDED, Firing
from fruitful.firing.reference import truth
from fruitful.firing.trace import Trace, decisive, trace
from fruitful.language.condition import RuleState
from fruitful.language.truth import Truth, all_of
from fruitful.profile.facts import View
from fruitful.ruleset import Ruleset
from fruitful.ruleset.verdict import Verdict

UNLESS = "unless the law requires it"
"""What is said of an end while it is not known whether the law requires the partnership."""


class Standing(NamedTuple):
    """The verdict chosen, and what it could yet become."""

    verdict: Verdict
    settled: bool
    earlier: tuple[Verdict, ...]
    """Entries before it that are not decided; those that count ``only_if_known`` are left out."""
    later: tuple[Verdict, ...]
    """Where too little is known to say: what the answers could still make of it."""

    @property
    def possible(self) -> tuple[Verdict, ...]:
        """The verdicts that it could yet become."""
        return *self.earlier, *self.later


def stand(ruleset: Ruleset, firing: Firing) -> Standing:
    """Choose the verdict. Where nothing is true, the last of the list stands, provisionally."""
    entries = list(ruleset.verdicts.values())
    bound = is_required_by_law(ruleset, firing.view)
    truths = [
        False if bound is True and entry.asks_to_end else _truth(entry, firing) for entry in entries
    ]
    at = truths.index(True) if True in truths else len(entries) - 1
    chosen = entries[at]
    earlier = tuple(
        entry
        for entry, holds in zip(entries[:at], truths, strict=False)
        if holds is None and not is_taken_not_so(entry, firing)
    )
    later: tuple[Verdict, ...] = ()
    if chosen.most_undecided:
        last = truths.index(True, at + 1) + 1 if True in truths[at + 1 :] else len(entries)
        later = tuple(entries[n] for n in range(at + 1, last) if truths[n] is not False)
    settled = truths[at] is True and not earlier and not chosen.most_undecided
    return Standing(chosen, settled, earlier, later)


def is_taken_not_so(entry: Verdict, firing: Firing) -> bool:
    """Whether an entry that is undecided is not held against later ones."""
    only = entry.only_if_known
    return only is not None and truth(only, firing.view) is True


def is_required_by_law(ruleset: Ruleset, view: View) -> Truth:
    """Whether the law requires the partnership: then no entry that asks to end is given."""
    law = ruleset.required_by_law
    return False if law is None else truth(law, view)


def judge(ruleset: Ruleset, firing: Firing, behind: Behind) -> Judged:
    """The verdict, with the rules behind it and the facts that it hangs on."""
    chosen, settled, earlier, later = stand(ruleset, firing)
    could = [Could(spoken(entry, behind), _waits_for(entry, firing, behind)) for entry in earlier]
    if later:
        essential = tuple(dict.fromkeys(_essential(chosen, firing, behind)))
        could += [
            Could(spoken(entry, behind), _waits_for(entry, firing, behind) or essential)
            for entry in later
        ]
    instead = alternative_to(chosen, ruleset, firing)
    return Judged(
        spoken(chosen, behind),
        settled,
        _because(ruleset, chosen, firing, behind),
        tuple(could),
        replace(instead, text=in_words(instead.said, behind)) if instead is not None else None,
    )


def spoken(entry: Verdict, behind: Behind) -> Verdict:
    """The entry with the words in which it is said to this partnership.

    Where it asks to end while it is not known whether the law requires the partnership, it says so.
    """
    asks = entry.asks_to_end and is_required_by_law(behind.ruleset, behind.view) is None
    title = f"{entry.title}, {UNLESS}" if asks else entry.title
    return replace(entry, title=title, text=in_words(entry.said, behind) or entry.text)


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


def _because(ruleset: Ruleset, chosen: Verdict, firing: Firing, behind: Behind) -> tuple[str, ...]:
    return because(ruleset, chosen, firing, rules_in(trace(chosen.when, behind.view)))


def rules_in(found: Trace) -> set[str]:
    """The rules whose outcome makes a condition what it is."""
    return {
        leaf.condition.rule for leaf in decisive(found) if isinstance(leaf.condition, RuleState)
    }


def because(
    ruleset: Ruleset, chosen: Verdict, firing: Firing, deciding: Set[str]
) -> tuple[str, ...]:
    """The rules that made a verdict true; where none had to, the essential ones that are met."""
    if not deciding and not chosen.most_undecided:
        essential = {rule for entry in ruleset.verdicts.values() for rule in entry.most_undecided}
        deciding = {rule for rule in essential if firing.outcomes[rule] == MET}
    return tuple(rule for rule in ruleset.rules if rule in deciding)


def alternative_to(chosen: Verdict, ruleset: Ruleset, firing: Firing) -> Verdict | None:
    """What to do instead, where the verdict offers it: the first alternative that is true."""
    if chosen.offers_alternative:
        bound = is_required_by_law(ruleset, firing.view)
        for entry in ruleset.alternatives.values():
            if firing.truths[entry.id, "alternative"] and not (entry.asks_to_end and bound):
                return entry
    return None
