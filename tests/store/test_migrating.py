"""What is said while a schema is brought up to date, and whom that keeps waiting."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from quotes.store import migrate, open_store
from quotes.store.schema import migration
from quotes.store.schema.migration import HEAD
from tests.store.articles_made import article, put
from tests.store.earlier_versions import COUNTED_TWICE, leave_as_version


def test_it_is_told_how_far_a_long_migration_is(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "SECONDS", 0.001)
    leave_as_version("0017", open_store(database_url), *COUNTED_TWICE)
    told: list[str] = []
    assert migrate(database_url, tell=told.append) == HEAD
    first, *later = told
    assert first.startswith("The store is brought to the schema")
    steps = int(HEAD) - 17
    assert later
    sentence = re.compile(rf"The schema is on its way: [0-{steps}] of {steps} steps are done\.")
    assert all(sentence.fullmatch(one) for one in later)
    told.clear()
    assert migrate(database_url, tell=told.append) == HEAD
    assert told == []


def test_a_new_store_is_made_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "SECONDS", 0.001)
    told: list[str] = []
    open_store(f"sqlite:///{tmp_path}/new.db", tell=told.append).close()
    assert told == []


@pytest.mark.postgres
def test_a_long_read_is_waited_for_without_keeping_others_waiting(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "LOCK_SECONDS", 0.2)
    monkeypatch.setattr(migration, "SECONDS", 0.3)
    opened = open_store(postgres_url)
    put(opened, article("a1", ("We stay", "Ann Lee")))
    counts = "SELECT sum(n) FROM tallies WHERE dim = 1 AND facet = 0"
    before = opened.rows(counts, {})
    leave_as_version("0017", opened, *COUNTED_TWICE)
    told: list[str] = []
    address = postgres_url.replace("+psycopg", "")
    with psycopg.connect(address) as copying, psycopg.connect(address, autocommit=True) as asking:
        copying.execute(counts)  # and its transaction stays open, as that of pg_dump does

        def tell(sentence: str) -> None:
            told.append(sentence)
            if "one long transaction" in sentence:
                asking.execute("SET statement_timeout = '5s'")
                assert asking.execute(counts).fetchall() == before  # nobody stands in its way
                copying.rollback()

        assert migrate(postgres_url, tell=tell) == HEAD
    assert "The store is read in one long transaction (an export, a copy), which is waited for." in told
    again = open_store(postgres_url)
    assert again.rows(counts, {}) == before
    again.close()
