"""Free text to search for, as each database wants it: any string is a search, none is an error.

Words are all required; "words in quotes" must follow one another; a word that ends in * is a beginning.
Case and accents do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, text

from quotes.text.words import SEARCHED

# Marks of every hand open and close a phrase.
_PIECES = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
# A query's words beyond these are left out: nobody types them, and a pasted page has no quote it equals.
MOST_TERMS = 60
MOST_WORDS = 400
# PostgreSQL refuses a query with a word of more than 2,046 bytes.
MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow one another, folded and as they were typed; `prefix`: the last may go on."""

    words: tuple[str, ...]
    typed: str
    prefix: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for. None at all when it holds no word: then nothing matches."""
    found: dict[Term, None] = {}
    left = MOST_WORDS
    for phrase, piece in _PIECES.findall(query):
        words = fold(phrase or piece)
        if not words or left <= 0:
            continue
        words, left = words[:left], left - len(words)
        typed = (phrase or piece).replace("\0", " ")
        found[Term(tuple(words), typed, prefix=bool(piece) and piece.endswith("*"))] = None
        if len(found) == MOST_TERMS:
            break
    return tuple(found)


def fold(words: str) -> list[str]:
    """The words of a text without case and accents, as they are indexed."""
    if not words.isascii():
        words = unicodedata.normalize("NFKD", words)
        for mark in filter(unicodedata.combining, set(words)):
            words = words.replace(mark, "")
    return SEARCHED.findall(words.casefold())


def fts5(found: Sequence[Term]) -> str:
    """The MATCH string of SQLite's FTS5, whose own tokenizer folds what was typed as it folded the text."""
    return " AND ".join(f'"{term.typed}"{" *" if term.prefix else ""}' for term in found)


def tsquery(found: Sequence[Term]) -> str:
    """The tsquery of PostgreSQL."""
    phrases = (
        " <-> ".join(f"'{word[:MOST_LETTERS]}'" for word in term.words) + (":*" if term.prefix else "")
        for term in found
    )
    return " & ".join(f"({phrase})" for phrase in phrases)


_ADD_SQLITE = text(
    "INSERT INTO quotes_fts (rowid, text) SELECT pk, text FROM quotes "
    "WHERE pk IN (SELECT value FROM json_each(:pks)) ORDER BY pk"
)
_ADD_POSTGRES = text(
    "INSERT INTO quote_words (quote_pk, words) SELECT pk, to_tsvector('simple', words) "
    "FROM json_to_recordset(CAST(:rows AS json)) AS given(pk bigint, words text)"
)


def add(connection: Connection, said: Sequence[tuple[int, str]]) -> None:
    """File the words of quotes that were just inserted, or are about to be (PostgreSQL); what changes later is filed by
    triggers on SQLite.

    All in one statement: after each FTS5 writes down what it has gathered, which costs more than the filing itself.
    """
    if not said:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(_ADD_SQLITE, {"pks": orjson.dumps([pk for pk, _ in said]).decode()})
        return
    words = [{"pk": pk, "words": " ".join(fold(text))} for pk, text in said]
    connection.execute(_ADD_POSTGRES, {"rows": orjson.dumps(words).decode()})
