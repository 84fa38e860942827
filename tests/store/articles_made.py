"""Extractions made by hand: what a store test puts in, without a model."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from quotes.io.ingest import Ingested, keep
from quotes.models import Document, Extraction, Person, Quote, Speaker, TextRange
from quotes.store import Store
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter, QuoteRow


def article(
    name: str, *said: tuple[str, str | None], changes: dict[int, dict[str, Any]] | None = None, **about: Any
) -> Extraction:
    """An article in which each speaker says each words, in a text made of them; `changes` alters a quote by number.

    `article("a1", ("We stay", "Ann Lee"), ("Who knows", None), outlet="BBC", published="2020-08-09")`
    """
    text = about.pop("intro", "")
    quotes: list[Quote] = []
    for number, (words, speaker) in enumerate(said):
        start = len(text) + 1
        text += f"“{words}” "
        mention = None
        if speaker is not None:
            mention = TextRange(len(text) + 5, len(text) + 5 + len(speaker), speaker)
            text += f"said {speaker}. "
        quote = Quote(
            id=quote_id(name, words, sum(quote.text == words for quote in quotes)),
            text=words,
            parts=(TextRange(start, start + len(words), words),),
            kind="direct",
            speaker=Speaker(speaker, type="person", mention=mention) if speaker else None,
            rule="subject-of-cue" if speaker else None,
            confidence=0.9 if speaker else 0.0,
        )
        quotes.append(replace(quote, **(changes or {}).get(number, {})))
    text += about.pop("end", "")
    people = tuple(Person(name) for name in dict.fromkeys(speaker for _, speaker in said if speaker))
    return Extraction(Document(name, text, **about), tuple(quotes), people)


def quote_id(article_id: str, words: str, occurrence: int) -> str:
    """The same for the same words of the same article, as the engine's ids are (which take a model to import)."""
    return "q" + hashlib.sha256(f"{article_id} {words} {occurrence}".encode()).hexdigest()[:16]


def put(store: Store, *extractions: Extraction, again: bool = False) -> list[Ingested]:
    """Store them, one transaction each; none may fail."""
    kept = [keep(store, extraction, again=again) for extraction in extractions]
    assert all(isinstance(one, Ingested) for one in kept), kept
    return [one for one in kept if isinstance(one, Ingested)]


def everything(store: Store, asked: QuoteFilter | None = None, *, limit: int = 3, **options: Any) -> list[QuoteRow]:
    """All quotes asked for, page by small page."""
    found: list[QuoteRow] = []
    cursor = None
    while True:
        page = stored.page(store, asked or QuoteFilter(), limit=limit, cursor=cursor, **options)
        found += page.rows
        if (cursor := page.next) is None:
            return found


def words(rows: list[QuoteRow]) -> list[str]:
    """The text of each quote."""
    return [stored.row_as_dict(row)["text"] for row in rows]


def counted_otherwise(store: Store) -> list[tuple[object, ...]]:
    """What SQLite's narrow table has otherwise than the quotes themselves, and they than it."""
    columns = "pk, speaker_pk, outlet_pk, month, kind, attributed, confidence, rule"
    both = (f"SELECT {columns} FROM quotes", f"SELECT {columns} FROM quotes_counted")
    found = (store.rows(f"{one} EXCEPT {other}", {}) for one, other in (both, both[::-1]))
    return [row for rows in found for row in rows]
