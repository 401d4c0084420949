"""JSON Schemas for editors: what the readers accept they accept, and much of what is wrong, not."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bad_inputs.test_profile_values import FOLDER, INPUTS
from conftest import DAY
from fruitful import case
from fruitful.case import authority, read_expectation
from fruitful.case.authority import day_of, read_authority_case
from fruitful.diagnostic import Diagnostic, Refused
from fruitful.document import parse_mapping
from fruitful.evaluation import profile_from
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language import declaring
from fruitful.language.operators import OPERATORS
from fruitful.language.reading import UNWRITTEN
from fruitful.language.vocabulary import Fact, Vocabulary, question
from fruitful.portfolio.assessing import Rules
from fruitful.profile.gathering import ABOUT
from fruitful.register.mapping import _KEYS as MAPPING_KEYS
from fruitful.register.mapping import read_mapping
from fruitful.ruleset import (
    Ruleset,
    costs,
    load_packs,
    load_ruleset,
    model,
    override,
    pack,
    roles,
    rule,
    stack,
    stack_portfolio,
    tier,
    verdict,
)
from fruitful.schema import (
    AUTHORITY,
    AUTHORITY_CASE,
    IN_FORCE,
    MANIFEST,
    MAPPING,
    PACK,
    PORTFOLIO,
    PROFILE,
    USES,
    schemas,
)
from fruitful.schema.conditions import OPERATORS_SAID
from fruitful.shipped import paper_pack, shipped
from generated_rulesets import ruleset_of, tree_of, written
from program import LOCAL_PACK, run
from yaml_types import typed

FILES = sorted((*shipped("cases").rglob("*.yaml"), *shipped("rules").rglob("*.yaml")))


def schema_of(path: Path) -> str:
    """The schema for a file of the shipped ones."""
    if path.parent.parts[-2:] == (pack.PORTFOLIO, "cases"):
        return AUTHORITY_CASE
    if "cases" in path.parts:
        return AUTHORITY if path.name == "authority.yaml" else PROFILE
    if pack.PORTFOLIO in path.parts:
        return PORTFOLIO
    return MANIFEST if path.name == pack.MANIFEST else PACK


def made_of(*folders: Path) -> Mapping[str, Draft7Validator]:
    packs = load_packs([paper_pack(), *folders])
    ruleset = stack(packs, DAY)
    made = schemas(ruleset, stack_portfolio(packs, DAY, ruleset), packs)
    return {name: Draft7Validator(one) for name, one in made.items()}


@pytest.fixture(scope="module")
def made() -> Mapping[str, Draft7Validator]:
    return made_of()


def faults(validator: Draft7Validator, text: str) -> list[str]:
    """What a schema finds wrong with a file."""
    root = parse_mapping(text.encode(), "file.yaml", [])
    assert root is not None
    return [one.message for one in validator.iter_errors(typed(root))]


# What is right is accepted -----------------------------------------------------------------------


def test_they_are_schemas(made: Mapping[str, Draft7Validator]) -> None:
    for validator in made.values():
        Draft7Validator.check_schema(validator.schema)
        assert '"enum": []' not in json.dumps(validator.schema), "editors refuse that"


def test_every_shipped_file_is_accepted() -> None:
    packs = sorted(path.parent for path in shipped("rules").glob("*/pack.yaml"))
    made = made_of(*(folder for folder in packs if folder != paper_pack()))
    assert len(FILES) > 200
    found = {str(path): faults(made[schema_of(path)], path.read_text("utf-8")) for path in FILES}
    assert {path: some for path, some in found.items() if some} == {}


def test_a_local_pack_is_accepted_with_its_own_facts_rules_and_settings() -> None:
    made = made_of(LOCAL_PACK)
    for path in LOCAL_PACK.rglob("*.yaml"):
        assert faults(made[schema_of(path)], path.read_text("utf-8")) == []
    assert faults(made[PROFILE], "oc_register: {entered: yes}") == []


def test_what_a_local_pack_is_about_to_declare_is_accepted_by_its_prefix() -> None:
    made = made_of(LOCAL_PACK)
    when = "{oc_new.fact: {more_than: $oc_new}, partners.count: {more_than: $oc_new}, finding: OC9}"
    assert faults(made[PACK], one_rule(f"when: {when}")) == []
    assert faults(made[PACK], one_rule("when: {new.fact: no}")) != []


def test_odd_but_good_values_are_accepted() -> None:
    made, words = made_of(FOLDER / "pack"), load_ruleset([paper_pack(), FOLDER / "pack"], DAY)
    good = {}
    for name, data in sorted(INPUTS.items()):
        with contextlib.suppress(Refused):
            profile_from(data, name, words.vocabulary)
            good[name] = faults(made[PROFILE], data.decode())
    assert len(good) > 5
    assert {name: some for name, some in good.items() if some} == {}


ANSWERS = {
    "judgement": ("yes", "Partly", "NO", "y", "true", "'no'"),
    "yes_no": ("yes", "No", "n", "false", "True"),
    "count": ("0", "12", '"1,200"', "'7'", "3.0"),
    "number": ("0.5", "12", '"1,200.75"'),
    "money": ("3000", '"£3,000"', "£5", "12.50"),
    "percentage": ("100", "12.5%", "0 %"),
    "date": ("2027", "2027-03", "2027-03-31", "31/03/2027", "3/2027", "'2027'"),
    "text": ("Some words", "12", "true", '"2027-01-01"'),
}
UNKNOWN = ("", "null", "~", "unknown", "Not known", '"don\'t know"', "don’t know", "'?'")


def answers(fact: Fact) -> st.SearchStrategy[str]:
    """An answer as it may be written: plain or with its evidence, known or not."""
    choices = [form for one in fact.choices for form in (one, one.title().replace("_", " "))]
    known = st.sampled_from(choices or ANSWERS[fact.kind])
    value = known | st.sampled_from(UNKNOWN)
    if fact.kind == "set":
        value |= st.lists(known, max_size=3).map(lambda some: f"[{', '.join(some)}]")
    evidence = st.sampled_from(("", ", evidence: Minutes", ", by: , on: 2027"))
    return value | st.tuples(value, evidence).map(lambda both: f"{{answer: {both[0]}{both[1]}}}")


def lines(fact: Fact) -> st.SearchStrategy[str]:
    """An answer behind its path, dotted or nested in a group."""
    parts = fact.item.split(".")
    paths = [(".".join(parts[:at]), ".".join(parts[at:])) for at in range(len(parts))]
    if fact.path.endswith(".count"):
        paths = paths[:1]
    nested = st.sampled_from([f"{a}: {{{b}: %s}}" if a else f"{b}: %s" for a, b in paths])
    return st.tuples(nested, answers(fact)).map(lambda both: both[0] % both[1])


def profiles(words: Vocabulary) -> st.SearchStrategy[str]:
    """A profile's text."""
    facts = [one for one in words.facts.values() if not one.concluded]
    chosen = st.lists(st.sampled_from(facts), max_size=6, unique_by=lambda one: one.path)
    return chosen.flatmap(
        lambda some: st.tuples(*(st.tuples(st.just(one), lines(one)) for one in some))
    ).map(profile_of)


