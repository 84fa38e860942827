"""Where else a quote was printed, and what each copy changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from quotes.matching.utterance import differences
from quotes.matching.word_diff import Change
from quotes.store.schema.speaker_tables import speakers
from quotes.store.schema.tables import articles, quotes


@dataclass(frozen=True, slots=True)
class Copy:
    """The same utterance in another article, and what it changed (from the words asked about to these)."""

    id: str
    text: str
    article_id: str
    outlet: str | None
    published: str | None
    speaker_name: str | None
    difference: tuple[Change, ...]

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        plain = ("id", "text", "article_id", "outlet", "published", "speaker_name")
        return {
            **{name: getattr(self, name) for name in plain},
            "difference": [change.as_dict() for change in self.difference],
        }


@dataclass(frozen=True, slots=True)
class Similar:
    """Where else an utterance was printed: the earliest first; `outlets` and `first_seen` count the quote itself."""

    utterance: int | None
    first_seen: str | None
    outlets: tuple[str, ...]
    quotes: tuple[Copy, ...]


def similar(connection: Connection, quote_id: str, *, limit: int = 50) -> Similar | None:
    """The other articles that print a quote's utterance, at most `limit`; None if there is no such quote."""
    mine = _copies(connection, quotes.c.id == quote_id, 1)
    if not mine:
        return None
    (row,) = mine
    if row.utterance_pk is None:
        return Similar(None, row.published, _outlets([row]), ())
    everyone = _copies(connection, quotes.c.utterance_pk == row.utterance_pk, 10_000)
    copies = [
        Copy(
            one.id,
            one.text,
            one.article_id,
            one.outlet,
            one.published,
            one.speaker_name,
            tuple(differences(row.text, one.text)),
        )
        for one in [one for one in everyone if one.id != quote_id][:limit]
    ]
    first = min((one.published for one in everyone if one.published), default=None)
    return Similar(int(row.utterance_pk), first, _outlets(everyone), tuple(copies))


def _outlets(rows: Iterable[Row[Any]]) -> tuple[str, ...]:
    return tuple(sorted({row.outlet for row in rows if row.outlet}))


def _copies(connection: Connection, condition: Any, most: int) -> list[Row[Any]]:
    statement = (
        select(
            quotes.c.id,
            quotes.c.text,
            quotes.c.utterance_pk,
            articles.c.id.label("article_id"),
            articles.c.outlet,
            articles.c.published,
            speakers.c.name.label("speaker_name"),
        )
        .join(articles, articles.c.pk == quotes.c.article_pk)
        .outerjoin(speakers, speakers.c.pk == quotes.c.speaker_pk)
        .where(condition)
        .order_by(quotes.c.pk)
        .limit(most)
    )
    return list(connection.execute(statement))
