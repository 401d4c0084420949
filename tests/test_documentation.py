"""The documentation: it is complete, up to date, and what it shows works as it stands."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from commands import commands
from conftest import DAY
from fruitful import case
from fruitful.cli.main import fruitful
from fruitful.document import Mapping, parse_mapping
from fruitful.evaluation import assess, profile_from
from fruitful.firing import FINDING, MET, UNDECIDED
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language import declaring, setting, taken
from fruitful.language.operators import OPERATORS
from fruitful.language.reading import QUANTIFIERS, UNWRITTEN
from fruitful.language.value import KINDS
from fruitful.language.vocabulary import question
from fruitful.profile.gathering import ABOUT
from fruitful.profile.writing import ANSWER
from fruitful.ruleset import (
    Ruleset,
    costs,
    load_packs,
    load_ruleset,
    model,
    override,
    pack,
    questionnaire,
    roles,
    rule,
    stack,
    stack_portfolio,
    tier,
    verdict,
)
from fruitful.shipped import paper_pack
from program import ROOT, run

DOCS = ROOT / "docs"
LANGUAGE = (DOCS / "rule-language.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(DOCS.glob("*.md"))
MANIFEST = "id: examples\nversion: 1\ntitle: The examples of the page\nprefix: EX\n"


def section(title: str) -> str:
    """What stands under a heading of the page on the language, up to the next of its kind."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{2,3}} |\Z)", LANGUAGE, re.M | re.S)
    assert found, title
    return found[2]


