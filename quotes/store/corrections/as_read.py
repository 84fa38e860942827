"""A quotation as it was read, kept while a person's word stands in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from quotes.store.quotes import json_lines
from quotes.store.quotes.rows import members, parsed
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names
from quotes.store.schema.tables import quotes, quotes_as_read
from quotes.store.statements.one_of_many import among

_KEPT = ("attributed", "confidence", "person_name", "speaker_evidence")


def keep(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep what these rows of quotes say before somebody's word is put into them; it replaces what was kept before."""
    kept = {row["id"]: orjson.dumps({name: row[name] for name in _KEPT}).decode() for row in rows}
    if kept:
        connection.execute(delete(quotes_as_read).where(among(connection, quotes_as_read.c.quote_id, list(kept))))
        connection.execute(insert(quotes_as_read), [{"quote_id": name, "read": value} for name, value in kept.items()])


def put_back(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Give a row of quotes what its article said; False where a store of an earlier version had not kept that."""
    kept = connection.execute(select(quotes_as_read.c.read).where(quotes_as_read.c.quote_id == row["id"])).scalar()
    if kept is None:
        return False
    read = orjson.loads(kept)
    body = parsed(row["body"])
    body.pop("corrected", None)
    body["confidence"] = read["confidence"]
    values = read | {
        "corrected": False,
        "speaker_pk": _speaker_of(connection, row["article_pk"], read["person_name"]),
        "body": members(body),
    }
    connection.execute(update(quotes).where(quotes.c.pk == row["pk"]).values(values))
    json_lines.add(connection, [row["pk"]])
    connection.execute(delete(quotes_as_read).where(quotes_as_read.c.quote_id == row["id"]))
    return True


def _speaker_of(connection: Connection, article_pk: int, name: str | None) -> int | None:
    """Who the article's person is by now, whoever was merged or split since the article was read."""
    seen, names = speaker_appearances.c, speaker_names.c
    found = (
        select(names.speaker_pk)
        .join(speaker_appearances, seen.name_pk == names.pk)
        .where(seen.article_pk == article_pk, seen.name == name)
    )
    return connection.execute(found.order_by(names.pk)).scalars().first()
