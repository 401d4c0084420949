"""Hypothesis strategies: what may be answered to a question."""

from __future__ import annotations

from hypothesis import strategies as st

from fruitful.language.value import Value, read_value
from fruitful.language.vocabulary import Fact

_TEXTS = {
    "date": ["1999", "2024-02", "2026-10-31", "2026-11-01", "2027", "2027-03-31", "2031"],
    "text": ["Words: with a colon", "unknown #1", 'a "quote"'],
    "percentage": ["0", "12.5", "100"],
}


def values(fact: Fact) -> st.SearchStrategy[Value]:
    """Any kind of answer to a question."""
    if fact.kind == "set":
        return st.frozensets(st.sampled_from(list(fact.choices)))
    if fact.choices:
        return st.sampled_from(list(fact.choices))
    texts = _TEXTS.get(fact.kind, ["0", "1", "2", "7", "20", "1200"])
    return st.sampled_from([read_value(fact.kind, {}, text) for text in texts])
