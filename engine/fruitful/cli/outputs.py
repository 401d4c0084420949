"""Where output goes: in the format that an ending tells of, and never over what the run reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import STANDARD_INPUT, failure, painter, read_bytes, tell, write
from fruitful.diagnostic import did_you_mean, printable, shorten
from fruitful.formats import FORMATS, FormatMissing, Look, written
from fruitful.report.blocks import Report

OTHER_ENDINGS = {
    "checklist": (".txt",),
    "json": (".json",),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "junit": (".xml",),
}
"""How files end of the formats that are not written from reports."""
_OUTPUTS = ("output", "outputs")
LARGEST_TEMPLATE = 20_000_000
"""Bytes of a template; of a larger one a part is read, which is no Word document."""
_READ_IN_FOLDERS = (".yaml", ".yml")
Made: TypeAlias = "str | bytes"
Command = TypeVar("Command", bound=Callable[..., Any])


class Target(NamedTuple):
    """A file, or None for standard output, and the format in which it is written."""

    file: str | None
    form: str


class Output(NamedTuple):
    """Where the result of a run goes, and what its formats are given."""

    targets: tuple[Target, ...]
    template: str | None
    print_whole: bool

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are written."""
        return tuple(one.file for one in self.targets if one.file is not None)

    def has(self, *forms: str) -> bool:
        """Whether one of these formats is asked for."""
        return any(one.form in forms for one in self.targets)


class FormatName(click.ParamType[str]):
    """The name of a format: of any that reports are written in, or of the command's own."""

    name = "format"

    def __init__(self, own: Sequence[str]) -> None:
        self.own = own

    @property
    def forms(self) -> tuple[str, ...]:
        """All names that there are."""
        return (*FORMATS, *self.own)

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> str:
        if value not in self.forms:
            hint = did_you_mean(str(value), self.forms)
            self.fail(f"{shorten(value)!r} is not one of the formats: {hint}", parameter, context)
        return str(value)

    def shell_complete(
        self, context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(one) for one in self.forms if one.startswith(incomplete)]


def output_options(*own: str) -> Callable[[Command], Command]:
    """The options that say where output goes; the command gets an ``output``.

    ``own`` are formats that it writes besides those of reports.
    """
    names = ", ".join((*FORMATS, *own))
    options = (
        click.option("-f", "--format", "form", type=FormatName(own), metavar="FORMAT",
                     help=f"How it is written: {names}; else told by the ending of FILE."),
        click.option("-o", "--output", "outputs", multiple=True, metavar="FILE",
                     help="Write to a file; may be repeated. Standard output without."),
        click.option("--template", metavar="DOCX",
                     help="A Word document whose styles, header and footer docx and odt use."),
        click.option("--print", "printing", type=click.Choice(("short", "whole")), default="short",
                     help="What of a page is printed: without, or with what is folded in."),
    )  # fmt: skip

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


class Writing(click.Command):
    """A command that writes with ``-o``.

    Before any work an output is refused that the run reads, and an ending that the command cannot
    write. Where ``-f`` is left out, the ending tells the format.
    """

    def invoke(self, ctx: click.Context) -> Any:
        params = ctx.params
        named = [value for name, value in params.items() if name not in _OUTPUTS]
        for each in _outputs(params):
            refuse_input(each, named)
        kind = next((one.type for one in self.params if one.name == "form"), None)
        if isinstance(kind, FormatName):
            targets = _targets(params.pop("outputs"), params.pop("form"), kind.forms)
            whole = params.pop("printing") == "whole"
            params["output"] = Output(tuple(targets), params.pop("template"), whole)
        elif isinstance(kind, click.Choice) and isinstance(params.get("output"), str):
            told = ctx.get_parameter_source("form") not in (ParameterSource.DEFAULT, None)
            forms = [str(one) for one in kind.choices]
            chosen = params["form"] if told else None
            params["form"] = _form_of(params["output"], chosen, forms, alone=True)
        return super().invoke(ctx)


def _targets(outputs: Sequence[str], form: str | None, forms: Sequence[str]) -> Iterator[Target]:
    """Where to write, and in which format. Raises click.ClickException where that cannot be."""
    seen = set()
    for file in outputs:
        path = os.path.realpath(file)
        if path in seen:
            raise click.UsageError(f"{printable(file)} is named twice with -o")
        seen.add(path)
        yield Target(file, _form_of(file, form, forms, alone=len(outputs) == 1))
        folder = Path(file).parent
        if file != STANDARD_INPUT and not folder.is_dir():
            raise failure(
                f"{printable(file)} cannot be written: there is no folder"
                f" {printable(str(folder))}; make it first"
            )
    if not outputs:
        yield Target(None, form or forms[0])


def _form_of(file: str, form: str | None, forms: Sequence[str], *, alone: bool) -> str:
    """The format of a file: the one asked for; of one among several, first what its ending tells.

    Raises click.UsageError for an ending of something else.
    """
    ending = Path(file).suffix.casefold()
    told = [one for one in forms if ending in endings_of(one)]
    if form and (alone or not told):
        return form
    if told:
        return told[0]
    if ending and file != STANDARD_INPUT:
        can = ", ".join(dict.fromkeys(one for form in forms for one in endings_of(form)))
        raise click.UsageError(
            f"{printable(file)} cannot be written: this command writes {can}; to write another"
            " ending, name the format with -f"
        )
    return forms[0]


def endings_of(form: str) -> tuple[str, ...]:
    """How the files of a format end; what has no ending is text, or what ``-f`` names."""
    return FORMATS[form].endings if form in FORMATS else OTHER_ENDINGS.get(form, ())


def deliver(
    output: Output,
    report: Callable[[str], Report],
    /,
    **own: Callable[[str | None], Made],
) -> None:
    """Write a result wherever it is to go: all of it is made before anything is written.

    ``report`` gives the report for a format, ``own`` what the command's own formats give for a
    file. Raises click.ClickException (exit 2) where a format cannot be written.
    """
    template = read_bytes(output.template, LARGEST_TEMPLATE) if output.template else None
    made: list[Made] = []
    for file, form in output.targets:
        if form in own:
            made.append(own[form](file))
            continue
        if FORMATS[form].is_binary and file in (None, STANDARD_INPUT):
            refuse_terminal(form)
        look = Look(painter(file), template, output.print_whole)
        try:
            made.append(written(report(form), form, look))
        except FormatMissing as problem:
            raise failure(str(problem)) from None
    for (file, _), content in zip(output.targets, made, strict=True):
        write(content, file)
        if file not in (None, STANDARD_INPUT):
            tell(f"written: {printable(str(file))}")


def refuse_terminal(form: str) -> None:
    """Raises click.UsageError where standard output is a terminal, which cannot show the format."""
    if sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal: name a file with -o")


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
