"""A speaker as a row of a listing, with the kept count of quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from quotes.store.counters import BY_SPEAKER, NUMBER
from quotes.store.speakers.tables import speaker_names, speakers
from quotes.store.tables import tallies

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker in a listing; `quotes` is how many quotes the store has of them."""

    pk: int
    id: str
    name: str
    type: str
    quotes: int

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"id": self.id, "name": self.name, "type": self.type, "quotes": self.quotes}


def found(connection: Connection, pks: Iterable[int]) -> list[Found]:
    """These speakers, those of them that were not merged into others: the most quoted first."""
    counted = and_(
        tallies.c.dim == BY_SPEAKER, tallies.c.key == speakers.c.pk, tallies.c.facet == NUMBER, tallies.c.value == 0
    )
    columns = (speakers.c.pk, speakers.c.slug, speakers.c.name, speakers.c.type, func.coalesce(tallies.c.n, 0))
    rows: list[Found] = []
    for chunk in _chunks(pks):
        chosen = select(*columns).outerjoin(tallies, counted)
        some = chosen.where(speakers.c.pk.in_(chunk), speakers.c.merged_into.is_(None))
        rows += map(row_of, connection.execute(some).all())
    return sorted(rows, key=lambda row: (-row.quotes, row.name, row.pk))


def row_of(row: Any) -> Found:
    """From (pk, slug, name, type, number of quotes)."""
    pk, slug, name, type, number = row
    return Found(pk, slug, name, type, int(number))


def current(connection: Connection, pk: int) -> int:
    """The speaker that this one has become, itself if it was never merged."""
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        into = connection.execute(select(speakers.c.merged_into).where(speakers.c.pk == pk)).scalar()
        if into is None:
            break
        pk = int(into)
    return pk


def names_of(connection: Connection, pks: Iterable[int]) -> list[Any]:
    """Rows (pk, folded, type, speaker_pk) of those of the records that are read somewhere."""
    names = speaker_names.c
    columns = (names.pk, names.folded, names.type, names.speaker_pk)
    read = ((names.articles > 0) | names.by_hand) & names.speaker_pk.is_not(None)
    rows: list[Any] = []
    for chunk in _chunks(pks):
        rows += connection.execute(select(*columns).where(names.pk.in_(chunk), read)).all()  # at once: far quicker
    return rows


def _chunks(pks: Iterable[int]) -> list[list[int]]:
    ordered = sorted(set(pks))
    return [ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK)]
