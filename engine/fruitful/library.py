"""What the command line does, as functions with typed results, for other programs.

Each takes rules in force on a day, and profiles read by their vocabulary. Nothing here reads the
clock, and nothing but ``load_rules`` and ``read_profile_file`` reads a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fruitful.advice.advice import Advice
from fruitful.diagnostic import Refused as Refused
from fruitful.document import LARGEST_FILE
from fruitful.document.files import read_file
from fruitful.evaluation import evaluate as _evaluate
from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import default_engine, prepare
from fruitful.firing.programme import Engine
from fruitful.profile import Profile
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack

if TYPE_CHECKING:
    from fruitful.ask import Asking
    from fruitful.compare import Comparison
    from fruitful.explain.explanation import Explanation
    from fruitful.what_if.certain import Certain
    from fruitful.what_if.towards import Towards


class Rules(NamedTuple):
    """The rules in force on a day, and the engine that fires them."""

    ruleset: Ruleset
    on: date
    """The day of the evaluation."""
    engine: Engine
    engine_name: str
    """``durable_rules`` or ``reference``; both give the same outcomes."""


def load_rules(on: date, packs: Sequence[Path] = (), engine: str | None = None) -> Rules:
    """The paper's rules as they are in force on a day, with local packs on top of them.

    ``engine`` is ``durable_rules`` or ``reference``; without it, durable_rules where it can be
    had. Raises Refused with every fault of the packs, and ImportError where durable_rules is
    asked for and is not installed.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> rules.ruleset.rules["E1"].title
    'Plan how the partnership ends or carries on'
    """
    ruleset = load_ruleset((paper_pack(), *packs), on)
    name = engine or default_engine()
    return Rules(ruleset, on, prepare(ruleset, name), name)


def read_profile(data: bytes, file: str, rules: Rules) -> Profile:
    """A partnership's profile from YAML; ``file`` is what diagnostics call it.

    Raises Refused with every fault, each with its place and a remedy.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> try:
    ...     library.read_profile(b"stage: operatin", "mine.yaml", rules)
    ... except library.Refused as refused:
    ...     [fault.help for fault in refused.diagnostics]
    ['did you mean `operating`?']
    """
    return profile_from(data, file, rules.ruleset.vocabulary)


def read_profile_file(path: Path, rules: Rules) -> Profile:
    """A partnership's profile from a file. Raises Refused, also where it cannot be read.

    >>> from fruitful import library
    >>> from datetime import date
    >>> from fruitful.shipped import shipped
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> path = shipped("cases") / "synthetic" / "half_filled.yaml"
    >>> library.read_profile_file(path, rules).name
    'Brightwater Safer Communities Partnership'
    """
    data = read_file(str(path), LARGEST_FILE).data
    return read_profile(data, str(path), rules)


def evaluate(profile: Profile, rules: Rules) -> Advice:
    """The advice on a partnership: verdict, recommendations, strengths, open questions and more.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> answers = b"{stage: operating, exit: {strategy: no, continuation_strategy: no}}"
    >>> advice = library.evaluate(library.read_profile(answers, "mine.yaml", rules), rules)
    >>> [(one.rule, one.severity) for one in advice.recommendations if one.theme == "exit"]
    [('E1', 'high')]
    >>> advice.outcomes["E1"], advice.outcomes["B1"]
    ('finding', 'undecided')
    """
    return _evaluate(rules.ruleset, profile, rules.on, rules.engine, rules.engine_name)


def as_json(advice: Advice, rules: Rules) -> dict[str, Any]:
    """The advice as plain data, format 1: what ``fruitful evaluate -f json`` writes.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> profile = library.read_profile(b"{stage: ended, achievement.aim_met: yes}", "a", rules)
    >>> library.as_json(library.evaluate(profile, rules), rules)["verdict"]["id"]
    'closed_as_success'
    """
    from fruitful.records.from_advice import advice_record
    from fruitful.records.writing import plain_data

    data: dict[str, Any] = plain_data(advice_record(advice, rules.ruleset))
    return data


def explain(profile: Profile, rule: str, rules: Rules) -> Explanation:
    """Why a rule is a finding or is not, what it rests on, and what would change or settle it.

    Raises KeyError where there is no rule of this id.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> answers = b"{stage: operating, exit: {strategy: yes, continuation_strategy: no}}"
    >>> found = library.explain(library.read_profile(answers, "mine.yaml", rules), "E1", rules)
    >>> found.outcome, [(str(given.address), given.value) for given in found.because]
    ('met', [('stage', 'operating'), ('exit.strategy', 'yes')])
    """
    from fruitful.explain import explain as explain_firing

    firing = fire(rules.ruleset, facts_of(profile, rules.on), rules.engine)
    return explain_firing(rules.ruleset, profile, firing, rule)


def ask(profile: Profile, rules: Rules) -> Asking:
    """The open questions in the order of what they settle, and what each answer would change.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> found = library.ask(library.read_profile(b"name: Ours", "mine.yaml", rules), rules)
    >>> found.next().fact.path
    'stage'
    """
    from fruitful.ask import open_questions, questioner

    return open_questions(questioner(rules.ruleset, rules.engine), profile, rules.on)


def certain(profile: Profile, rules: Rules) -> Certain:
    """What holds whatever the unknown answers turn out to be.

    Raises SolverMissing where z3 is not installed (the extra ``solve``).

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> ended = library.read_profile(b"{stage: ended, achievement.aim_met: yes}", "a", rules)
    >>> library.certain(ended, rules).verdict
    'closed_as_success'
    """
    from fruitful.what_if.certain import certain as certain_of

    return certain_of(rules.ruleset, facts_of(profile, rules.on), rules.engine)


def towards(profile: Profile, verdict: str, rules: Rules) -> Towards:
    """The fewest answers that would have to become different for a verdict.

    Raises SolverMissing where z3 is not installed (the extra ``solve``), TooHard where it gives
    up, and KeyError where there is no verdict of this id.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> ended = library.read_profile(b"{stage: ended, achievement.aim_met: no}", "a", rules)
    >>> found = library.towards(ended, "closed_as_success", rules)
    >>> [(str(one.address), one.to[0].value) for one in found.ways[0].actions]
    [('achievement.aim_met', 'yes')]
    """
    from fruitful.what_if.towards import towards as towards_of

    facts = facts_of(profile, rules.on)
    return towards_of(rules.ruleset, facts, verdict, rules.engine)


def compare(old: Profile, new: Profile, old_rules: Rules, new_rules: Rules) -> Comparison:
    """What changed from one assessment to another: of one partnership, or by other rules.

    >>> from fruitful import library
    >>> from datetime import date
    >>> rules = library.load_rules(date(2026, 11, 1))
    >>> old, new = (
    ...     library.read_profile(b"{stage: operating, board.recognised: %s}" % answer, "a", rules)
    ...     for answer in (b"no", b"yes")
    ... )
    >>> found = library.compare(old, new, rules, rules)
    >>> [(one.rule.id, one.how) for one in found.differences]
    [('B1', 'closed')]
    """
    from fruitful.compare import compare as compare_assessments
    from fruitful.evaluation import assess

    before, after = (
        assess(rules.ruleset, profile, rules.on, rules.engine, rules.engine_name)
        for profile, rules in ((old, old_rules), (new, new_rules))
    )
    return compare_assessments(before, after)
