"""Sorting part by part gives what sorting all at once gives, whatever is remembered."""

from __future__ import annotations

import random

import pytest

from quotes.linking import NameRecord, Sorted, partition, partition_parts
from quotes.linking.groups import _pairs
from quotes.linking.values import Link

GIVEN = ("alexander", "aleksandr", "alex", "john", "jon", "mary", "maria", "a", "")
FAMILY = ("smith", "lukashenko", "lukashenka", "petrov", "petrova", "fink", "brown")
ROLES = ("", "politics", "sport", ":mayor", "politics:belarus president")


@pytest.mark.parametrize("seed", range(20))
def test_parts_are_sorted_as_the_whole_is(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}".strip() for _ in range(25)]
    records = {
        record.key: record
        for record in (NameRecord(name, "person", rng.choice(ROLES), articles=rng.randint(1, 30)) for name in names)
    }
    keys = sorted(records)
    chosen = [sorted(rng.sample(keys, 2)) for _ in range(3)]
    links = [Link(a, b, same=rng.random() < 0.5) for a, b in chosen]
    assigned = {key: rng.randint(1, 4) for key in rng.sample(keys, 5)}
    before: Sorted = {}
    for known in ({}, assigned, assigned | {keys[0]: 9}):
        given = {"assigned": known, "undecided": set(known), "pairs": sorted(_pairs(records)), "told": {}}
        whole = partition(records.values(), links, **given)  # type: ignore[arg-type]
        parts = partition_parts(records.values(), links, **given, before=before)  # type: ignore[arg-type]
        assert parts == whole
        assert before, "parts are remembered"
