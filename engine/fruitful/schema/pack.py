"""The schemas of a pack: its manifest, and the sections that any of its files may hold."""

from __future__ import annotations

from fruitful.ruleset.citation import CITATION
from fruitful.ruleset.costs import SIDES
from fruitful.ruleset.ordering import PRIORITIES
from fruitful.ruleset.pack import MANIFEST_KEYS
from fruitful.ruleset.questionnaire import ABOUT, CIRCLES, KINDS
from fruitful.schema.conditions import CONDITION, OF_VERDICTS, condition_definitions
from fruitful.schema.facts import asking, collections, columns, facts
from fruitful.schema.overrides import overrides
from fruitful.schema.parts import (
    FLAG,
    TEXT,
    Schema,
    any_of,
    described,
    labelled,
    listed,
    mapping,
    named,
    one_or_more,
    reference,
)
from fruitful.schema.portfolio import screening, tiers
from fruitful.schema.rules import cases_of_text, rule, settings, severity
from fruitful.schema.stack import Stack

ANY_CITE = f"^({CITATION.pattern})$"
_MANIFEST: dict[str, Schema] = {
    "id": {
        "type": "string",
        "pattern": "^[a-z][a-z0-9_-]*$",
        "description": "The pack's name in small letters, such as our_council.",
    },
    "version": described(TEXT, "Its version, such as 1.0.0; raise it with every change."),
    "title": described(TEXT, "What it is, for the head of a report."),
    "owner": described(TEXT, "Who answers for it."),
    "prefix": {
        "type": "string",
        "pattern": "^[A-Z][A-Z0-9]*$",
        "description": "Capital letters, such as OC: its rules begin with OC, and its facts and "
        "settings with oc_.",
    },
    "requires": described(
        named({"type": "string", "pattern": r"^[0-9.,<>= ]+$"}, ".*"),
        'Which versions of which packs it stands on, as paper: ">=1.0, <2".',
    ),
}


def pack_file_schema(stack: Stack) -> Schema:
    """A file of a pack: rules, a vocabulary, overrides; any of the sections."""
    schema = mapping(_sections(stack), **_shared(stack))
    themed = {"properties": {"rules": {"items": {"required": ["theme"]}}}}
    return {**schema, "if": {"not": {"required": ["theme"]}}, "then": themed}


def manifest_schema(stack: Stack) -> Schema:
    """``pack.yaml``, which may hold sections as well."""
    keys = {key: _MANIFEST[key] for key in MANIFEST_KEYS}
    return mapping({**keys, **_sections(stack)}, MANIFEST_KEYS[:3], **_shared(stack))


def _shared(stack: Stack) -> dict[str, dict[str, Schema]]:
    definitions = {**condition_definitions(stack), "severity": severity()}
    definitions |= {"text": cases_of_text(), "rule": rule(stack)}
    return {"definitions": definitions}


def _sections(stack: Stack) -> dict[str, Schema]:
    questions = {
        "checklist": ("question", {"anyOf": [{"type": "integer"}, {"pattern": "^[0-9]+$"}]}, "ask"),
        "ingredients": ("id", TEXT, "title"),
        "accountability": ("to", {"enum": list(CIRCLES)}, "title"),
    }
    found = {
        "stages": described(named(TEXT, ".*"), "The stages of a partnership's life, in order."),
        "themes": described(named(TEXT, ".*"), "The chapters of the advice."),
        "settings": settings(),
        "priorities": {
            "type": "array",
            "items": {"enum": list(PRIORITIES)},
            "minItems": len(PRIORITIES),
            "maxItems": len(PRIORITIES),
            "uniqueItems": True,
            "description": "By what recommendations are ordered; what stands first counts first.",
        },
        "collections": collections(),
        "facts": facts(stack),
        "columns": columns(),
        "required_by_law": reference(
            CONDITION, "When the law requires the partnership, so that no text may ask to end it."
        ),
        "theme": described(
            labelled(stack.ruleset.themes), "The theme of the rules of this file that name none."
        ),
        "rules": described(listed(reference("rule")), "The rules of this file."),
        "verdicts": described(
            listed(_verdict(stack)), "The first of them whose condition is true is the verdict."
        ),
        "alternatives": described(
            listed(_verdict(stack)), "The first whose condition is true is offered instead."
        ),
        "models": described(
            listed(_model(stack)), "The points for and against each form, and what it needs."
        ),
    }
    for section, (key, id, text) in questions.items():
        keys = {key: id, text: TEXT, "rules": one_or_more(stack.rules())}
        if section == "checklist":
            keys["about"] = {"enum": list(ABOUT)}
        conditions: dict[str, Schema] = {
            "yes": reference(CONDITION, "When it is so although its rules cannot tell."),
            "partly": reference(CONDITION, "When a yes or a no is only partly so."),
        }
        found[section] = described(
            listed(mapping({**keys, **conditions}, keys)),
            "Questions that the outcomes of rules answer.",
        )
    found |= {"tiers": tiers(), "screening": screening(stack), "asking": asking(stack)}
    return {
        **found,
        "costs": _costs(stack),
        "index": _index(),
        "overrides": overrides(stack),
        "earlier": _earlier(),
    }


