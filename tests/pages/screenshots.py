"""`python -m tests.pages.screenshots [FOLDER]`: pictures of each page, at a phone's and a desk's width, light and dark.

`python -m tests.pages.screenshots docs/marked-article.png`: the one picture that README.md shows.

The seeds are read into a store of its own for it; nothing of the machine's own store is touched.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from api.app import create_app
from quotes.config import Settings
from quotes.engine import Extractor
from quotes.io.ingest import ingest
from quotes.io.sources import read_paths
from quotes.store import open_store
from tests.api.serving import serving
from tests.pages.chromium import MISSING, chromium, executable

SEEDS = Path(__file__).parents[2] / "seeds"
VIEWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("desk-light", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}),
    ("desk-dark", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}),
    ("phone-light", {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2}),
    ("phone-dark", {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "device_scale_factor": 2}),
)
# A picture of a long page ends here: what comes after looks the same.
TALLEST = 2400
README = {"width": 1000, "height": 520}


def main(place: Path) -> None:
    """Write the pictures into a folder, or the one of README.md where a .png is named, and say where."""
    if executable() is None:
        raise SystemExit(MISSING)
    with shown() as (client, browser):
        if place.suffix == ".png":
            context = browser.new_context(base_url=str(client.base_url), viewport=README, color_scheme="light")
            take(context.new_page(), "article", dict(addresses(client))["article"], place, part=README["height"])
            print(f"{place}, {place.stat().st_size:,} bytes", file=sys.stderr)
            return
        place.mkdir(parents=True, exist_ok=True)
        pages = dict(addresses(client))
        for view, options in VIEWS:
            context = browser.new_context(base_url=str(client.base_url), **options)
            for name, address in pages.items():
                take(context.new_page(), name, address, place / f"{name}-{view}.png")
            context.close()
        print(f"{len(pages) * len(VIEWS)} pictures in {place}/", file=sys.stderr)


@contextmanager
def shown() -> Iterator[tuple[httpx.Client, Any]]:
    """A server over the seeds, and a browser."""
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/quotes.db"
        extractor = Extractor()
        store = open_store(url)
        for _ in ingest(store, extractor, read_paths([SEEDS])):
            pass
        store.close()
        settings = Settings(_env_file=None, database_url=url, rate_limit="", serve_text=True, log_format="console")
        with serving(create_app(settings, extractor=extractor)) as client, chromium() as browser:
            yield client, browser


def addresses(client: httpx.Client) -> Iterator[tuple[str, str]]:
    """Every kind of page: its name, and where one is that shows what it is for."""
    found = client.get("/quotes", params={"speaker": "Lukashenko", "kind": "direct", "limit": 200}).json()["items"]
    quote = max(found, key=lambda one: min(len(one["text"]), 160))
    yield "home", "/"
    yield "search", "/?q=country"
    yield "ambiguous", "/?speaker=Tikhanovskaya"
    yield "speakers", "/browse/speakers"
    yield "speaker", f"/browse/speakers/{quote['speaker']['id']}"
    yield "articles", "/browse/articles"
    yield "article", f"/browse/articles/{quote['article']['id']}"
    yield "quotation", f"/browse/quotes/{quote['id']}"
    yield "compare", "/browse/compare?speaker=Lukashenko&speaker=Tsikhanouskaya"
    yield "around", f"/browse/speakers/{quote['speaker']['id']}/around"
    yield "sign-in", "/sign-in"
    yield "try", "/try"
    yield "card", f"/embed/quotes/{quote['id']}"
    yield "not-there", "/browse/quotes/q0"


def take(page: Any, name: str, address: str, file: Path, *, part: int | None = None) -> None:
    """One picture; of an article with the evidence of a quotation open, of the try page with its result.

    `part`: of a page only so many pixels, from a little above its first marked words.
    """
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if name == "try":
        page.get_by_role("button", name="Find the quotations").click()
        page.locator("#result mark").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
    if name == "article":
        page.locator("mark a").nth(1).focus()
    width = page.viewport_size["width"]
    top, tall = 0, min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    if part is not None:
        top, tall = page.evaluate("document.querySelector('mark').getBoundingClientRect().top + scrollY") - 66, part
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": top, "width": width, "height": tall})
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
