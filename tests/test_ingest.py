"""Articles in, stored articles out: in order, once each, under the id they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from quotes.engine import Extractor, quote_id
from quotes.io.ingest import Ingested, ingest, ingest_extractions, keep, prepare
from quotes.io.sources import read_paths
from quotes.models import Document, Extraction, Failure, Person, Quote, RawArticle, Speaker, TextRange
from quotes.store import Store, articles
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter
from tests.store.articles_made import everything, words

SEEDS = Path(__file__).parents[1] / "seeds"


class FirstLine:
    """Reads as an extractor does, a few ahead: the first line is a quote, the second its speaker."""

    def __init__(self, ahead: int = 3) -> None:
        self.ahead = ahead
        self.read: list[str] = []

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]:
        waiting: list[Extraction | Failure] = []
        for article in articles:
            assert isinstance(article, Document)
            self.read.append(article.id)
            waiting.append(self.extract(article))
            if len(waiting) > self.ahead:
                yield waiting.pop(0)
        yield from waiting

    def extract(self, document: Document) -> Extraction | Failure:
        first, _, rest = document.text.partition("\n")
        if first == "unreadable":
            return Failure(document.id, "bad-input", "It cannot be read: send another.")
        name = rest.split("\n")[0]
        at = TextRange(0, len(first), first)
        quote = Quote(quote_id(document.id, first, 1), first, (at,), "direct", Speaker(name, type="person"))
        return Extraction(document, (quote,), (Person(name),))


def raw(text: str, **about: str) -> RawArticle:
    return RawArticle(text=text, **about)


def changes(results: Iterable[Ingested | Failure]) -> list[str]:
    return [one.change if isinstance(one, Ingested) else one.code for one in results]


@pytest.mark.parametrize("ahead", [0, 1, 3, 50])
def test_each_article_answers_in_its_place(sqlite_store: Store, ahead: int):
    given = [raw(f"words {n}\nAnn Lee", id=f"a{n}") for n in range(6)]
    list(ingest(sqlite_store, FirstLine(), given[1:3]))
    broken = Failure("broken", "unknown-format", "It is no JSON: mend the line.")
    seen: list[Ingested | Failure] = []
    mixed = [
        given[0],
        broken,
        given[1],
        raw("unreadable"),
        given[2],
        given[3],
        raw("   ", id="blank"),
        given[4],
        given[1],
    ]
    results = list(ingest(sqlite_store, FirstLine(ahead), mixed, progress=seen.append))
    assert changes(results) == [
        "new", "unknown-format", "same", "bad-input", "same", "new", "bad-input", "new", "same",
    ]  # fmt: skip
    assert [one.id for one in results if isinstance(one, Ingested)] == ["a0", "a1", "a2", "a3", "a4", "a1"]
    assert sorted(map(repr, seen)) == sorted(map(repr, results)), "progress is told of each of them once"
    assert len(everything(sqlite_store)) == 5


def test_a_second_ingest_reads_and_changes_nothing(store: Store):
    given = [raw(f"words {n}\nAnn Lee", url=f"https://x.test/{n}") for n in range(4)]
    assert changes(ingest(store, FirstLine(), given)) == ["new"] * 4
    before, rows = store.version(), everything(store)
    reader = FirstLine()
    assert changes(ingest(store, reader, given)) == ["same"] * 4
    assert reader.read == [] and store.version() == before and everything(store) == rows


def test_the_same_article_twice_in_one_batch_is_stored_once(store: Store):
    twice = [raw("words\nAnn Lee", url="https://x.test/1")] * 2
    assert changes(ingest(store, FirstLine(), twice)) == ["new", "same"]
    assert len(everything(store)) == 1


def test_reading_again_is_done_when_asked_for(store: Store):
    given = [raw("words\nAnn Lee", id="a1")]
    list(ingest(store, FirstLine(), given))
    reader = FirstLine()
    assert changes(ingest(store, reader, given, again=True)) == ["again"]
    assert reader.read == ["a1"] and len(everything(store)) == 1


def test_a_revision_is_read_under_the_id_the_url_has(store: Store):
    first = [raw("words\nAnn Lee", id="mine", url="https://x.test/1")]
    list(ingest(store, FirstLine(), first))
    [before] = everything(store)
    reader = FirstLine()
    [done] = ingest(store, reader, [raw("words\nAnn Lee\nMore.", url="https://x.test/1")])
    assert isinstance(done, Ingested) and (done.id, done.change, done.revision) == ("mine", "revised", 2)
    assert reader.read == ["mine"]
    [after] = everything(store)
    assert after.id == before.id, "the quote's id hangs on the article's, and stays"


def test_preparing_and_keeping_by_hand_is_the_same(store: Store):
    document = prepare(store, raw("words\nAnn Lee", id="a1"))
    assert isinstance(document, Document)
    done = keep(store, FirstLine().extract(document))
    assert isinstance(done, Ingested) and done.change == "new"
    again = prepare(store, raw("words\nAnn Lee", id="a1"))
    assert isinstance(again, Ingested) and (again.change, again.quotes) == ("same", 1)
    failed = prepare(store, raw("x" * 30), max_chars=20)
    assert isinstance(failed, Failure) and failed.status == 413


def test_extractions_made_elsewhere_are_stored_in_order(store: Store):
    made = [FirstLine().extract(Document(f"a{n}", f"words {n}\nAnn Lee")) for n in range(3)]
    failure = Failure("a9", "bad-input", "It cannot be read: send another.")
    assert changes(ingest_extractions(store, [made[0], failure, made[1], made[0]])) == [
        "new",
        "bad-input",
        "new",
        "same",
    ]


def test_the_seeds_from_text_to_store(sqlite_store: Store):
    extractor = Extractor()
    results = list(ingest(sqlite_store, extractor, read_paths([SEEDS])))
    assert changes(results) == ["new"] * 5
    with sqlite_store.read() as connection:
        assert stored.total(connection) == sum(one.quotes for one in results if isinstance(one, Ingested)) > 30
        for row in stored.stream(connection):
            public = stored.row_as_dict(row)
            text = articles.text(connection, row.article_id)
            assert text is not None
            ranges = [*public["parts"], public["cue"]]
            if public["speaker"]:
                ranges += [public["speaker"]["mention"], *public["speaker"]["chain"]]
            for found in filter(None, ranges):
                assert text[found["start"] : found["end"]] == found["text"]
            assert (public["speaker"] or {}).get("id") or not (public["speaker"] or {}).get("name")
    assert changes(ingest(sqlite_store, extractor, read_paths([SEEDS]))) == ["same"] * 5
    assert "contact Putin" in " ".join(words(everything(sqlite_store, QuoteFilter(q="putin"), limit=50)))