def profile_of(answered: Sequence[tuple[Fact, str]]) -> str:
    """The profile with these answers, those about members one for each member."""
    text = "".join(f"{line}\n" for fact, line in answered if not fact.collection)
    for name in sorted({fact.collection for fact, _ in answered} - {""}):
        members = [line for fact, line in answered if fact.collection == name]
        if len(members) == 1:
            text += f"{name}: {{each: {{{members[0]}}}, list: [Council, {{name: Trust}}, ]}}\n"
        else:
            text += f"{name}:\n" + "".join(f"  - {{{line}}}\n" for line in members)
    return text + "name: A partnership\n"


@settings(max_examples=80)
@given(data=st.data())
def test_every_profile_that_is_read_is_accepted(
    paper: Ruleset, made: Mapping[str, Draft7Validator], data: st.DataObject
) -> None:
    text = data.draw(profiles(paper.vocabulary))
    try:
        profile_from(text.encode(), "profile.yaml", paper.vocabulary)
    except Refused as refused:
        # Two dates in the wrong order, or one group twice: neither is the schema's matter.
        codes = {one.code for one in refused.diagnostics}
        assert codes <= {"dates-reversed", "duplicate-key"}, text
        assume(False)
    assert faults(made[PROFILE], text) == [], text


@settings(max_examples=25)
@given(sections=written())
def test_every_pack_that_is_read_is_accepted(sections: dict[str, Any]) -> None:
    validator = Draft7Validator(schemas(ruleset_of(sections), None, ())[PACK])
    assert [one.message for one in validator.iter_errors(typed(tree_of(sections)))] == []


