"""Of a screening: what has moved since a previous one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fruitful.records.kinds import Count, Day, Text
from fruitful.records.rules import Named
from fruitful.records.words import within


@within("partnership")
class Change(NamedTuple):
    """One of them."""

    partnership: Named
    verdict_before: str
    """An id."""
    verdict_now: str
    """An id."""
    closed: Sequence[Text]
    """Findings that are known to be none now."""
    opened: Sequence[Text]
    """New findings."""
    eased: Sequence[Text]
    """Findings less severe."""
    worsened: Sequence[Text]
    """Findings more severe."""
    unsettled: Sequence[Text]
    """Findings of which it is not known now whether they are."""


class Renamed(NamedTuple):
    """One of them."""

    before: Named
    """As it was called."""
    now: Named
    """As it may be called now."""


class Movement(NamedTuple):
    """What has moved."""

    since: Day
    """The day of the previous screening."""
    same_rules: bool
    """Whether the rules were the same."""
    changes: Sequence[Change]
    """Partnerships of which something moved."""
    unchanged: Count
    """How many are as before."""
    new: Sequence[Named]
    """Not there before."""
    gone: Sequence[Named]
    """Not there now."""
    renamed: Sequence[Renamed]
    """Those that may have another name now; they are neither new nor gone."""
