"""Made-up registers of any length, as CSV or XLSX: the same for the same number of rows.

Each row has 10 to 25 of the columns of the example authority's register filled. What it says stands
in some row of that register too, or is made up of words: names, places, partners, amounts, dates.
No two rows are the same.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

EXAMPLE = Path(__file__).resolve().parent.parent / "example_register" / "register.csv"
LEFT_OUT = ("Full profile",)
PLACES = tuple(
    f"{first}{second}"
    for first in ("Ald", "Bar", "Cold", "Dun", "East", "Fell", "Hart", "Lang", "Mill", "Nether")
    for second in ("bury", "combe", "ford", "ham", "ley", "mere", "stoke", "ton", "wick", "worth")
)
SUBJECTS = ("Alcohol", "Allotment", "Bus", "Carers", "Climate", "Coastal", "Crime", "Culture")
SUBJECTS += (
    "Dementia",
    "Employment",
    "Flood",
    "Food",
    "Health",
    "Heritage",
    "Housing",
    "Libraries",
)
SUBJECTS += ("Parks", "Skills", "Sport", "Tourism", "Town Centre", "Transport", "Waste", "Youth")
FORMS = ("Alliance", "Board", "Compact", "Forum", "Group", "Network", "Partnership", "Trust")
BODIES = ("College", "Council", "NHS Trust", "Chamber of Trade", "Housing Association", "Police")
BODIES += ("Voluntary Action", "Youth Club", "Fire Service", "University")
COUNCIL = "Ostermere Council"


def register(number: int) -> Iterator[list[str]]:
    """The names of the columns, and so many rows."""
    with EXAMPLE.open(encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    kept = [at for at, name in enumerate(header) if name not in LEFT_OUT]
    yield [header[at] for at in kept]
    chance = Random(1998)
    texts = {header[at]: [row[at] for row in rows if row[at]] for at in kept}
    for at in range(number):
        row = _row(at, texts, chance)
        yield [row.get(header[at], "") for at in kept]


def _row(at: int, texts: dict[str, list[str]], chance: Random) -> dict[str, str]:
    place = chance.choice(PLACES)
    name = f"{place} {chance.choice(SUBJECTS)} {chance.choice(FORMS)} {at + 1}"
    row = {"Ref": f"P{at + 1:05}", "Partnership / joint arrangement": name}
    others = [one for one in texts if one not in row]
    made = {
        "Area covered": lambda: chance.choice(PLACES),
        "Partners": lambda: _partners(chance),
        "Council cash 2026/27": lambda: f"£{chance.randrange(0, 400_000, 50):,}",
        "Total budget": lambda: f"£{chance.randrange(0, 3_000_000, 1_000):,}",
        "Officer hours p.a.": lambda: str(chance.randrange(4, 900)),
        "Member hours p.a.": lambda: str(chance.randrange(2, 200)),
        "Set up": lambda: _day(chance, 1998, 2026),
        "Ends": lambda: _day(chance, 2027, 2035),
        "Funding until": lambda: _day(chance, 2025, 2030),
        "Last review": lambda: _day(chance, 2017, 2026),
        "Next review due": lambda: _day(chance, 2027, 2029),
        "Lead officer": lambda: f"{chance.choice('ABCDEFGHJKLMNPRSTW')}. {chance.choice(PLACES)}",
        "Actions / comments": lambda: f"See minute {chance.randrange(1, 300)} of {place}",
    }
    for column in sorted(chance.sample(others, chance.randint(8, 23))):
        new = made.get(column, lambda column=column: chance.choice(texts[column]))
        row[column] = new() if chance.random() < 0.95 else "TBC"
    return row


def _partners(chance: Random) -> str:
    names = {
        f"{chance.choice(PLACES)} {chance.choice(BODIES)}" for _ in range(chance.randint(1, 6))
    }
    council = [COUNCIL] if chance.random() < 0.7 else []
    return "; ".join([*council, *sorted(names)])


def _day(chance: Random, first: int, last: int) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(first, last)
    return chance.choice((f"{day:02}/{month:02}/{year}", f"{month:02}/{year}", str(year)))


def write_csv(path: Path, number: int) -> None:
    """A register as CSV, as Excel writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(register(number))


def write_xlsx(path: Path, number: int) -> None:
    """The same as a workbook, all cells as text but numbers."""
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_numbers": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Register")
    for at, row in enumerate(register(number)):
        for column, text in enumerate(row):
            if text:
                sheet.write(at, column, text)
    book.close()


if __name__ == "__main__":
    target, rows = Path(sys.argv[1]), int(sys.argv[2])
    (write_xlsx if target.suffix == ".xlsx" else write_csv)(target, rows)