# What is wrong is refused ------------------------------------------------------------------------

WRONG_PROFILES = (
    "exit: {strategy: maybe}",
    "exit.strategy: maybe",
    "exit: {stratgy: no}",
    "exit: no",
    "exit.strategy: [no, partly]",
    "exit: {strategy: {answr: no}}",
    "exit: {strategy: {evidence: Minutes}}",
    "exit: {strategy: 3}",
    "stage: nowhere",
    "functions: [vision, nothing]",
    "partners: Council",
    "partners: [{willing_to_give_time: maybe}]",
    "partners: [{exit.strategy: no}]",
    "partners: {count: many}",
    "partners: {count: -1}",
    "partners: {list: Council}",
    "partners: {members: []}",
    "partners.each: {exists: yes}",
    "willing_to_give_time: yes",
    "partnership.large: yes",
    "costs: {meetings_a_year: often}",
    "costs: {hourly_rate: TBC}",
    "started: soon",
    "started: 31.03.2027",
    "fruitful: 2",
    "assessed_on: 2026",
    "what: 1",
)
WRONG_EXPECTATIONS = (
    "{verdict: wonderful}",
    "{standing: firm}",
    "{findings: {E1: terrible}}",
    "{findings: [E99]}",
    "{met: E99}",
    "{could_become: [nothing]}",
    "{alternative: tea}",
    "{result: good}",
)
RULE = {
    "id": "id: X1",
    "title": "title: A rule",
    "theme": "theme: exit",
    "settle_by": "settle_by: operating",
    "cites": "cites: P108",
    "when": "when: {exit.strategy: no}",
    "severity": "severity: high",
    "finding": "finding: Something is wrong.",
    "recommend": "recommend: Put it right.",
}


def one_rule(*changes: str, without: str = "") -> str:
    """A file with one rule, some of whose keys are changed."""
    keys = {**RULE, **{change.partition(":")[0]: change for change in changes}}
    lines = [line for key, line in keys.items() if key != without]
    return "rules:\n  - " + "\n    ".join(lines) + "\n"


