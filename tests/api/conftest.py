"""An application over an empty store, served over real HTTP, on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from quotes.config import Settings
from quotes.store import Store
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import KEY, WRITING, serving

Post = Callable[..., dict[str, Any]]


def made_settings(**changes: Any) -> Settings:
    """Settings of a test's server: a known key, no rate limit, nothing of the machine's environment."""
    values: dict[str, Any] = {
        "api_key": f"tester:{KEY}",
        "rate_limit": "",
        "database_url": "sqlite:///unused.db",
        "cors_origins": "*",
        "allowed_hosts": "*",
    }
    return Settings(_env_file=None, **{**values, **changes})


@pytest.fixture
def extractor() -> PlainExtractor:
    """A quick reader of articles."""
    return PlainExtractor()


@pytest.fixture
def client(store: Store, extractor: PlainExtractor) -> Iterator[httpx.Client]:
    """A client of a server over an empty store; a test that takes it runs on both databases."""
    with serving(create_app(made_settings(), store=store, extractor=extractor)) as found:
        yield found


@pytest.fixture
def sqlite_client(sqlite_store: Store, extractor: PlainExtractor) -> Iterator[httpx.Client]:
    """The same on SQLite alone, for what does not depend on the database."""
    with serving(create_app(made_settings(), store=sqlite_store, extractor=extractor)) as found:
        yield found


@pytest.fixture
def served(sqlite_store: Store, extractor: PlainExtractor) -> Callable[..., Any]:
    """`with served(api_key=None) as client`: a server on SQLite with other settings."""

    def start(listener: str | None = None, **changes: Any) -> Any:
        settings = made_settings(**changes)
        return serving(create_app(settings, store=sqlite_store, extractor=extractor, listener=listener))

    return start


def add(client: httpx.Client, *articles: dict[str, Any]) -> list[dict[str, Any]]:
    """Store articles; what came back, one each."""
    response = client.post("/articles", json=list(articles), headers=WRITING)
    assert response.status_code in (200, 201), response.text
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def answers_again(client: httpx.Client) -> None:
    """Wait until the quotes are answered: on a busy machine not every question is within so short a limit."""
    deadline = time.monotonic() + 30
    while client.get("/quotes").status_code != 200:
        assert time.monotonic() < deadline, "it does not come back"
        time.sleep(0.1)


def article(number: int = 1, *said: tuple[str, str], **metadata: Any) -> dict[str, Any]:
    """An article of our own making: each (words, name) a line `“words,” name said`."""
    lines = [f"“{words},” {name} said." for words, name in said or (("The harbour stays open", "Ana Lopez"),)]
    return {
        "text": f"Report number {number}.\n" + "\n".join(lines),
        "id": f"a{number}",
        "title": f"Report {number}",
        "outlet": "Example Times",
        "published": f"2024-01-{number % 28 + 1:02d}",
        **metadata,
    }
