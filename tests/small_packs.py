"""A small national pack for tests, and ways to put rules on it and see what comes of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import DAY
from fruitful.advice.advice import Advice, Recommendation
from fruitful.diagnostic import Refused, show
from fruitful.evaluation import evaluate, profile_from
from fruitful.firing import Firing, fire
from fruitful.firing.engines import DURABLE, REFERENCE, default_engine, prepare
from fruitful.profile.facts import facts_of
from fruitful.ruleset import Ruleset, load_ruleset

MANIFEST = """\
id: small
version: 1.0.0
title: A small pack
"""

BASE = """\
stages:
  proposed: proposed
  getting_started: being set up
  operating: at work
  ending: coming to its end
  ended: closed
themes:
  board: The board
  exit: The end
settings:
  many: {title: Many, type: count, value: 3, basis: A guess.}
  soon: {title: Soon, type: duration, value: 6 months, basis: A guess.}
  dear: {title: Dear, type: money, value: "£1,500", basis: A guess.}
  most: {title: Most, type: percentage, value: 50, basis: A guess.}
  heavy: {title: Heavy, type: number, value: 2.5, basis: A guess.}
collections:
  partners: {one: partner, many: partners, ask: Who are the partners?}
  funders: {one: funder, many: funders, ask: Who are the funders?}
facts:
  stage: {ask: Which stage?, type: choice, choices: stages, cites: P11}
  board.fit: {ask: Is the board fit?, type: judgement, cites: P1}
  board.met: {ask: Has the board met?, type: yes_no, cites: P2}
  colour:
    {ask: Which colour?, type: choice, choices: {red: r, green: g, dark_blue: b}, cites: P3}
  tasks:
    {ask: Which tasks?, type: set, choices: {vision: v, strategy: s, planning: p}, cites: P4}
  size: {ask: How many sit on it?, type: count, cites: P5}
  hours: {ask: How long does it sit?, type: number, unit: hours, cites: P6}
  budget: {ask: How much has it?, type: money, cites: P7}
  share: {ask: How much of that is spent?, type: percentage, cites: P8}
  starts: {ask: When does it start?, type: date, cites: P9}
  ends: {ask: When does it end?, type: date, not_before: starts, cites: P9}
  note: {ask: What else?, type: text, cites: P10}
  large: {type: yes_no, concluded: yes, cites: P12}
  partners.willing: {ask: Is it willing?, type: judgement, cites: P13}
  partners.staff: {ask: How many staff has it?, type: count, cites: P14}
  partners.joined: {ask: When did it join?, type: date, not_before: starts, cites: P15}
  partners.left: {ask: When did it leave?, type: date, not_before: partners.joined, cites: P15}
  partners.tasks:
    {ask: Which tasks?, type: set, choices: {vision: v, planning: p}, cites: P16}
  partners.rules.kept: {ask: Does it keep the rules?, type: yes_no, cites: P17}
"""

LARGE = """\
theme: board
rules:
  - id: LARGE
    title: Tell a large board
    settle_by: proposed
    until: ended
    cites: P12
    when: {size: {at_least: 10}}
    conclude: large
"""
"""The only rule that a pack must have, since something has to conclude ``large``."""

VERDICTS = "verdicts: [{id: sound, title: It is sound, text: Carry on., cites: P12}]\n"


def rule(id: str, when: str, **more: str) -> str:
    """A rule of a list, as YAML, that matters at every stage unless ``more`` says otherwise."""
    keys = {
        "id": id,
        "title": f"The title of {id}",
        "settle_by": "proposed",
        "until": "ended",
        "cites": "P1",
        "when": when,
        "severity": "medium",
        "finding": f"The finding of {id}.",
        "recommend": f"The advice of {id}.",
        **more,
    }
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items() if value) + "\n"


def write_pack(folder: Path, *texts: str, manifest: str = MANIFEST) -> Path:
    """A pack in a new folder, with a file for each text."""
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(manifest, encoding="utf-8")
    for at, text in enumerate(texts):
        (folder / f"{at:02}.yaml").write_text(text, encoding="utf-8")
    return folder


def small_pack(folder: Path, rules: str = "", *texts: str, verdicts: str = VERDICTS) -> Path:
    """The small pack with these rules (as ``rule`` writes them) and whatever else ``texts`` say."""
    return write_pack(folder / "small", BASE, LARGE + rules, verdicts, *texts)


LOCAL = """\
id: our_council
version: 2.0.0
title: Our policy
prefix: OC
"""


def local_pack(folder: Path, *texts: str) -> Path:
    """A local pack, to be put on the small one."""
    return write_pack(folder / "local", *texts, manifest=LOCAL)


RECORD = "sha256:RECORD"
"""Written as the ``was`` of an override, this becomes the fingerprint of what it overrides."""
_OVERRIDE = re.compile(rf"(rule|setting): (\w+)((?:(?!rule: |setting: ).)*?){RECORD}", re.DOTALL)


def record(*folders: Path) -> None:
    """Put fingerprints into these packs, each of which stands on those before it."""
    for at, folder in enumerate(folders):
        for file in folder.glob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            if RECORD in text:
                file.write_text(_recorded(text, load_ruleset(folders[:at], DAY)), encoding="utf-8")


def _recorded(text: str, below: Ruleset) -> str:
    def put(found: re.Match[str]) -> str:
        kind, name, between = found.groups()
        one = below.rules.get(name) if kind == "rule" else below.settings.get(name)
        return f"{kind}: {name}{between}{one.fingerprint if one else 'sha256:' + '0' * 12}"

    return _OVERRIDE.sub(put, text)


def load(*folders: Path, on: date = DAY) -> Ruleset:
    record(*folders)
    return load_ruleset(folders, on)


def refusal(*folders: Path, on: date = DAY) -> str:
    """What a user sees when these packs are refused, with bare file names."""
    with pytest.raises(Refused) as refused:
        load(*folders, on=on)
    text = "\n".join(show(one) for one in refused.value.diagnostics)
    for folder in folders:
        text = text.replace(f"{folder}/", "")
    return text


def recommended(advice: Advice, rule: str) -> Recommendation:
    return next(one for one in advice.recommendations if one.rule == rule)


def engine_names() -> list[str]:
    """The engines that can be had here."""
    return [DURABLE, REFERENCE] if default_engine() == DURABLE else [REFERENCE]


def fired(ruleset: Ruleset, profile: str, *, on: date = DAY, engine: str = REFERENCE) -> Firing:
    answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
    return fire(ruleset, facts_of(answers, on), prepare(ruleset, engine))


def advised(ruleset: Ruleset, profile: str, *, on: date = DAY, engine: str = REFERENCE) -> Advice:
    answers = profile_from(profile.encode(), "profile.yaml", ruleset.vocabulary)
    return evaluate(ruleset, answers, on, prepare(ruleset, engine), engine)
