"""Which hashes a run surely has not: a filter may say "perhaps" too often, and never "no" wrongly."""

from __future__ import annotations

import numpy as np
import pytest

from quotes.store.utterances.hashes import bloom_filters

PER_PAGE = 500


def some_hashes(seed: int, number: int) -> np.ndarray:
    return np.sort(np.random.default_rng(seed).integers(0, 1 << 63, number, dtype=np.uint64))


@pytest.mark.parametrize("number", [1, 7, 499, 500, 501, 20_000])
@pytest.mark.parametrize(
    ("pages", "wrong"), [(1, 0.012), (bloom_filters.MOST_BYTES // 400, 0.06), (10 * bloom_filters.MOST_BYTES, 1.0)]
)
def test_whatever_a_page_holds_is_found_and_little_else(number: int, pages: int, wrong: float) -> None:
    """Also where the filters of a run of so many pages have less room."""
    size = bloom_filters.size(pages)
    assert 1 <= size <= bloom_filters.BYTES and (size == 1 or size * pages <= bloom_filters.MOST_BYTES)
    held, page = some_hashes(1, number), np.arange(number) // PER_PAGE
    filters = bloom_filters.filters(held, PER_PAGE, size)
    assert len(filters) == size * (page[-1] + 1)
    assert bloom_filters.perhaps(filters, size, held, page).all()
    others = some_hashes(2, 4_000)
    found = bloom_filters.perhaps(filters, size, others, np.arange(4_000) % (page[-1] + 1))
    assert found.sum() <= wrong * 4_000


def test_of_no_hashes_there_is_nothing_to_tell() -> None:
    none = np.empty(0, dtype=np.uint64)
    assert bloom_filters.perhaps(np.zeros(9, dtype=np.uint8), 9, none, np.empty(0, dtype=np.intp)).tolist() == []
