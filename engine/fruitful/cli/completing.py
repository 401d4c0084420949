"""What a shell completes: rules, verdicts and stages, by their ids, with their titles beside."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date

import click
from click.shell_completion import CompletionItem

from fruitful.cli.packs import VARIABLE, LocalPacks, find_packs
from fruitful.diagnostic import Refused
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completing(titles: Callable[[Ruleset], Mapping[str, str]]) -> Completing:
    """A completion of these ids, whatever the case of letters; nothing where rules are at fault."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        packs = context.params.get("packs")
        try:
            local = (
                packs if isinstance(packs, LocalPacks) else find_packs(os.environ.get(VARIABLE, ""))
            )
            ruleset = load_ruleset([paper_pack(), *local.folders], date.today())
        except (Refused, OSError):
            return []
        begins = incomplete.casefold()
        return [
            CompletionItem(id, help=title)
            for id, title in titles(ruleset).items()
            if id.casefold().startswith(begins)
        ]

    return complete


complete_rule = _completing(lambda ruleset: {id: one.title for id, one in ruleset.rules.items()})
complete_verdict = _completing(
    lambda ruleset: {id: one.title for id, one in ruleset.verdicts.items()}
)
complete_stage = _completing(lambda ruleset: ruleset.stages)
