"""A pack: a folder of YAML with a manifest. Reading it, and nothing outside it."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingABC
from pathlib import Path
from typing import NamedTuple

from fruitful.diagnostic import Diagnostic, Place, shorten
from fruitful.document import LARGEST_FILE, Mapping, Node, Scalar, parse_mapping
from fruitful.document.fields import fault, items_of, keys_of, text_of
from fruitful.document.files import unreadable
from fruitful.ruleset.version import VERSION, Requirement, read_requirements

MANIFEST = "pack.yaml"
PORTFOLIO = "portfolio"
EARLIER = "earlier.yaml"
"""The file of a pack that tells what its rules said in earlier versions."""
MANIFEST_KEYS = ("id", "version", "title", "owner", "prefix", "requires")
FOLDERS = ("vocabulary", "cases", PORTFOLIO)
"""The folders of a pack; its cases are read only when they are tested."""
SECTIONS = [
    "stages",
    "themes",
    "settings",
    "priorities",
    "collections",
    "facts",
    "columns",
    "required_by_law",
    "theme",
    "rules",
    "verdicts",
    "alternatives",
    "models",
    "checklist",
    "ingredients",
    "accountability",
    "tiers",
    "screening",
    "asking",
    "costs",
    "index",
    "overrides",
    "earlier",
]
_COPY = "copy into the pack what it stands for"
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_PREFIX = re.compile(r"[A-Z][A-Z0-9]*")


class Pack(NamedTuple):
    """A pack as it was read: its manifest, and its sections file by file."""

    id: str
    version: str
    title: str
    owner: str
    prefix: str
    """What its own rules begin with; "" for the national pack."""
    files: tuple[dict[str, Node], ...]
    """The sections of each file, in the order of the files' names."""
    place: Place
    portfolio: tuple[dict[str, Node], ...] = ()
    """The same of its folder ``portfolio``: what is about an authority's partnerships together."""
    requires: tuple[Requirement, ...] = ()
    """The packs that it stands on, and which versions of them will do."""


def sections(packs: Sequence[Pack], name: str) -> Iterator[tuple[Pack, Node]]:
    """The sections of this name, pack by pack."""
    for pack in packs:
        for file in pack.files:
            if name in file:
                yield pack, file[name]


def rule_ids(files: Iterable[MappingABC[str, Node]]) -> Iterator[str]:
    """The ids of the rules in files, which must be known before the first condition is read."""
    for file in files:
        for item in items_of(file.get("rules"), "`rules`", []):
            id = item.get("id") if isinstance(item, Mapping) else None
            if isinstance(id, Scalar):
                yield id.text


def read_pack(folder: Path, faults: list[Diagnostic], *, earlier: bool = True) -> Pack | None:
    """Read a pack's folder; None where it has no usable manifest.

    What it said in ``earlier`` versions is left out where no pack stands on it.
    """
    manifest = _read(folder / MANIFEST, faults)
    if manifest is None:
        return None
    known = (*MANIFEST_KEYS, *SECTIONS)
    fields = keys_of(manifest, "the manifest", known, MANIFEST_KEYS[:3], faults)
    id, version, title, owner, prefix = (
        text_of(fields.get(key), f"`{key}`", faults) for key in MANIFEST_KEYS[:-1]
    )
    if id and not _ID.fullmatch(id):
        message = "`id` is a name in small letters, such as our_council"
        faults.append(
            fault(
                fields["id"],
                "bad-name",
                message,
                "use a to z, 0 to 9 and _, and begin with a letter",
            )
        )
    if prefix and not _PREFIX.fullmatch(prefix):
        message = "`prefix` is a few capital letters, such as OC"
        faults.append(
            fault(fields["prefix"], "bad-name", message, "write the initials of its owner")
        )
    if version and not VERSION.fullmatch(version):
        message = f"`{shorten(version)}` is not a version"
        help = "write numbers with dots between them, such as 1.0.0"
        faults.append(fault(fields["version"], "bad-version", message, help))
    requires = read_requirements(fields.get("requires"), faults)
    own = {key: node for key, node in fields.items() if key in SECTIONS}
    left_out = () if earlier else (EARLIER,)
    files = (own, *_sections(folder, folder, left_out, faults))
    portfolio = tuple(_sections(folder / PORTFOLIO, folder, left_out, faults))
    return Pack(id, version, title, owner, prefix, files, manifest.place, portfolio, requires)


def _sections(
    part: Path, folder: Path, left_out: Sequence[str], faults: list[Diagnostic]
) -> Iterator[dict[str, Node]]:
    """What the files of a part of the pack say."""
    if part != folder and part.is_symlink():
        faults.append(Diagnostic(Place(str(part)), "not-a-file", "a pack holds no links", _COPY))
        return
    for path in _yaml_files(part, folder, faults):
        if path.name in left_out:
            continue
        root = _read(path, faults)
        if root is not None:
            yield keys_of(root, "a file of a pack", SECTIONS, (), faults)


def _yaml_files(folder: Path, pack: Path, faults: list[Diagnostic]) -> Iterator[Path]:
    """The other files of a part, in the order of their names, vocabulary first."""
    for part in (folder / "vocabulary", folder):
        seen: dict[str, Path] = {}
        for path in _entries(part, pack, faults):
            if part == pack:
                _refuse_unread(path, faults)
            if path.suffix.casefold() in (".yaml", ".yml"):
                same = seen.setdefault(path.name.casefold(), path)
                if same != path:
                    message = f"this name differs from {same.name} only in its case"
                    help = "rename one; elsewhere the two may be one file"
                    faults.append(Diagnostic(Place(str(path)), "same-name", message, help))
                if path != pack / MANIFEST:
                    yield path


def _refuse_unread(path: Path, faults: list[Diagnostic]) -> None:
    """A folder in the pack that nobody would read, though there is YAML in it."""
    if path.name in FOLDERS or path.name.startswith(".") or path.is_symlink():
        return
    try:
        unread = next(path.glob("*.y*ml"), None) if path.is_dir() else None
    except OSError:
        return
    if unread is not None:
        message = "a pack does not read this folder, and there is YAML in it"
        help = f"move {unread.name} beside {MANIFEST}, or into {' or '.join(FOLDERS)}"
        faults.append(Diagnostic(Place(str(path)), "not-read", message, help))


def _entries(part: Path, pack: Path, faults: list[Diagnostic]) -> list[Path]:
    """What the pack's folder, or one in it, holds; nothing where there is none."""
    place = Place(str(part))
    if part != pack and part.is_symlink():
        faults.append(Diagnostic(place, "not-a-file", "a pack holds no links", _COPY))
        return []
    try:
        return sorted(part.iterdir(), key=lambda one: one.name)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as problem:
        faults.append(unreadable(place.file, problem))
        return []


def _read(path: Path, faults: list[Diagnostic]) -> Mapping | None:
    """A file of the pack, if it is a plain file that lies in it."""
    place = Place(str(path))
    try:
        kind = path.lstat().st_mode
        if not stat.S_ISREG(kind):
            message = "a pack holds plain files only, no links, pipes or devices"
            faults.append(Diagnostic(place, "not-a-file", message, _COPY))
            return None
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as problem:
        found = unreadable(place.file, problem)
        if path.name == MANIFEST and isinstance(problem, (FileNotFoundError, NotADirectoryError)):
            found = found._replace(help=f"a pack is a folder with a {MANIFEST} in it")
        faults.append(found)
        return None
    return parse_mapping(data, str(path), faults)
