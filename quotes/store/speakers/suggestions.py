"""Names that may be one person's, where the evidence does not decide: for somebody to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, or_, select, true, tuple_

from quotes.errors import BadInput
from quotes.store.schema.speaker_tables import speaker_names, speaker_suggestions
from quotes.store.search import cursors
from quotes.store.speakers.lookup import MOST_ROWS
from quotes.store.speakers.rows import ListedSpeaker, found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers that may be one, and why it is not clear."""

    a: ListedSpeaker
    b: ListedSpeaker
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"a": self.a.as_dict(), "b": self.b.as_dict(), "reason": self.reason}


class SuggestionPage(NamedTuple):
    """Suggestions in order, and the cursor of the page after them (None: this is the last)."""

    rows: list[Suggestion]
    next: str | None


def suggestions(connection: Connection, *, limit: int = 50, cursor: str | None = None) -> SuggestionPage:
    """Pairs of speakers that may be one person, to be merged or said to be two."""
    if not 1 <= limit <= MOST_ROWS:
        raise BadInput(f"A page has 1 to {MOST_ROWS:,} suggestions, not {limit}.")
    after: ColumnElement[bool] = true()
    if cursor is not None:
        place = tuple_(*cursors.decode(cursor, "suggestions", int, int))
        after = tuple_(speaker_suggestions.c.a_pk, speaker_suggestions.c.b_pk) > place
    rows = _pairs(connection, after, limit + 1)
    pairs = _told(connection, rows[:limit])
    if len(rows) <= limit:
        return SuggestionPage(pairs, None)
    return SuggestionPage(pairs, cursors.encode("suggestions", rows[limit - 1].a_pk, rows[limit - 1].b_pk))


def suggestions_of(connection: Connection, speaker_pk: int, *, limit: int = 20) -> tuple[Suggestion, ...]:
    """Who else this speaker may be."""
    mine = select(speaker_names.c.pk).where(speaker_names.c.speaker_pk == speaker_pk)
    here = or_(speaker_suggestions.c.a_pk.in_(mine), speaker_suggestions.c.b_pk.in_(mine))
    return tuple(_told(connection, _pairs(connection, here, limit)))


def _pairs(connection: Connection, condition: ColumnElement[bool], most: int) -> list[Row[Any]]:
    a, b = speaker_names.alias(), speaker_names.alias()
    table = speaker_suggestions.c
    statement = (
        select(table.a_pk, table.b_pk, table.reason, a.c.speaker_pk.label("a"), b.c.speaker_pk.label("b"))
        .join(a, a.c.pk == table.a_pk)
        .join(b, b.c.pk == table.b_pk)
        .where(condition, ~table.settled, a.c.speaker_pk != b.c.speaker_pk)
        .order_by(table.a_pk, table.b_pk)
        .limit(most)
    )
    return list(connection.execute(statement))


def _told(connection: Connection, rows: list[Row[Any]]) -> list[Suggestion]:
    people = {one.pk: one for one in found(connection, {pk for row in rows for pk in (row.a, row.b)})}
    pairs: dict[frozenset[int], Suggestion] = {}
    for row in rows:
        pairs.setdefault(frozenset((row.a, row.b)), Suggestion(people[row.a], people[row.b], row.reason))
    return list(pairs.values())
