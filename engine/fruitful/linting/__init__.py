"""The linter: what can be seen of a ruleset without trying it, beyond the faults that refuse it."""

from __future__ import annotations

from collections.abc import Sequence

from fruitful.coverage import Coverage
from fruitful.linting.remark import Remark
from fruitful.linting.sources import citations, without_a_case
from fruitful.linting.unused import unused
from fruitful.linting.wording import wording
from fruitful.ruleset import Ruleset
from fruitful.ruleset.pack import Pack


def lint(
    packs: Sequence[Pack], ruleset: Ruleset, covered: Coverage | None, about: Sequence[str]
) -> list[Remark]:
    """Remarks on the packs of these ids, by place.

    What the cases show is looked at where ``covered`` says it. A fact or a setting of one pack may
    be read by another, so all packs of the stack are looked through.
    """
    found = [
        *unused(packs, ruleset, about),
        *wording(rule for rule in ruleset.rules.values() if rule.pack in about),
        *citations(ruleset, packs[-1].place),
        *(without_a_case(ruleset, covered, about) if covered is not None else ()),
    ]
    return sorted(found)
