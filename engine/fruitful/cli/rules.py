"""``fruitful rules``: the rules themselves, listed, shown and checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fruitful.cli.cases import read_expectations
from fruitful.cli.options import on_option, pack_option
from fruitful.cli.streams import report, tell, write
from fruitful.diagnostic import Refused, did_you_mean, shorten
from fruitful.ruleset import Ruleset, load_packs, stack
from fruitful.ruleset.pack import Pack
from fruitful.shipped import paper_pack, shipped


@click.group("rules")
def command() -> None:
    """Look at the rules, and check packs of them."""


def _ruleset(packs: tuple[Path, ...], on: date | None) -> Ruleset:
    day = on or date.today()
    try:
        return stack(load_packs((paper_pack(), *packs)), day)
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None


LIST_EPILOG = """\b
Example:
  fruitful rules list --theme exit
"""


@command.command("list", epilog=LIST_EPILOG)
@click.option("--theme", help="Only the rules of this theme.")
@on_option
@pack_option
def list_rules(theme: str | None, on: date | None, packs: tuple[Path, ...]) -> None:
    """List the rules by theme: id, gravest severity, title and sources."""
    from fruitful.render.rules import rules_as_text

    ruleset = _ruleset(packs, on)
    if theme is not None and theme not in ruleset.themes:
        hint = did_you_mean(theme, ruleset.themes)
        raise click.UsageError(f"there is no theme `{shorten(theme)}`. {hint}".strip())
    write(rules_as_text(ruleset, theme), None)


SHOW_EPILOG = """\b
Example:
  fruitful rules show E1
"""


@command.command("show", epilog=SHOW_EPILOG)
@click.argument("rule")
@on_option
@pack_option
def show_rule(rule: str, on: date | None, packs: tuple[Path, ...]) -> None:
    """Show one rule: when it matters, what it tests, what it says, and its sources."""
    from fruitful.render.rules import rule_as_text

    ruleset = _ruleset(packs, on)
    if rule not in ruleset.rules:
        hint = did_you_mean(rule, ruleset.rules)
        raise click.UsageError(f"there is no rule `{shorten(rule)}`. {hint}".strip())
    write(rule_as_text(ruleset.rules[rule], ruleset), None)


CHECK_EPILOG = """\b
Example:
  fruitful rules check our_council/
"""


@command.command("check", epilog=CHECK_EPILOG)
@click.argument("packs", nargs=-1, type=click.Path(path_type=Path), metavar="[PACK]...")
@on_option
def check(packs: tuple[Path, ...], on: date | None) -> None:
    """Check packs and report every fault with its place; without a pack, the paper's own.

    A local pack is checked on top of the paper's. Exit code 1 where there are faults.
    """
    day = on or date.today()
    try:
        ruleset = stack(_stacked(packs), day)
    except Refused as refused:
        report(refused.diagnostics)
        number = len(refused.diagnostics)
        tell(f"{number} fault{'s' * (number > 1)}: the packs are refused whole.")
        raise click.exceptions.Exit(1) from None
    names = " on top of ".join(f"{id} {version}" for id, version in reversed(ruleset.packs))
    facts, rules = len(ruleset.vocabulary.facts), len(ruleset.rules)
    write(f"{names}: {rules} rules on {facts} facts, no fault.\n", None)


COVERAGE_EPILOG = """\b
Example:
  fruitful rules coverage
"""


@command.command("coverage", epilog=COVERAGE_EPILOG)
@click.argument("cases", required=False, type=click.Path(path_type=Path))
@pack_option
def cover(cases: Path | None, packs: tuple[Path, ...]) -> None:
    """Set the paper against the rules, and the rules against the cases.

    CASES is a folder of cases; without it, those that come with the tool. Exit code 1 where a
    place that asks for something has no rule, or a rule is not shown as a finding, as met and as
    undecided.
    """
    from fruitful.coverage import coverage
    from fruitful.render.coverage import coverage_as_text

    ruleset = _ruleset(packs, None)
    folder = cases if cases is not None else shipped("cases")
    try:
        found = coverage(ruleset, read_expectations(folder, ruleset))
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    write(coverage_as_text(found), None)
    if found.uncovered or found.unexercised:
        raise click.exceptions.Exit(1)


def _stacked(packs: tuple[Path, ...]) -> tuple[Pack, ...]:
    """The packs, on top of the paper's unless the first of them stands by itself."""
    if not packs:
        return load_packs((paper_pack(),))
    read = load_packs(packs)
    return read if not read[0].prefix else (*load_packs((paper_pack(),)), *read)
