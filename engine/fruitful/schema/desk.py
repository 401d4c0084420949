"""The schemas of the files beside profiles: which packs are in force, how a register is read."""

from __future__ import annotations

from fruitful.language.vocabulary import UNKNOWN, Fact
from fruitful.register.mapping import FORMAT
from fruitful.register.names import Target, targets
from fruitful.ruleset import Ruleset
from fruitful.schema.parts import (
    BLANK,
    FLAG,
    TEXT,
    Schema,
    any_of,
    described,
    labelled,
    mapping,
    one_or_more,
)
from fruitful.schema.profile import said_of

_ABOUT = {
    "id": "Its reference.",
    "name": "What the partnership is called.",
    "assessed_on": "The day that the row is true of.",
    "profile": "A file with a full profile, beside the register.",
}
_ROW: Schema = any_of(
    {"type": "integer", "minimum": 1, "maximum": 999_999},
    {"type": "string", "pattern": "^0*[1-9][0-9]{0,5}$"},
)


def in_force_schema() -> Schema:
    """What the reader of ``fruitful.yaml`` accepts."""
    folders = any_of(one_or_more(TEXT), {"type": "array", "maxItems": 0})
    said = "The folders of the local packs, as seen from this file; `[]` for the paper's rules."
    return mapping({"packs": described(folders, said)}, ["packs"])


def mapping_schema(ruleset: Ruleset) -> Schema:
    """What the reader of a register's mapping accepts, by the vocabulary of a ruleset."""
    known = {name: _stands_for(one, ruleset) for name, one in targets(ruleset.vocabulary).items()}
    header = any_of(_ROW, {"type": "array", "items": _ROW, "minItems": 1, "maxItems": 2})
    words = {fact.path: _words(fact, ruleset) for fact in ruleset.vocabulary.facts.values()}
    return mapping(
        {
            "mapping": {
                "anyOf": [{"const": FORMAT}, {"type": "string", "pattern": f"^{FORMAT}$"}],
                "description": "The version of this format.",
            },
            "sheets": described(one_or_more(TEXT), "The sheets that hold the register."),
            "header": described(header, "The row, or the two rows, that name the columns."),
            "day_first": described(FLAG, "Whether 03/04/2027 is the third of April."),
            "columns": described(
                _names(one_or_more(labelled(known))),
                "What each column stands for. `column C` is a column by its letter.",
            ),
            "units": described(
                _names(TEXT), "In what columns count, such as £000, hours a week, days a year."
            ),
            "ignore": described(one_or_more(TEXT), "Columns that need not be told of."),
            "words": described(any_of(mapping(words), BLANK), "What words in cells stand for."),
        }
    )


def _stands_for(target: Target, ruleset: Ruleset) -> str:
    """What a column that stands for this holds."""
    if target.kind == "about":
        return _ABOUT[target.name]
    if target.kind == "fact":
        return said_of(ruleset.vocabulary.facts[target.name], ruleset)
    collection = ruleset.vocabulary.collections[target.name]
    return f"{'All' if target.whole else 'Some of the'} {collection.many}."


def _words(fact: Fact, ruleset: Ruleset) -> Schema:
    """What words may stand for in the cells of one question."""
    meanings = {**fact.choices, UNKNOWN: "The words leave it open."}
    return described(_names(labelled(meanings)), said_of(fact, ruleset))


def _names(value: Schema) -> Schema:
    """A mapping whose keys are the register's own words; it may be blank."""
    return any_of({"type": "object", "additionalProperties": value}, BLANK)