WRONG_CONDITIONS = (
    "{}",
    "[]",
    "yes",
    "{exit.strategy: maybe}",
    "{exit.strategy: Yes}",
    "{exit.strategy: {}}",
    "{exit.strategy: {at_least: 2}}",
    "{exit.stratgy: no}",
    "{exit: {strategy: no}}",
    "{stage: [operating, nowhere]}",
    "{functions: vision}",
    "{functions: {includes: nothing}}",
    "{functions: {within: 2 years}}",
    "{partners.count: {at_least: many}}",
    "{partners.count: {at_least: $nothing}}",
    "{partners.count: {within: 2 years}}",
    "{started: {within: 2 decades}}",
    "{started: {passed: perhaps}}",
    "{started: 2027}",
    "{all: {exit.strategy: no}}",
    "{any: []}",
    "{any: ~}",
    "{not: [{exit.strategy: no}]}",
    "{some: {partners: {exit.strategy: no}}}",
    "{some: {nobody: {willing_to_give_time: no}}}",
    "{some: {partners: {willing_to_give_time: no}, objectives: {shared: no}}}",
    "{every: {partners: {some: {partners: {willing_to_give_time: no}}}}}",
    "{none: {partners: {willing_to_give_time: no}, at_least: 2}}",
    "{count: {partners: {willing_to_give_time: no}}}",
    "{count: {partners: {willing_to_give_time: no}, at_least: 2, at_most: 3}}",
    "{some: {partners: {finding: E1}}}",
    "{finding: E99}",
    "{finding: {severity: high}}",
    "{finding: {rules: E1, severity: awful}}",
    "{met: [E1, E99]}",
    "{benefits.cost_of_not_partnering: much}",
)
RULE_FAULTS = (
    *(one_rule(without=key) for key in RULE),
    one_rule("cites: P999"),
    one_rule("cites: []"),
    one_rule("settle_by: some_day"),
    one_rule("theme: nothing"),
    one_rule("severity: awful"),
    one_rule("severity: [{awful: {exit.strategy: no}}, high]"),
    one_rule("conclude: exit.strategy"),
    one_rule("finding:"),
    one_rule("because: of this"),
)
OVERRIDE = "reason: Why, authority: Who, date: 2026-03-01, was: 'sha256:0123456789ab'"
FACT = "ask: Is it?, cites: P1"
WRONG_SECTIONS = (
    "settings: {x_many: {title: Many, type: count, value: many, basis: None}}",
    "settings: {x_many: {title: Many, type: colour, value: 1, basis: None}}",
    "settings: {x_many: {title: Many, type: count, value: 1}}",
    "settings: {X: {title: Many, type: count, value: 1, basis: None}}",
    "priorities: [severity]",
    "collections: {any: {one: one, many: many, ask: 'Who?'}}",
    "collections: {x_visits: {one: visit, many: visits}}",
    f"facts: {{x_fact: {{{FACT}, type: maybe}}}}",
    f"facts: {{x_fact: {{{FACT}, type: choice}}}}",
    f"facts: {{x_fact: {{{FACT}, type: choice, choices: {{one: One}}}}}}",
    f"facts: {{x_fact: {{{FACT}, type: count, choices: {{one: One, two: Two}}}}}}",
    f"facts: {{x_fact: {{{FACT}, type: yes_no, concluded: yes}}}}",
    f"facts: {{not.fact: {{{FACT}, type: yes_no}}}}",
    f"facts: {{x_fact: {{{FACT}, type: yes_no, relevant: {{finding: E1}}}}}}",
    f"facts: {{x_fact: {{{FACT}, type: date, not_before: stage}}}}",
    "facts: {x_fact: {ask: Tell us., type: yes_no, cites: P1}}",
    "facts: {x_fact: {type: yes_no, cites: P1}}",
    "facts: {x_fact: {ask: 'Is it?', type: yes_no, cites: P1, basis: Ours}}",
    "facts: {x_fact: {ask: 'Is it?', type: yes_no}}",
    "columns: {owner: [owner]}",
    "theme: nothing",
    "verdicts: [{id: x, title: X, text: X}]",
    "verdicts: [{id: x, title: X, text: X, cites: P1, when: {finding: {theme: nothing}}}]",
    "verdicts: [{id: x, title: X, text: X, cites: P1, most_undecided: [E99]}]",
    "models: [{id: x, title: X, text: X, cites: P1, for: [{text: X, cites: P1}]}]",
    "checklist: [{question: x, ask: X, about: organisation, rules: E1}]",
    "checklist: [{question: 29, ask: X, about: weather, rules: E1}]",
    "ingredients: [{id: x, title: X, rules: E99}]",
    "accountability: [{to: nobody, title: X, rules: E1}]",
    "costs: [{id: x, title: X, side: hidden, product: [costs.cash], cites: P1}]",
    "costs: [{id: x, title: X, side: direct, product: [stage], cites: P1}]",
    "index: {P1: {kind: prose, about: X}}",
    "index: {Chapter: {kind: evidence, about: X}}",
    f"overrides: [{{rule: E99, severity: low, {OVERRIDE}}}]",
    f"overrides: [{{rule: E1, {OVERRIDE}}}]",
    f"overrides: [{{rule: E1, value: 3, {OVERRIDE}}}]",
    f"overrides: [{{rule: E1, setting: large_partnership, value: 3, {OVERRIDE}}}]",
    f"overrides: [{{setting: large_partnership, severity: low, {OVERRIDE}}}]",
    "overrides: [{rule: E1, severity: low, authority: Who, date: 2026-03-01}]",
    "overrides: [{rule: E1, severity: low, reason: Why, authority: Who, date: soon}]",
    f"overrides: [{{rule: E1, severity: low, {OVERRIDE.replace('sha256', 'md5')}}}]",
    "sections: []",
)


