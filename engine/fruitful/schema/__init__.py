"""JSON Schemas for editors, made from a ruleset: what each kind of file may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.ruleset import Ruleset
from fruitful.ruleset.pack import Pack
from fruitful.schema.authority_case import authority_case_schema
from fruitful.schema.desk import in_force_schema, mapping_schema
from fruitful.schema.pack import manifest_schema, pack_file_schema
from fruitful.schema.parts import Schema
from fruitful.schema.profile import profile_schema
from fruitful.schema.stack import Stack

FOLDER = "schemas"
"""Where the schemas are written when nobody says otherwise."""
PROFILE, MANIFEST, PACK = "profile.schema.json", "pack.schema.json", "rules.schema.json"
AUTHORITY, PORTFOLIO = "authority.schema.json", "portfolio.schema.json"
AUTHORITY_CASE = "authority_case.schema.json"
IN_FORCE, MAPPING = "fruitful.schema.json", "mapping.schema.json"
USES = {
    PROFILE: "profiles and cases",
    MANIFEST: "a pack's pack.yaml",
    PACK: "a pack's other files: vocabulary, rules, overrides",
    AUTHORITY: "what an authority tells of itself",
    PORTFOLIO: "the files in a pack's folder portfolio",
    AUTHORITY_CASE: "cases about an authority, in a pack's folder portfolio/cases",
    IN_FORCE: "fruitful.yaml, which names the packs in force",
    MAPPING: "mappings, which say how a register is read",
}
"""The names of the files, and of what each is the schema."""


def schemas(
    ruleset: Ruleset, portfolio: Ruleset | None, packs: Sequence[Pack]
) -> Mapping[str, Schema]:
    """The schemas by the names of their files.

    ``portfolio`` are the rules about an authority's partnerships together, if there are any.
    """
    prefixes = tuple(pack.prefix for pack in packs if pack.prefix)
    stack = Stack(ruleset, prefixes)
    made = {
        PROFILE: profile_schema(ruleset),
        MANIFEST: manifest_schema(stack),
        PACK: pack_file_schema(stack),
        IN_FORCE: in_force_schema(),
        MAPPING: mapping_schema(ruleset),
    }
    if portfolio is not None:
        made[AUTHORITY] = profile_schema(portfolio)
        made[PORTFOLIO] = pack_file_schema(Stack(portfolio, prefixes, ruleset))
        made[AUTHORITY_CASE] = authority_case_schema(portfolio, ruleset)
    names = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return {
        name: {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$comment": f"Made by `fruitful rules schema` from {names}; {ruleset.fingerprint}",
            "description": f"For {USES[name]}.",
            **schema,
        }
        for name, schema in made.items()
    }