def _cites() -> Schema:
    said = "Where it comes from: P108, BoxB.Q4, CS10, Q28, or `local: …`."
    return described(one_or_more({"type": "string", "pattern": ANY_CITE}), said)


def _verdict(stack: Stack) -> Schema:
    return mapping(
        {
            "id": described(TEXT, "What programs know it by."),
            "title": described(TEXT, "The verdict in a few words."),
            "text": reference("text", "What it means and what happens now."),
            "applies": reference(OF_VERDICTS, "When it can be the verdict at all."),
            "when": reference(OF_VERDICTS, "When it is the verdict, if no earlier one is."),
            "offers_alternative": described(FLAG, "Whether an alternative is offered with it."),
            "only_if_known": described(
                any_of(FLAG, reference(OF_VERDICTS, "")),
                "Whether, or where, it is taken not to be so while it is undecided.",
            ),
            "asks_to_end": described(
                FLAG, "Whether it asks that the partnership end, or not be formed."
            ),
            "shows_only": described(
                labelled(stack.ruleset.themes), "The theme to which the advice is then limited."
            ),
            "as_grave_as": described(
                labelled({id: one.title for id, one in stack.ruleset.verdicts.items()}),
                "Of a local entry: the national one that it weighs as much as.",
            ),
            "most_undecided": described(
                one_or_more(stack.rules()),
                "It is chosen while more than half of these rules, as far as they apply, are "
                "undecided.",
            ),
            "cites": _cites(),
        },
        ["id", "title", "text", "cites"],
    )


def _model(stack: Stack) -> Schema:
    words = ["title", "text", "cites"]
    argument = {
        "text": reference("text", "The argument, in a sentence."),
        "when": reference(CONDITION, "When it counts."),
        "cites": _cites(),
    }
    decides = "Whether it decides; others only tell apart what the deciding ones leave equal."
    weighed = {**argument, "deciding": described(FLAG, decides)}
    ideal = reference(CONDITION, "When the paper calls the form ideal for this.")
    against = {**weighed, "rules_out": described(FLAG, "Whether the form then does not fit.")}
    return mapping(
        {
            "id": described(TEXT, "A choice of the fact `model`, or a lighter way of working."),
            "title": TEXT,
            "text": described(TEXT, "What it is, in a sentence."),
            "cites": _cites(),
            "for": described(
                listed(mapping({**weighed, "ideal_when": ideal}, ["text", "cites", "when"])),
                "The points for it.",
            ),
            "against": described(
                listed(mapping(against, ["text", "cites", "when"])), "The points against it."
            ),
            "needs": described(listed(mapping(argument, ["text", "cites"])), "What it needs."),
        },
        ["id"],
        # A pack adds arguments, and no more, to a model of a pack below it.
        anyOf=[
            {"required": words},
            {
                "properties": {
                    "id": labelled({id: one.title for id, one in stack.ruleset.models.items()}),
                    **dict.fromkeys(words, False),
                }
            },
        ],
    )


def _costs(stack: Stack) -> Schema:
    product = described(
        one_or_more(stack.facts("count", "number", "money", "percentage", "text")),
        "The facts that, multiplied, make the amount; or one that says it in words.",
    )
    line = {
        "id": TEXT,
        "title": TEXT,
        "side": labelled(SIDES),
        "product": product,
        "cites": _cites(),
    }
    return described(listed(mapping(line, line)), "The cost model, a line for each cost and gain.")


def _earlier() -> Schema:
    one = mapping(
        {
            "rule": described(TEXT, "The rule that it was."),
            "setting": described(TEXT, "The setting that it was."),
            "was": described(TEXT, "Its fingerprint then."),
            "meaning": described(TEXT, "The digest of what it tested then, or of its value."),
            "said": described(named(TEXT, ".*"), "Its texts then."),
        },
        ["was", "meaning", "said"],
    )
    return described(listed(one), "What rules and settings said in earlier versions of this pack.")


def _index() -> Schema:
    place = mapping({"kind": {"enum": list(KINDS)}, "about": TEXT}, ["kind", "about"])
    return described(named(place, ANY_CITE), "The places in the paper, in its order.")
