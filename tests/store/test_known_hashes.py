"""Which hashes were surely never put away: a filter may say "perhaps" too often, and never "no" wrongly."""

from __future__ import annotations

import random
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text

from quotes.store import Store, known_hashes, migrate, open_store, utterances
from tests.store.articles_made import article, put
from tests.store.earlier_versions import leave_as_version


@pytest.fixture
def embedded(sqlite_url: str) -> Store:
    return open_store(sqlite_url)


def some_hashes(seed: int, number: int) -> list[int]:
    rng = random.Random(seed)
    return [rng.getrandbits(63) for _ in range(number)]


@pytest.mark.parametrize("sizes", [(1,), (63, 1, 64), (300, 40, 700, 5), (4_000,)])
def test_whatever_was_added_is_found_and_little_else(embedded: Store, sizes: tuple[int, ...]) -> None:
    """Also when filters are full, and the last has to take more than it holds."""
    added: list[int] = []
    with patch.multiple("quotes.store.known_hashes", FIRST=64, MOST_FILTERS=4):
        for seed, number in enumerate(sizes):
            added += some_hashes(seed, number)
            with embedded.write() as connection:
                known_hashes.add(connection, added[-number:])
            with embedded.read() as connection:
                assert known_hashes.perhaps_known(connection, added) == added
                assert known_hashes.perhaps_known(connection, []) == []
        with embedded.read() as connection:
            others = known_hashes.perhaps_known(connection, some_hashes(99, 2_000))
        filters = embedded.rows("SELECT hashes FROM utterance_filters", {})
    assert sum(number for (number,) in filters) == len(added)
    assert len(filters) <= 4
    if len(added) < 64 * 15:
        assert len(others) < 200


def test_what_is_undone_leaves_nothing_and_another_store_is_another(embedded: Store, tmp_path: Path) -> None:
    first, undone, later = (some_hashes(seed, 50) for seed in range(3))
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    for hashes, kept in ((first, True), (undone, False), (later, True)):
        with embedded.write() as connection:
            known_hashes.add(connection, hashes)
            if not kept:
                connection.rollback()
    with embedded.read() as connection:
        assert known_hashes.perhaps_known(connection, first + later) == first + later
        assert known_hashes.perhaps_known(connection, undone) == []
    with other.read() as connection:
        assert known_hashes.perhaps_known(connection, first + later) == []


def test_another_process_adds_what_this_one_then_finds(embedded: Store, sqlite_url: str) -> None:
    elsewhere = open_store(sqlite_url)
    for seed in range(3):
        with elsewhere.write() as connection:
            known_hashes.add(connection, some_hashes(seed, 50))
        with embedded.read() as connection:
            assert known_hashes.perhaps_known(connection, some_hashes(seed, 50)) == some_hashes(seed, 50)


def test_copies_are_found_by_a_batch_that_asks_the_filters(embedded: Store) -> None:
    said = "We will build the bridge across the river before the winter comes"
    few = patch.multiple("quotes.store.utterance_filing", MOST_RECENT=5, _SELDOM=1, _FEW=0)
    with few, patch("quotes.store.hash_runs.MOST_HASHES", 5):
        put(embedded, article("a1", (said, "Ann Lee")))
        put(embedded, article("a2", ("Nobody has ever said a thing like this to anybody", "Bo Orr")))
        put(embedded, article("a3", (said, "Ann Lee")))
    assert embedded.rows("SELECT count(*) FROM utterance_filters", {}) == [(1,)]
    (quote,) = embedded.rows("SELECT q.id FROM quotes q JOIN articles a ON a.pk = q.article_pk WHERE a.id = 'a3'", {})
    with embedded.read() as connection:
        found = utterances.similar(connection, quote[0])
    assert found is not None
    assert [copy.article_id for copy in found.quotes] == ["a1"]


def test_a_file_of_an_earlier_version_gets_filters_of_what_it_has(embedded: Store, sqlite_url: str) -> None:
    several = patch("quotes.store.known_hashes.FIRST", 4)  # hashes at once
    with several, patch.multiple("quotes.store.utterance_filing", MOST_RECENT=5, _SELDOM=1):
        put(embedded, article("a1", ("We will build the bridge across the river before the winter", "Ann Lee")))
    leave_as_version("0010", embedded, "DROP TABLE utterance_filters")
    with several:
        migrate(sqlite_url)
    again = open_store(sqlite_url)
    with several, again.read() as connection:
        away = [row[0] for row in connection.execute(text("SELECT hash FROM utterance_bands ORDER BY hash"))]
        assert known_hashes.perhaps_known(connection, away) == away
        assert len(away) > 4
