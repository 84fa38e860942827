"""What people decided, taken back: the store is as it was, and the history says both. On both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from quotes.errors import Conflict, NotFound
from quotes.store import Store, corrections, quotes, speakers
from quotes.store.corrections import not_quotations
from quotes.store.search.facets import facets
from quotes.store.search.filters import QuoteFilter
from tests.store.articles_made import everything, put
from tests.store.people_made import extraction, read, sayers

NAMES = ("Anna Petrova", "Boris Orlov", "Clara Weiss")


def picture(connection: Connection) -> dict[str, Any]:
    """Who says what, under which id and name."""
    rows = quotes.page(connection, QuoteFilter(), limit=200).rows
    return {row.id: (row.speaker_id, row.speaker_name) for row in rows}


def last_decision(connection: Connection) -> int:
    return speakers.latest(connection, limit=1)[0].pk


def merge(connection: Connection) -> None:
    speakers.merge(connection, "anna-petrova", ["boris-orlov", "clara-weiss"], by="ann")


def rename(connection: Connection) -> None:
    speakers.rename(connection, "anna-petrova", "Anna P.", by="ann")


def rename_again(connection: Connection) -> None:
    speakers.rename(connection, "anna-petrova", "Anna the First", by="ann")
    speakers.undo(connection, last_decision(connection), by="ann")
    speakers.rename(connection, "anna-petrova", "Anna P.", by="ann")


def apart(connection: Connection) -> None:
    speakers.keep_apart(connection, "anna-petrova", "boris-orlov", by="ann")


def split_by_article(connection: Connection) -> None:
    speakers.split(connection, "anna-petrova", articles=["more-0", "more-2"], by="ann")


@pytest.mark.parametrize("decide", [merge, rename, rename_again, apart, split_by_article], ids=lambda f: f.__name__)
def test_an_undone_decision_leaves_the_store_as_it_was(store: Store, decide: Any) -> None:
    read(store, *sayers(store, *NAMES))
    read(store, *(extraction(f"more-{n}", said=[("Anna Petrova", f"More words {n}")]) for n in range(3)))
    with store.read() as connection:
        before = picture(connection)
    with store.write() as connection:
        decide(connection)
        decision = last_decision(connection)
    with store.write() as connection:
        speakers.undo(connection, decision, by="bo", note="a slip")
    with store.read() as connection:
        assert picture(connection) == before
        found = speakers.get(connection, "anna-petrova")
        assert isinstance(found, speakers.Detail)
        assert [one.kind for one in found.decisions][-1] == "undo"
    with store.write() as connection, pytest.raises(Conflict):
        speakers.undo(connection, decision, by="bo")
    with store.write() as connection, pytest.raises(NotFound):
        speakers.undo(connection, 10_000, by="bo")


def test_an_undone_merge_gives_corrected_quotes_back(store: Store) -> None:
    read(store, *sayers(store, *NAMES))
    with store.write() as connection:
        (said,) = [row for row in quotes.page(connection, QuoteFilter(), limit=9).rows if "Clara" in row.body]
        boris = speakers.resolve(connection, "Boris Orlov").speakers[0]
        corrections.correct_speaker(connection, said.id, by="ann", speaker_pk=boris.pk)
        before = picture(connection)
        speakers.merge(connection, "anna-petrova", ["boris-orlov"], by="ann")
        assert {who for who, _ in picture(connection).values()} == {"anna-petrova"}
        speakers.undo(connection, last_decision(connection), by="ann")
        assert picture(connection) == before


def test_an_undone_correction_is_no_persons_word_any_more(store: Store) -> None:
    """Down the corrections one by one; at the bottom is what the article says, and a merge moves it as any other."""
    made = sayers(store, *NAMES)
    read(store, *made)
    (said,) = [row for row in everything(store) if "Clara" in row.body]
    states = [said._replace(pk=0, body=said.body)]
    with store.write() as connection:
        for name in ("Boris Orlov", "Anna Petrova", None):
            pk = speakers.resolve(connection, name).speakers[0].pk if name else None
            corrections.correct_speaker(connection, said.id, by="ann", speaker_pk=pk)
            states.append(_row(connection, said.id))
        not_quotations.refuse(connection, said.id, by="ann")
    put(store, *made, again=True)  # what was decided holds, and how it was read is kept
    for number in range(4):
        with store.write() as connection:
            corrections.undo(connection, said.id, by="bo", note="a slip")
            now, then = _row(connection, said.id), states[3 - number]
            assert (now.speaker_id, now.speaker_evidence) == (then.speaker_id, then.speaker_evidence), number
            assert ("corrected" in now.body) == (number < 3)
        if number % 2:
            put(store, *made, again=True)
    assert {row.id: row._replace(pk=0) for row in everything(store)}[said.id] == states[0]
    with store.write() as connection:
        with pytest.raises(Conflict):
            corrections.undo(connection, said.id, by="bo")
        assert len(corrections.history(connection, said.id)) >= 8
        speakers.merge(connection, "anna-petrova", ["clara-weiss"], by="ann")
        assert picture(connection)[said.id] == ("anna-petrova", "Anna Petrova")


def test_a_merge_made_while_a_correction_stood_holds_when_it_is_undone(store: Store) -> None:
    read(store, *sayers(store, *NAMES))
    (said,) = [row for row in everything(store) if "Clara" in row.body]
    with store.write() as connection:
        boris = speakers.resolve(connection, "Boris Orlov").speakers[0]
        corrections.correct_speaker(connection, said.id, by="ann", speaker_pk=boris.pk)
        speakers.merge(connection, "anna-petrova", ["clara-weiss"], by="ann")
        corrections.undo(connection, said.id, by="ann")
        assert picture(connection)[said.id] == ("anna-petrova", "Anna Petrova")


def _row(connection: Connection, quote_id: str) -> Any:
    row = quotes.get(connection, quote_id)
    assert row is not None
    return row._replace(pk=0)


def test_what_is_no_quotation_is_in_no_list_and_comes_back_whole(store: Store) -> None:
    made = sayers(store, *NAMES)
    read(store, *made)
    with store.read() as connection:
        before = quotes.page(connection, QuoteFilter(), limit=9).rows
        counted = facets(connection, QuoteFilter())
    gone = before[1]
    with store.write() as connection:
        not_quotations.refuse(connection, gone.id, by="ann", note="a title")
    for round in range(2):
        with store.read() as connection:
            assert [row.id for row in everything(store)] == [row.id for row in before if row.id != gone.id]
            assert quotes.total(connection) == 2 == quotes.count(connection, QuoteFilter())
            kept = quotes.get(connection, gone.id)
            assert kept is not None and kept.superseded
            assert not_quotations.is_refused(connection, gone.id)
            number = "SELECT quotes FROM articles WHERE id = :id"
            assert connection.execute(text(number), {"id": gone.article_id}).scalar() == 0
        if round == 0:  # the article is read anew: the refusal holds
            put(store, *made, again=True)
    with store.write() as connection:
        not_quotations.restore(connection, gone.id, by="bo")
        assert not not_quotations.is_refused(connection, gone.id)
        with pytest.raises(Conflict):
            not_quotations.restore(connection, gone.id, by="bo")
    with store.read() as connection:
        now = quotes.page(connection, QuoteFilter(), limit=9).rows
        assert {row.id: row._replace(pk=0) for row in now} == {row.id: row._replace(pk=0) for row in before}
        assert facets(connection, QuoteFilter()) == counted
        assert [(one.by, one.after_name) for one in corrections.history(connection, gone.id)] == [
            ("ann", ""),
            ("bo", " "),
        ]
    put(store, *made, again=True)
    with store.read() as connection:
        assert {row.id for row in quotes.page(connection, QuoteFilter(), limit=9).rows} == {row.id for row in before}
