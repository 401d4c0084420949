"""Registers read for tests: what is known of each partnership, and what is told."""

from __future__ import annotations

from datetime import date

from conftest import DAY
from fruitful.cli.registers import reading_by
from fruitful.diagnostic import Diagnostic
from fruitful.language.value import Value, plain
from fruitful.portfolio.entry import Entry
from fruitful.profile import Profile
from fruitful.register import Register, read_register
from fruitful.register.mapping import read_mapping
from fruitful.ruleset import Ruleset, load_ruleset
from fruitful.shipped import paper_pack
from sheets import as_csv

ON = date(2026, 12, 1)
PAPER: Ruleset = load_ruleset([paper_pack()], DAY)
READING = reading_by(PAPER, ON)
Read = dict[str, dict[str, object]]
"""What is known of partnerships, by their names."""


def register_of(data: bytes, file: str = "r.csv", mapping: str = "") -> Register:
    faults: list[Diagnostic] = []
    said = read_mapping(mapping.encode(), "m.yaml", PAPER.vocabulary, faults) if mapping else None
    assert not faults
    return read_register(
        data, file, PAPER.vocabulary, said, settings=READING.settings, on=READING.on
    )


def read(*rows: list[object] | str, mapping: str = "") -> tuple[Register, list[Entry]]:
    """A register of rows, each a list of cells or their texts with commas between."""
    cells = [one.split(",") if isinstance(one, str) else one for one in rows]
    register = register_of(as_csv(cells), mapping=mapping)
    return register, list(register.entries)


def profile(entry: Entry) -> Profile:
    assert entry.profile is not None
    return entry.profile


def known(entries: list[Entry]) -> Read:
    """The answers of each partnership, by its name; lists as their members' names."""
    return {
        profile(entry).name: {
            **{path: plainly(one.value) for path, one in profile(entry).answers.items()
               if one.value is not None},
            **{name: [one.name for one in members.listed]
               for name, members in profile(entry).members.items()},
        }
        for entry in entries
    }  # fmt: skip


def plainly(value: Value | None) -> object:
    return None if value is None else plain(value)


def told(register: Register, entries: list[Entry]) -> set[str]:
    """The codes of all that is told."""
    rows = [one for entry in entries for one in (*entry.faults, *entry.notes)]
    return {one.code for one in (*register.notes, *register.faults, *rows)}
