"""What is filed before the writer's lock is held is as if it had been filed with it. On PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from sqlalchemy import text

from quotes.io.batches import Kept, keep_all
from quotes.models import Extraction
from quotes.store import Store, articles, open_store, utterances
from quotes.store.corrections import not_quotations
from quotes.store.quotes import QuoteFilter, page
from tests.store.articles_made import article, everything, put, quote_id, words

pytestmark = pytest.mark.postgres

SAID = "We shall go on with this until the very last of them has left the country for good"
BATCH = (
    article("a1", (SAID, "Ann Lee"), ("We stay", "Bob Hill"), published="2020-08-09"),
    article("a2", ("Nobody asked us about any of it, not once", "Bob Hill"), published="2020-08-09"),
)
_WAITING = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""
_LEFT = """SELECT quote_pk FROM quote_words WHERE quote_pk NOT IN (SELECT pk FROM quotes) UNION ALL
    SELECT quote_pk FROM utterance_bands_recent WHERE quote_pk <> 0 AND quote_pk NOT IN (SELECT pk FROM quotes)"""
_BARE = "SELECT text FROM quotes WHERE pk NOT IN (SELECT quote_pk FROM quote_words)"


@pytest.fixture
def stores(postgres_url: str) -> Iterator[tuple[Store, Store]]:
    """Two open stores of one database, as two processes have."""
    both = open_store(postgres_url), open_store(postgres_url)
    yield both
    for one in both:
        one.close()


def stored_while(waiting: Store, writing: Store, batch: list[Extraction], meanwhile: Extraction) -> list[Kept]:
    """What becomes of a batch that had filed all it could when somebody else stored another article."""
    told: list[Kept] = []
    with writing.write() as connection:
        thread = threading.Thread(target=lambda: told.extend(keep_all(waiting, batch)))
        thread.start()
        until = time.monotonic() + 60
        while writing.rows(_WAITING, {})[0][0] == 0 and time.monotonic() < until:
            time.sleep(0.01)
        articles.save(connection, meanwhile)
    thread.join(60)
    return told


def copies(store: Store, words: str, article_id: str) -> list[str]:
    with store.read() as connection:
        found = utterances.similar(connection, quote_id(article_id, words, 0))
    assert found is not None
    return [copy.article_id for copy in found.quotes]


@pytest.mark.parametrize("put_away", [False, True], ids=["", "put-away"])
def test_a_copy_that_somebody_else_stored_meanwhile_is_found(stores: tuple[Store, Store], put_away: bool) -> None:
    ours, theirs = stores
    with patch.multiple("quotes.store.utterances.filing", MOST_RECENT=1 if put_away else 1_000, _SELDOM=1):
        told = stored_while(ours, theirs, list(BATCH), article("b1", (SAID, "Ann Lee"), published="2020-08-09"))
    assert [getattr(one, "change", one) for one in told] == ["new", "new"]
    assert copies(ours, SAID, "a1") == ["b1"]
    assert copies(ours, SAID, "b1") == ["a1"]
    assert sorted(words(everything(ours))) == sorted(
        [SAID, SAID, "We stay", "Nobody asked us about any of it, not once"]
    )
    assert ours.rows(_LEFT, {}) == ours.rows(_BARE, {}) == []


def test_an_article_that_somebody_else_stored_meanwhile_is_there_once(stores: tuple[Store, Store]) -> None:
    ours, theirs = stores
    told = stored_while(ours, theirs, list(BATCH), BATCH[0])
    assert [getattr(one, "change", one) for one in told] == ["same", "new"]
    assert len(everything(ours)) == 3
    assert ours.rows(_LEFT, {}) == ours.rows(_BARE, {}) == []
    (found,) = page(ours, QuoteFilter(q="until the very last")).rows
    assert found.article_id == "a1"


def test_what_somebody_said_is_no_quotation_leaves_no_words(stores: tuple[Store, Store]) -> None:
    ours, _ = stores
    put(ours, BATCH[0])
    with ours.write() as connection:
        not_quotations.refuse(connection, quote_id("a1", SAID, 0), by="ed")
        articles.delete(connection, "a1")
    keep_all(ours, list(BATCH))
    assert sorted(words(everything(ours))) == ["Nobody asked us about any of it, not once", "We stay"]
    assert ours.rows(_LEFT, {}) == ours.rows(_BARE, {}) == []
    with ours.write() as connection:
        not_quotations.restore(connection, quote_id("a1", SAID, 0), by="ed")
    assert len(everything(ours)) == 3
    assert ours.rows(_LEFT, {}) == ours.rows(_BARE, {}) == []


def test_where_nothing_can_be_filed_ahead_all_is_stored_as_ever(stores: tuple[Store, Store]) -> None:
    ours, _ = stores
    with patch("quotes.store.articles.ahead._NOW", text("SELECT 1 / 0")):
        told = keep_all(ours, list(BATCH))
    assert [getattr(one, "change", one) for one in told] == ["new", "new"]
    assert len(everything(ours)) == 3
    assert ours.rows(_LEFT, {}) == ours.rows(_BARE, {}) == []


def test_keys_that_are_given_out_at_once_are_all_different(stores: tuple[Store, Store]) -> None:
    taken: list[range] = []

    def take(store: Store, many: int) -> None:
        for _ in range(50):
            first = store.rows(f"SELECT take_quote_numbers({many:d})", {})[0][0]
            taken.append(range(first, first + many))

    threads = [threading.Thread(target=take, args=(store, many)) for many, store in enumerate(stores, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({number for some in taken for number in some}) == 50 * 3 + 50 * 4
