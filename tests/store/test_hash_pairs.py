"""Pairs in order, merged from several that are."""

from __future__ import annotations

import random

import pytest

from quotes.store.utterances.hashes.pairs import Columns, columns_of, in_order, merged

Pair = tuple[int, int]


def pairs_of(columns: Columns) -> list[Pair]:
    return list(zip(*(column.tolist() for column in columns), strict=True))


def some_pairs(rng: random.Random) -> list[Pair]:
    return [(rng.choice((0, 3, 4, (1 << 63) - 1)), rng.randrange(1, 60)) for _ in range(rng.randrange(40))]


@pytest.mark.parametrize("seed", range(30))
def test_sources_are_merged_in_order_with_every_pair_once(seed: int) -> None:
    rng = random.Random(seed)
    sources = [sorted(set(some_pairs(rng))) for _ in range(rng.randrange(1, 5))]
    size = rng.randrange(1, 9)
    chunks = [[columns_of(one[at : at + size]) for at in range(0, len(one), size)] for one in sources]
    given = [pair for some in merged(map(iter, chunks)) for pair in pairs_of(some)]
    assert given == sorted({pair for one in sources for pair in one})


@pytest.mark.parametrize("seed", range(30))
def test_parts_in_the_order_of_their_hashes_alone_are_put_in_order(seed: int) -> None:
    rng = random.Random(seed)
    parts = [sorted(some_pairs(rng), key=lambda pair: pair[0]) for _ in range(rng.randrange(1, 5))]
    assert pairs_of(in_order([columns_of(part) for part in parts])) == sorted({pair for part in parts for pair in part})
