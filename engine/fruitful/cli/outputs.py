"""Where output goes: in the format that an ending tells of, and never over what the run reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import STANDARD_INPUT
from fruitful.diagnostic import printable

ENDINGS = {
    "text": (".txt",),
    "checklist": (".txt",),
    "json": (".json",),
    "html": (".html", ".htm"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "junit": (".xml",),
}
"""How the files of each format end; what has no ending is text, or what ``-f`` names."""
_OUTPUTS = ("output", "outputs")
_READ_IN_FOLDERS = (".yaml", ".yml")


class Writing(click.Command):
    """A command that writes with ``-o``.

    Before any work an output is refused that the run reads, and an ending that the command cannot
    write. Where ``-f`` is left out, the ending tells the format.
    """

    def invoke(self, ctx: click.Context) -> Any:
        named = [value for name, value in ctx.params.items() if name not in _OUTPUTS]
        for each in _outputs(ctx.params):
            refuse_input(each, named)
        form = _form(self)
        output: str | None = ctx.params.get("output")
        if output not in (None, STANDARD_INPUT) and form is not None:
            told = ctx.get_parameter_source("form") not in (ParameterSource.DEFAULT, None)
            chosen = ctx.params["form"] if told else ""
            ctx.params["form"] = form_of(output, chosen, form) or ctx.params["form"]
        return super().invoke(ctx)


def _form(command: click.Command) -> Sequence[str] | None:
    """The formats of a command that has ``-f``."""
    for option in command.params:
        if option.name == "form" and isinstance(option.type, click.Choice):
            return [str(one) for one in option.type.choices]
    return None


def form_of(output: str, chosen: str, forms: Sequence[str]) -> str:
    """The format of a file: the one chosen, or the one that its ending tells; "" for neither.

    Raises click.UsageError for an ending of something else.
    """
    if chosen:
        return chosen
    ending = Path(output).suffix.casefold()
    by_ending = [one for one in forms if ending in ENDINGS.get(one, ())]
    if ending and not by_ending:
        can = ", ".join(dict.fromkeys(one for form in forms for one in ENDINGS.get(form, ())))
        raise click.UsageError(
            f"{printable(output)} cannot be written: this command writes {can}; to write another"
            " ending, name the format with -f"
        )
    return by_ending[0] if by_ending else ""


def _outputs(values: Mapping[str, Any]) -> Iterator[str]:
    for name in _OUTPUTS:
        found = values.get(name) or ()
        yield from (found,) if isinstance(found, str) else found


def refuse_input(output: str, read: Iterable[Any]) -> None:
    """Refuse an output that is among the files that a run reads, or lies in a folder of them.

    Raises click.UsageError.
    """
    if output == STANDARD_INPUT or not os.path.exists(output):
        return
    for path in _paths(read):
        if _is_read(path, output):
            raise click.UsageError(
                f"{printable(output)} is read by this run, as {printable(path)}: name another file"
                " with -o, so that it stays as it is"
            )


def _paths(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, LocalPacks):
            yield from map(str, value.folders)
        elif isinstance(value, (str, Path)):
            yield str(value)
        elif isinstance(value, (tuple, list)):
            yield from _paths(value)


def _is_read(path: str, output: str) -> bool:
    try:
        if os.path.isdir(path):
            within = Path(os.path.realpath(path)) in Path(os.path.realpath(output)).parents
            return within and Path(output).suffix.casefold() in _READ_IN_FOLDERS
        return os.path.exists(path) and os.path.samefile(path, output)
    except (OSError, ValueError):
        return False
