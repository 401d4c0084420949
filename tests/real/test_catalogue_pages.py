"""The catalogue of rules as a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fruitful.render.catalogue import PAGES
from program import LOCAL_PACK, run
from real.browsing import LOOKS, OPEN_ALL, Look, barriers, browsing, opened

pytestmark = pytest.mark.real

SHOWN = (*PAGES, "rules/E1.html", "rules/E6.html", "rules/LARGE.html", "rules/PF4.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue, as the command writes it."""
    found = tmp_path_factory.mktemp("catalogue")
    done = run("rules", "docs", found, "--pack", LOCAL_PACK, "--on", "2026-11-01")
    assert done.returncode == 0, done.stderr.decode()
    return found


every_page = pytest.mark.parametrize("name", SHOWN)
every_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.width}-{look.scheme}")


@every_page
@every_look
def test_a_page_has_no_barrier_at_wcag_2_2_aa(
    name: str, look: Look, folder: Path, browser: Any
) -> None:
    with opened(browser, folder / name, look) as page:
        page.evaluate(OPEN_ALL)
        assert barriers(page) == []


@every_page
def test_a_narrow_window_never_scrolls_sideways(name: str, folder: Path, browser: Any) -> None:
    with opened(browser, folder / name, Look(320, "light")) as page:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@every_page
def test_a_page_asks_for_nothing_and_the_browser_complains_of_nothing(
    name: str, folder: Path, browser: Any
) -> None:
    with opened(browser, folder / name) as page:
        page.wait_for_load_state("networkidle")
        assert [one for one in page.requested if not one.startswith("data:")] == [page.url]
        assert page.complaints == []


def test_one_can_go_from_the_index_to_a_rule_to_its_source_and_back(
    folder: Path, browser: Any
) -> None:
    with opened(browser, folder / "index.html") as page:
        page.get_by_role("link", name="E1 Plan how the partnership ends").click()
        assert page.title().startswith("E1: ")
        page.get_by_role("link", name="Paragraph 108").click()
        assert page.url.partition("#")[0].endswith("/sources.html")
        row = page.locator("tr:target")
        assert row.get_by_role("rowheader").inner_text() == "Paragraph 108"
        row.get_by_role("link", name="E1", exact=True).click()
        assert page.title().startswith("E1: ")
        page.get_by_role("link", name="Rules by theme").click()
        assert page.url.endswith("/index.html")
