"""A copy taken while the store is written to is one state of it, and what is restored answers as before."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import threading
from pathlib import Path
from typing import IO

import pytest

from quotes.errors import BadInput, Conflict, NotFound
from quotes.store import Store, open_store
from quotes.store.backup import copy_store
from tests.databases import PostgresServer, binaries
from tests.store.articles_made import article, everything, put, words


def fill(store: Store, *numbers: int) -> None:
    put(store, *(article(f"a{n}", (f"The harbour stays open, day {n}.", "Ana Roe")) for n in numbers))


class Writing:
    """Articles come in, one after the other, as long as this is open."""

    def __init__(self, url: str) -> None:
        self._url, self._end, self._some = url, threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        store, number = open_store(self._url), 1000
        while not self._end.is_set():
            fill(store, number)
            number += 1
            self._some.set()
        store.close()

    def __enter__(self) -> Writing:
        self._thread.start()
        assert self._some.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(60)


def said(store: Store) -> list[str]:
    return sorted(words(everything(store, limit=50)))


def test_a_sqlite_store_is_copied_whole_while_it_is_written_to(sqlite_url: str, sqlite_store: Store, tmp_path: Path):
    fill(sqlite_store, *range(20))
    copy, shares = tmp_path / "copy.db", list[float]()
    with Writing(sqlite_url):
        copy_store(sqlite_url, copy, progress=shares.append)
    assert shares[-1] == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    restored = open_store(f"sqlite:///{copy}")
    found, now = said(restored), said(sqlite_store)
    restored.close()
    assert len(found) > 20
    assert set(found) <= set(now)
    assert found == [text for text in now if text in set(found)]


def test_what_was_copied_and_restored_answers_as_before(sqlite_url: str, sqlite_store: Store, tmp_path: Path):
    fill(sqlite_store, *range(5))
    before = said(sqlite_store)
    copy_store(sqlite_url, tmp_path / "copy.db")
    fill(sqlite_store, 6)
    sqlite_store.close()
    # as docs/operating.md says: the server is stopped, and the files of the write-ahead log go with the old store
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    for file in place.parent.glob(f"{place.name}-*"):
        file.unlink()
    shutil.copyfile(tmp_path / "copy.db", place)
    restored = open_store(sqlite_url)
    assert said(restored) == before
    fill(restored, 7)
    assert len(said(restored)) == len(before) + 1
    restored.close()


def test_a_copy_that_cannot_be_made_says_what_to_do(sqlite_url: str, tmp_path: Path):
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(Conflict, match="there already"):
        copy_store(sqlite_url, there)
    assert there.read_text() == "mine"
    with pytest.raises(NotFound, match="no store"):
        copy_store(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    with pytest.raises(BadInput, match="pg_dump"):
        copy_store("postgresql+psycopg:///quotes", tmp_path / "copy.db")
    with pytest.raises(BadInput, match="sqlite:///FILE"):
        copy_store("sqlite://", tmp_path / "copy.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 1000)
    with pytest.raises(Exception, match="could not be made"):
        copy_store(f"sqlite:///{broken}", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.postgres
def test_a_postgresql_store_is_dumped_while_it_is_written_to_and_restored(
    postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
):
    folder = binaries()
    if folder is None or not (folder / "pg_dump").exists():
        pytest.skip("pg_dump is not installed")
    store = open_store(postgres_url)
    fill(store, *range(10))
    dump, other = tmp_path / "quotes.dump", postgres_server.create("template0")
    plain, other_plain = (url.replace("postgresql+psycopg:", "postgresql:") for url in (postgres_url, other))
    with Writing(postgres_url):
        subprocess.run([folder / "pg_dump", "--format=custom", f"--file={dump}", plain], check=True)
    subprocess.run([folder / "pg_restore", "--no-owner", f"--dbname={other_plain}", dump], check=True)
    restored = open_store(other)
    found, now = said(restored), said(store)
    assert len(found) > 10
    assert found == [text for text in now if text in set(found)]
    fill(restored, 5000)
    assert len(said(restored)) == len(found) + 1
    restored.close()
    store.close()


@pytest.mark.postgres
def test_the_documented_commands_give_the_servers_user_a_store_it_can_use(
    postgres_server: PostgresServer, tmp_path: Path
):
    """docs/operating.md, word for word but for `su postgres -c`: here everybody is let in as postgres."""
    folder = binaries()
    if folder is None or not (folder / "pg_dump").exists():
        pytest.skip("pg_dump is not installed")
    guide = (Path(__file__).parents[2] / "docs/operating.md").read_text()
    made = re.search(r'^su postgres -c "(createuser .+?)" && su postgres -c "(createdb .+?)"$', guide, re.M)
    [dump] = re.findall(r'`su postgres -c "(pg_dump .+?)" > quotes.dump`', guide)
    [create] = re.findall(r'`su postgres -c "(createdb .+?)"`', guide)
    [restore] = re.findall(r'`su postgres -c "(pg_restore .+?)" < quotes.dump`', guide)
    assert made is not None

    def run(command: str, **streams: IO[bytes]) -> None:
        environment = {
            "PATH": f"{folder}:{os.environ['PATH']}",
            "PGHOST": str(postgres_server.folder),
            "PGUSER": "postgres",
        }
        subprocess.run(command.split(), check=True, env=environment, **streams)

    def as_the_server(database: str) -> Store:
        return open_store(f"postgresql+psycopg://quotes@/{database}?host={postgres_server.folder}", migrate=True)

    for command in made.groups():
        run(command)
    store = as_the_server("quotes")
    fill(store, 1, 2, 3)
    with (tmp_path / "quotes.dump").open("wb") as file:
        run(dump, stdout=file)
    run(create)
    with (tmp_path / "quotes.dump").open("rb") as file:
        run(restore, stdin=file)
    restored = as_the_server("restored")
    assert said(restored) == said(store)
    fill(restored, 4)
    assert len(said(restored)) == 4
    for one in (store, restored):
        one.close()
    for name in ("quotes", "restored"):
        run(f"dropdb {name}")
    run("dropuser quotes")
