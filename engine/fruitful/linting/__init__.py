"""The linter: what can be seen of a ruleset without trying it, beyond the faults that refuse it."""

from __future__ import annotations

from collections.abc import Sequence

from fruitful.coverage import Coverage
from fruitful.linting.marks import marks
from fruitful.linting.remark import Remark
from fruitful.linting.rewording import reworded
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
    # What an authority tells may only be recorded, and screening reads settings by itself.
    using = about if ruleset.stages else [id for id in about if ruleset.is_local(id)]
    found = [
        *unused(packs, ruleset, using),
        *wording(ruleset, ruleset.said_by(about)),
        *marks(ruleset, about),
        *reworded(ruleset, about),
        *citations(ruleset, packs[-1].place),
        *(without_a_case(ruleset, covered, about) if covered is not None else ()),
    ]
    return sorted(found)
