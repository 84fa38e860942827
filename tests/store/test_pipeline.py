"""A server's store awaited by an event loop: the same answers as by threads, and none where the connection is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from quotes.io.ingest import ingest_extractions
from quotes.store import Store, open_store, pipeline, quotes
from quotes.store.connections import reading
from quotes.store.connections.reading import Reader
from quotes.store.pipeline import MOST_PREPARED, MOST_UNDER_WAY, AwaitedStore, Unanswered
from quotes.store.quotes import json_lines
from quotes.store.search.filters import QuoteFilter
from quotes.store.speakers import lookup
from tests import event_loop
from tests.benchmarks.news_made import news
from tests.databases import PostgresServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def filled(postgres_url: str) -> Iterator[Store]:
    store = open_store(postgres_url)
    assert len(list(ingest_extractions(store, list(news(12, known=4))))) == 12
    yield store
    store.close()


def awaited(store: Store, work: Callable[[AwaitedStore], Coroutine[Any, Any, None]]) -> None:
    """Run `work` with the store read by an event loop."""

    async def run() -> None:
        there = AwaitedStore(store)
        await there.open()
        try:
            await work(there)
        finally:
            there.close()

    event_loop.run(run())


def slow(reader: Reader) -> object:
    return reader.rows("SELECT pg_sleep(0.3)::text", {})


def failing(reader: Reader) -> object:
    return reader.rows("SELECT 1 / (version - version) FROM state", {})


def test_it_answers_what_a_thread_does(filled: Store) -> None:
    people = filled.rows("SELECT pk, slug FROM speakers", {})
    assert len(people) > 5

    async def work(there: AwaitedStore) -> None:
        assert await there.read(reading.version) == filled.version()
        seen = 0
        for pk, slug in people:
            asked = QuoteFilter(speakers=(pk,))
            assert await there.read(lookup.by_id, slug) == lookup.by_id(filled, slug)
            assert await there.read(json_lines.page, asked, limit=3) == json_lines.page(filled, asked, limit=3)
            page = await there.read(quotes.page, asked, limit=3)
            assert page == quotes.page(filled, asked, limit=3)
            seen += len(page.rows)
        assert seen > 10

    awaited(filled, work)


def test_many_under_way_are_told_apart(filled: Store) -> None:
    ids = [slug for (slug,) in filled.rows("SELECT slug FROM speakers WHERE slug LIKE '%%-%%'", {})]
    asked = (ids * MOST_UNDER_WAY)[:MOST_UNDER_WAY]

    async def work(there: AwaitedStore) -> None:
        found = await asyncio.gather(*(there.read(lookup.by_id, one) for one in asked))
        assert [one and one.id for one in found] == asked
        more = [there.read(lookup.by_id, one) for one in (*asked, ids[0])]
        answers = await asyncio.gather(*more, return_exceptions=True)
        assert isinstance(answers[-1], Unanswered)
        assert [one.id for one in answers[:-1]] == asked  # type: ignore[union-attr]

    awaited(filled, work)


def test_one_that_is_given_up_leaves_the_others_their_answers(filled: Store) -> None:
    async def work(there: AwaitedStore) -> None:
        given_up = asyncio.ensure_future(there.read(slow))
        version = asyncio.ensure_future(there.read(reading.version))
        await asyncio.sleep(0.05)
        given_up.cancel()
        assert await version == filled.version()

    awaited(filled, work)


def test_the_loop_goes_on_while_the_server_thinks(filled: Store) -> None:
    async def work(there: AwaitedStore) -> None:
        waiting = asyncio.ensure_future(there.read(slow))
        began = time.monotonic()
        await asyncio.sleep(0.01)
        assert not waiting.done() or time.monotonic() - began > 0.3
        await waiting

    awaited(filled, work)


def test_after_an_error_or_a_lost_connection_it_is_opened_anew(
    filled: Store, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_PAUSE", 0.0)
    name = filled.url.rpartition("/")[2]
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"

    async def work(there: AwaitedStore) -> None:
        for trouble in (failing, end):
            if callable(trouble):
                with pytest.raises(Unanswered):
                    await there.read(trouble)
            else:
                postgres_server.execute(trouble)
            for _ in range(200):
                try:
                    assert await there.read(reading.version) == filled.version()
                except Unanswered:
                    await asyncio.sleep(0.05)
                else:
                    break
            else:
                pytest.fail("it does not come back")

    awaited(filled, work)


def test_only_so_many_statements_are_kept_ready(filled: Store) -> None:
    async def work(there: AwaitedStore) -> None:
        for number in range(MOST_PREPARED + 5):
            sql = f"SELECT version + {number} FROM state"
            found = await there.read(lambda reader, sql=sql: reader.rows(sql, {}))
            assert len(found) == 1
        kept = await there.read(
            lambda reader: reader.rows("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'quotes%%'", {})
        )
        assert kept == [(MOST_PREPARED,)]

    awaited(filled, work)


def test_without_a_server_nothing_is_answered(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> object:
        raise OSError("no server")

    monkeypatch.setattr(pipeline, "for_reading", refuse)

    async def work(there: AwaitedStore) -> None:
        with pytest.raises(Unanswered):
            await there.read(reading.version)

    awaited(filled, work)
