"""Stores for the tests: empty ones, on SQLite and on a real PostgreSQL server, a fresh one each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from quotes.store import Store, open_store
from tests.databases import HOW_TO_GET_IT, PostgresServer, binaries

# A machine that is busy is no failure: tests that must be quick are in tests/benchmarks.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this run, with the database `template` at the current schema."""
    found = binaries()
    if found is None:
        pytest.skip(HOW_TO_GET_IT)
    server = PostgresServer(found)
    try:
        server.execute("CREATE DATABASE template")
        open_store(server.url("template"), migrate=True).close()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store at the current schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "quotes.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an empty store in a file of its own."""
    path = tmp_path / "store.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty store in a database of its own on a real server."""
    url = postgres_server.create("template")
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty store; a test that takes it runs on both databases."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store; a test that takes it runs on both databases."""
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """An empty SQLite store, for what does not depend on the database."""
    opened = open_store(sqlite_url)
    yield opened
    opened.close()
