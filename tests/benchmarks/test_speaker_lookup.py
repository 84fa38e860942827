"""A look-up among a million known people costs at most three times one among ten thousand."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection

from quotes.models import Extraction
from quotes.store import Store, articles, open_store, speakers
from tests.benchmarks.known_people import fill, names
from tests.store.people_made import extraction

pytestmark = pytest.mark.benchmark

FEW, MANY = 10_000, int(os.environ.get("QUOTES_BENCHMARK_SPEAKERS", "1000000"))
MOST = 3.0
LOOKUPS = 150


def seconds(acts: Sequence[Callable[[], object]]) -> float:
    """What one takes when the machine is not busy with something else: the fastest quarter's bound."""
    took = []
    for act in acts:
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.quantiles(took, n=4)[0]


def variant(name: str) -> str:
    """Another rendering, as another agency might have it."""
    return name.replace("k", "c").replace("v", "w").title()


def measured(path: Path, number: int) -> dict[str, float]:
    known = names(number)
    fill(str(path), known)
    store = open_store(f"sqlite:///{path}")
    asked = random.Random(2).sample(known, LOOKUPS)
    surnames = [name.split()[1] for name in random.Random(3).sample(known, LOOKUPS)]
    try:
        with store.read() as connection:
            return {
                "by name": seconds([resolving(connection, name.title()) for name in asked]),
                "by another spelling": seconds([resolving(connection, variant(name)) for name in asked]),
                "by family name": seconds([resolving(connection, name.title()) for name in surnames]),
                "as typed": seconds([typing(connection, name[: len(name) - 2]) for name in asked]),
            } | {"assigning an article's ten people": assigning(store, asked)}
    finally:
        store.close()


def resolving(connection: Connection, query: str) -> Callable[[], object]:
    return lambda: speakers.resolve(connection, query)


def typing(connection: Connection, query: str) -> Callable[[], object]:
    return lambda: speakers.page(connection, q=query, limit=10)


def assigning(store: Store, known: list[str]) -> float:
    rng = random.Random(4)

    def saving(made: Extraction) -> Callable[[], object]:
        def act() -> None:
            with store.write() as connection:
                articles.save(connection, made)

        return act

    made = []
    for number in range(30):
        people = [name.title() for name in rng.sample(known, 5)] + [f"{name.title()}a" for name in rng.sample(known, 5)]
        made.append(extraction(f"article {number}", people))
    return seconds([saving(one) for one in made])


def test_a_million_known_people_do_not_make_a_look_up_slow(tmp_path: Path) -> None:
    few = measured(tmp_path / "few.db", FEW)
    many = measured(tmp_path / "many.db", MANY)
    ratios = {what: many[what] / few[what] for what in few}
    for what, ratio in ratios.items():
        print(f"{what}: {few[what] * 1e3:.2f} ms at {FEW:,}, {many[what] * 1e3:.2f} ms at {MANY:,}: {ratio:.2f}")
    assert max(ratios.values()) <= MOST
