"""Of columns that say the same the one that is read, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fruitful.diagnostic import nearest
from fruitful.register.columns import Column, Names, is_about
from fruitful.register.names import Target, Targets
from fruitful.register.words import bare, known_words


def settled(columns: Sequence[Column], names: Names, figures_in: int) -> tuple[Column, ...]:
    """The columns with one at most for what each says: the most specific, of the year asked about.

    ``figures_in`` is the number of pounds in which a sheet says that its figures are.
    """
    columns = [*_without_exports(columns, names)]
    chosen: dict[object, Column] = {}
    for column in columns:
        key = _key(column, names)
        if column.targets and (
            key not in chosen or _rank(column, names) > _rank(chosen[key], names)
        ):
            chosen[key] = column
    kept = {column.number for column in chosen.values()}
    beaten = _beaten([column for column in columns if column.number in kept])
    found = []
    for column in columns:
        if column.targets and (column.number not in kept or column.number in beaten):
            better = chosen[_key(column, names)]
            detail = beaten.get(column.number, better.header)
            column = column._replace(targets=(), why_not="same", detail=detail)
        elif column.targets and names.of_another_year(column) and not _is_mapped(column, names):
            column = column._replace(targets=(), why_not="year")
        if figures_in and not column.pounds and names.is_money(column):
            column = column._replace(pounds=figures_in, says_no_pounds=True)
        found.append(column)
    return tuple(found)


def _key(column: Column, names: Names) -> object:
    """What is the same of columns of which one is read.

    Of those that stand for several questions, such as a score or a level of risk, each is read.
    """
    apart = column.numbered or names.are_told_apart(column)
    return column.targets, column.number if apart else 0


def _without_exports(columns: Sequence[Column], names: Names) -> Iterator[Column]:
    """Columns that a program added by itself, such as when a row was typed, are not read."""
    there = {bare(column.header) for column in columns}
    own = {
        name: kind
        for kind, (beside, names_of_its_own) in known_words().exports.items()
        if there & beside
        for name in names_of_its_own
    }
    for column in columns:
        kind = own.get(bare(column.header))
        if kind and column.why_not != "ignored" and not _is_mapped(column, names):
            column = column._replace(targets=(), why_not="export", detail=kind)
        yield column


def _is_mapped(column: Column, names: Names) -> bool:
    mapping = names.mapping
    return column.number in mapping.by_letter or bare(column.header) in mapping.columns


def _rank(column: Column, names: Names) -> tuple[bool, int, bool, bool, int]:
    """The more specific a heading is, the more it says; that of the year asked about before all."""
    words = column.name.split()
    known = known_words()
    return (
        names.is_now(column.year),
        column.year[0] if column.year else 9999,
        bool(words) and words[0] in known.present,
        is_about(column, "name") and not known.naming.isdisjoint(words),
        len(words),
    )


def _beaten(columns: Sequence[Column]) -> dict[int, str]:
    """Columns that share a question with another which says how it stands now, and that other."""
    present = known_words().present
    found = {}
    for better in columns:
        name = better.name.split()
        if not name or name[0] not in present:
            continue
        for column in columns:
            if (
                column.number != better.number
                and column.name.split()[:1] != name[:1]
                and _facts(column.targets) & _facts(better.targets)
                and column.name.split()[-1:] == name[-1:]
            ):
                found[column.number] = better.header
    return found


def _facts(targets: Iterable[Target]) -> set[str]:
    return {target.name for target in targets if target.kind == "fact"}


def with_suggestions(columns: Sequence[Column], known: dict[str, Targets]) -> tuple[Column, ...]:
    """The columns, each that is not known with the known name most like its own."""
    taken = {target for column in columns for target in column.targets}
    free = [name for name, found in known.items() if not taken.issuperset(found)]
    return tuple(
        column._replace(suggestion=nearest(bare(column.header), free) or "")
        if column.why_not in ("unknown", "unit")
        else column
        for column in columns
    )
