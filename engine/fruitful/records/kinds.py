"""The kinds of value that records are made of, with what is said of each in the schemas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias

from fruitful.language.value import Value
from fruitful.records.words import Means, one_of

Text: TypeAlias = Annotated[str, Means(minLength=1)]
Number: TypeAlias = Annotated[int, Means(minimum=1)]
Count: TypeAlias = Annotated[int, Means(minimum=0)]
Name: TypeAlias = Annotated[str, Means(pattern="^[a-z][a-z0-9_]*$")]
Standing: TypeAlias = Annotated[str, one_of("settled", "provisional")]

Version: TypeAlias = Annotated[str, Means("The version of the tool that wrote it.", minLength=1)]
Format: TypeAlias = Annotated[Literal[1], Means("The version of this format.")]
Engine: TypeAlias = Annotated[
    str,
    Means(
        "The engine that fired the rules. Both come to the same outcomes.",
        enum=["durable_rules", "reference"],
    ),
]
Day: TypeAlias = Annotated[
    date,
    Means(
        "A day, as 2027-03-31.", name="day", format="date", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    ),
]
Fingerprint: TypeAlias = Annotated[str, Means(pattern="^sha256:[0-9a-f]{64}$")]
Id: TypeAlias = Annotated[
    str,
    Means(
        "The name of something in the rules: a stage, theme, verdict, alternative or model.",
        name="id",
        pattern="^[a-z][a-z0-9_]*$",
    ),
]
Rule: TypeAlias = Annotated[
    str,
    Means(
        "The id of a rule, such as E1. It is stable: a rule keeps its id.", name="rule", minLength=1
    ),
]
Path: TypeAlias = Annotated[
    str,
    Means(
        "The path of a fact, such as exit.strategy or partners.willing_to_give_time.",
        name="path",
        pattern="^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$",
    ),
]
Cite: TypeAlias = Annotated[
    str,
    Means(
        "A place in the paper: a paragraph (P108), box (BoxB, BoxB.Q1, BoxB.F4), exhibit (Exh1), "
        "case study (CS10) or checklist question (Q28); or a local source (local: …).",
        name="cite",
        pattern="^(P[1-9][0-9]{0,2}|Box[A-C](\\.[QF][1-9])?|Exh[12]|CS[0-9]{2}|Q[1-9][0-9]?"
        "|local: .+)$",
    ),
]
Cites: TypeAlias = Annotated[
    Sequence[Cite], Means("Where it comes from.", name="cites", minItems=1)
]
Severity: TypeAlias = Annotated[
    str,
    Means(
        "How grave a finding is, from the most to the least severe.",
        name="severity",
        enum=["critical", "high", "medium", "low", "advisory"],
    ),
]
Outcome: TypeAlias = Annotated[
    str,
    Means(
        "What came of a rule: it applies and something is wrong (finding), it applies and nothing "
        "is (met), the answers given cannot tell (undecided), or it is not relevant "
        "(not_applicable).",
        name="outcome",
        enum=["finding", "met", "undecided", "not_applicable"],
    ),
]
State: TypeAlias = Annotated[
    str,
    Means(
        "How a matter stands. Unknown means that the answers given cannot tell; it is never a no.",
        name="state",
        enum=["yes", "partly", "no", "unknown", "not_applicable"],
    ),
]
Answer: TypeAlias = Annotated[
    Value,
    Means(
        "An answer: a text (a choice such as partly, a date as exactly as it is known), a number, "
        "or the chosen of several choices.",
        name="answer",
        anyOf=[
            {"type": "string"},
            {"type": "number"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ],
    ),
]
TextOrNumber: TypeAlias = Annotated[Value, Means(type=["string", "number"])]
Moment: TypeAlias = Annotated[Value, Means(type="string")]
"""A date as exactly as it is known."""

FORMAT: Literal[1] = 1
"""The format of all that is written."""
