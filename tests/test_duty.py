"""What the law requires is never told to end, at any stage and in any sentence (P26 to P28)."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DAY
from fruitful.advice import advise
from fruitful.advice.advice import Advice
from fruitful.case import words
from fruitful.checking import check
from fruitful.evaluation import profile_from
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.firing.programme import Engine
from fruitful.language.value import Value, read_value
from fruitful.language.vocabulary import Fact
from fruitful.linting.remark import WRONG
from fruitful.linting.wording import heuristics
from fruitful.profile.facts import Collected, Facts
from fruitful.ruleset import Ruleset, load_packs, load_ruleset, stack
from fruitful.shipped import paper_pack

ASKS = [re.compile(one, re.IGNORECASE) for one in heuristics()["asks_to_end"]]
CONDITION = re.compile(r"unless the law|no law requires|the law requires the partnership", re.I)


@lru_cache
def rules() -> tuple[Ruleset, Engine]:
    ruleset = load_ruleset([paper_pack()], DAY)
    return ruleset, prepare(ruleset, REFERENCE)


@lru_cache
def marked() -> list[str]:
    """The beginnings of all words that ask to end, up to what is put into them."""
    ruleset, _ = rules()
    texts = [text for rule in ruleset.rules.values() for text in rule.texts]
    texts += [entry.said for entry in ruleset.verdicts.values()]
    texts += [entry.said for entry in ruleset.alternatives.values()]
    found = [case.words for text in texts for case in text.cases() if case.asks_to_end]
    return [re.split(r"[{$]", one)[0].casefold() for one in found]


def one_of(fact: Fact, chance: random.Random) -> Value:
    """An answer, more often a bad one, so that much is found."""
    if fact.kind == "set":
        return frozenset(chance.sample(list(fact.choices), chance.randint(0, len(fact.choices))))
    if fact.choices:
        worst = [one for one in fact.choices if one in ("no", "partly", "nothing", "none")]
        return chance.choice([*fact.choices, *worst])
    text = {"date": "2026-05-01", "text": "Words"}.get(fact.kind, chance.choice(["0", "3", "40"]))
    return read_value(fact.kind, {}, text)


def answered(seed: int, basis: str | None) -> Advice:
    """The advice on a partnership with many answers, some of them by its partners."""
    ruleset, engine = rules()
    chance = random.Random(seed)
    share = chance.choice([0.3, 0.7, 1.0])
    facts = ruleset.vocabulary.facts
    values: dict[str, Value] = {}
    members: dict[str, dict[str, Value]] = {}
    for path, fact in facts.items():
        if fact.concluded or fact.taken_from or path.endswith(".count"):
            continue
        if chance.random() > share:
            continue
        if fact.collection:
            members.setdefault(fact.collection, {})[fact.item] = one_of(fact, chance)
        else:
            values[path] = one_of(fact, chance)
    values["stage"] = chance.choice(list(ruleset.stages))
    values.pop("origin.basis", None)
    if basis is not None:
        values["origin.basis"] = basis
    collections = {name: Collected((("A", own),), {}, False, 0) for name, own in members.items()}
    answers = Facts(values, collections, DAY)
    profile = profile_from(b"name: It\n", "it.yaml", ruleset.vocabulary)
    return advise(ruleset, profile, fire(ruleset, answers, engine), REFERENCE)


@given(seed=st.integers(0, 10**9))
def test_no_sentence_asks_what_the_law_requires_to_end(seed: int) -> None:
    advice = answered(seed, "statutory")
    said = words(advice)
    assert [one for one in marked() if one in said] == []
    assert [found[0] for pattern in ASKS if (found := pattern.search(said))] == []
    assert advice.judged.alternative is None


@given(seed=st.integers(0, 10**9))
def test_while_the_basis_is_not_known_an_end_is_asked_for_only_unless_the_law_forbids_it(
    seed: int,
) -> None:
    for sentence in re.split(r"(?<=[.!?])\s", words(answered(seed, None))):
        if any(pattern.search(sentence) for pattern in ASKS):
            assert CONDITION.search(sentence), sentence


@pytest.mark.parametrize("seed", range(3))
def test_partnerships_of_choice_are_told_to_end_in_plain_words(seed: int) -> None:
    """The two tests above would pass of a tool that never says anything."""
    said = " ".join(words(answered(20 * seed + at, "voluntary")) for at in range(20))
    assert any(one in said for one in marked())


PACK = """
id: ours
version: 1.0.0
title: Ours
prefix: OU
"""
RULE = """
theme: exit
rules:
  - id: OU1
    title: Look at the money
    settle_by: operating
    cites: "local: minute 1"
    when: {costs.direct_known: no}
    severity: high
    finding: The costs are not known.
"""


@pytest.mark.parametrize(
    ("advice", "codes"),
    [
        ("    recommend: Ask the treasurer.\n", {"unmarked-text"}),
        ("    recommend: Ask the treasurer.\n    asks_to_end: no\n", set()),
        ("    recommend: Leave the partnership.\n    asks_to_end: no\n", {"perhaps-asks-to-end"}),
        ("    recommend: Leave the partnership.\n", {"unmarked-text", "perhaps-asks-to-end"}),
        ("    recommend: Leave the partnership.\n    asks_to_end: yes\n", {"duty-forgotten"}),
        (
            "    recommend:\n"
            "      - when: {origin.basis: statutory}\n        say: Ask the treasurer.\n"
            "      - say: Leave the partnership.\n        asks_to_end: yes\n"
            "    asks_to_end: no\n",
            {"open-case", "duty-forgotten"},
        ),
        (
            "    recommend:\n"
            "      - when: {origin.basis: statutory}\n        say: Ask the treasurer.\n"
            "      - while_open: Ask the treasurer, and unless the law requires it, leave it.\n"
            "        asks_to_end: yes\n"
            "      - say: Leave the partnership.\n        asks_to_end: yes\n"
            "    asks_to_end: no\n",
            set(),
        ),
    ],
)
def test_a_local_text_that_asks_to_end_is_marked_and_reaches_no_duty(
    tmp_path: Path, advice: str, codes: set[str]
) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "rules.yaml").write_text(RULE + advice)
    packs = load_packs([paper_pack(), tmp_path])
    checked = check(packs, stack(packs, DAY), ["ours"], DAY, None, quick=False)
    assert {one.code for one in checked.remarks} == codes
    assert all(
        one.profile for one in checked.remarks if one.code in ("duty-forgotten", "open-case")
    )
    assert checked.fails(strict=False) == any(one.level == WRONG for one in checked.remarks)
