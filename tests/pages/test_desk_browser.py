"""The desk in a real Chromium, by keyboard alone, from an empty store: what an editor does on the first day."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from quotes.config import Settings
from quotes.engine import Extractor
from tests.api.serving import serving
from tests.pages.conftest import watch

pytestmark = pytest.mark.browser

KEY = "the editor's key"
HOSTILE = "<img src=x onerror=window.broken=1>"
FILES = {
    "ferry.txt": "“The ferry will sail again,” Greta Holm said on Monday. “It belongs to all of us.”",
    f"{HOSTILE.replace('/', '')}.txt": f"“The {HOSTILE} is closed,” Bo Orr said.",
    "pairs.jsonl": "\n".join(
        json.dumps({"text": f"“The harbour of {name} is closed,” said {name}."})
        for one in ("Robert Downey", "Peter Marlow", "Martin King")
        for name in (one, f"{one} Jr.")
    ),
}


@pytest.fixture
def tab(browser: Any, sqlite_url: str, seeded: tuple[Path, Extractor]) -> Iterator[Any]:
    """A tab before an empty store, in which nothing may go wrong."""
    settings = Settings(_env_file=None, rate_limit="", database_url=sqlite_url, api_key=f"ann:{KEY}", serve_text=True)
    with serving(create_app(settings, extractor=seeded[1])) as client:
        context = browser.new_context(base_url=str(client.base_url), viewport={"width": 1280, "height": 900})
        wrong = watch(context, str(client.base_url))
        try:
            page = context.new_page()
            # Asked for only when a key is pressed, the browser may hear of the key first and open a dialog of its own.
            page.on("filechooser", lambda _: None)
            yield page
            assert wrong == []
        finally:
            context.close()


def tab_to(page: Any, name: str | re.Pattern[str], role: str | None = None, *, most: int = 80) -> None:
    """Press Tab until what is focused is called so, as a screen reader says it."""
    wanted = page.get_by_role(role, name=name) if role else page.get_by_label(name)
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("(elements) => elements.includes(document.activeElement)"):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def follow(page: Any, link: str | re.Pattern[str], heading: str) -> None:
    """Tab to a link and press Enter; what it leads to has the heading."""
    tab_to(page, link, "link")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=heading).first.wait_for()
    page.wait_for_load_state()  # its scripts too


def test_the_first_day_of_an_editor_by_keyboard_alone(tab: Any, tmp_path: Path) -> None:
    page, press = tab, tab.keyboard.press
    page.goto("/")  # the only address that is typed: what follows is Tab, Enter and one key for each pair
    follow(page, "Desk", "Sign in")
    assert page.evaluate("document.activeElement.id") == "key"
    page.keyboard.type(KEY)
    press("Enter")
    page.get_by_role("heading", name="Desk", exact=True).wait_for()

    # three files
    for name, words in FILES.items():
        (tmp_path / name).write_text(words)
    follow(page, "Bring articles", "Bring articles")
    tab_to(page, "Files, or a zip of them")
    with page.expect_file_chooser() as chosen:
        press("Space")
    chosen.value.set_files([tmp_path / name for name in FILES])
    tab_to(page, "Read them", "button")
    press("Enter")
    page.get_by_text("Done: 8 new").wait_for(timeout=60_000)
    assert page.evaluate("window.broken") is None

    # a speaker is wrong: from what was read to the marked words, to their evidence, to the form
    follow(page, "ferry", "ferry")
    tab_to(page, "The ferry will sail again", "link")
    press("Enter")
    follow(page, re.compile("^Correct ?: The ferry"), "Correct a quotation")
    tab_to(page, "The speaker is")
    page.keyboard.type("Bo Or")
    page.get_by_role("option", name="Bo Orr").wait_for()
    press("ArrowDown")
    press("Enter")
    tab_to(page, "Set the speaker", "button")
    press("Enter")
    page.get_by_text("Done: the speaker is set.").wait_for()
    assert page.locator(".feature .byline").inner_text().startswith("Bo Orr")

    # two are one, and then not
    follow(page, "Bo Orr", "Bo Orr")
    follow(page, "Correct this speaker", "Correct a speaker")
    tab_to(page, "Also this speaker")
    page.keyboard.type("Greta Holm")
    tab_to(page, "Merge into Bo Orr", "button")
    press("Enter")
    page.get_by_text("Done: they are one.").wait_for()
    tab_to(page, "Undo this merge", "button")
    press("Enter")
    page.get_by_text("Undone.").wait_for()
    follow(page, "Speakers", "Speakers")
    follow(page, "Greta Holm", "Greta Holm")

    # three pairs, one key each; the last answer taken back
    follow(page, "Desk", "Desk")
    follow(page, "Are these one?", "Are these one?")
    for key, told in (("t", "Kept as two."), ("o", "Merged into one."), ("t", "Kept as two.")):
        before = page.locator("input[name=a]").input_value()
        press(key)
        page.get_by_text(told).wait_for()
        page.wait_for_function("(before) => document.querySelector('input[name=a]')?.value !== before", arg=before)
    page.get_by_text("No pair of names waits for an answer").wait_for()
    press("u")
    page.get_by_text("Undone.").wait_for()

    # all of it as a table
    follow(page, "Search", "Who said what")
    tab_to(page, "Words")
    page.keyboard.type("harbour")
    press("Enter")
    page.get_by_role("heading", name="6 quotations").wait_for()
    tab_to(page, "CSV", "link", most=120)
    with page.expect_download() as download:
        press("Enter")
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(table.splitlines()))) == 6
    assert page.evaluate("window.broken") is None


def test_axe_finds_nothing_on_the_desk(browser: Any, serve: Any) -> None:
    """Each page once, looked at in two widths, light and dark."""
    found: list[str] = []
    with serve(api_key=f"ann:{KEY}") as client:
        key = {"Authorization": f"Bearer {KEY}".encode()}
        said = [f"“The harbour of {name} is closed,” said {name}." for name in ("Robert Downey", "Robert Downey Jr.")]
        client.post("/articles", json=[{"text": text} for text in said], headers=key)
        client.post("/speakers/alexander-lukashenko/merge", json={"ids": ["vladimir-putin"]}, headers=key)
        context = browser.new_context(base_url=str(client.base_url), bypass_csp=True)
        try:
            page = context.new_page()
            page.goto("/sign-in")
            found += seen_everywhere(page)
            page.get_by_label("Key").fill(KEY)
            page.keyboard.press("Enter")
            page.wait_for_url("**/desk")
            for address in ("/desk", "/desk/upload", "/desk/suggestions", "/desk/speakers/alexander-lukashenko",
                            "/desk/quotes/qhostile00000000", "/nowhere"):  # fmt: skip
                page.goto(address)
                found += seen_everywhere(page)
                assert page.evaluate("window.broken") is None
            # how far an upload is: what was read, and what failed with its mend
            page.goto("/desk/upload")
            page.get_by_label("Files, or a zip of them").set_input_files(
                [
                    {"name": f"{HOSTILE}.txt", "mimeType": "text/plain", "buffer": FILES["ferry.txt"].encode()},
                    {"name": "picture.png", "mimeType": "image/png", "buffer": b"\x89PNG" + bytes(99)},
                ]
            )
            page.get_by_role("button", name="Read them").click()
            page.get_by_text("Done: 1 new").wait_for(timeout=60_000)
            found += seen_everywhere(page)
            assert "quotes reads words" in page.locator("main").inner_text()
        finally:
            context.close()
    assert found == []


def seen_everywhere(page: Any) -> list[str]:
    """What axe finds on a page, and what is wider than the screen, in each of the four."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for scheme, width in product(("light", "dark"), (390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme} {width} {one}" for one in violations(axe, page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{scheme} {width} {page.url}: wider than the screen")
    return found


def violations(axe: Any, page: Any) -> list[str]:
    result = axe.run(page, options={"resultTypes": ["violations"]})
    return [
        f"{page.url}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in result.response["violations"]
    ]
