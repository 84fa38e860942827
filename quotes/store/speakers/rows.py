"""A speaker as a row of a listing, with the kept count of quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from quotes.store.schema.speaker_tables import speaker_names, speakers
from quotes.store.schema.tables import tallies
from quotes.store.search.counters import BY_SPEAKER, NUMBER
from quotes.store.statements.one_of_many import one_of

_COUNTED = and_(
    tallies.c.dim == BY_SPEAKER, tallies.c.key == speakers.c.pk, tallies.c.facet == NUMBER, tallies.c.value == 0
)
_FOUND = (
    select(speakers.c.pk, speakers.c.slug, speakers.c.name, speakers.c.type, func.coalesce(tallies.c.n, 0))
    .outerjoin(tallies, _COUNTED)
    .where(one_of(speakers.c.pk, "pks"), speakers.c.merged_into.is_(None))
)
_NAMES = select(speaker_names.c.pk, speaker_names.c.folded, speaker_names.c.type, speaker_names.c.speaker_pk).where(
    one_of(speaker_names.c.pk, "pks"),
    (speaker_names.c.articles > 0) | speaker_names.c.by_hand,
    speaker_names.c.speaker_pk.is_not(None),
)


@dataclass(frozen=True, slots=True)
class ListedSpeaker:
    """A speaker in a listing; `quotes` is how many quotes the store has of them."""

    pk: int
    id: str
    name: str
    type: str
    quotes: int

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"id": self.id, "name": self.name, "type": self.type, "quotes": self.quotes}


def found(connection: Connection, pks: Iterable[int]) -> list[ListedSpeaker]:
    """These speakers, those of them that were not merged into others: the most quoted first."""
    wanted = sorted(set(pks))
    rows = map(row_of, connection.execute(_FOUND, {"pks": wanted}).all()) if wanted else ()
    return sorted(rows, key=lambda row: (-row.quotes, row.name, row.pk))


def row_of(row: Any) -> ListedSpeaker:
    """From (pk, slug, name, type, number of quotes)."""
    pk, slug, name, type, number = row
    return ListedSpeaker(pk, slug, name, type, int(number))


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
    wanted = sorted(set(pks))
    return list(connection.execute(_NAMES, {"pks": wanted})) if wanted else []
