"""What a local pack may add, and under which names, so that nobody takes it for the paper's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fruitful.diagnostic import Diagnostic, shorten
from fruitful.document import Mapping, Scalar
from fruitful.document.fields import fault, items_of, named
from fruitful.ruleset.pack import MANIFEST, Pack, rule_ids
from fruitful.ruleset.version import check_requirements

NATIONAL = ("stages", "checklist", "ingredients", "accountability", "index")
"""Sections that only the pack may have on which all others stand."""
_HELP = "a local pack adds facts, rules, settings, verdicts and arguments, and overrides rules"


def check_packs(packs: Sequence[Pack], faults: list[Diagnostic]) -> None:
    """Packs that stand on one another: each once, with its prefix, on what it requires."""
    check_requirements([(pack.id, pack.version, pack.requires) for pack in packs], faults)
    for at, pack in enumerate(packs):
        if any(pack.id == other.id for other in packs[:at]):
            message = f"the pack `{pack.id}` is in force already"
            help = "name each pack once; two that differ need ids of their own"
            faults.append(Diagnostic(pack.place, "duplicate-name", message, help))
        elif at:
            _check_prefix(pack, packs[:at], faults)
            _check_sections(pack, faults)


def _check_prefix(pack: Pack, below: Sequence[Pack], faults: list[Diagnostic]) -> None:
    """A prefix by which its rules can be told from all others."""
    if not pack.prefix:
        message = f"the pack `{pack.id}` stands on another one, so it needs a `prefix`"
        help = f"write it in its {MANIFEST}: a few capital letters, such as `prefix: OC`"
        faults.append(Diagnostic(pack.place, "missing-key", message, help))
        return
    for other in below:
        name = other.prefix
        if not name:
            name = next((id for id in rule_ids(other.files) if id.startswith(pack.prefix)), "")
        if name and (name.startswith(pack.prefix) or pack.prefix.startswith(name)):
            message = f"the prefix `{pack.prefix}` cannot be told from `{name}` of `{other.id}`"
            faults.append(Diagnostic(pack.place, "bad-name", message, "choose another one"))


def _check_sections(pack: Pack, faults: list[Diagnostic]) -> None:
    for sections in pack.files:
        for name in NATIONAL:
            if name in sections:
                message = f"`{name}` are the paper's, and `{pack.id}` cannot add to them"
                faults.append(fault(sections[name], "not-local", message, _HELP))


def check_names(packs: Sequence[Pack], faults: list[Diagnostic]) -> None:
    """What a local pack declares bears its prefix, so that nobody takes it for the paper's.

    What a pack below it declares already is left to others to judge.
    """
    below: set[tuple[str, str]] = set()
    for pack in packs:
        own = list(_declared(pack))
        for section, name in own if pack.prefix and pack is not packs[0] else ():
            wanted = pack.prefix if section == "rules" else f"{pack.prefix.lower()}_"
            text = name.text
            head, _, rest = text.partition(".")
            if section == "facts" and ("collections", head) in below:
                text = rest
            if (section, name.text) not in below and not text.startswith(wanted):
                message = f"`{shorten(text)}` of the pack `{pack.id}` must begin with `{wanted}`"
                help = "so that nobody takes it for the paper's"
                faults.append(fault(name, "missing-prefix", message, help))
        below.update((section, name.text) for section, name in own)


def _declared(pack: Pack) -> Iterator[tuple[str, Scalar]]:
    """The names that a pack declares, by section."""
    for sections in pack.files:
        for section, node in sections.items():
            if section in ("themes", "settings", "collections", "facts"):
                yield from ((section, key) for key, _ in named(node, section, []))
            elif section in ("rules", "verdicts", "alternatives", "models", "costs"):
                for item in items_of(node, section, []):
                    id = item.get("id") if isinstance(item, Mapping) else None
                    if isinstance(id, Scalar):
                        yield section, id
