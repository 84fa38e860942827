"""Opening, migrating, and what is said when it cannot be done."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import quotes.store.schema.migration
from quotes.errors import BadInput, Conflict, StoreUnavailable
from quotes.store import Store, articles, keys, migrate, open_store, speakers
from quotes.store.connections import locked_file, sqlite_settings
from quotes.store.connections.reading import ConnectionReader
from quotes.store.quotes import json_lines
from quotes.store.schema.metadata import metadata
from quotes.store.schema.migration import HEAD
from quotes.store.search import facets
from quotes.store.search.filters import QuoteFilter
from quotes.store.speakers import company
from tests.databases import PostgresServer
from tests.store import hashes_stored
from tests.store.articles_made import article, counted_otherwise, put
from tests.store.earlier_versions import (
    COUNTED_BY_INDEX,
    COUNTED_TWICE,
    HASHES_BY_ROW,
    SPELLINGS_BY_ROW,
    leave_as_version,
)


def test_the_migrated_schema_is_that_of_the_tables(store: Store):
    with store.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": _is_of_both_databases},
        )
        found = compare_metadata(context, metadata)
    # SQLite's own words for a partial index or a default are not compared
    assert found == []


def _is_of_both_databases(thing: object, name: str | None, kind: str, *_: object) -> bool:
    if kind == "table":
        return name in metadata.tables
    # SQLite alone has the key, PostgreSQL the others
    return name not in (
        "ix_quotes_counted",
        "fk_speaker_keys_name_pk",
        "filed_by",
        "ix_utterance_bands_recent_filed_by",
        "ix_quotes_said",
        "ix_quotes_said_at_length",
    )


def test_the_head_that_is_checked_for_is_the_newest_migration():
    folder = Path(quotes.store.schema.migration.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_an_embedded_file_is_made_and_migrated_by_itself(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/new.db"
    first = open_store(url)
    version = first.version()
    first.close()
    again = open_store(url)
    assert again.version() == version
    again.close()
    assert migrate(url) == HEAD


def test_many_that_open_a_new_file_at_once_agree(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/new.db"
    versions: list[str] = []

    def start() -> None:
        opened = open_store(url)
        versions.append(opened.version())
        opened.close()

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(versions) == 6 and len(set(versions)) == 1


def test_a_file_of_an_earlier_version_gets_its_lines_and_keys(sqlite_url: str):
    opened = open_store(sqlite_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), ("Who knows", None)), article("a2", ("We go", "Bo Orr")))
    every = "SELECT * FROM quote_lines ORDER BY speaker_pk, pk"
    keys = "SELECT key, name_pk FROM speaker_keys ORDER BY key, name_pk"
    before, filed = opened.rows(every, {}), opened.rows(keys, {})
    leave_as_version(
        "0001",
        opened,
        "DELETE FROM speaker_keys WHERE key LIKE 'g:%'",
        "DROP TRIGGER quote_lines_delete",
        "DROP TRIGGER quote_lines_move",
        "DROP TABLE quote_lines",
        "ALTER TABLE speaker_suggestions DROP COLUMN weighed",
        "ALTER TABLE speaker_suggestions DROP COLUMN settled",
    )
    again = open_store(sqlite_url)
    assert again.rows(every, {}) == before
    assert len(before) == 2
    assert again.rows(keys, {}) == filed != []
    again.close()


def test_a_store_of_an_earlier_version_gets_the_indexes_and_keeps_the_hashes(database_url: str):
    opened = open_store(database_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), ("We go", "Ann Lee")), article("a2", ("So we do", "Ann Lee")))
    filed = hashes_stored.filed(opened)
    leave_as_version(
        "0004",
        opened,
        "ALTER TABLE utterance_bands RENAME TO bands_as_they_are",
        "CREATE TABLE utterance_bands (hash BIGINT NOT NULL, quote_pk BIGINT NOT NULL "
        "CONSTRAINT fk_utterance_bands_quote_pk REFERENCES quotes (pk) ON DELETE CASCADE, "
        "PRIMARY KEY (hash, quote_pk))",
        "INSERT INTO utterance_bands SELECT hash, quote_pk FROM utterance_bands_recent",
        "CREATE INDEX ix_utterance_bands_quote_pk ON utterance_bands (quote_pk)",
        "DROP TABLE bands_as_they_are",
        "DROP TABLE utterance_bands_recent",
        "DROP INDEX ix_quotes_speaker",
        "CREATE INDEX ix_quotes_speaker ON quotes (speaker_pk, pk)",
        "DROP INDEX ix_speaker_appearances_of_name",
        "CREATE INDEX ix_speaker_appearances_name_pk ON speaker_appearances (name_pk)",
    )
    assert migrate(database_url) == HEAD
    again = open_store(database_url)
    with again.read() as connection:
        columns = {
            index["name"]: index["column_names"]
            for table in ("quotes", "speaker_appearances")
            for index in inspect(connection).get_indexes(table)
        }
        (ann,) = speakers.resolve(connection, "Ann Lee").speakers
        assert company.quoted_in(connection, ann.pk) == 2
        assert inspect(connection).get_foreign_keys("utterance_bands") == []
    assert hashes_stored.filed(again) == filed != []
    put(again, article("a3", ("We stay", "Ann Lee")))
    with again.write() as connection:
        assert articles.delete(connection, "a1") and articles.delete(connection, "a2")
        assert articles.delete(connection, "a3")
    assert hashes_stored.filed(again) == []
    again.close()
    assert columns["ix_quotes_speaker"][-1] == "article_pk"
    assert columns["ix_speaker_appearances_of_name"] == ["name_pk", "article_pk"]
    assert "ix_speaker_appearances_name_pk" not in columns


def test_a_store_of_an_earlier_version_keeps_the_hashes_that_were_put_away(database_url: str):
    opened = open_store(database_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), ("We go", "Ann Lee")), article("a2", ("So we do", "Ann Lee")))
    filed = hashes_stored.filed(opened)
    leave_as_version(
        "0016",
        opened,
        *(HASHES_BY_ROW if opened.dialect == "sqlite" else ()),
        "INSERT INTO utterance_bands (hash, quote_pk) SELECT hash, quote_pk FROM utterance_bands_recent",
        "DELETE FROM utterance_bands_recent",
    )
    hashes = "quotes.store.utterances.hashes"
    with patch(f"{hashes}.pairs._AT_ONCE", 3), patch(f"{hashes}.pages.PER_PAGE", 4):
        assert migrate(database_url) == HEAD
        again = open_store(database_url)
        assert hashes_stored.put_away(again) == filed != []
        put(again, article("a3", ("We stay", "Ann Lee")))
        assert again.rows("SELECT count(utterance_pk) FROM quotes", {}) == [(2,)]
        with again.write() as connection:
            assert articles.delete(connection, "a1") and articles.delete(connection, "a2")
            assert articles.delete(connection, "a3")
        assert hashes_stored.filed(again) == []
    again.close()


def test_what_takes_long_as_a_store_is_opened_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(locked_file, "SECONDS", 0.1)
    monkeypatch.setattr(sqlite_settings, "PRAGMAS", (*sqlite_settings.PRAGMAS, "PRAGMA busy_timeout=300"))
    told: list[str] = []
    opened = open_store(sqlite_url, tell=told.append)
    assert told == []
    leave_as_version("0016", opened, *HASHES_BY_ROW)
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        open_store(sqlite_url, tell=told.append)
    schema = "The store is brought to the schema of this version; a large one takes minutes."
    assert told == [schema, "The store is locked by another process; it is waited for."]
    holder.close()
    told.clear()
    open_store(sqlite_url, tell=told.append).close()
    assert told == [schema]


@pytest.mark.postgres
def test_a_server_of_an_earlier_version_has_a_speakers_quotes_side_by_side(postgres_url: str):
    opened = open_store(postgres_url)
    long = " ".join(map(str, range(1000)))
    put(opened, article("a1", ("We stay", "Ann Lee"), (long, "Ann Lee")), article("a2", ("We go", "Ann Lee")))
    (speaker,) = opened.rows("SELECT DISTINCT speaker_pk FROM quotes", {})[0]
    asked = QuoteFilter(speakers=(speaker,))
    before = json_lines.page(opened, asked)
    leave_as_version(
        "0014",
        opened,
        "DROP INDEX ix_quotes_said",
        "DROP INDEX ix_quotes_said_at_length",
        "ALTER TABLE quotes RESET (autovacuum_vacuum_insert_scale_factor)",
    )
    assert migrate(postgres_url) == HEAD
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE quotes")
    again = open_store(postgres_url)
    assert json_lines.page(again, asked) == before is not None
    with again.read() as connection:
        # a table so small is read from end to end otherwise
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        reader = ConnectionReader(connection)
        sql = "EXPLAIN " + json_lines._NEWEST_JOINED
        plan = str(reader.rows(sql, {"speaker": speaker, "low": 0, "high": 1 << 62, "most": 50}))
    again.close()
    assert "Index Only Scan Backward using ix_quotes_said on" in plan
    assert "Index Scan Backward using ix_quotes_said_at_length on" in plan


def test_a_store_of_an_earlier_version_counts_its_kinds(database_url: str):
    opened = open_store(database_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), ("Who knows", None)), article("a2", ("We go", "Bo Orr")))
    kept = 'SELECT * FROM tallies WHERE (dim = 3 OR facet = 4) AND n > 0 ORDER BY dim, "key", facet, value'
    before = opened.rows(kept, {})
    leave_as_version(
        "0009",
        opened,
        "DELETE FROM tallies WHERE dim = 3 OR facet = 4",
        *(COUNTED_BY_INDEX if opened.dialect == "sqlite" else ()),
        "DROP INDEX ix_quotes_counted",
    )
    assert migrate(database_url) == HEAD
    again = open_store(database_url)
    assert again.rows(kept, {}) == before != []
    with again.write() as connection:
        assert articles.delete(connection, "a1")
    assert again.rows("SELECT sum(n) FROM tallies WHERE dim = 3 AND facet = 0", {}) == [(1,)]
    again.close()


def test_a_store_of_an_earlier_version_has_each_count_once(database_url: str):
    opened = open_store(database_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), ("Who knows", None), outlet="BBC"))
    put(opened, article("a2", ("We go", "Bo Orr"), ("We stay", "Ann Lee"), published="2020-08-09"))
    kept = 'SELECT * FROM tallies WHERE n > 0 ORDER BY dim, "key", facet, value'
    before = opened.rows(kept, {})
    leave_as_version("0017", opened, *COUNTED_TWICE)
    assert migrate(database_url) == HEAD
    again = open_store(database_url)
    assert again.rows(kept, {}) == before != []
    with again.write() as connection:
        assert articles.delete(connection, "a1")
    assert again.rows("SELECT sum(n) FROM tallies WHERE dim = 1 AND facet = 4", {}) == [(2,)]
    with again.read() as connection:
        assert [one.name for one in facets.facets(connection, QuoteFilter())["speaker"]] == ["Ann Lee", "Bo Orr"]
    again.close()


def test_a_store_of_an_earlier_version_keeps_its_spellings_and_ids(database_url: str):
    opened = open_store(database_url)
    put(opened, article("a1", ("We stay", "Ann Lee"), outlet="BBC"), article("a2", ("We go", "ANN LEE")))
    spelt = "SELECT * FROM speaker_spellings ORDER BY name_pk, spelling, outlet_pk"
    before = opened.rows(spelt, {})
    leave_as_version(
        "0018",
        opened,
        "DROP INDEX ix_speakers_base",
        "CREATE INDEX ix_speakers_base ON speakers (base)",
        *(SPELLINGS_BY_ROW if opened.dialect == "sqlite" else ()),
    )
    assert migrate(database_url) == HEAD
    again = open_store(database_url)
    assert again.rows(spelt, {}) == before != []
    if again.dialect == "sqlite":
        assert again.rows("SELECT wr, ncol FROM pragma_table_list('speaker_spellings')", {}) == [(1, 4)]
        assert again.rows("PRAGMA foreign_key_check", {}) == []
    put(again, article("a3", ("We stay", "Ann Lee"), outlet="BBC"), article("a4", ("We go", "Bo Orr")))
    assert again.rows("SELECT slug FROM speakers ORDER BY slug", {}) == [("ann-lee",), ("bo-orr",)]
    assert sum(row[-1] for row in again.rows(spelt, {})) == sum(row[-1] for row in before) + 2
    again.close()


def test_a_store_of_an_earlier_version_counts_by_key(database_url: str):
    opened = open_store(database_url)
    on_sqlite = opened.dialect == "sqlite"
    put(
        opened, article("a1", ("We stay", "Ann Lee"), ("Who knows", None), outlet="BBC"), article("a2", ("We go", "Bo"))
    )
    leave_as_version("0020", opened, *(COUNTED_BY_INDEX if on_sqlite else ()))
    assert migrate(database_url) == HEAD
    again = open_store(database_url)
    has = again.rows("SELECT count(*) FROM sqlite_master WHERE name = 'ix_quotes_counted'", {}) if on_sqlite else None
    assert has in (None, [(0,)])
    if on_sqlite:
        assert counted_otherwise(again) == []
        put(again, article("a3", ("We stay", "Ann Lee")))
        with again.write() as connection:
            assert articles.delete(connection, "a1")
        assert again.rows("SELECT count(*) FROM quotes_counted", {}) == [(2,)]
        assert counted_otherwise(again) == []
    again.close()


@pytest.mark.postgres
def test_a_server_is_migrated_on_demand_alone(postgres_server: PostgresServer):
    url = postgres_server.create()
    try:
        with pytest.raises(StoreUnavailable, match="quotes migrate"):
            open_store(url)
        assert migrate(url) == HEAD
        assert migrate(url) == HEAD
        open_store(url).close()
    finally:
        postgres_server.drop(url)


def test_a_schema_of_another_version_is_refused(postgres_url: str):
    opened = open_store(postgres_url)
    leave_as_version("9999", opened)
    with pytest.raises(StoreUnavailable, match="quotes migrate"):
        open_store(postgres_url)


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_is_none_is_refused(url: str):
    with pytest.raises(BadInput, match=r"QUOTES_DATABASE_URL|memory"):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://nobody@127.0.0.1:9/none", "sqlite:////no/such/folder/quotes.db"],
)
def test_a_database_that_is_not_there_is_said_to_be_so(url: str):
    with pytest.raises(StoreUnavailable, match="QUOTES_DATABASE_URL"):
        open_store(url)


def test_a_file_that_is_no_database_is_said_to_be_so(tmp_path: Path):
    (tmp_path / "quotes.db").write_text("These are not the bytes of a database, however long one looks." * 40)
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/quotes.db")


def test_keys_are_known_by_their_hash_alone(store: Store):
    with store.write() as connection:
        first, second = keys.add(connection, "desk"), keys.add(connection, "import.bot")
        with pytest.raises(Conflict):
            keys.add(connection, "desk")
        with pytest.raises(BadInput):
            keys.add(connection, "with, comma")
    with store.read() as connection:
        assert keys.who(connection, first) == "desk" and keys.who(connection, second) == "import.bot"
        assert keys.who(connection, first + "x") is None and keys.who(connection, "") is None
        assert [key.name for key in keys.names(connection)] == ["desk", "import.bot"]
        rows = connection.execute(text("SELECT * FROM api_keys")).all()
        assert first not in str(rows) and second not in str(rows)
    with store.write() as connection:
        assert keys.remove(connection, "desk") and not keys.remove(connection, "desk")
    with store.read() as connection:
        assert keys.who(connection, first) is None


def test_a_thread_that_ends_takes_its_connection_along(sqlite_store: Store):
    def open_files() -> int:
        return sum("store.db" in str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists())

    if not Path("/proc/self/fd").exists():
        pytest.skip("Counting open files takes Linux's /proc.")
    sqlite_store.version()
    before = open_files()
    for _ in range(20):
        thread = threading.Thread(target=sqlite_store.version)
        thread.start()
        thread.join()
    assert open_files() <= before + 3


def test_what_reads_goes_on_when_its_connection_was_ended(postgres_url: str):
    opened = open_store(postgres_url)
    ((first,),) = opened.rows("SELECT pg_backend_pid()", {})
    assert opened.rows("SELECT pg_backend_pid()", {}) == [(first,)], "the thread keeps its connection"
    with opened.write() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    ((second,),) = opened.rows("SELECT pg_backend_pid()", {})
    assert second != first
    opened.close()
    other = open_store(postgres_url)
    with other.read() as connection:
        pids = {pid for (pid,) in connection.execute(text("SELECT pid FROM pg_stat_activity")).all()}
    other.close()
    assert second not in pids, "closed with the store"


def test_a_server_that_is_gone_is_told_of(postgres_server: PostgresServer):
    url = postgres_server.create("template")
    opened = open_store(url)
    opened.rows("SELECT 1", {})
    postgres_server.drop(url)
    with pytest.raises(StoreUnavailable, match="try again"):
        opened.rows("SELECT 1", {})
    with pytest.raises(StoreUnavailable, match="try again"):
        opened.rows("SELECT 1", {})
    opened.close()