@pytest.mark.parametrize("text", WRONG_PROFILES)
def test_a_wrong_answer_is_refused_by_both(
    text: str, paper: Ruleset, made: Mapping[str, Draft7Validator]
) -> None:
    with pytest.raises(Refused):
        profile_from(text.encode(), "profile.yaml", paper.vocabulary)
    assert faults(made[PROFILE], text) != []


@pytest.mark.parametrize("text", WRONG_EXPECTATIONS)
def test_a_wrong_expectation_is_refused_by_both(
    text: str, paper: Ruleset, made: Mapping[str, Draft7Validator]
) -> None:
    profile = profile_from(f"expect: {text}".encode(), "case.yaml", paper.vocabulary)
    found: list[Diagnostic] = []
    assert profile.expect is not None
    read_expectation(profile.expect, paper, found)
    assert found
    assert faults(made[PROFILE], f"expect: {text}") != []


WRONG_AUTHORITY_CASES = [
    "assessed_on: 2026-11-01\npartnerships: []\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11\npartnerships: []\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []",
    "title: T\nassessed_on: 2026-11-01\npartnerships: {A: yes}\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: [A]\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: [{stage: soon}]\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []\nauthority: none\nexpect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []\nauthority: {stage: operating}\n"
    "expect: {only: yes}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []\nexpect: {verdict: improve}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []\nexpect: {met: E1}",
    "title: T\nassessed_on: 2026-11-01\npartnerships: []\nexpect: {only: yes}\nstage: operating",
]


@pytest.mark.parametrize("text", WRONG_AUTHORITY_CASES)
def test_a_wrong_case_about_an_authority_is_refused_by_both(
    text: str, made: Mapping[str, Draft7Validator]
) -> None:
    with pytest.raises(Refused):
        authority_case(text)
    assert faults(made[AUTHORITY_CASE], text) != []


def authority_case(text: str) -> authority.AuthorityCase:
    day = day_of(text.encode(), "case.yaml")
    return read_authority_case(text.encode(), "case.yaml", rules_on(day))


def rules_on(day: date) -> Rules:
    packs = load_packs([paper_pack()])
    each = stack(packs, day)
    portfolio = stack_portfolio(packs, day, each)
    assert portfolio is not None
    engines = prepare(each, REFERENCE), prepare(portfolio, REFERENCE)
    return Rules(each, portfolio, *engines, REFERENCE, day)


@pytest.fixture(scope="module")
def paper_packs() -> tuple[pack.Pack, ...]:
    return load_packs([paper_pack()])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text("id: x\nversion: 1\ntitle: X\nprefix: X\n")
    return tmp_path


WRONG_FILES = (
    *(one_rule(f"when: {condition}") for condition in WRONG_CONDITIONS),
    *RULE_FAULTS,
    *WRONG_SECTIONS,
)


