"""Quotes into their table, and into all that is kept about them: counts, words, lines."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from sqlalchemy import Connection

from quotes.store.quotes import json_lines
from quotes.store.schema.tables import quotes
from quotes.store.search import counters, fulltext
from quotes.store.statements.inserting import insert_rows


def add_quotes(connection: Connection, rows: Sequence[dict[str, Any]], worded: Set[int] = frozenset()) -> None:
    """Insert quotes whose rows all have the same columns; utterances are joined by `utterances.assign`.

    `worded` are the keys of those whose words are filed already.
    """
    ordered = sorted(rows, key=lambda row: row["pk"])
    insert_rows(connection, quotes, ordered)
    counters.add(connection, ordered)
    fulltext.add(connection, [(row["pk"], row["text"]) for row in ordered if row["pk"] not in worded])
    json_lines.add(connection, [row["pk"] for row in ordered])
