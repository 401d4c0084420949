"""Writes the pages of docs/ that come from the tool itself; a test says when they are old.

python docs/make_reference.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent / "engine"))

import click  # noqa: E402

from fruitful.cli.main import fruitful  # noqa: E402
from fruitful.language.value import KINDS_SAID, say  # noqa: E402
from fruitful.language.vocabulary import Fact, question  # noqa: E402
from fruitful.render.english import condition_lines  # noqa: E402
from fruitful.ruleset import Ruleset, load_packs, stack, stack_portfolio  # noqa: E402
from fruitful.shipped import paper_pack  # noqa: E402

MADE = "<!-- Made by `python docs/make_reference.py`: edit what it reads, and run it again. -->"
ON = date(2026, 11, 1)
"""Nothing in the paper's own pack depends on the day."""
COMMANDS = """\
What `--help` says of each. Exit codes: 0 done; 1 what `--fail-on`, `check`, `test` or `coverage`
found; 2 it could not be done; 130 interrupted. Results go to standard output, everything else to
standard error.
"""
VOCABULARY = """\
Everything that can be asked, by the paths that profiles and rules write: `exit.strategy` stands
below `exit`, or is written with the dot. Behind each question are its answers and its source:
`P108` is a paragraph of the paper, `Q28` a question of its checklist, `BoxB` a box, `CS10` a case
study. What is not from the paper says so. Any question may also be answered `unknown`, or left out,
which is the same. A register names a column by any of the names given here, or by the path.

With a local pack, `fruitful rules docs catalogue/ --pack our_council/` writes a page like this that
has the pack's own questions too, and says which rules read each.
"""
SETTINGS = """\
Numbers that the paper leaves open and local policy may change. Conditions and texts read them as
`$name`.
"""


def pages() -> dict[str, str]:
    """Each page's name and text."""
    packs = load_packs([paper_pack()])
    ruleset = stack(packs, ON)
    portfolio = stack_portfolio(packs, ON, ruleset)
    assert portfolio is not None
    texts = {
        "commands.md": commands(),
        "vocabulary.md": vocabulary(ruleset, portfolio),
    }
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in texts.items()}


def commands() -> Iterator[str]:
    """Every command with its options, from what `--help` says."""
    yield "# The commands"
    yield from (MADE, "", COMMANDS.rstrip())
    for words, command in _commands(fruitful, "fruitful"):
        context = click.Context(command, info_name=words)
        usage = command.get_usage(context).removeprefix("Usage: ").split()
        yield from ("", f"## {words}", "", f"`{' '.join(usage)}`", "")
        yield from _paragraphs(command.help or "")
        options = [one for one in command.params if isinstance(one, click.Option)]
        if options:
            yield from ("", "| option | meaning |", "|---|---|")
        for option in options:
            yield _option(option, context)
        if command.epilog:
            yield from ("", "```sh", command.epilog.partition("Example:")[2].strip(), "```")


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def _paragraphs(help: str) -> Iterator[str]:
    for at, paragraph in enumerate(re.split(r"\n\s*\n", help.replace("\b", "").strip())):
        if at:
            yield ""
        yield " ".join(paragraph.split())


def _option(option: click.Option, context: click.Context) -> str:
    names, meaning = option.get_help_record(context) or ("", "")
    shown = names.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
    return f"| <code>{shown}</code> | {' '.join(meaning.split())} |"


def vocabulary(ruleset: Ruleset, portfolio: Ruleset) -> Iterator[str]:
    """Every question and every setting of the paper's pack."""
    yield "# The vocabulary"
    yield from (MADE, "", VOCABULARY.rstrip())
    for title, one in (("A partnership", ruleset), ("An authority", portfolio)):
        yield from ("", f"## {title}")
        yield from _facts(one)
    yield from ("", "## Settings", "", SETTINGS.rstrip())
    yield from ("", "| setting | value | what it is | basis |", "|---|---|---|---|")
    for one in (ruleset, portfolio):
        for setting in one.settings.values():
            value = say(setting.kind, setting.value)
            yield f"| `${setting.name}` | {value} | {setting.title} | {setting.basis} |"


def _facts(ruleset: Ruleset) -> Iterator[str]:
    groups: dict[str, list[Fact]] = {"": []}
    for path, fact in ruleset.vocabulary.facts.items():
        groups.setdefault(path.partition(".")[0] if "." in path else "", []).append(fact)
    for name, facts in groups.items():
        if not facts:
            continue
        yield from ("", f"### {name or 'In general'}")
        collection = ruleset.vocabulary.collections.get(name)
        if collection:
            yield from ("", f"{collection.ask} There may be several.")
            if collection.columns:
                yield from ("", f"- In a register: {_columns(collection.columns)}")
        for fact in sorted(facts, key=lambda fact: bool(fact.collection)):
            yield from _fact(fact, ruleset)


def _fact(fact: Fact, ruleset: Ruleset) -> Iterator[str]:
    ask = question(fact.path, ruleset.vocabulary) if fact.ask else ""
    asked = f"{ask} {fact.help}".strip() or "Concluded by rules, and asked of nobody."
    yield from ("", f"**`{fact.path}`** {asked}", "")
    if fact.taken_from:
        yield "- Taken from the partnerships, and asked of nobody."
    if fact.kind in ("choice", "set"):
        yield f"- {KINDS_SAID[fact.kind].capitalize()}:"
        for choice, label in fact.choices.items():
            yield f"  - `{choice}`" + (f": {label}" if label not in ("", choice) else "")
    elif fact.ask:
        yield f"- {KINDS_SAID[fact.kind].capitalize()}" + (f" of {fact.unit}" if fact.unit else "")
    if fact.path in ruleset.relevance:
        first, *rest = condition_lines(ruleset.relevance[fact.path], ruleset.vocabulary)
        parts = "; ".join(line.strip().removeprefix("- ") for line in rest)
        yield f"- Asked where {first} {parts}".rstrip()
    if fact.fixed:
        yield "- No action can change it"
    if fact.fixed_once:
        yield f"- No action can take back: {', '.join(fact.fixed_once)}"
    if fact.form:
        yield "- Another answer is another form of the partnership, and no remedy"
    if fact.not_before:
        yield f"- Not before `{fact.not_before}`"
    if fact.columns:
        yield f"- In a register: {_columns(fact.columns)}"
    if fact.cites:
        yield f"- Source: {', '.join(fact.cites)}"
    elif fact.basis:
        yield f"- Not from the paper: {fact.basis}"


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names)


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
