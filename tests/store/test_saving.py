"""Articles into the store: idempotent, revised in place, whole, deletable; on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from quotes.io.ingest import keep
from quotes.models import Document, Extraction, Failure, RawArticle
from quotes.store import Store, articles, corrections, speakers
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter
from quotes.store.schema.tables import quotes as quotes_table
from quotes.store.schema.tables import tallies
from quotes.text.clean import to_document
from tests.store.articles_made import article, counted_otherwise, everything, put, words

STAY = ("We will stay here", "Ann Lee")
GO = ("They should go home", "Bob Day")


def shown(store: Store, quote_id: str) -> dict:
    with store.read() as connection:
        row = stored.get(connection, quote_id)
    assert row is not None
    return stored.row_as_dict(row)


def test_an_article_is_stored_with_its_metadata_text_and_quotes(store: Store):
    given = article(
        "a1", STAY, GO, title="A day", url="https://x.test/1", outlet="The  Post", author="C", published="2020-08-09"
    )
    [done] = put(store, given)
    assert (done.id, done.change, done.revision, done.quotes) == ("a1", "new", 1, 2)
    with store.read() as connection:
        found = articles.get(connection, "a1")
        assert found is not None
        assert (found.title, found.url, found.outlet) == ("A day", "https://x.test/1", "The  Post")
        assert (found.author, found.published, found.quotes) == ("C", "2020-08-09", 2)
        assert articles.text(connection, "a1") == given.document.text
        rows = stored.of_article(connection, "a1")
    assert words(rows) == ["We will stay here", "They should go home"]
    for row in rows:
        public = stored.row_as_dict(row)
        for part in [*public["parts"], public["speaker"]["mention"]]:
            assert given.document.text[part["start"] : part["end"]] == part["text"]
        assert public["article"] == {
            "id": "a1", "title": "A day", "url": "https://x.test/1", "outlet": "The  Post", "published": "2020-08-09"
        }  # fmt: skip
        assert public["context"]["before"] + public["text"] in given.document.text
        assert public["text"] + public["context"]["after"] in given.document.text


@pytest.mark.parametrize(
    "second, change",
    [
        pytest.param({"url": "https://x.test/1"}, "same", id="the same again"),
        pytest.param({}, "same", id="without the URL: known by its id"),
        pytest.param({"url": "https://x.test/1", "title": "Now with one"}, "again", id="a title it had not"),
        pytest.param({"url": "https://x.test/1", "end": "And more."}, "revised", id="another text"),
    ],
)
def test_the_same_article_again(store: Store, second: dict, change: str):
    put(store, article("a1", STAY, url="https://x.test/1"))
    version = store.version()
    [done] = put(store, article("a1", STAY, **second))
    assert (done.id, done.change) == ("a1", change)
    assert (store.version() == version) == (change == "same")
    assert len(everything(store)) == 1
    with store.read() as connection:
        assert articles.count(connection) == 1
        assert stored.count(connection, QuoteFilter()) == 1


def test_an_article_is_known_by_url_and_by_text_under_another_id(store: Store):
    put(store, article("a1", STAY, url="https://x.test/1"), article("a2", GO))

    def without_id(said: tuple[str, str], url: str | None) -> Document:
        return to_document(RawArticle(text=article("any", said).document.text, url=url))

    with store.read() as connection:
        by_url = articles.known(connection, Document("other", "Quite new.", url="https://x.test/1"))
        by_text = articles.known(connection, without_id(GO, "https://x.test/2"))
        copied = articles.known(connection, without_id(STAY, "https://y.test/copy"))
        given_id = articles.known(connection, article("other", GO).document)
    assert by_url is not None and (by_url.id, by_url.same) == ("a1", False)
    assert by_text is not None and (by_text.id, by_text.same) == ("a2", False), "its URL is news"
    assert copied is None, "the same words at two addresses are two articles"
    assert given_id is None, "so are the same words under two ids that were given"


def test_an_id_and_a_url_of_two_articles_are_refused(store: Store):
    put(store, article("a1", STAY, url="https://x.test/1"), article("a2", GO, url="https://x.test/2"))
    failed = keep(store, article("a1", GO, url="https://x.test/2"))
    assert isinstance(failed, Failure) and failed.status == 409
    assert len(everything(store)) == 2


def test_a_revision_keeps_the_ids_of_what_stays_and_answers_for_what_went(store: Store):
    put(store, article("a1", STAY, GO, url="https://x.test/1"))
    stay, go = (row.id for row in everything(store))
    put(store, article("a1", ("A new word", "Cy Fox"), STAY, url="https://x.test/1", intro="Later. "))
    assert words(everything(store)) == ["A new word", "We will stay here"]
    assert shown(store, stay).get("superseded") is None
    assert shown(store, stay)["parts"][0]["start"] > 8, "its offsets are those of the new text"
    old = shown(store, go)
    assert old["superseded"] is True and old["text"] == "They should go home"
    with store.read() as connection:
        assert [revision.number for revision in articles.revisions(connection, "a1")] == [2, 1]
        first = articles.text(connection, "a1", revision=1)
        assert first is not None and first[old["parts"][0]["start"] :].startswith("They should go home")
        assert stored.count(connection, QuoteFilter()) == 2
    put(store, article("a1", STAY, GO, url="https://x.test/1"))
    assert shown(store, go).get("superseded") is None, "said again, it is current again"


def test_metadata_that_is_not_said_again_is_kept(store: Store):
    put(store, article("a1", STAY, title="A day", outlet="BBC", published="2020-08-09"))
    put(store, article("a1", STAY, GO))
    with store.read() as connection:
        found = articles.get(connection, "a1")
    assert found is not None and (found.title, found.outlet, found.published) == ("A day", "BBC", "2020-08-09")
    assert len(everything(store, QuoteFilter(outlets=("bbc",), since="2020-08-09", until="2020-08-09"))) == 2


def test_an_article_that_cannot_be_stored_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch):
    version = store.version()

    def fail(*_):
        raise RuntimeError("half way")

    monkeypatch.setattr("quotes.store.utterances.assign", fail)
    failed = keep(store, article("a1", STAY))
    assert isinstance(failed, Failure) and (failed.id, failed.code, failed.status) == ("a1", "internal", 500)
    monkeypatch.undo()
    with store.read() as connection:
        assert articles.get(connection, "a1") is None
    assert everything(store) == [] and store.version() == version
    put(store, article("a1", STAY))
    assert len(everything(store)) == 1


def test_deleting_an_article_takes_all_of_it_and_nothing_else(store: Store):
    put(store, article("a1", STAY, outlet="BBC"), article("a2", GO, outlet="BBC"))
    put(store, article("a1", GO, outlet="BBC"))
    with store.write() as connection:
        assert articles.delete(connection, "a1")
    with store.write() as connection:
        assert not articles.delete(connection, "a1")
    assert [row.article_id for row in everything(store)] == ["a2"]
    with store.read() as connection:
        assert articles.text(connection, "a1") is None
        assert stored.count(connection, QuoteFilter(outlets=("BBC",))) == 1
        assert [facet.count for facet in stored.facets(connection, QuoteFilter())["outlet"]] == [1]
    assert everything(store, QuoteFilter(q="stay")) == []


def test_an_article_without_quotes_is_an_article(store: Store):
    [done] = put(store, Extraction(Document("a1", "Nobody spoke.")))
    assert (done.change, done.quotes) == ("new", 0)
    [again] = put(store, Extraction(Document("a1", "Nobody spoke.")))
    assert again.change == "same"


def test_many_articles_page_by_page(store: Store):
    put(store, *(article(f"a{n}", STAY, published=f"2020-08-{n:02d}", outlet="AB"[n % 2]) for n in range(1, 10)))
    put(store, article("a0", STAY, title="100% new_s", outlet="C"))
    with store.read() as connection:
        found, cursor = articles.page(connection, limit=4)
        while cursor:
            more, cursor = articles.page(connection, limit=4, cursor=cursor)
            found += more
        assert [one.id for one in found] == [f"a{n}" for n in range(9, -1, -1)], "newest first, the undated last"
        of_a = articles.page(connection, outlet=("a", "C")).rows
        assert [one.id for one in of_a] == ["a8", "a6", "a4", "a2", "a0"]
        dated = articles.page(connection, since="2020-08-02", until="2020-08-03").rows
        assert [one.id for one in dated] == ["a3", "a2"]
        assert [one.id for one in articles.page(connection, q="NEW_S 100").rows] == ["a0"]
        assert articles.page(connection, q="%").rows == []
        assert articles.count(connection, outlet=("B",)) == 5
        assert articles.outlet_names(connection) == ["A", "B", "C"]


def test_a_correction_holds_and_is_remembered(store: Store):
    put(store, article("a1", STAY, GO))
    stay, go = (row.id for row in everything(store))
    with store.write() as connection:
        bob = speakers.resolve(connection, "Bob Day").speakers[0]
        corrections.correct_speaker(connection, stay, by="ed", speaker_pk=bob.pk, note="heard it")
        corrections.correct_speaker(connection, go, by="ed", speaker_pk=None)

    def check() -> None:
        assert shown(store, stay)["speaker"]["name"] == "Bob Day"
        assert shown(store, stay)["speaker"]["mention"]["text"] == "Ann Lee", "what the article says stays"
        assert shown(store, go)["speaker"] is None
        assert [row.id for row in everything(store, QuoteFilter(speakers=(bob.pk,)))] == [stay]
        assert [row.id for row in everything(store, QuoteFilter(attributed=False))] == [go]
        assert store.dialect != "sqlite" or counted_otherwise(store) == []

    check()
    put(store, article("a1", STAY, GO), again=True)
    check()
    put(store, article("a1", STAY, GO, end="Corrected edition."))
    check()
    with store.write() as connection:
        articles.delete(connection, "a1")
    put(store, article("a1", STAY, GO))
    check()
    with store.read() as connection:
        [made] = corrections.history(connection, stay)
    assert (made.by, made.before_name, made.after_name, made.note) == ("ed", "Ann Lee", "Bob Day", "heard it")


def test_the_last_of_several_corrections_holds(store: Store):
    put(store, article("a1", STAY))
    [row] = everything(store)
    for name in ("Bob Day", "Cy Fox"):
        with store.write() as connection:
            pk = speakers.find_or_add(connection, name)
            corrections.correct_speaker(connection, row.id, by="ed", speaker_pk=pk)
    put(store, article("a1", STAY), again=True)
    assert shown(store, row.id)["speaker"]["name"] == "Cy Fox"
    with store.read() as connection:
        names = [(one.before_name, one.after_name) for one in corrections.history(connection, row.id)]
    assert names == [("Ann Lee", "Bob Day"), ("Bob Day", "Cy Fox")]


def test_whoever_speaks_with_a_name_is_a_speaker_listed_or_not(store: Store):
    put(store, replace(article("a1", STAY), people=()))
    [row] = everything(store)
    assert (row.speaker_id, row.speaker_name) == ("ann-lee", "Ann Lee")


def test_the_kept_counts_follow_every_change(store: Store):
    put(store, article("a1", STAY, GO, ("Maybe", None), outlet="BBC", published="2020-08-09"))
    put(store, article("a2", STAY, STAY, outlet="AP", published="2020-09-09"), article("a3", GO))
    put(store, article("a2", STAY, end="Shorter."), article("a3", GO, outlet="AP"))
    with store.write() as connection:
        bob = speakers.resolve(connection, "Bob Day").speakers[0].pk
        stay = stored.page(connection, QuoteFilter(q="stay", articles=("a1",))).rows[0]
        corrections.correct_speaker(connection, stay.id, by="ed", speaker_pk=bob)
    with store.write() as connection:
        connection.execute(update(quotes_table).where(quotes_table.c.article_pk == 3).values(month=202010))
    with store.read() as connection:
        kept = {tuple(row) for row in connection.execute(select(tallies).where(tallies.c.n != 0))}
        counted: Counter[tuple[int, int, int, int]] = Counter()
        for row in connection.execute(select(quotes_table)):
            s, o, m = row.speaker_pk or 0, row.outlet_pk or 0, row.month
            k = {"direct": 1, "fragment": 2}[row.kind]
            counted.update([(0, 0, 0, 0), (0, 0, 3, m), (1, s, 0, 0), (1, s, 2, o), (1, s, 3, m), (1, s, 4, k)])
            counted.update([(2, o, 0, 0), (2, o, 3, m), (2, o, 4, k), (3, k, 0, 0), (3, k, 3, m)])
    assert kept == {(*cell, number) for cell, number in counted.items()}
    if store.dialect == "sqlite":
        assert store.rows("SELECT count(*) FROM quotes_counted", {}) == [(counted[0, 0, 0, 0],)]
        assert counted_otherwise(store) == []