# What the tool makes is up to date ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["commands.md", "vocabulary.md"])
def test_the_pages_that_come_from_the_tool_are_up_to_date(name: str) -> None:
    made = runpy.run_path(str(DOCS / "make_reference.py"))["pages"]()
    old = (DOCS / name).read_text(encoding="utf-8")
    assert old == made[name], "run: python docs/make_reference.py"


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    for named, command in commands(fruitful):
        words = " ".join(("fruitful", *named))
        part = re.search(rf"^## {words}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
        assert part, words
        for option in command.params:
            names = option.opts if isinstance(option, click.Option) else ()
            assert all(name in part[1] for name in names), (words, names)


def test_every_question_choice_column_and_setting_is_documented() -> None:
    page = (DOCS / "vocabulary.md").read_text(encoding="utf-8")
    packs = load_packs([paper_pack()])
    ruleset = stack(packs, DAY)
    portfolio = stack_portfolio(packs, DAY, ruleset)
    assert portfolio is not None
    for one in (ruleset, portfolio):
        for path, fact in one.vocabulary.facts.items():
            (entry,) = re.findall(
                rf"^\*\*`{re.escape(path)}`\*\*.*?(?=^\*\*|^#)", page, re.M | re.S
            )
            assert not fact.ask or question(path, one.vocabulary) in entry
            assert all(cite in entry for cite in fact.cites)
            assert all(f"“{column}”" in entry for column in fact.columns)
            if fact.kind in ("choice", "set"):
                assert all(f"- `{choice}`" in entry for choice in fact.choices)
        assert all(f"| `${name}` |" in page for name in one.settings)


# The rule language -------------------------------------------------------------------------------


class Example(NamedTuple):
    """A condition, and profiles of which it is true and false."""

    condition: str
    true_of: str
    false_of: str


EXAMPLES = [
    Example(*(cells[at].strip().strip("`") for at in (1, 3, 4)))
    for line in section("Conditions").splitlines()
    if line.startswith("| `") and (cells := line.split("|"))
]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """The paper's rules, and a rule for each condition of the page."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "pack.yaml").write_text(MANIFEST)
    rules = "".join(
        f"""
  - id: EX{at}
    title: An example
    settle_by: proposed
    until: ended
    cites: "local: this page"
    when: {{{example.condition}}}
    severity: low
    finding: It is true.
    recommend: Do nothing.
    met: It is false.
"""
        for at, example in enumerate(EXAMPLES)
    )
    (folder / "rules.yaml").write_text(f"theme: exit\nrules:{rules}")
    return load_ruleset([paper_pack(), folder], DAY)


def outcome(number: int, profile: str, ruleset: Ruleset) -> str:
    read = profile_from(f"{profile}\n".encode(), "example.yaml", ruleset.vocabulary)
    done = assess(ruleset, read, DAY, prepare(ruleset, REFERENCE), REFERENCE)
    return done.firing.outcomes[f"EX{number}"]


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda at: EXAMPLES[at].condition)
def test_a_condition_is_true_and_false_of_what_the_page_says(
    number: int, examples: Ruleset
) -> None:
    example = EXAMPLES[number]
    assert outcome(number, example.true_of, examples) == FINDING
    assert outcome(number, example.false_of, examples) == MET
    assert outcome(number, "name: Nothing is known of it", examples) == UNDECIDED


def test_every_operator_and_word_of_conditions_has_an_example() -> None:
    shown = " ".join(one.condition for one in EXAMPLES)
    words = {*(OPERATORS.keys() - set(UNWRITTEN)), *QUANTIFIERS, "count", "all", "any", "not"}
    assert [word for word in (*words, "finding", "met") if f"{word}: " not in shown] == []
    assert len(EXAMPLES) > 20


SECTIONS = {
    "A pack": (*pack.SECTIONS, *pack.MANIFEST_KEYS),
    "settings": ("title", "type", "value", "basis", *setting.SETTING_KINDS),
    "collections": ("one", "many", "ask", "columns", "columns_with_some"),
    "facts": (*declaring._FACT_KEYS, *KINDS),
    "columns": declaring.ABOUT_COLUMNS,
    "rules": (*rule._KEYS, *rule.SEVERITIES),
    "verdicts, alternatives": verdict._KEYS,
    "models": model._KEYS,
    "checklist, ingredients, accountability": [
        key for form in questionnaire.FORMS.values() for key in (form.id, form.text)
    ],
    "tiers": tier._KEYS,
    "A portfolio": ("taken_from", taken.AGREES, "fact", "outcome", "verdict", "tier", *roles._KEYS),
    "costs": (*costs._KEYS, *costs.SIDES),
    "index": (*questionnaire.KINDS, "kind", "about"),
    "overrides": ("rule", "setting", "expires", *override.WHY, *override.CHANGES),
    "A profile": [*(key for key in ABOUT if key not in ("expect", "title")), *ANSWER],
    "A case": ("title", "expect", *case._KEYS),
}


@pytest.mark.parametrize("title", SECTIONS)
def test_every_key_of_a_section_is_documented_there(title: str) -> None:
    text = section(title)
    missing = [key for key in SECTIONS[title] if not re.search(rf"(?<![\w.]){key}(?![\w.])", text)]
    assert missing == []


BLOCKS = re.findall(r"^```yaml\n(.+?)^```$", LANGUAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_every_example_of_the_language_is_yaml_that_can_be_read(block: str) -> None:
    faults: list[Any] = []
    text = block if not block.startswith("  ") else f"facts:\n{block}"
    assert isinstance(parse_mapping(text.encode(), "example.yaml", faults), Mapping)
    assert faults == []


# How it reasons ----------------------------------------------------------------------------------

REASONING = (DOCS / "how-it-reasons.md").read_text(encoding="utf-8")
QUOTED = re.findall(
    r"^```sh\nfruitful ([^\n]+)\n```\n\n```text\n(.+?)^```$", REASONING, re.M | re.S
)


@pytest.mark.parametrize(("command", "quoted"), QUOTED, ids=[one for one, _ in QUOTED])
def test_what_is_quoted_is_what_the_command_prints(command: str, quoted: str) -> None:
    if " --to " in command:
        pytest.importorskip("z3")
    done = run(*command.split(), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert quoted in done.stdout.decode()


def test_every_command_of_the_page_on_reasoning_is_followed_by_what_it_prints() -> None:
    assert len(QUOTED) == REASONING.count("```sh") == REASONING.count("```text") > 5


# Links -------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """What a link can lead to in a page: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_link_leads_to_something_that_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, _, anchor in re.findall(r"\]\(([^)#]*)(#([^)]*))?\)", text):
        if not target.startswith("http"):
            file = page.parent / target if target else page
            assert file.exists(), target
            assert not anchor or anchor in anchors(file), (target, anchor)


def test_the_readme_names_every_page_of_the_documentation() -> None:
    assert [page.name for page in PAGES if f"docs/{page.name}" not in README] == []
