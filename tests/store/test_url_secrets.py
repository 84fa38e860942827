"""A database URL never says its password, whatever is wrong with it."""

from __future__ import annotations

import traceback

import pytest
from sqlalchemy import create_engine

from quotes.errors import QuotesError
from quotes.store import Store, open_store

SECRET = "hunter2xyz"
MALFORMED = (
    SECRET,
    f"postgresql//anna:{SECRET}@db/news",
    f"postgresql:/anna:{SECRET}@db/news",
    f"postgresql://anna:{SECRET}@db:port/news",
    f"postgresql://anna:a/{SECRET}@db/news",
    f"postgresql://anna:{SECRET}@127.0.0.1:99999/news",
    f"postgresql://anna:{SECRET}@[::1/news",
    f"postgresql+psycopg://anna:{SECRET}@127.0.0.1:9/news",
    f"postgresql+psycopg://127.0.0.1:9/news?password={SECRET}&user=anna",
    f"postgresql+psycopg://127.0.0.1:9/news?pasword={SECRET}",
    f"postgresql+psycopg://anna:1/{SECRET}@127.0.0.1:9/news",
    f"postgresql://anna:x@{SECRET}@127.0.0.1:9/news",
    f"mysql://anna:{SECRET}@db/news",
    f" postgres://anna:{SECRET}@db/news",
    f"anna:{SECRET}@db",
)


@pytest.mark.parametrize("url", MALFORMED)
def test_a_database_url_that_cannot_be_used_is_not_shown(url: str) -> None:
    with pytest.raises(QuotesError) as raised, open_store(url).read():
        pass
    assert SECRET not in str(raised.value)
    if raised.value.__cause__ is None:
        assert SECRET not in "".join(traceback.format_exception_only(raised.value))


@pytest.mark.parametrize("query", [f"?password={SECRET}", f"?sslpassword={SECRET}&user=anna"])
def test_the_address_in_the_log_has_no_password_in_its_query_either(query: str) -> None:
    engine = create_engine(f"postgresql+psycopg://anna:{SECRET}@127.0.0.1:9/news{query}")
    store = Store(engine)
    assert SECRET not in store.url and "127.0.0.1" in store.url
