"""A speaker's page made of kept lines says the same as one made of rows, whatever became of the quotes meanwhile."""

from __future__ import annotations

import random

import orjson
import pytest

from api.http import render
from api.http.links import Links
from quotes.io.ingest import ingest_extractions
from quotes.models import RawArticle
from quotes.store import Store, articles, corrections, quotes, speakers
from quotes.store.quotes import json_lines
from quotes.store.search.filters import QuoteFilter
from tests.api.conftest import article
from tests.api.plain_extractor import PlainExtractor
from tests.api.test_quotes import SAID

TO = Links("https://quotes.example")
STRANGE = (
    article(11, ("One", "Ana Lopez"), url="https://example.org/a?b=c#d", title="Said \u201cso\u201d", outlet="A \\ B"),
    article(12, ("Two", "Ana Lopez"), url='https://example.org/q"uote/\u00e9', id="strange id/12"),
    article(13, ("Three", "Zo\u00eb O\u2019Hara"), url=None, outlet=None, published=None),
    article(14, ("Marks \x01 and \x02 and \x03", "Ana Lopez"), title="\x01\x02\x03"),
    {"text": "A sign read \u201cKeep out\u201d.", "url": "javascript:alert(1)", "id": "a15"},
)
DATES = ({}, {"since": "2024-01-02", "until": "2024-01"}, {"until": "2024-01-05"}, {"since": "2025"})


@pytest.fixture
def filled(store: Store) -> Store:
    extractor = PlainExtractor()
    extractions = [extractor.extract(RawArticle(**given)) for given in (*SAID, *STRANGE)]
    assert all(hasattr(one, "change") for one in ingest_extractions(store, extractions))
    return store


def pks(store: Store) -> list[int]:
    return [row[0] for row in store.rows("SELECT pk FROM speakers", {})]


def agree(store: Store) -> int:
    """Hold every page of every speaker against the plain one; how many quotes were on them."""
    seen = 0
    for asked in (QuoteFilter(speakers=(pk,), **dated) for pk in (*pks(store), -1) for dated in DATES):
        for sort in ("-published", "published"):
            cursor = None
            while True:
                plain = quotes.page(store, asked, sort=sort, limit=2, cursor=cursor)
                quick = json_lines.page(store, asked, sort=sort, limit=2, cursor=cursor)
                if quick is None:
                    # PostgreSQL leaves a page to its rows where an id or an address is not plain
                    assert store.dialect == "postgresql", asked
                    assert any(row.article_id in ("strange id/12", "a15") for row in plain.rows)
                else:
                    assert render.said(quick, TO) == render.quotes(plain.rows, TO)
                    assert render.quotes(plain.rows, TO) == b",".join([render.quote(row, TO) for row in plain.rows])
                    assert quick.next == plain.next
                    seen += len(orjson.loads(b"[" + render.said(quick, TO) + b"]"))
                cursor = plain.next
                if cursor is None:
                    break
    if store.dialect != "sqlite":
        return seen
    kept = store.rows("SELECT count(*) FROM quote_lines", {})
    assert kept == store.rows("SELECT count(*) FROM quotes WHERE speaker_pk IS NOT NULL", {})
    return seen


def test_both_ways_say_the_same(filled: Store) -> None:
    assert agree(filled) > 20


def test_they_do_after_corrections(filled: Store) -> None:
    first, second, *_ = pks(filled)
    ids = [row.id for row in quotes.page(filled, QuoteFilter()).rows]
    for corrected in (second, None, first):
        with filled.write() as connection:
            for quote_id in ids:
                corrections.correct_speaker(connection, quote_id, by="desk", speaker_pk=corrected)
        assert (agree(filled) > 0) == (corrected is not None)


def test_they_do_after_a_rename_a_merge_and_a_split(filled: Store) -> None:
    with filled.write() as connection:
        speakers.rename(connection, "ana-lopez", "Somebody \u201cElse\u201d", by="desk")
    assert agree(filled) > 0
    with filled.write() as connection:
        speakers.merge(connection, "ana-lopez", ["carla-diaz"], by="desk")
    assert agree(filled) > 0
    with filled.write() as connection:
        speakers.split(connection, "ana-lopez", names=["Carla Diaz"], by="desk")
    assert agree(filled) > 0


def test_they_do_after_a_revision_and_a_deletion(filled: Store) -> None:
    extractor = PlainExtractor()
    changed = {**SAID[0], "text": SAID[0]["text"] + "\n\u201cAnd more,\u201d Ana Lopez said.", "title": "Another"}
    assert all(hasattr(o, "change") for o in ingest_extractions(filled, [extractor.extract(RawArticle(**changed))]))
    agree(filled)
    with filled.write() as connection:
        assert articles.delete(connection, "a11")
    agree(filled)


def test_they_do_of_quotes_of_any_length(store: Store) -> None:
    """PostgreSQL has short ones and long ones in two indexes, of which one holds no entry above 2,704 bytes."""
    extractor, some = PlainExtractor(), random.Random(1)
    lengths = [*range(400, 1300, 10), 10, 3_000, 20, 9_000, 40_000, 30]
    for number, length in enumerate(lengths):
        said = "".join(some.choices("abcdefghijklmnopqrstuvwxyz\u00e9\u4e2d ", k=length)).strip()
        given = article(number, (said, "Ana Lopez"), published=f"2024-01-{1 + some.randrange(28):02d}")
        assert all(
            hasattr(one, "change") for one in ingest_extractions(store, [extractor.extract(RawArticle(**given))])
        )
    assert agree(store) > 2 * len(lengths)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_rebuild_writes_what_was_there(filled: Store) -> None:
    every = "SELECT * FROM quote_lines ORDER BY speaker_pk, pk"
    before = filled.rows(every, {})
    with filled.write() as connection:
        json_lines.rebuild(connection)
    assert filled.rows(every, {}) == before != []


def test_what_is_not_one_speakers_goes_the_plain_way(filled: Store) -> None:
    for asked, sort in (
        (QuoteFilter(), "-published"),
        (QuoteFilter(speakers=(1,), q="words"), "-published"),
        (QuoteFilter(speakers=(1,), kinds=("direct",)), "-published"),
        (QuoteFilter(speakers=(1, 2)), "-published"),
        (QuoteFilter(speakers=(1,)), "-confidence"),
    ):
        assert json_lines.page(filled, asked, sort=sort) is None
