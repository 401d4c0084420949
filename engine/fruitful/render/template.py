"""A profile to fill in: every question as a comment, with its possible answers."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from fruitful.language.condition import paths
from fruitful.language.vocabulary import STAGE, Fact
from fruitful.profile import FORMAT
from fruitful.ruleset import Ruleset

WIDTH = 88
ANSWERS = {
    "count": "a whole number",
    "number": "a number",
    "money": "pounds, such as £3,000",
    "percentage": "a percentage",
    "date": "a day, month or year, such as 2027-03-31, 2027-03 or 2027",
    "text": "a few words",
}

HEAD = """\
# A partnership's profile. Answer what you know, and leave the rest blank: what is blank is not
# known, and never taken as no. Where it helps, write down where an answer comes from:
#     strategy: {answer: no, evidence: "Board minutes, March", by: A. Officer, on: 2026-03-14}
# Then run: fruitful evaluate with this file.
"""


AUTHORITY_HEAD = """\
# What an authority tells of itself, to be screened with its partnerships. Answer what you know, and
# leave the rest blank: what is blank is not known, and never taken as no. An answer may bear where
# it comes from:
#     senior_recorded: {answer: no, evidence: "Asked the chief executive", on: 2026-03-14}
# Then run: fruitful screen with the partnerships' profiles, and --authority with this file.
"""


def authority_template(portfolio: Ruleset) -> str:
    """A blank file for the authority's own answers; its partnerships are not listed in it."""
    asked = {
        path: fact
        for path, fact in portfolio.vocabulary.facts.items()
        if not (fact.concluded or fact.taken_from or fact.collection or path.endswith(".count"))
    }
    lines = [AUTHORITY_HEAD, f"fruitful: {FORMAT}", "name:", "", *_group(asked, "", None)]
    return "\n".join(lines) + "\n"


def template(
    ruleset: Ruleset,
    stage: str | None,
    name: str = "",
    members: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """A blank profile with the questions that matter at a stage; with all where it is None.

    What the partnership is called, and who the members of collections are, may be known already.
    """
    asked = _asked(ruleset, stage)
    called = f"name: {_quoted(name)}" if name else "name:"
    lines = [HEAD, f"fruitful: {FORMAT}", called, "assessed_on:   # the day it is true of", ""]
    singles = {path: fact for path, fact in asked.items() if not fact.collection}
    lines += _group(singles, "", stage)
    for group, collection in ruleset.vocabulary.collections.items():
        of_each = {fact.item: fact for fact in asked.values() if fact.collection == group}
        if of_each:
            listed = members.get(group, ())
            lines += _collection(group, collection.ask, collection.one, of_each, listed)
    return "\n".join(lines) + "\n"


def _asked(ruleset: Ruleset, stage: str | None) -> dict[str, Fact]:
    """The facts that count at a stage, in the order of the vocabulary."""
    wanted = {STAGE, *_read_by_rules(ruleset, stage)}
    for entry in (*ruleset.verdicts.values(), *ruleset.alternatives.values()):
        wanted.update(paths(entry.when))
    for model in ruleset.models.values():
        for _, _, argument in model.arguments():
            wanted.update(paths(argument.when))
    first, *_, last = ruleset.stages
    if stage not in (first, last):
        wanted.update(path for line in ruleset.costs.values() for path in line.product)
    facts = ruleset.vocabulary.facts
    return {
        path: facts[path]
        for path in sorted(facts, key=lambda path: bool(facts[path].basis))  # extensions come last
        if path in wanted and not facts[path].concluded and not path.endswith(".count")
    }


def _read_by_rules(ruleset: Ruleset, stage: str | None) -> Iterator[str]:
    """The facts that rules read which matter at the stage."""
    stages = list(ruleset.stages)
    for rule in ruleset.rules.values():
        first, last = stages.index(rule.first_stage), stages.index(rule.last_stage)
        if stage is None or first <= stages.index(stage) <= last:
            for condition in (rule.applies, rule.when, *(case.when for case in rule.severity)):
                yield from paths(condition)


def _group(facts: Mapping[str, Fact], indent: str, stage: str | None) -> Iterator[str]:
    """The facts as nested keys; those whose paths begin alike stand together."""
    heads: dict[str, dict[str, Fact]] = {}
    for path, fact in facts.items():
        head, _, rest = path.partition(".")
        heads.setdefault(head, {})[rest] = fact
    for head, inner in heads.items():
        if "" in inner:
            fact = inner[""]
            yield ""
            yield from _question(fact, indent)
            value = f" {stage}" if fact.path == STAGE and stage else ""
            yield f"{indent}{head}:{value}"
        else:
            if not indent:
                yield ""
            yield f"{indent}{head}:"
            yield from _group(inner, f"{indent}  ", stage)


def _question(fact: Fact, indent: str) -> Iterator[str]:
    text = f"{fact.ask} {fact.help}".strip()
    yield from _comment(text, indent)
    if fact.choices and any(label not in ("", name) for name, label in fact.choices.items()):
        several = "any of, as [one, two]" if fact.kind == "set" else "one of"
        yield f"{indent}#   {several}:"
        for name, label in fact.choices.items():
            yield from _comment(f"{name}: {label}", indent, "  - ", "    ")
    else:
        answers = ", ".join(fact.choices) or ANSWERS[fact.kind]
        unit = f" ({fact.unit})" if fact.unit else ""
        source = ", ".join(fact.cites) or "this tool's extension"
        yield from _comment(f"{answers}{unit} [{source}]", indent, "  ", "  ")


def _comment(text: str, indent: str, first: str = "", following: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{indent}# {first}",
        subsequent_indent=f"{indent}# {following}",
        break_on_hyphens=False,
    )


def _collection(
    name: str, ask: str, one: str, facts: Mapping[str, Fact], listed: Sequence[str]
) -> Iterator[str]:
    yield ""
    yield from _comment(ask, "")
    yield f"{name}:"
    yield "  count:   # how many there are, if you know"
    yield f"  each:    # what holds of every {one} that does not say otherwise in the list"
    yield from _group(facts, "    ", None)
    yield f"  list:    # one entry for each {one}; below its name, what differs for it"
    for member in listed:
        yield f"    - name: {_quoted(member)}"
    example = next(iter(facts))
    yield "  #  - name:"
    yield f"  #    {example}:"


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
