"""JSON Schemas for editors, made from a ruleset: what profiles, cases and packs may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fruitful.ruleset import Ruleset
from fruitful.ruleset.pack import Pack
from fruitful.schema.pack import manifest_schema, pack_file_schema
from fruitful.schema.parts import Schema
from fruitful.schema.profile import profile_schema
from fruitful.schema.stack import Stack

FOLDER = "schemas"
"""Where the schemas are written when nobody says otherwise."""
PROFILE, MANIFEST, PACK = "profile.schema.json", "pack.schema.json", "rules.schema.json"


def schemas(ruleset: Ruleset, packs: Sequence[Pack]) -> Mapping[str, Schema]:
    """The schemas by the names of their files.

    Of profiles and cases, of a pack's manifest, and of a pack's other files.
    """
    stack = Stack(ruleset, tuple(pack.prefix for pack in packs if pack.prefix))
    made = {
        PROFILE: ("A partnership's profile, or a case", profile_schema(ruleset)),
        MANIFEST: ("The manifest of a pack of rules", manifest_schema(stack)),
        PACK: ("A file of a pack: rules, vocabulary, overrides", pack_file_schema(stack)),
    }
    names = ", ".join(f"{id} {version}" for id, version in ruleset.packs)
    return {
        name: {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$comment": f"Made by `fruitful rules schema` from {names}; {ruleset.fingerprint}",
            "description": description,
            **schema,
        }
        for name, (description, schema) in made.items()
    }
