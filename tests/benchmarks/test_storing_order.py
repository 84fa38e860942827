"""Thousands of articles in several orders and batches: the same export, byte for byte.

    pytest -m benchmark tests/benchmarks/test_storing_order.py -s

BENCHMARK_ORDER_ARTICLES says how many (5,000); each order takes what storing them takes. Names, roles and outlets that
are mostly somebody else's too are in tests/store/test_any_order.py, which runs with all tests.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from pathlib import Path

import pytest

from quotes.io import export
from quotes.io.batches import Ingested, keep_all
from quotes.models import Extraction
from quotes.store import open_store, speakers
from tests.benchmarks.news_made import news

pytestmark = pytest.mark.benchmark

ARTICLES = int(os.environ.get("BENCHMARK_ORDER_ARTICLES", "5000"))


def exported(folder: Path, made: list[Extraction], size: int) -> dict[str, str]:
    """What a store of these articles exports and whom it knows, as digests."""
    path = folder / "store.db"
    store = open_store(f"sqlite:///{path}")
    try:
        for at in range(0, len(made), size):
            assert all(isinstance(one, Ingested) for one in keep_all(store, made[at : at + size]))
        with store.read() as connection:
            rows = hashlib.sha256()
            for row in export.stored_rows(connection):
                rows.update(json.dumps(row).encode() + b"\n")
            known, cursor = [], None
            while True:
                page = speakers.page(connection, limit=1000, cursor=cursor)
                known += [json.dumps(one.as_dict()) for one in page.rows]
                if (cursor := page.next) is None:
                    break
        # those with as many quotations and of one name have no order of their own
        listed = hashlib.sha256("\n".join(sorted(known)).encode())
        return {"export": rows.hexdigest(), "speakers": listed.hexdigest()}
    finally:
        store.close()
        for left in folder.glob("store.db*"):
            left.unlink()


def test_thousands_in_any_order_and_batches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = list(news(ARTICLES))
    whole = exported(tmp_path, made, 64)
    for size in (17, 500, 64):
        random.Random(size).shuffle(made)
        found = exported(tmp_path, made, size)
        with capsys.disabled():
            print(f"\n{ARTICLES:,} articles shuffled, {size} together: {found['export'][:12]}", end="", flush=True)
        assert found == whole
