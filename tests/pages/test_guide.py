"""The guide at /guide/: built out of docs/ without a warning, served with nothing from elsewhere, every link good."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from api.docs import guide
from tests.pages.conftest import Serve, watch

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide as `make docs` builds it; a warning is an error."""
    folder = tmp_path_factory.mktemp("guide")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-d", str(folder / "trees")]
    subprocess.run([*command, str(ROOT / "docs"), str(folder / "site")], check=True)
    return folder / "site"


@pytest.fixture(scope="module")
def served(built: Path, serve: Serve) -> Iterator[httpx.Client]:
    patch = pytest.MonkeyPatch()
    patch.setattr(guide, "FOLDER", built)
    with serve() as client:
        yield client
    patch.undo()


class Addresses(HTMLParser):
    """What a page leads to or loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and (href := values.get("href")):
            self.links.add(href)
        elif tag in ("script", "img", "link", "iframe") and values.get("rel") != "canonical":
            self.loads |= {value for name in ("src", "href") if (value := values.get(name))}


def test_every_page_is_served_and_every_link_in_it_leads_somewhere(served: httpx.Client, built: Path) -> None:
    pages = sorted(str(path.relative_to(built)) for path in built.rglob("*.html"))
    assert len(pages) > 15
    known: dict[str, bool] = {}
    for name in pages:
        page = served.get(f"/guide/{name}")
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "'unsafe-inline'" not in policy.partition("style-src")[0]
        found = Addresses(page.text)
        assert not [one for one in found.loads if urlsplit(one).netloc], name
        for link in sorted(found.links | found.loads):
            address = urljoin(f"/guide/{name}", link.partition("#")[0])
            # addresses of a user's own server and of other sites are not asked; nor is what shows a store's content
            if urlsplit(link).scheme or not address.startswith("/guide/"):
                continue
            if address not in known:
                known[address] = served.get(address).status_code == 200
            assert known[address], (name, link)
    assert served.get("/guide").headers["location"] == "/guide/"
    assert served.get("/guide/nowhere.html").status_code == 404
    assert served.get("/guide/../conf.py").status_code == 404


def test_every_page_of_docs_is_in_it(built: Path) -> None:
    listed = (built / "index.html").read_text(encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").with_suffix(".html")
        assert f'href="{name}"' in listed or name.stem == "index", name


def test_a_guide_that_is_not_built_says_how(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "FOLDER", tmp_path / "none")
    with serve() as client:
        found = client.get("/guide/")
    assert found.status_code == 404
    assert "make docs" in found.text


@pytest.mark.browser
def test_it_is_read_searched_and_left_in_a_browser(browser: Any, served: httpx.Client) -> None:
    base = str(served.base_url).rstrip("/")
    context = browser.new_context(base_url=base, color_scheme="dark")
    wrong = watch(context, base)
    try:
        page = context.new_page()
        page.goto("/guide/")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 200
        page.get_by_placeholder("Search").fill("backup")
        page.keyboard.press("Enter")
        page.locator("ul.search li a").first.wait_for()
        page.goto("/guide/decisions/0003-people-are-a-partition.html")
        page.get_by_role("link", name="To the quotations").first.click()
        page.wait_for_url(f"{base}/")
        page.goto("/docs")
        page.get_by_role("link", name="Guide").click()
        page.wait_for_url("**/guide/")
        assert wrong == []
    finally:
        context.close()
