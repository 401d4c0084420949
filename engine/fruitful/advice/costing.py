"""What a partnership costs and gains in a year, as far as it is recorded (P92-P96).

What is not recorded is listed, and never taken as nothing; no benchmark is offered.
"""

from __future__ import annotations

from decimal import Decimal

from fruitful.advice.advice import Amount, Costing
from fruitful.advice.behind import Behind
from fruitful.profile.facts import Values
from fruitful.ruleset import Ruleset
from fruitful.ruleset.costs import CostLine


def cost(ruleset: Ruleset, behind: Behind) -> Costing:
    """The lines of the cost model, and sums of what is known, each side by itself.

    A line that makes no sense here (the cost of staff where there are none) is left out.
    """
    lines = tuple(
        _amount(line, behind.view.values)
        for line in ruleset.costs.values()
        if all(behind.makes_sense(path) for path in line.product)
    )
    sums: dict[str, Decimal] = {}
    for one in lines:
        if one.pounds is not None:
            sums[one.line.side] = sums.get(one.line.side, Decimal(0)) + one.pounds
    return Costing(lines, sums)


def _amount(line: CostLine, values: Values) -> Amount:
    known = [values[path] for path in line.product if path in values]
    missing = tuple(path for path in line.product if path not in values)
    words = [one for one in known if isinstance(one, str)]
    if words:
        return Amount(line, None, words[0], ())
    if 0 in known:  # nothing times anything is nothing, whatever else is not recorded
        return Amount(line, Decimal(0), "", ())
    if missing:
        return Amount(line, None, "", missing)
    pounds = Decimal(1)
    for factor in known:
        assert isinstance(factor, (int, Decimal))
        pounds *= factor
    return Amount(line, pounds, "", ())