@pytest.mark.parametrize("text", WRONG_FILES)
def test_a_wrong_file_of_a_pack_is_refused_by_both(
    text: str,
    desk: Path,
    made: Mapping[str, Draft7Validator],
    paper_packs: tuple[pack.Pack, ...],
) -> None:
    (desk / "policy.yaml").write_text(text)
    with pytest.raises(Refused):
        stack((*paper_packs, *load_packs([desk])), DAY)
    assert faults(made[PACK], text) != []


@pytest.mark.parametrize(
    "text",
    [
        "id: x",
        "{id: X, version: 1, title: X}",
        "{id: x, version: 1, title: X, prefix: x}",
        "{id: x, version: 1, title: X, owners: none}",
    ],
)
def test_a_wrong_manifest_is_refused_by_both(
    text: str, desk: Path, made: Mapping[str, Draft7Validator]
) -> None:
    (desk / "pack.yaml").write_text(text)
    with pytest.raises(Refused):
        load_packs([desk])
    assert faults(made[MANIFEST], text) != []


GOOD_MAPPINGS = (
    "mapping: 1",
    "mapping: '1'\nheader: '07'",
    "header: [5, 6]\nsheets: Register\nday_first: no",
    "columns:",
    "columns: {Scheme: name, Who: partners.list, column F: [stage, name], 2026: id}",
    "ignore: [Colour, 12]\nwords:",
    "columns: {Effort: register.officer_hours}\nunits: {Effort: days a month, column G: £000}",
    "words: {stage: {Live: operating, 7: unknown}, exit.strategy: , costs.cash: {nil: unknown}}",
)
WRONG_MAPPINGS = (
    "mapping: 2",
    "sheets: []",
    "sheets: {Register: yes}",
    "header: four",
    "header: 0",
    "header: [4, 5, 6]",
    "day_first: perhaps",
    "columns: [name]",
    "columns: {Health: exit.stratgy}",
    "columns: {Health: []}",
    "columns: {Large: partnership.large}",
    "ignore: ",
    "units: [£000]",
    "units: {Effort: [£000]}",
    "words: {stage: operating}",
    "words: {stage: {Live: nowhere}}",
    "words: {exit.stratgy: {Live: yes}}",
    "words: {costs.cash: {nil: 0}}",
    "word: {}",
)


def mapping_faults(text: str, ruleset: Ruleset) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    read_mapping(text.encode(), "mapping.yaml", ruleset.vocabulary, found)
    return found


@pytest.mark.parametrize("text", GOOD_MAPPINGS)
def test_a_mapping_that_is_read_is_accepted(
    text: str, paper: Ruleset, made: Mapping[str, Draft7Validator]
) -> None:
    assert mapping_faults(text, paper) == []
    assert faults(made[MAPPING], text) == []


@pytest.mark.parametrize("text", WRONG_MAPPINGS)
def test_a_wrong_mapping_is_refused_by_both(
    text: str, paper: Ruleset, made: Mapping[str, Draft7Validator]
) -> None:
    assert mapping_faults(text, paper) != []
    assert faults(made[MAPPING], text) != []


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("packs: x", True),
        ("packs: [x]", True),
        ("packs: []", True),
        ("{}", False),
        ("packs: ", False),
        ("packs: [[x]]", False),
        ("packs: {x: yes}", False),
        ("pack: x", False),
    ],
)
def test_a_file_that_names_packs_is_accepted_where_it_is_read(
    text: str, good: bool, tmp_path: Path, desk: Path, made: Mapping[str, Draft7Validator]
) -> None:
    (tmp_path / "below" / "x").mkdir(parents=True)
    shutil.copy(desk / "pack.yaml", tmp_path / "below" / "x")
    (tmp_path / "below" / "fruitful.yaml").write_text(text)
    done = run("rules", "list", cwd=tmp_path / "below")
    assert (done.returncode == 0) is good
    assert (faults(made[IN_FORCE], text) == []) is good


