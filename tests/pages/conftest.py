"""A real server over the real seeds, read once a session by the real engine, and a real browser before it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from quotes.config import Settings
from quotes.engine import Extractor
from quotes.io.ingest import ingest, ingest_extractions
from quotes.io.sources import read_paths
from quotes.models import RawArticle
from quotes.store import open_store
from tests.api.serving import serving
from tests.pages.chromium import MISSING, chromium, executable
from tests.pages.quotations import hostile_extraction

SEEDS = Path(__file__).parents[2] / "seeds"

# Characters outside the BMP and combining ones stand before the words: offsets count code points, browsers UTF-16.
TRICKY = RawArticle(
    id="tricky",
    title="Offsets 🙂",
    outlet="The Riverton Post",
    url="https://news.example/tricky",
    published="2024-03-05",
    text="🙂🙂 Ana Lopez said: “The cafe\u0301 stays 🚢 open.” \n\n"
    "“We won,” Ana Lopez said.\nThe crowd fell silent.\n\n“We won,” Bo Orr said, and left.",
)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Extractor]:
    """A database file with the seeds and two articles of our own, and the engine that read them."""
    path = tmp_path_factory.mktemp("seeded") / "quotes.db"
    extractor = Extractor()
    store = open_store(f"sqlite:///{path}")
    results = list(ingest(store, extractor, [*read_paths([SEEDS]), TRICKY]))
    results += list(ingest_extractions(store, [hostile_extraction()]))
    store.close()
    failed = [result for result in results if not hasattr(result, "change")]
    assert not failed, failed
    return path, extractor


Serve = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="session")
def serve(seeded: tuple[Path, Extractor], tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """`with serve(serve_text=False) as client`: a server over a copy of the seeded store."""
    path, extractor = seeded

    def start(**changes: Any) -> AbstractContextManager[httpx.Client]:
        copy = tmp_path_factory.mktemp("served") / "quotes.db"
        shutil.copyfile(path, copy)
        values: dict[str, Any] = {
            "rate_limit": "",
            "serve_text": True,
            "database_url": f"sqlite:///{copy}",
            "cors_origins": "*",
            **changes,
        }
        return serving(create_app(Settings(_env_file=None, **values), extractor=extractor))

    return start


@pytest.fixture(scope="session")
def client(serve: Serve) -> Iterator[httpx.Client]:
    """A server that may show the articles' text."""
    with serve() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    if executable() is None:
        pytest.skip(MISSING)
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any, client: httpx.Client) -> Iterator[Any]:
    """A tab that has nothing to hide: console errors, broken scripts and requests elsewhere fail the test."""
    context = browser.new_context(base_url=str(client.base_url), viewport={"width": 1280, "height": 900})
    wrong = watch(context, str(client.base_url))
    try:
        yield context.new_page()
        assert wrong == []
    finally:
        context.close()


def watch(context: Any, *allowed: str) -> list[str]:
    """What goes wrong in a browser context, as it goes on: errors, and requests to any other place."""
    wrong: list[str] = []

    def asked(request: Any) -> None:
        if not request.url.startswith((*(address.rstrip("/") + "/" for address in allowed), "data:", "blob:")):
            wrong.append(f"request to {request.url}")

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            wrong.append(f"console {message.type}: {message.text}")

    context.on("request", asked)
    context.on("console", said)
    context.on("weberror", lambda error: wrong.append(f"script: {error.error}"))
    return wrong
