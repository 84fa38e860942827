"""A store that an earlier version wrote is brought to today's schema, and answers as it did.

`old/` holds what version 0001 of the schema wrote of the seeds on both databases, with a corrected quote and two
speakers made one, and what that version then answered. On PostgreSQL: `pg_dump --no-owner --inserts`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from api.app import create_app
from quotes.store import open_store
from tests.api.conftest import add, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import WRITING, serving
from tests.databases import PostgresServer

OLD = Path(__file__).parent / "old"
CORRECTED = "q834ede0ee79870c6"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store as the earlier version left it."""
    if request.param == "sqlite":
        file = tmp_path / "quotes.db"
        file.write_bytes(gzip.decompress((OLD / "sqlite.db.gz").read_bytes()))
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create()
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(gzip.decompress((OLD / "postgresql.sql.gz").read_bytes()))
    yield url
    server.drop(url)


def test_an_old_store_answers_as_it_did_and_goes_on(old_url: str):
    was = json.loads((OLD / "answers.json").read_text())
    store = open_store(old_url, migrate=True)
    with serving(create_app(made_settings(), store=store, extractor=PlainExtractor())) as client:
        found = client.get("/quotes", params={"limit": 200}).json()["items"]
        assert sorted([one["id"], one["text"], (one["speaker"] or {}).get("id")] for one in found) == was["quotes"]
        people = client.get("/speakers", params={"limit": 200}).json()["items"]
        assert sorted([one["id"], one["name"]] for one in people) == was["speakers"]

        # names are found under other spellings, and words in quotations
        for name, speaker in (("Lukashenka", "alexander-lukashenko"), ("Tikhanovskaya", "svetlana-tikhanovskaya")):
            assert client.get("/speakers", params={"q": name}).json()["items"][0]["id"] == speaker
        assert [one["id"] for one in client.get("/quotes?q=dictator").json()["items"]] == [CORRECTED]

        # what people decided is there, and can be taken back
        [correction] = client.get(f"/quotes/{CORRECTED}/corrections").json()["items"]
        assert (correction["by"], correction["after"]["id"]) == ("tester", "ann-lee")
        undone = client.post(f"/quotes/{CORRECTED}/undo", json={}, headers=WRITING).json()
        assert undone["speaker"]["id"] == "svetlana-tikhanovskaya"
        assert client.get("/speakers/daniil-chejovich").status_code in (301, 307, 308)
        assert client.post("/speakers/ilya-rybkin/undo", json={}, headers=WRITING).status_code == 200
        freed, left = (client.get(f"/speakers/{one}").json() for one in ("daniil-chejovich", "ilya-rybkin"))
        assert (freed["name"], left["name"]) == ("Daniil Chejovich", "Ilya Rybkin")

        # a new article speaks of the people that are there
        [stored] = add(client, article(1, ("We stay", "Alexander Lukashenko")))
        assert stored["quotes"][0]["speaker"]["id"] == "alexander-lukashenko"
    store.close()
