"""Reading values from text, and saying them again."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fruitful.language.value import (
    KINDS,
    LONGEST_TEXT,
    MOST_DIGITS,
    Duration,
    Span,
    Unreadable,
    Value,
    is_unknown,
    later,
    plain,
    read_value,
    say,
)

ALL_KINDS = [*KINDS, "duration"]
CHOICES = {"steering_group": "A group", "network": "People", "n": "North", "yes": "Yes"}
YES_NO = {"yes": "yes", "no": "no"}


def span(text: str) -> Span:
    first, _, last = text.partition(" to ")
    return Span(date.fromisoformat(first), date.fromisoformat(last or first))


class TestReading:
    @pytest.mark.parametrize(
        ("kind", "text", "value"),
        [
            ("yes_no", "yes", "yes"),
            ("yes_no", " No ", "no"),
            ("yes_no", "Y", "yes"),
            ("yes_no", "FALSE", "no"),
            ("choice", "steering_group", "steering_group"),
            ("choice", "Steering Group", "steering_group"),
            ("choice", "steering-group", "steering_group"),
            ("choice", "steering\n group", "steering_group"),
            ("choice", "N", "n"),
            ("choice", "true", "yes"),
            ("set", "network", "network"),
            ("count", "0", 0),
            ("count", "14", 14),
            ("count", "1,200", 1200),
            ("count", "3.0", 3),
            ("number", "2.50", Decimal("2.5")),
            ("number", "1,234,567.25", Decimal("1234567.25")),
            ("money", "£3,000", Decimal(3000)),
            ("money", "£ 12.50", Decimal("12.5")),
            ("money", "0", Decimal(0)),
            ("percentage", "100%", Decimal(100)),
            ("percentage", "33.3 %", Decimal("33.3")),
            ("date", "2027-03-31", span("2027-03-31")),
            ("date", "2027-3-1", span("2027-03-01")),
            ("date", "31/03/2027", span("2027-03-31")),
            ("date", "3/2027", span("2027-03-01 to 2027-03-31")),
            ("date", "2028-02", span("2028-02-01 to 2028-02-29")),
            ("date", "2027-12", span("2027-12-01 to 2027-12-31")),
            ("date", "2027", span("2027-01-01 to 2027-12-31")),
            ("duration", "12 months", Duration(12, 0)),
            ("duration", "1 year", Duration(12, 0)),
            ("duration", "2 weeks", Duration(0, 14)),
            ("duration", "90 days", Duration(0, 90)),
            ("text", "  two\n lines ", "two\n lines"),
        ],
    )
    def test_gives_a_value(self, kind: str, text: str, value: Value) -> None:
        assert read_value(kind, CHOICES if kind in ("choice", "set") else YES_NO, text) == value

    @pytest.mark.parametrize(
        ("kind", "text", "code"),
        [
            ("yes_no", "partly", "bad-choice"),
            ("yes_no", "on", "bad-choice"),
            ("choice", "steering", "bad-choice"),
            ("choice", "no", "bad-choice"),
            ("count", "2.5", "not-whole"),
            ("count", "", "not-a-number"),
            ("count", "12:30", "not-a-number"),
            ("count", "010", "not-a-number"),
            ("count", "1,00", "not-a-number"),
            ("count", "1 000", "not-a-number"),
            ("count", "٣", "not-a-number"),
            ("count", "²", "not-a-number"),
            ("number", "1_000", "not-a-number"),
            ("number", "1e3", "not-a-number"),
            ("number", ".5", "not-a-number"),
            ("number", "5.", "not-a-number"),
            ("number", "+5", "not-a-number"),
            ("number", "inf", "not-a-number"),
            ("number", "nan", "not-a-number"),
            ("number", "-5", "negative-number"),
            ("number", "−5", "negative-number"),
            ("number", "- 5.5", "negative-number"),
            ("number", "1" * (MOST_DIGITS + 1), "number-too-long"),
            ("number", "0." + "1" * MOST_DIGITS, "number-too-long"),
            ("number", "9" * 5_000, "number-too-long"),
            ("money", "TBC", "not-money"),
            ("money", "in kind", "not-money"),
            ("money", "£", "not-money"),
            ("money", "££3", "not-money"),
            ("money", "$3", "not-money"),
            ("money", "£-3", "negative-number"),
            ("percentage", "100.1", "not-a-percentage"),
            ("percentage", "150%", "not-a-percentage"),
            ("percentage", "5%%", "not-a-number"),
            ("date", "2024-02-30", "no-such-day"),
            ("date", "2023-02-29", "no-such-day"),
            ("date", "31/04/2027", "no-such-day"),
            ("date", "2027-13", "no-such-day"),
            ("date", "2027-00", "no-such-day"),
            ("date", "2027-05-00", "no-such-day"),
            ("date", "00/05/2027", "no-such-day"),
            ("date", "0999", "not-a-date"),
            ("date", "3000", "not-a-date"),
            ("date", "27-03-31", "not-a-date"),
            ("date", "2027-03-31T12:00", "not-a-date"),
            ("date", "٢٠٢٧", "not-a-date"),
            ("date", "spring 2027", "not-a-date"),
            ("duration", "12", "not-a-duration"),
            ("duration", "a year", "not-a-duration"),
            ("duration", "-1 days", "not-a-duration"),
            ("duration", "12345 days", "not-a-duration"),
            ("text", "x" * (LONGEST_TEXT + 1), "text-too-long"),
        ],
    )
    def test_refuses_what_is_none(self, kind: str, text: str, code: str) -> None:
        with pytest.raises(Unreadable) as problem:
            read_value(kind, CHOICES if kind == "choice" else YES_NO, text)
        assert problem.value.code == code
        assert problem.value.message
        assert problem.value.help

    @pytest.mark.parametrize("kind", ALL_KINDS)
    @given(text=st.one_of(st.text(), st.text("0123456789,.-/£% eE+_abcdefghijklmnoprstuvwy")))
    def test_of_any_text_gives_a_value_or_says_why_not(self, kind: str, text: str) -> None:
        try:
            value = read_value(kind, CHOICES, text)
        except Unreadable:
            return
        json.dumps(plain(value))
        assert isinstance(say(kind, value), str)

    @pytest.mark.parametrize(
        "text",
        ["", " ", "null", "~", "?", "unknown", "UNKNOWN", "Not  Known", "don't know",
         "Don’t know", " don't\nknow "],
    )  # fmt: skip
    def test_knows_what_says_that_it_is_not_known(self, text: str) -> None:
        assert is_unknown(text)

    @pytest.mark.parametrize("text", ["no", "none", "n/a", "0", "-", "not applicable", "nil"])
    def test_takes_nothing_else_for_not_known(self, text: str) -> None:
        assert not is_unknown(text)


class TestSaying:
    @pytest.mark.parametrize(
        ("kind", "value", "said"),
        [
            ("yes_no", "no", "no"),
            ("choice", "steering_group", "steering group"),
            ("text", "as_it_stands", "as_it_stands"),
            ("set", frozenset(("network", "steering_group")), "network, steering group"),
            ("set", frozenset(), "none"),
            ("count", 1200, "1,200"),
            ("number", Decimal("2.50"), "2.50"),
            ("money", Decimal(3000), "£3,000"),
            ("money", Decimal("0.5"), "£0.5"),
            ("percentage", Decimal("33.3"), "33.3%"),
            ("date", span("2027-03-31"), "2027-03-31"),
            ("date", span("2027-03-01 to 2027-03-31"), "2027-03"),
            ("date", span("2027-01-01 to 2027-12-31"), "2027"),
            ("duration", Duration(12, 0), "12 months"),
            ("duration", Duration(24, 0), "2 years"),
            ("duration", Duration(1, 0), "1 month"),
            ("duration", Duration(18, 0), "18 months"),
            ("duration", Duration(0, 1), "1 day"),
            ("duration", Duration(0, 14), "2 weeks"),
            ("duration", Duration(0, 90), "90 days"),
        ],
    )
    def test_is_as_a_reader_would_write_it(self, kind: str, value: Value, said: str) -> None:
        assert say(kind, value) == said

    def test_a_set_is_said_in_the_order_of_its_choices(self) -> None:
        assert say("set", frozenset(("network", "steering_group")), CHOICES) == (
            "steering group, network"
        )

    def test_a_number_is_said_with_its_unit(self) -> None:
        assert say("number", Decimal("2.5"), unit="hours") == "2.5 hours"

    @pytest.mark.parametrize(
        ("value", "data"),
        [
            (frozenset(("b", "a")), ["a", "b"]),
            (Decimal("3000.0"), 3000),
            (Decimal("2.5"), 2.5),
            (14, 14),
            (span("2027-03-01 to 2027-03-31"), "2027-03"),
            (Duration(24, 0), "2 years"),
            ("steering_group", "steering_group"),
        ],
    )
    def test_as_data_it_stays_what_it_is(self, value: Value, data: object) -> None:
        assert plain(value) == data
        assert type(plain(value)) is type(data)


def decimals(most: int) -> st.SearchStrategy[Decimal]:
    """Numbers that can be written in figures, with at most so many digits before the point."""
    whole = st.integers(0, 10**most - 1)
    return st.builds(
        lambda number, places: Decimal(number).scaleb(-places) if places else Decimal(number),
        whole,
        st.integers(0, 4),
    ).filter(lambda number: len(f"{number:,}".replace(",", "").replace(".", "")) <= MOST_DIGITS)


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
TEXTS = st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda d: str(d)[:4]))
DURATIONS = st.builds(
    lambda number, unit: f"{number} {unit}",
    st.integers(0, 9999),
    st.sampled_from(("day", "days", "week", "weeks", "month", "months", "year", "years")),
)


class TestWhatIsSaidIsReadAsTheSame:
    def check(self, kind: str, value: Value) -> None:
        assert read_value(kind, CHOICES, say(kind, value)) == value

    @given(st.integers(0, 10**MOST_DIGITS - 1))
    def test_count(self, count: int) -> None:
        self.check("count", count)

    @pytest.mark.parametrize("kind", ["number", "money"])
    @given(number=decimals(MOST_DIGITS))
    def test_number(self, kind: str, number: Decimal) -> None:
        self.check(kind, number)

    @given(decimals(2))
    def test_percentage(self, number: Decimal) -> None:
        self.check("percentage", number)

    @given(st.sampled_from(sorted(CHOICES)))
    def test_choice(self, choice: str) -> None:
        self.check("choice", choice)

    @given(TEXTS)
    def test_date(self, text: str) -> None:
        value = read_value("date", {}, text)
        assert say("date", value) == text
        self.check("date", value)

    @given(DURATIONS)
    def test_duration(self, text: str) -> None:
        self.check("duration", read_value("duration", {}, text))

    @given(st.text(max_size=LONGEST_TEXT).map(str.strip))
    def test_text(self, text: str) -> None:
        self.check("text", text)


class TestTimeLater:
    @pytest.mark.parametrize(
        ("day", "duration", "sign", "result"),
        [
            ("2026-11-01", Duration(12, 0), 1, "2027-11-01"),
            ("2026-01-31", Duration(1, 0), 1, "2026-02-28"),
            ("2028-02-29", Duration(12, 0), 1, "2029-02-28"),
            ("2026-03-31", Duration(1, 0), -1, "2026-02-28"),
            ("2026-11-01", Duration(24, 0), -1, "2024-11-01"),
            ("2026-01-15", Duration(1, 0), -1, "2025-12-15"),
            ("2026-12-31", Duration(0, 1), 1, "2027-01-01"),
            ("2026-11-01", Duration(0, 0), 1, "2026-11-01"),
            ("9999-06-01", Duration(12, 0), 1, "9999-12-31"),
            ("9999-12-31", Duration(0, 1), 1, "9999-12-31"),
            ("0001-06-01", Duration(12, 0), -1, "0001-01-01"),
            ("0001-06-01", Duration(0, 400), -1, "0001-01-01"),
        ],
    )
    def test_is_so_much_later_or_earlier(
        self, day: str, duration: Duration, sign: int, result: str
    ) -> None:
        assert later(date.fromisoformat(day), duration, sign).isoformat() == result

    @given(st.dates(), DURATIONS, st.sampled_from((1, -1)))
    def test_is_always_a_day(self, day: date, text: str, sign: int) -> None:
        duration = read_value("duration", {}, text)
        assert isinstance(duration, Duration)
        moved = later(day, duration, sign)
        assert moved >= day if sign == 1 else moved <= day
