"""A database that is damaged, of a later version, read-only or away: one sentence, and no traceback."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.app import create_app
from quotes.cli import main
from quotes.config import settings as read_settings
from quotes.errors import StoreUnavailable
from quotes.store import Store, open_store, quotes
from quotes.store.filters import QuoteFilter
from tests.api.conftest import made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import serving
from tests.databases import PostgresServer
from tests.store.articles_made import article, put

PAGE = 8192


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """What `quotes serve` says over a database it cannot serve; the test fails if anything is served."""

    def run(url: str) -> str:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("QUOTES_DATABASE_URL", url)
        monkeypatch.setattr(sys, "argv", ["quotes", "serve", "--port", "9037"])
        monkeypatch.setattr("api.server.serve", lambda **_: pytest.fail("it serves"))
        read_settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main()
        read_settings.cache_clear()
        said = capfd.readouterr()
        assert ended.value.code == 1
        assert said.out == ""
        assert len(said.err.strip().splitlines()) == 1, said.err
        return said.err

    return run


def later_version(url: str) -> None:
    opened = open_store(url)
    with opened.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()


def damaged(path: Path, first_page: int) -> None:
    content = bytearray(path.read_bytes())
    for start in range(first_page * PAGE, len(content), PAGE):
        content[start : start + 400] = b"\xee" * 400
    path.write_bytes(content)


def test_serve_says_that_a_schema_is_newer(refused: Any, database_url: str) -> None:
    later_version(database_url)
    assert "newer than this version of quotes" in refused(database_url)


def test_serve_says_that_a_file_is_no_database(refused: Any, tmp_path: Path) -> None:
    (tmp_path / "words.db").write_bytes(b"These are words. " * 2000)
    assert "damaged or is no SQLite database" in refused(f"sqlite:///{tmp_path}/words.db")


@pytest.mark.parametrize("first_page", [3, 20, 40])
def test_serve_says_that_a_file_is_damaged(refused: Any, sqlite_url: str, first_page: int) -> None:
    damaged(Path(sqlite_url.removeprefix("sqlite:///")), first_page)
    assert "damaged" in refused(sqlite_url)


def test_serve_says_that_a_server_is_away(refused: Any) -> None:
    assert "cannot be opened" in refused("postgresql+psycopg://nobody@127.0.0.1:9036/none")


@pytest.mark.postgres
def test_serve_says_that_a_server_is_to_be_migrated(refused: Any, postgres_server: PostgresServer) -> None:
    url = postgres_server.create()
    try:
        assert "quotes migrate" in refused(url)
    finally:
        postgres_server.drop(url)


def test_a_server_whose_file_breaks_says_so_and_is_not_ready(sqlite_url: str) -> None:
    opened = open_store(sqlite_url)
    put(opened, article("a1", ("We stay", "Ann Lee")))
    opened.close()
    opened = open_store(sqlite_url)
    with serving(create_app(made_settings(), store=opened, extractor=PlainExtractor())) as client:
        assert client.get("/ready").status_code == 200
        broken = DatabaseError("SELECT", {}, sqlite3.DatabaseError("database disk image is malformed"))
        with pytest.raises(StoreUnavailable, match="damaged"), opened.read():
            raise broken
        unready = client.get("/ready")
        assert unready.status_code == 503
        assert "damaged" in unready.json()["detail"]
    opened.close()


@pytest.mark.parametrize("options", ["immutable=1&uri=true", "mode=ro&uri=true"])
def test_a_file_that_is_only_read_is_served_and_not_written(sqlite_url: str, options: str) -> None:
    opened = open_store(sqlite_url)
    put(opened, article("a1", ("We stay", "Ann Lee")))
    opened.close()
    only_read = open_store(f"sqlite:///file:{sqlite_url.removeprefix('sqlite:///')}?{options}")
    only_read.check()
    with only_read.read() as connection:
        assert len(quotes.page(connection, QuoteFilter()).rows) == 1
    assert only_read.rows("SELECT count(*) FROM quotes", {}) == [(1,)]
    with pytest.raises(StoreUnavailable, match="can only be read"), only_read.write():
        pass
    only_read.close()


def test_a_whole_store_is_ready_without_being_looked_over_twice(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_store.check()
    monkeypatch.setattr("quotes.store.states.look_over", lambda *_: pytest.fail("a second look"))
    sqlite_store.check()
