"""Both databases give the same answers, headers and bodies to the last byte, whatever way a page is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import httpx
import pytest
from sqlalchemy import text

from api.app import create_app
from quotes.store import Store, open_store
from tests.api.conftest import add, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import WRITING, serving
from tests.api.test_json_lines import STRANGE
from tests.api.test_quotes import SAID

pytestmark = pytest.mark.postgres

SPEAKERS = ("ana-lopez", "Ana Lopez", "Lopez", "bo-chen", "carla-diaz", "Zo\u00eb O\u2019Hara", "nobody-at-all", "")
OTHERS = (
    {}, {"limit": 1}, {"limit": 2, "sort": "published"}, {"limit": 1000}, {"since": "2024-01-02"},
    {"until": "2024-01-05", "sort": "published"}, {"q": "harbour"}, {"q": "the", "sort": "-confidence"},
    {"kind": "direct"}, {"fields": "text,links.source"}, {"count": "true", "facets": "speaker,outlet,month"},
    {"limit": 0}, {"cursor": "none"},
)  # fmt: skip
ELSEWHERE = (
    "/articles", "/articles?q=harbour", "/articles/a1", "/articles/a1/quotes", "/articles/strange%20id%2F12",
    "/speakers", "/speakers?q=lo", "/speakers/ana-lopez", "/speakers/ana-lopez/quotes", "/speakers/nobody", "/outlets",
    "/speakers/bo-chen/quotes?limit=1", "/quotes/none", "/quotes?sort=published&limit=3", "/quotes?attributed=false",
)  # fmt: skip
# of the clock, drawn by lot for each answer, or gone by the length of a cursor
_OF_THE_MOMENT = {"date", "x-request-id", "content-length"}
# Each database numbers quotes in its own way, which is what a cursor is made of; and when it was that we stored them.
_UNLIKE = re.compile(r"(?<=cursor=)[\w\-]+|\d{4}-\d\d-\d\dT[\d:]+Z")
_BASE = "https://quotes.example"


@pytest.fixture
def both(sqlite_store: Store, postgres_url: str) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Clients of two servers over stores of the same name, the same articles and the same corrections."""
    other = open_store(postgres_url)
    stores = (sqlite_store, other)
    for store in stores:
        with store.write() as connection:
            connection.execute(text("UPDATE state SET store_id = 'the-same'"))
    settings = made_settings(base_url=_BASE)
    apps = [create_app(settings, store=store, extractor=PlainExtractor()) for store in stores]
    with serving(apps[0]) as one, serving(apps[1]) as two:
        for client in (one, two):
            add(client, *SAID, *STRANGE)
            ids = [item["id"] for item in client.get("/quotes").json()["items"]]
            for quote_id in ids[::4]:
                sent = {"speaker": "Bo Chen"}
                assert client.patch(f"/quotes/{quote_id}", json=sent, headers=WRITING).status_code == 200
        yield one, two
    other.close()


def answer(client: httpx.Client, path: str, given: dict[str, str]) -> tuple[int, list[tuple[str, str]], str]:
    """Status, headers and body without what says which place of which database this is."""
    found = client.get(path, headers=given)
    unlike = _OF_THE_MOMENT | ({"etag"} if "cursor=" in path else set())
    headers = [(name, _UNLIKE.sub("", value)) for name, value in found.headers.multi_items() if name not in unlike]
    return found.status_code, headers, _UNLIKE.sub("", found.content.decode())


def following(client: httpx.Client, path: str) -> str | None:
    """The page after this one."""
    found = client.get(path)
    return found.links["next"]["url"].removeprefix(_BASE) if "next" in found.links else None


def test_both_databases_give_the_same_answers(both: tuple[httpx.Client, httpx.Client]) -> None:
    one, two = both
    asked = [({"speaker": speaker} if speaker else {}) | more for speaker, more in product(SPEAKERS, OTHERS)]
    statuses = set()
    for path in (*(str(httpx.URL("/quotes", params=each)) for each in asked), *ELSEWHERE):
        here: str | None = path
        there: str | None = path
        for _ in range(50):
            if here is None or there is None:
                break
            for given in ({}, {"Accept-Encoding": "identity"}, {"Accept": "text/csv"}):
                expected = answer(one, here, given)
                assert answer(two, there, given) == expected, here
                statuses.add(expected[0])
            here, there = following(one, here), following(two, there)
        assert here is there is None
    assert {200, 404, 422} <= statuses
