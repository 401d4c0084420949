"""``fruitful rules schema``: JSON Schemas, with which an editor completes and checks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from fruitful.cli.folder import write_folder
from fruitful.cli.options import Rules
from fruitful.cli.packs import LocalPacks, pack_option
from fruitful.cli.streams import report, write
from fruitful.diagnostic import Refused, printable
from fruitful.firing.engines import REFERENCE

EPILOG = """\b
Example:
  fruitful rules schema schemas/ --pack our_council/
"""


@click.command("schema", epilog=EPILOG)
@click.argument("folder", required=False, default="schemas", type=click.Path(path_type=Path),
                metavar="[DIR]")  # fmt: skip
@pack_option
def command(folder: Path, packs: LocalPacks) -> None:
    """Write JSON Schemas into DIR, for editors; without it, into schemas/.

    With them an editor that has a YAML language server completes what you type in profiles, cases
    and packs, explains it, and marks what is wrong. Write them again when the facts or rules of a
    pack change.
    """
    from fruitful.schema import PROFILE, USES

    try:
        texts = schema_texts(Rules(packs, REFERENCE), date.today())
    except Refused as refused:
        report(refused.diagnostics)
        raise click.exceptions.Exit(2) from None
    write_folder(folder, texts.items())
    lines = [f"  {printable(str(folder / name))}: {USES[name]}" for name in texts]
    first = f"# yaml-language-server: $schema={printable(str(folder / PROFILE))}"
    lines = ["Written:", *lines, "Let the first line of a file name its schema, such as", first]
    write("\n".join(lines) + "\n", None)


def schema_texts(rules: Rules, day: date) -> dict[str, str]:
    """The schemas by the names of their files. Raises Refused."""
    from fruitful.schema import schemas

    made = schemas(rules.on(day)[0], rules.portfolio(day), rules.packs)
    return {name: json.dumps(one, ensure_ascii=False) + "\n" for name, one in made.items()}
