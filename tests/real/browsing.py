"""Debian's chromium, without a window, and what a page is asked in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STRUCTURE = ["heading-order", "landmark-unique"]
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


class Look(NamedTuple):
    """How wide the window is, and whether its owner prefers dark or light."""

    width: int
    scheme: str
    height: int = 900


LOOKS = [Look(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser of Playwright's, which is installed only where these tests are run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, path: Path, look: Look = LOOKS[0]) -> Iterator[Any]:
    """A page from a file, in a window of its own."""
    viewport = {"width": look.width, "height": look.height}
    context = browser.new_context(viewport=viewport, color_scheme=look.scheme)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(path.as_uri())
    yield page
    context.close()


def barriers(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, and in headings and landmarks, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {name: {"enabled": True} for name in STRUCTURE}
    options = {"runOnly": {"type": "tag", "values": WCAG}, "rules": rules}
    found = page.evaluate("options => axe.run(document, options)", options)
    assert len(found["passes"]) > 10, "axe has looked at nothing"
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
