"""The same utterance in many articles: found, shown with what was changed, counted once. On both databases."""

from __future__ import annotations

import random
from unittest.mock import patch

import pytest
from sqlalchemy import Connection

from quotes.models import Extraction
from quotes.store import Store, articles, quotes, utterances
from tests.store.hashes_stored import put_away
from tests.store.people_made import extraction, read

WHOLE = (
    "There is a need to contact Putin so that I can talk to him now, because it is not a threat to just Belarus anymore"
)
SAYS = {
    "radio": ("Alyaksandr Lukashenka", WHOLE, "2020-08-15"),
    "times": ("Alexander Lukashenko", "There is a need to contact Putin", "2020-08-17"),
    "post": ("", "a need to contact Putin so that I can talk to him now", "2020-08-16"),
    "wire": ("Alexander Lukashenko", WHOLE.replace("it is", "it’s"), "2020-08-18"),
    "other": ("Alexander Lukashenko", "Do not play with fire, our soldiers have enough resources", "2020-08-18"),
    "thanks": ("Alexander Lukashenko", "Thank you", "2020-08-18"),
    "merci": ("Angela Merkel", "Thank you", "2020-08-18"),
}


def made() -> dict[str, Extraction]:
    return {
        article: extraction(article, said=[(who, what)], outlet=article.title(), published=day)
        for article, (who, what, day) in SAYS.items()
    }


def quote_of(connection: Connection, article: str) -> str:
    (row,) = quotes.page(connection, quotes.QuoteFilter(articles=(article,))).rows
    return row.id


def copies(connection: Connection, article: str) -> list[str]:
    found = utterances.similar(connection, quote_of(connection, article))
    assert found is not None
    return [copy.article_id for copy in found.quotes]


@pytest.mark.parametrize("seed", range(4))
def test_copies_cuts_and_variants_are_one_utterance_in_any_order(store: Store, seed: int) -> None:
    extractions = list(made().values())
    random.Random(seed).shuffle(extractions)
    read(store, *extractions)
    with store.read() as connection:
        assert copies(connection, "times") == ["radio", "post", "wire"]
        assert copies(connection, "radio") == ["post", "times", "wire"]
        for alone in ("other", "thanks", "merci"):
            assert copies(connection, alone) == []


def test_copies_are_found_when_the_hashes_of_earlier_ones_were_put_away(store: Store) -> None:
    with patch.multiple("quotes.store.utterances.filing", MOST_RECENT=20, _SELDOM=1):
        for one in made().values():
            read(store, one)
    ((recent,),) = store.rows("SELECT count(*) FROM utterance_bands_recent", {})
    assert len(put_away(store)) > 0 and recent <= 20
    with store.read() as connection:
        assert copies(connection, "times") == ["radio", "post", "wire"]
    with store.write() as connection:
        for article in made():
            articles.delete(connection, article)
    assert put_away(store) == []
    assert store.rows("SELECT hash FROM utterance_bands_recent WHERE quote_pk <> 0", {}) == []


def test_similar_tells_the_words_the_date_and_the_outlets(store: Store) -> None:
    read(store, *made().values())
    with store.read() as connection:
        found = utterances.similar(connection, quote_of(connection, "times"))
        assert found is not None
        assert (found.first_seen, found.outlets) == ("2020-08-15", ("Post", "Radio", "Times", "Wire"))
        first = found.quotes[0].as_dict()
        assert (first["article_id"], first["speaker_name"]) == ("radio", "Alexander Lukashenko")
        assert [change["op"] for change in first["difference"]] == ["same", "added"]
        assert utterances.similar(connection, "q-nowhere") is None


def test_distinct_gives_one_of_each_utterance_the_earliest(store: Store) -> None:
    read(store, *made().values())
    with store.read() as connection:
        rows = quotes.page(connection, quotes.QuoteFilter(distinct=True)).rows
        assert {row.article_id for row in rows} == {"radio", "other", "thanks", "merci"}


def test_reading_again_and_deleting_leave_the_rest_as_it_was(store: Store) -> None:
    extractions = made()
    read(store, *extractions.values(), *extractions.values())
    with store.write() as connection:
        assert copies(connection, "times") == ["radio", "post", "wire"]
        articles.delete(connection, "radio")
        assert copies(connection, "times") == ["post", "wire"]
    read(store, extractions["radio"])
    with store.read() as connection:
        assert copies(connection, "times") == ["radio", "post", "wire"]


def test_a_phrase_that_everybody_uses_joins_nobody(store: Store) -> None:
    phrase = "I do not think that this is the case"
    read(store, *(extraction(f"a{n}", said=[(f"Speaker Number{chr(97 + n)}", phrase)]) for n in range(12)))
    with store.read() as connection:
        assert copies(connection, "a3") == []
