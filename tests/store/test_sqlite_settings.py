"""How much a SQLite file's log may hold before it is brought into the file."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from quotes.store import Store
from quotes.store.connections.sqlite_settings import LEAST_LOGGED


@pytest.mark.parametrize(("megabytes", "pages"), [(0, LEAST_LOGGED), (90, None)])
def test_the_log_of_batches_is_brought_into_the_file_by_its_size(
    sqlite_store: Store, megabytes: int, pages: int | None
) -> None:
    with sqlite_store.write() as connection:
        connection.execute(text("CREATE TABLE filler (bytes BLOB)"))
        connection.execute(text("INSERT INTO filler VALUES (zeroblob(:many))"), {"many": megabytes * 1_000_000})
    with sqlite_store.write(much=True) as connection:
        whole = connection.execute(text("PRAGMA page_count")).scalar_one()
        assert connection.execute(text("PRAGMA wal_autocheckpoint")).scalar_one() == (pages or whole // 8)
    assert pages or whole > 8 * LEAST_LOGGED
