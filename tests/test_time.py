"""Time is seen: how old answers are, what has ended, and which day a report is about."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from fruitful.language.dates import how_long
from program import run

OLD = """\
name: Ours
assessed_on: 2024-02-01
stage: operating
funding.ends: 2025-03-31
ends: 2030
costs:
  monitored: {answer: no, on: 2023-01-15}
  weighed: {answer: yes, on: 2026-10-01}
partners:
  - {name: A, willing_to_give_time: yes}
"""
FRESH = "name: Fresh\nassessed_on: 2026-10-01\nstage: operating\nfunding.ends: 2027\n"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OLD)
    return path


def said(*arguments: str | Path) -> str:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    return " ".join(done.stdout.decode().split())


def test_a_report_says_how_old_its_answers_are_by_topic_and_what_has_ended(ours: Path) -> None:
    text = said("evaluate", ours, "--on", "2026-11-01")
    assert "5 answers are more than a year old, the oldest 3 years and 9 months" in text
    assert "Its funding ended on 31 March 2025, 1 year and 7 months before." in text
    assert "Its agreed term" not in text
    assert (
        "Costs and value for money: 1 answer 3 years and 9 months old, of 15 January 2023." in text
    )
    assert "Whether to work in partnership: 1 answer 2 years and 9 months old" in text


def test_the_page_and_the_json_say_it_too(ours: Path) -> None:
    page = said("evaluate", ours, "--on", "2026-11-01", "-f", "html")
    assert "5 answers are more than a year old" in page
    assert "Its funding ended on 31 March 2025" in page
    data = json.loads(run("evaluate", ours, "--on", "2026-11-01", "-f", "json").stdout)
    assert {"topic": "costs", "answers": 1, "oldest": "2023-01-15"} in data["old_answers"]
    assert data["ended"] == [{"fact": "funding.ends", "on": "2025-03-31"}]


def test_nothing_is_old_within_the_term_and_the_term_is_a_setting(
    ours: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh.yaml"
    fresh.write_text(FRESH)
    on = ("--on", "2027-10-01")
    assert "old" not in said("evaluate", fresh, *on).split("Verdict")[0]
    assert "more than a year old" in said("evaluate", fresh, "--on", "2027-10-02")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: our\nversion: 1.0.0\ntitle: Ours\nprefix: OUR\n")
    shown = run("rules", "show", "answers_old_after").stdout.decode()
    (was,) = (word for word in shown.split() if word.startswith("sha256:"))
    (pack / "overrides.yaml").write_text(
        "overrides:\n  - setting: answers_old_after\n    value: 3 years\n    reason: Ours hold.\n"
        f"    authority: Policy\n    date: 2026-01-01\n    was: {was}\n"
    )
    assert "more than 3 years old" in said("evaluate", ours, *on, "--pack", pack)


def test_a_partnership_that_has_ended_is_not_told_that_its_funding_has(tmp_path: Path) -> None:
    path = tmp_path / "ended.yaml"
    path.write_text("stage: ended\nfunding.ends: 2020\n")
    assert "Its funding ended" not in said("evaluate", path, "--on", "2026-11-01")


def test_a_screening_says_it_in_its_first_lines_and_lists_what_has_ended(
    ours: Path, tmp_path: Path
) -> None:
    (tmp_path / "fresh.yaml").write_text(FRESH)
    both = (ours, tmp_path / "fresh.yaml", "--on", "2026-11-01")
    text = said("screen", *both)
    head, _, rest = text.partition("Which partnerships need attention")
    sentence = (
        "1 partnership has answers that are more than a year old. The oldest are those of Ours"
    )
    assert f"{sentence}: 3 years and 9 months." in head
    assert "What has ended Ours: its funding ended on 31 March 2025" in rest
    assert sentence in said("screen", *both, "-f", "html").partition('id="concerns"')[0]
    data = json.loads(run("screen", *both, "-f", "json").stdout)
    assert [(one["name"], one["fact"]) for one in data["ended"]] == [("Ours", "funding.ends")]


def test_without_on_a_note_says_how_long_ago_the_day_was_and_the_report_is_the_same(
    ours: Path,
) -> None:
    done = run("evaluate", ours, noted=True)
    today = date.today()
    note = done.stderr.decode()
    ago = how_long(date(2024, 2, 1), today)
    assert f"note: judged as of its `assessed_on`, 1 February 2024, {ago} ago" in note
    assert f"`--on {today.isoformat()}` judges it as of today" in note
    assert done.stdout == run("evaluate", ours, "--on", "2024-02-01").stdout
    assert run("evaluate", ours, "--on", "2024-02-01", noted=True).stderr == b""


def test_a_day_still_to_come_is_called_so(ours: Path) -> None:
    ours.write_text(f"assessed_on: {date.today() + timedelta(days=40)}\nstage: operating\n")
    assert b"which is still to come" in run("evaluate", ours, noted=True).stderr


@pytest.mark.parametrize(
    "written", ["2027-03-31", "31/03/2027", "31.3.27", "31 March 2027", "31st March 2027"]
)
def test_on_takes_a_day_as_people_write_it(written: str, ours: Path) -> None:
    assert "Assessed as on 31 March 2027." in said("evaluate", ours, "--on", written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2027-03", b"is no single day"),
        ("March 2027", b"Name one, such as 2027-03-31"),
        ("2027", b"can differ from day to day"),
        ("2026/27", b"is no single day"),
        ("03/31/2027", b"the day comes before the month"),
        ("soon", b"is not a day"),
    ],
)
def test_on_refuses_what_is_no_single_day_and_says_why(
    written: str, why: bytes, ours: Path
) -> None:
    done = run("evaluate", ours, "--on", written)
    assert (done.returncode, done.stdout) == (2, b"")
    assert why in b" ".join(done.stderr.split())
