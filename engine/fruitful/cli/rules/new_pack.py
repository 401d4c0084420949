"""``fruitful rules new-pack``: a small local pack to begin from."""

from __future__ import annotations

import os
import re
import shlex
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from fruitful.cli.folder import write_folder
from fruitful.cli.options import Rules
from fruitful.cli.packs import LocalPacks
from fruitful.cli.streams import failure, write
from fruitful.diagnostic import Refused, printable
from fruitful.firing.engines import REFERENCE
from fruitful.ruleset import Ruleset

TEMPLATE = Path(__file__).parent / "pack_template"
"""The new pack's files, with names in them that are replaced by its own."""
_FINGERPRINT = re.compile(r"sha256:FINGERPRINT_OF_(\w+)")
EPILOG = """\b
Example:
  fruitful rules new-pack my_council/
"""


@click.command("new-pack", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--id", "id", metavar="NAME", help="Its name; without, made from that of DIR.")
@click.option("--prefix", metavar="LETTERS",
              help="What its rules begin with; without, the initials of its name.")  # fmt: skip
@click.option("--title", metavar="TEXT", help="What reports call it.")
@click.option("--owner", metavar="TEXT", default="the monitoring officer", show_default=True,
              help="Who answers for it.")  # fmt: skip
def command(
    folder: Path, id: str | None, prefix: str | None, title: str | None, owner: str
) -> None:
    """Write a small local pack into DIR, to change into your own; nothing is overwritten.

    It has a question, a rule, a change to a national rule, and cases of them, all explained where
    they stand, and schemas that help an editor. It passes `fruitful rules check` and
    `fruitful rules test` as it stands.
    """
    if _is_taken(folder):
        raise failure(f"{printable(str(folder))} is there already, and is not overwritten")
    paper, _ = Rules(LocalPacks(), REFERENCE).on(date.today())
    words = _words(folder.resolve().name)
    id = id or "_".join(words)
    values = {
        "'Title of the new pack'": _quoted(title or f"Partnership policy of {_named(id)}"),
        "'Owner of the new pack'": _quoted(owner),
        "2000-01-01": date.today().isoformat(),
        "new_pack": id,
        **_prefixes(prefix or _free_prefix(id.split("_"), paper)),
    }
    files = {name: _filled(text, values, paper) for name, text in _template()}
    files |= _schemas(files)
    write_folder(folder, files.items())
    write(_next_steps(folder, files), None)


def _is_taken(folder: Path) -> bool:
    """Whether there is anything but an empty folder."""
    try:
        return os.path.lexists(folder) and (folder.is_symlink() or any(folder.iterdir()))
    except OSError:  # a file, or a folder into which nobody may look
        return True


def _words(name: str) -> list[str]:
    """The words of a folder's name in small letters: "Our-Council" as "our", "council"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    return words if words and words[0][0].isalpha() else ["local", *words]


def _named(id: str) -> str:
    return " ".join(word.capitalize() for word in re.split("[_-]+", id))


def _prefixes(prefix: str) -> dict[str, str]:
    return {"NEWPACK": prefix, "newpack": prefix.lower()}


def _free_prefix(words: list[str], paper: Ruleset) -> str:
    """Initials, with more letters of the words while something national begins so."""
    initials = "".join(word[0] for word in words)
    letters = "".join(words)
    candidates = [initials] if len(initials) > 1 else []
    candidates += [letters[:length] for length in range(2, len(letters) + 1)]
    candidates += [f"{initials}X{number}" for number in range(100)]
    names = (*paper.vocabulary.facts, *paper.settings, *paper.themes)
    for one in candidates:
        taken = any(id.startswith(one.upper()) for id in paper.rules)
        if not taken and not any(path.startswith(f"{one}_") for path in names):
            return one.upper()
    return letters.upper()


def _quoted(text: str) -> str:
    """A text as YAML in single quotes, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _template() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATE.rglob("*.yaml")):
        yield path.relative_to(TEMPLATE).as_posix(), path.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str], paper: Ruleset) -> str:
    """The template with the new pack's names, in one pass, and what it overrides recorded."""
    names = re.compile("|".join(map(re.escape, values)))
    text = names.sub(lambda found: values[found[0]], text)
    return _FINGERPRINT.sub(lambda found: paper.rules[found[1]].fingerprint, text)


def _schemas(files: Mapping[str, str]) -> dict[str, str]:
    """The editor's schemas of the new pack, which is tried before anything is written.

    Raises click.UsageError where the names that were chosen will not do.
    """
    from fruitful.cli.rules.schema import schema_texts
    from fruitful.schema import FOLDER

    with tempfile.TemporaryDirectory() as trial:
        write_folder(Path(trial), files.items())
        try:
            texts = schema_texts(Rules(LocalPacks((Path(trial),)), REFERENCE), date.today())
        except Refused as refused:
            told = (f"{one.message}; {one.help}".rstrip("; ") for one in refused.diagnostics)
            raise click.UsageError("\n".join(dict.fromkeys(told))) from None
    return {f"{FOLDER}/{name}": text for name, text in texts.items()}


def _next_steps(folder: Path, files: Mapping[str, str]) -> str:
    shown = printable(shlex.quote(str(folder)))
    own = [name for name in files if name.endswith(".yaml")]
    return "\n".join(
        [
            f"Written into {printable(str(folder))}:",
            *(f"  {name}" for name in own),
            "  schemas/: for an editor with a YAML language server",
            "See that it is sound, try its cases, and see what it would do:",
            f"  fruitful rules check {shown}",
            f"  fruitful rules test --pack {shown}",
            f"  fruitful rules impact my_partnership.yaml --pack {shown}",
            "",
        ]
    )
