"""What pages say when there is nothing to show, one of a thing, or an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from quotes.store import Store
from tests.api.conftest import add, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import KEY, WRITING, serving

PAGE = {"Accept": "text/html"}


@pytest.fixture
def pages(sqlite_store: Store) -> Iterator[httpx.Client]:
    """A server over an empty store, asked by a browser."""
    with serving(create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor()), headers=PAGE) as found:
        yield found


def main_of(page: httpx.Response) -> str:
    """The words of a page without its head and foot, tags taken away."""
    within = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", within.partition(">")[2]).split())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", "No article has been read yet"),
        ("/browse/speakers", "Nobody is quoted here yet."),
        ("/browse/articles", "No article has been read yet: bring some"),
        ("/browse/compare", "Two to four of them"),
    ],
)
def test_an_empty_store_says_what_to_do_and_counts_no_zeros(pages: httpx.Client, address: str, said: str) -> None:
    words = main_of(pages.get(address))
    assert said in words
    assert not re.search(r"\b0 (quotations|speakers|articles)", words)
    assert "CSV" not in words


def test_one_of_each_is_told_in_the_singular(pages: httpx.Client) -> None:
    add(pages, article(1, ("We stay", "Ana Lopez")))
    assert "1 quotation by 1 speaker, out of 1 article." in main_of(pages.get("/"))
    assert "1 speaker." in main_of(pages.get("/browse/speakers"))


def test_an_error_stands_alone(pages: httpx.Client) -> None:
    words = main_of(pages.get("/?sort=x"))
    assert "sort: Input should be" in words
    assert "query sort" not in words
    assert "Nothing fits" not in words


def test_undo_is_offered_while_something_stands(pages: httpx.Client) -> None:
    [stored] = add(pages, article(1, ("We stay", "Ana Lopez")))
    quote = stored["quotes"][0]["id"]
    button = 'value="undo"'

    def desk() -> str:
        page = pages.get(f"/desk/quotes/{quote}")
        assert page.status_code == 200
        return page.text

    pages.post("/sign-in", data={"key": KEY})
    assert button not in desk()
    pages.patch(f"/quotes/{quote}", json={"speaker": "Bo Orr"}, headers=WRITING)
    assert button in desk()
    pages.post(f"/quotes/{quote}/undo", json={}, headers=WRITING)
    assert button not in desk()
    assert "Undone: it is as it was read" in desk()


def test_a_closed_server_says_that_reading_needs_a_key(sqlite_store: Store) -> None:
    settings = made_settings(public_read=False, api_key=f"ann:{KEY}")
    with serving(create_app(settings, store=sqlite_store, extractor=PlainExtractor()), headers=PAGE) as client:
        for address in ("/", "/sign-in", "/browse/speakers"):
            assert "Reading here needs a key" in main_of(client.get(address))
