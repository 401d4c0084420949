"""What is put to the solver says what firing says, for every answer that could be given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fruitful.advice.judging import stand
from fruitful.explain.explanation import Address
from fruitful.firing import fire
from fruitful.firing.engines import REFERENCE, prepare
from fruitful.language.reads import reads_of
from fruitful.language.value import Value
from fruitful.profile.facts import Facts
from fruitful.ruleset import Ruleset
from fruitful.solving.domains import changes
from fruitful.solving.formulas import Formula, opposite
from fruitful.solving.problem import Problem, conditions_of
from fruitful.solving.solver import Solver, TooHard
from fruitful.solving.variables import Variable
from generated_rulesets import profiles, rulesets
from plain_trial import changed, examined

pytest.importorskip("z3")

TRIALS = 8
"""Random changes of each random profile."""


@examined
@given(ruleset=rulesets(), facts=profiles(), data=st.data())
def test_every_outcome_and_the_verdict_come_out_as_they_do_in_firing(
    ruleset: Ruleset, facts: Facts, data: st.DataObject
) -> None:
    engine = prepare(ruleset, REFERENCE)
    problem = Problem(ruleset, changes(ruleset.vocabulary, facts, reads_of(conditions_of(ruleset))))
    script = problem.script
    names = {
        script.named(formula): (rule, outcome)
        for rule, outcomes in problem.outcomes.items()
        for outcome, formula in outcomes.items()
    }
    names |= {script.named(formula): ("", id) for id, formula in problem.verdicts().items()}
    variables = [(one, script.named(one.stays)) for one in problem.answers.each()]
    solver = Solver(str(script))
    for _ in range(TRIALS):
        literals, given_values = [], {}
        for variable, stays in variables:
            address = Address(variable.domain.fact.path, variable.domain.member)
            more, value = data.draw(st.just(([stays], None)) | becoming(variable, stays))
            literals += more
            if value is not None:
                given_values[address] = value
        after = changed(facts, given_values)
        if after is None:
            assert not solver.solve(literals)
            continue
        firing = fire(ruleset, after, engine)
        assert solver.solve(literals)
        said = dict(names[name] for name in solver.true(names))
        assert said == {"": stand(ruleset, firing).verdict.id, **firing.outcomes}


@st.composite
def becoming(
    draw: st.DrawFn, variable: Variable, stays: Formula
) -> tuple[list[Formula], Value | None]:
    """What is put to the solver for an answer to become another, and that answer."""
    if variable.holds:
        held = draw(st.frozensets(st.sampled_from(sorted(variable.holds))))
        bits = (
            name if choice in held else opposite(name) for choice, name in variable.holds.items()
        )
        return [opposite(stays), *bits], held
    if not variable.takes:
        return [stays], None
    formula, region = draw(st.sampled_from(variable.takes))
    return [formula], region.value


def test_what_is_too_much_to_try_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pigeons than holes, which no solver likes."""
    monkeypatch.setattr("fruitful.solving.solver.EFFORT", 10_000)
    holes, pigeons = range(13), range(14)
    lines = [f"(declare-const p{one}_{hole} Bool)" for one in pigeons for hole in holes]
    lines += [f"(assert (or {' '.join(f'p{one}_{hole}' for hole in holes)}))" for one in pigeons]
    lines += [
        f"(assert (not (and p{one}_{hole} p{other}_{hole})))"
        for hole in holes
        for one in pigeons
        for other in range(one)
    ]
    solver = Solver("\n".join(lines))
    with pytest.raises(TooHard):
        solver.solve()
