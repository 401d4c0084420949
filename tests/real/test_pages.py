"""Pages as a browser shows and prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fruitful.shipped import shipped
from program import LOCAL_PACK, run
from real.browsing import LOOKS, OPEN_ALL, Look, barriers, browsing, opened

pytestmark = pytest.mark.real

CASES = {
    "many_findings": "synthetic/half_hearted.yaml",
    "costs": "synthetic/hours_over_small_sums.yaml",
    "little_known": "synthetic/stage_not_known.yaml",
    "members": "synthetic/changed_all_but_one.yaml",
    "alternative": "box_b/f2_mainly_one_agency.yaml",
    "closing": "paper/cs01_wessex_project_the_day_before.yaml",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each case's page, as the command writes it."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, case in CASES.items():
        made[name] = folder / f"{name}.html"
        profile = shipped("cases") / case
        done = run(
            "evaluate", profile, "--pack", LOCAL_PACK, "--on", "2026-11-01", "-o", made[name]
        )
        assert done.returncode == 0, done.stderr.decode()
    made["comparison"] = folder / "comparison.html"
    two = (shipped("cases") / CASES["many_findings"], shipped("cases") / CASES["members"])
    assert run("compare", *two, "--on", "2026-11-01", "-o", made["comparison"]).returncode == 0
    made["portfolio"] = folder / "portfolio.html"
    authority, before = shipped("cases") / "authority", folder / "before.json"
    profiles = authority / "profiles"
    run("screen", profiles, "--on", "2025-11-01", "-o", before)
    broken = folder / "broken.yaml"
    broken.write_text("stage: {")
    options = ("--on", "2026-11-23", "--since", before, "-o", made["portfolio"])
    assert run("screen", profiles, broken, *options).returncode == 2
    made["screening"] = folder / "screening.html"
    own = ("--authority", authority / "authority.yaml")
    options = ("--on", "2026-11-01", "--since", before, "-o", made["screening"])
    assert run("screen", authority / "register.xlsx", *own, *options).returncode == 2
    made["impact"] = folder / "impact.html"
    policy = ("--pack", shipped("rules") / "example_council", "--on", "2026-11-01")
    given = (authority / "register.xlsx", profiles, broken)
    assert run("rules", "impact", *given, *policy, "-o", made["impact"]).returncode == 2
    return made


every_case = pytest.mark.parametrize(
    "name", [*CASES, "comparison", "portfolio", "screening", "impact"]
)
every_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.width}-{look.scheme}")


@every_case
@every_look
def test_a_page_has_no_barrier_at_wcag_2_2_aa(
    name: str, look: Look, pages: dict[str, Path], browser: Any
) -> None:
    with opened(browser, pages[name], look) as page:
        page.evaluate(OPEN_ALL)
        assert barriers(page) == []


@every_case
def test_a_narrow_window_never_scrolls_sideways(
    name: str, pages: dict[str, Path], browser: Any
) -> None:
    with opened(browser, pages[name], Look(320, "light")) as page:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@every_case
def test_a_page_asks_for_nothing_and_the_browser_complains_of_nothing(
    name: str, pages: dict[str, Path], browser: Any
) -> None:
    with opened(browser, pages[name]) as page:
        page.wait_for_load_state("networkidle")
        assert [one for one in page.requested if not one.startswith("data:")] == [page.url]
        assert page.complaints == []
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # styled


@pytest.mark.parametrize("name", [*CASES, "comparison"])
def test_on_the_smallest_screen_the_verdict_is_in_the_first_view(
    name: str, pages: dict[str, Path], browser: Any
) -> None:
    with opened(browser, pages[name], Look(320, "light", 640)) as page:
        place = page.locator("#verdict h2").bounding_box()
        assert place["y"] + place["height"] < 640
        assert not page.locator(".contents li").first.is_visible()
    with opened(browser, pages[name], Look(1280, "light")) as page:
        assert page.locator(".contents li").first.is_visible()


def test_reasoning_is_reached_and_opened_by_keyboard_alone(
    pages: dict[str, Path], browser: Any
) -> None:
    with opened(browser, pages["closing"]) as page:
        focused = "document.activeElement.tagName"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == "SUMMARY":
                break
        assert page.evaluate(focused) == "SUMMARY"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open")


def test_a_link_to_a_folded_question_unfolds_it(pages: dict[str, Path], browser: Any) -> None:
    with opened(browser, pages["many_findings"]) as page:
        page.goto(f"{page.url}#question-40")
        assert page.locator("#question-40").is_visible()


def test_a_link_to_a_partnership_unfolds_its_section(pages: dict[str, Path], browser: Any) -> None:
    with opened(browser, pages["screening"], Look(1280, "light")) as page:
        page.get_by_role("link", name="Warm Homes Exchange").first.click()
        shown = page.locator("details[open]")
        assert shown.count() == 1
        assert shown.locator("summary").inner_text().startswith("Warm Homes Exchange")
        assert shown.locator("summary").bounding_box()["y"] >= 0, "its heading is in view"


def test_words_in_a_table_stay_whole_in_a_narrow_window(
    pages: dict[str, Path], browser: Any
) -> None:
    """Cells are as wide as their longest word; a wide table scrolls by itself."""
    broken = """Array.from(document.querySelectorAll("td, th")).filter(cell =>
        cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"""
    for name in ("screening", "many_findings"):
        with opened(browser, pages[name], Look(320, "light")) as page:
            style = "getComputedStyle(document.querySelector('table')).overflowWrap"
            assert page.evaluate(style) == "break-word"
            assert page.evaluate(broken) == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_a_screening_is_printed_with_a_minute_s_reading_on_its_first_page(
    pages: dict[str, Path], browser: Any, tmp_path: Path
) -> None:
    target = tmp_path / "page.pdf"
    with opened(browser, pages["screening"], Look(1280, "light")) as page:
        page.get_by_role("link", name="Warm Homes Exchange").first.click()
        page.pdf(path=target, prefer_css_page_size=True)
    first, *others = _printed(target)
    for text in (
        "11 of 50 partnerships need attention",
        "5. Safer Ostermere",
        "5. Set clear objectives",
    ):
        assert text in first
    verdicts = "Consider ending it 2 Change its structure 1"
    assert [verdicts in one for one in (first, *others)].count(True) == 1, "the table is whole"
    rest = " ".join(others)
    assert rest.count("Ending or carrying on") >= 2, "the heat map's head is on each of its pages"
    (each,) = re.findall("Each partnership(.*)What could not be read", rest)
    assert "Be sure that the problem needs a partnership" in each, "what is unfolded is printed"
    assert "Lowmarch Joint Waste Partnership: Consider ending it" not in each
    assert len(others) < 25


def _printed(target: Path) -> list[str]:
    """What is to be read on each page, with single spaces."""
    told = subprocess.run(["pdftotext", target, "-"], capture_output=True, check=True).stdout
    return [" ".join(page.split()) for page in told.decode().split("\f")][:-1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", ["many_findings", "closing", "little_known"])
def test_a_partnership_is_printed_on_at_most_five_sides(
    name: str, pages: dict[str, Path], browser: Any, tmp_path: Path
) -> None:
    target = tmp_path / "page.pdf"
    with opened(browser, pages[name]) as page:
        titles = page.locator(".action h3").all_inner_texts()
        page.pdf(path=target, prefer_css_page_size=True)
    printed = _printed(target)
    assert len(printed) <= 5
    raw = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True).stdout
    squeezed = re.sub(r"\s+", "", raw.decode())
    assert [one for one in titles if re.sub(r"^\d+|\s+", "", one) not in squeezed] == []
    assert "How severe is it?" not in " ".join(printed)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_everything_is_printed_with_what_is_folded_in_where_that_is_asked_for(
    browser: Any, tmp_path: Path
) -> None:
    made, target = tmp_path / "whole.html", tmp_path / "page.pdf"
    case = shipped("cases") / CASES["closing"]
    assert run("evaluate", case, "--print", "whole", "-o", made).returncode == 0
    with opened(browser, made) as page:
        page.pdf(path=target, format="A4")
        told = page.locator(".reasoning .tree li").first.inner_text()
    printed = subprocess.run(
        ["pdftotext", "-layout", target, "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert printed.count("\f") >= 3
    squeezed = re.sub(r"\s+", "", printed)
    for text in ("Close it as a success", "Which form fits", "How severe is it?", "Sources", told):
        assert re.sub(r"\s+", "", text) in squeezed
