"""The hashes of batches, a row each: whatever is filed is found, and nothing that was taken back or undone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from quotes.store import Store, articles, migrate, open_store, utterances
from quotes.store.utterances.hashes import runs
from tests.store.articles_made import article, put
from tests.store.earlier_versions import HASHES_BY_ROW, leave_as_version
from tests.store.hashes_stored import put_away

SAID = "We will build the bridge across the river before the winter comes"
OTHER = "Nobody has ever said a thing like this to anybody in the house"


@pytest.fixture
def embedded(sqlite_url: str) -> Store:
    return open_store(sqlite_url)


@contextmanager
def every_batch_is_large(most: int = 1_000_000) -> Iterator[None]:
    few = patch("quotes.store.utterances.filing._FEW", 0)
    with few, patch("quotes.store.utterances.hashes.runs.MOST_HASHES", most):
        yield


def found(store: Store, asked: list[int]) -> set[tuple[int, int]]:
    with store.read() as connection:
        filed = runs.filed(connection)
        return set() if filed is None else set(filed.under(sorted(asked)))


def stored(store: Store) -> list[tuple[int, ...]]:
    """In how many rows hashes are, how many were put away, and how many are in the table."""
    (rows,), (small,) = (
        store.rows(f"SELECT count(*) FROM {table}", {})[0] for table in ("utterance_runs", "utterance_bands_recent")
    )
    return [(rows,), (len(put_away(store)),), (small,)]


@pytest.mark.parametrize("seed", range(5))
def test_the_rows_tell_what_a_set_of_pairs_would(embedded: Store, sqlite_url: str, seed: int) -> None:
    """Whoever reads after each step, and whoever reads at the end alone."""
    rng, pairs = random.Random(seed), set()
    numbers = [rng.getrandbits(63) for _ in range(20)]
    for _ in range(15):
        taken_back = rng.random() < 0.4
        some = {(rng.choice(numbers), rng.randrange(1, 1 << 62)) for _ in range(rng.randint(1, 12))}
        if taken_back:
            some = {*rng.sample(sorted(pairs), min(len(pairs), 4)), *list(some)[:2]}
        with embedded.write() as connection:
            runs.add(connection, rng.sample(sorted(some), len(some)), taken_back=taken_back)
        pairs = pairs - some if taken_back else pairs | some
        if rng.random() < 0.5:
            assert found(embedded, numbers) == pairs
    for store in (embedded, open_store(sqlite_url)):
        assert found(store, numbers) == pairs
        with store.read() as connection:
            filed = runs.filed(connection)
            assert filed is not None
            every = list(zip(filed.hashes.tolist(), filed.quote_pks.tolist(), strict=True))
            assert sorted(every) == sorted(pairs) and [one for one, _ in every] == sorted(one for one, _ in every)


def test_what_is_undone_leaves_nothing_and_another_store_is_another(embedded: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    for number, kept in ((1, True), (2, False), (3, True)):
        with embedded.write() as connection:
            runs.add(connection, [(number, 10 * number)])
            runs.filed(connection)
            if not kept:
                connection.rollback()
    assert found(embedded, [1, 2, 3]) == {(1, 10), (3, 30)}
    assert found(other, [1, 2, 3]) == set()
    with embedded.write() as connection:
        runs.clear(connection)
    assert found(embedded, [1, 2, 3]) == set()


@pytest.mark.parametrize("most", [1_000_000, 5], ids=["recent", "put-away"])
def test_copies_are_found_and_deleted_ones_are_not(embedded: Store, most: int) -> None:
    with every_batch_is_large(most):
        put(embedded, article("a1", (SAID, "Ann Lee")), article("a2", (OTHER, "Bo Orr")))
        with embedded.write() as connection:
            assert articles.delete(connection, "a1")
        put(embedded, article("a3", (SAID, "Ann Lee")))
        put(embedded, article("a4", (SAID, "Ann Lee")))
    put(embedded, article("a5", (SAID, "Ann Lee")))  # few: in the table
    (quote,) = embedded.rows("SELECT q.id FROM quotes q JOIN articles a ON a.pk = q.article_pk WHERE a.id = 'a3'", {})
    with embedded.read() as connection:
        similar = utterances.similar(connection, quote[0])
    assert similar is not None
    assert [copy.article_id for copy in similar.quotes] == ["a4", "a5"]
    (rows,), (large,), (small,) = stored(embedded)
    assert small > 0
    assert (rows == 0 and large > 0) if most == 5 else (rows == 5 and large == 0)


def test_many_taken_back_one_by_one_are_put_away(embedded: Store) -> None:
    with every_batch_is_large(), patch("quotes.store.utterances.hashes.runs.MOST_ROWS", 3):
        put(embedded, article("a1", (SAID, "Ann Lee")), article("a2", (OTHER, "Bo Orr")))
        for said in ("We go home by the river then", "We stay at home by the sea", "We ask for more of the same"):
            put(embedded, article("a3", (said, "Ann Lee")))
    (rows,), (large,), _ = stored(embedded)
    assert rows <= 4 and large > 0
    with embedded.write() as connection:
        for one in ("a1", "a2", "a3"):
            assert articles.delete(connection, one)
    with embedded.write() as connection:
        filed = runs.filed(connection)
        assert filed is None or len(filed.hashes) == 0
    assert stored(embedded)[1:] == [(0,), (0,)]


def test_a_file_of_an_earlier_version_files_batches_as_rows(embedded: Store, sqlite_url: str) -> None:
    put(embedded, article("a1", (SAID, "Ann Lee")))
    leave_as_version("0013", embedded, *HASHES_BY_ROW, "DROP TABLE utterance_runs")
    migrate(sqlite_url)
    again = open_store(sqlite_url)
    with every_batch_is_large():
        put(again, article("a2", (SAID, "Ann Lee")))
    assert again.rows("SELECT count(DISTINCT utterance_pk), count(utterance_pk) FROM quotes", {}) == [(1, 2)]
    again.close()
