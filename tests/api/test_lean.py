"""The quick way to put a page together says the same as the plain one."""

from __future__ import annotations

import orjson

from api import lean, render
from api.links import Links
from quotes.store import Store, quotes
from quotes.store import lean as stored
from quotes.store.filters import QuoteFilter
from tests.api.conftest import article
from tests.api.plain_extractor import PlainExtractor
from tests.api.test_quotes import SAID

STRANGE = (
    article(11, ("One", "Ana Lopez"), url="https://example.org/a?b=c#d", title="Said \u201cso\u201d", outlet="A \\ B"),
    article(12, ("Two", "Ana Lopez"), url='https://example.org/q"uote/\u00e9', id="strange id/12"),
    article(13, ("Three", "Zo\u00eb O\u2019Hara"), url=None, outlet=None, published=None),
    {"text": "A sign read \u201cKeep out\u201d.", "url": "javascript:alert(1)", "id": "a14"},
)
FILTERS = (
    QuoteFilter(),
    QuoteFilter(articles=("a1",)),
    QuoteFilter(since="2024-01-02", until="2024-01"),
    QuoteFilter(outlets=("Example Times",)),
    QuoteFilter(attributed=False),
    QuoteFilter(articles=()),
)


def test_both_ways_say_the_same(sqlite_store: Store) -> None:
    from quotes.ingest import ingest_extractions
    from quotes.models import RawArticle

    extractor = PlainExtractor()
    extractions = [extractor.extract(RawArticle(**given)) for given in (*SAID, *STRANGE)]
    assert all(hasattr(one, "change") for one in ingest_extractions(sqlite_store, extractions))
    to, cards = Links("https://quotes.example"), lean.Cards()
    every = [row[0] for row in sqlite_store.rows("SELECT pk FROM speakers", {})]
    for asked in (*FILTERS, *(QuoteFilter(speakers=(pk,)) for pk in every), QuoteFilter(speakers=(-1,))):
        for sort in ("-published", "published"):
            cursor = None
            while True:
                plain = quotes.page(sqlite_store, asked, sort=sort, limit=2, cursor=cursor)
                quick = stored.page(sqlite_store, asked, sort=sort, limit=2, cursor=cursor)
                assert quick is not None, asked
                shown = cards.of(sqlite_store, sqlite_store.version(), to.base, [row[6] for row in quick.rows])
                assert lean.items(quick.rows, shown, to) == render.quotes(plain.rows, to)
                orjson.loads(b"[" + lean.items(quick.rows, shown, to) + b"]")
                assert quick.next == plain.next
                cursor = plain.next
                if cursor is None:
                    break


def test_what_is_no_single_walk_goes_the_plain_way(sqlite_store: Store) -> None:
    for asked, sort in (
        (QuoteFilter(q="words"), "-published"),
        (QuoteFilter(speakers=(1, 2)), "-published"),
        (QuoteFilter(), "-confidence"),
    ):
        assert stored.page(sqlite_store, asked, sort=sort) is None
