"""Hashes that were put away in sorted runs of pages: whatever is filed is found, and nothing taken back or undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from quotes.store import Store, open_store, utterances
from quotes.store.utterances import filing
from quotes.store.utterances.hashes import levels
from quotes.store.utterances.hashes.pairs import columns_of
from tests.store.articles_made import article, put
from tests.store.hashes_stored import put_away

MOST = 4

Pair = tuple[int, int]


@pytest.fixture
def embedded(sqlite_url: str) -> Store:
    return open_store(sqlite_url)


@contextmanager
def small(few: int = 0, ratio: int = 1) -> Iterator[None]:
    """Pages of three pairs, two of which are read at once; how many are looked up without filters."""
    small_pages = patch.multiple("quotes.store.utterances.hashes.pages", PER_PAGE=3, AT_ONCE=2)
    small_levels = patch.multiple("quotes.store.utterances.hashes.levels", FEW=few, RATIO=ratio)
    with small_pages, small_levels, patch("quotes.store.utterances.filing.MOST_UNDER_A_HASH", MOST):
        yield


def add(connection: Connection, *pairs: Pair) -> None:
    levels.put_away(connection, [columns_of(sorted(pairs))])


def found(store: Store, asked: list[int]) -> dict[int, list[int]]:
    with store.read() as connection:
        return filing.under(connection, asked)


def latest(pairs: set[Pair]) -> dict[int, list[int]]:
    under: dict[int, list[int]] = defaultdict(list)
    for number, pk in sorted(pairs, reverse=True):
        under[number].append(pk)
    return {number: pks[:MOST] for number, pks in under.items()}


def runs(store: Store) -> list[int]:
    return [pairs for (pairs,) in store.rows("SELECT pairs FROM utterance_levels ORDER BY pk", {})]


_NUMBERS = [0, 1, 5, 6, (1 << 32) + 5, 1 << 62, (1 << 63) - 1]
_PAIRS = st.sets(st.tuples(st.sampled_from(_NUMBERS), st.integers(1, 40)), max_size=12)
_STEPS = st.lists(
    st.tuples(st.sampled_from(["file", "file alone", "put away", "take back", "look up"]), _PAIRS, st.booleans()),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(_STEPS, st.sampled_from([0, 20, 1_000]), st.sampled_from([1, 3]))
def test_the_levels_tell_what_a_set_of_pairs_would(steps: list[tuple[str, set[Pair], bool]], few: int, ratio: int):
    """Filed in batches or alone, put away, taken back and undone, by two that have the file open."""
    pairs: set[Pair] = set()
    with TemporaryDirectory() as folder, small(few, ratio):
        stores = [open_store(f"sqlite:///{folder}/a.db") for _ in range(2)]
        for n, (what, some, kept) in enumerate(steps):
            with stores[n % 2].write() as connection:
                after = _after(connection, what, some, pairs)
                assert filing.under(connection, _NUMBERS) == latest(after)
                if not kept:
                    connection.rollback()
            pairs = after if kept else pairs
            assert [found(store, _NUMBERS) for store in stores] == [latest(pairs)] * 2
        for store in stores:
            store.close()


def _after(connection: Connection, what: str, some: set[Pair], pairs: set[Pair]) -> set[Pair]:
    """Do a step; what is filed then."""
    numbers: dict[int, set[int]] = defaultdict(set)
    for number, pk in some - pairs:
        numbers[pk].add(number)
    if what.startswith("file"):
        with patch("quotes.store.utterances.filing._FEW", 0 if what == "file" else 1_000):
            filing.file(connection, numbers)
        return pairs | some
    if what == "put away":
        with patch("quotes.store.utterances.filing.MOST_RECENT", -1):
            filing._put_away(connection)
    elif what == "take back":
        filing.take_back(connection, sorted(some))
        return pairs - some
    return pairs


@pytest.mark.parametrize("few", [0, 1_000], ids=["filters", "none"])
def test_of_a_hash_that_goes_over_many_pages_the_latest_are_found(embedded: Store, few: int) -> None:
    with small(few):
        with embedded.write() as connection:
            add(connection, (3, 9), *((5, pk) for pk in range(1, 40)), (6, 2))
            add(connection, (5, 40), (9, 1))
        assert runs(embedded) == [41, 2]
        assert found(embedded, [3, 4, 5, 6]) == {3: [9], 5: [40, 39, 38, 37], 6: [2]}
        gone = [(5, pk) for pk in range(4, 40) if pk != 20]
        with embedded.write() as connection:
            levels.take_back(connection, gone)
        assert found(embedded, [5]) == {5: [40, 20, 3, 2]}
        with embedded.write() as connection:
            add(connection, *((number, 3) for number in range(50, 95)))
        assert len(runs(embedded)) == 1
        assert found(embedded, [3, 5, 9, 94]) == {3: [9], 5: [40, 20, 3, 2], 9: [1], 94: [3]}


def test_more_than_two_hundred_over_pages_of_their_own_size(embedded: Store) -> None:
    with embedded.write() as connection:
        add(connection, *((7, pk) for pk in range(1, 1_800)), *((n, n) for n in range(8, 700)))
    assert found(embedded, [7, 699]) == {7: list(range(1_799, 1_599, -1)), 699: [699]}


def test_a_run_takes_in_those_before_it_that_are_no_larger(embedded: Store) -> None:
    sizes = []
    with small():
        for n in range(7):
            with embedded.write() as connection:
                add(connection, *((100 * n + one, 1) for one in range(10)))
            sizes.append(runs(embedded))
        filed = [(100 * n + one, 1) for n in range(7) for one in range(10)]
        assert put_away(embedded) == filed
    assert sizes == [[10], [20], [20, 10], [40], [40, 10], [40, 20], [40, 20, 10]]


def test_what_is_undone_leaves_nothing_and_another_store_is_another(embedded: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    with small():
        for number, kept in ((1, True), (2, False), (3, True), (4, False)):
            with embedded.write() as connection:
                add(connection, (number, 10 * number))
                assert filing.under(connection, [number]) == {number: [10 * number]}
                if not kept:
                    connection.rollback()
            found(embedded, [1, 2, 3])
        assert found(embedded, [1, 2, 3, 4]) == {1: [10], 3: [30]}
        assert found(other, [1, 2, 3]) == {}
        with embedded.write() as connection:
            levels.take_back(connection, [(1, 10), (3, 30)])
        assert found(embedded, [1, 2, 3]) == {}
        assert put_away(embedded) == []


def test_who_reads_goes_on_while_another_merges(embedded: Store, sqlite_url: str) -> None:
    elsewhere = open_store(sqlite_url)
    with small():
        with embedded.write() as connection:
            add(connection, *((n, 1) for n in range(20)))
        with elsewhere.read() as reading:
            assert filing.under(reading, [1]) == {1: [1]}
            with embedded.write() as connection:
                add(connection, *((n, 2) for n in range(20)))
            assert found(embedded, [1, 19]) == {1: [2, 1], 19: [2, 1]}
            assert filing.under(reading, [1, 19]) == {1: [1], 19: [1]}
        assert found(elsewhere, [1, 19]) == {1: [2, 1], 19: [2, 1]}
    elsewhere.close()


def test_copies_are_found_in_runs(embedded: Store) -> None:
    said = "We will build the bridge across the river before the winter comes"
    few = patch.multiple("quotes.store.utterances.filing", MOST_RECENT=5, _SELDOM=1, _FEW=0)
    with few, small(), patch("quotes.store.utterances.hashes.runs.MOST_HASHES", 5):
        put(embedded, article("a1", (said, "Ann Lee")))
        put(embedded, article("a2", ("Nobody has ever said a thing like this to anybody", "Bo Orr")))
        put(embedded, article("a3", (said, "Ann Lee")))
    assert len(put_away(embedded)) > 10
    (quote,) = embedded.rows("SELECT q.id FROM quotes q JOIN articles a ON a.pk = q.article_pk WHERE a.id = 'a3'", {})
    with embedded.read() as connection:
        similar = utterances.similar(connection, quote[0])
    assert similar is not None
    assert [copy.article_id for copy in similar.quotes] == ["a1"]