# What they say is what the readers read ----------------------------------------------------------


def keys(schema: Any, *path: str) -> set[str]:
    """The keys that a mapping may have, which stands below these sections."""
    for name in path:
        schema = schema["properties"][name]
        while "properties" not in schema:
            schema = (
                schema.get("items")
                or next(iter(schema.get("patternProperties", {}).values()), None)
                or schema["anyOf"][0]
            )
    return set(schema["properties"])


def test_they_know_the_keys_that_the_readers_know(made: Mapping[str, Draft7Validator]) -> None:
    file, manifest = made[PACK].schema, made[MANIFEST].schema
    profile = made[PROFILE].schema
    assert keys(file) == set(pack.SECTIONS)
    assert keys(manifest) == {*pack.SECTIONS, *pack.MANIFEST_KEYS}
    assert keys(file["definitions"]["rule"]) == set(rule._KEYS)
    assert keys(file, "facts") == set(declaring._FACT_KEYS)
    assert keys(file, "verdicts") == keys(file, "alternatives") == set(verdict._KEYS)
    assert keys(file, "models") == set(model._KEYS)
    assert keys(file, "tiers") == set(tier._KEYS)
    assert keys(made[PORTFOLIO].schema, "screening") == set(roles._KEYS)
    assert keys(file, "costs") == set(costs._KEYS)
    changes = {"rule", "setting", "expires", "was", "lowers", *override.WHY, *override.CHANGES}
    assert keys(file, "overrides") == changes
    assert keys(profile) >= set(ABOUT)
    assert keys(made[AUTHORITY_CASE].schema) == set(authority.KEYS)
    assert keys(profile, "expect") == set(case._KEYS)
    assert keys(made[MAPPING].schema) == set(MAPPING_KEYS)
    assert set(OPERATORS_SAID) == OPERATORS.keys() - set(UNWRITTEN)


def test_each_question_is_asked_as_the_vocabulary_asks_it(
    paper: Ruleset, made: Mapping[str, Draft7Validator]
) -> None:
    text = json.dumps(made[PROFILE].schema, ensure_ascii=False)
    for fact in paper.vocabulary.facts.values():
        if not fact.path.endswith(".count"):
            asked = question(fact.path, paper.vocabulary)
            assert fact.concluded or json.dumps(asked, ensure_ascii=False)[1:-1] in text


# The command -------------------------------------------------------------------------------------


def test_the_command_writes_them_into_a_folder(tmp_path: Path) -> None:
    done = run("rules", "schema", "for editors", "--pack", LOCAL_PACK, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"# yaml-language-server: $schema=for editors/profile.schema.json" in done.stdout
    written = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.rglob("*.json")}
    assert set(written) == set(USES)
    assert "oc_register" in json.dumps(written[PROFILE])


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("rules", "schema", name, cwd=tmp_path)
    for name in (PROFILE, MANIFEST, PACK):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_link_in_the_folder_is_not_written_through(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("precious")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / PROFILE).symlink_to(kept)
    done = run("rules", "schema", cwd=tmp_path)
    assert done.returncode == 2
    assert b"is a link" in done.stderr
    assert kept.read_text() == "precious"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("a file")
    done = run("rules", "schema", cwd=tmp_path)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


def test_a_new_profile_names_its_schema_where_there_is_one_beside_it(tmp_path: Path) -> None:
    run("new", "before.yaml", cwd=tmp_path)
    assert b"yaml-language-server" not in (tmp_path / "before.yaml").read_bytes()
    run("rules", "schema", cwd=tmp_path)
    run("new", "after.yaml", cwd=tmp_path)
    first, rest = (tmp_path / "after.yaml").read_text("utf-8").split("\n", 1)
    assert first == f"# yaml-language-server: $schema=schemas/{PROFILE}"
    assert rest == (tmp_path / "before.yaml").read_text("utf-8")
