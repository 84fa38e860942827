"""Finding speakers: by id, by any spelling, as somebody types; and the list of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, and_, func, literal_column, select, tuple_

from quotes.errors import BadInput
from quotes.linking import NameRecord, Relation, blocking_keys, counterpart_keys, describe, relate
from quotes.names.parsing import parse
from quotes.store.connections.reading import Reader
from quotes.store.schema.speaker_tables import speaker_names, speakers
from quotes.store.schema.tables import tallies
from quotes.store.search import cursors
from quotes.store.search.counters import BY_SPEAKER, MONTHS, NUMBER
from quotes.store.speakers.keys import records_by_key
from quotes.store.speakers.rows import ListedSpeaker, current, found, names_of, row_of
from quotes.store.speakers.typeahead import near, speakers_beginning_with

MOST_FOUND = 50
MOST_ROWS = 1000
_MOST_BEARERS = 500  # of one family name that are looked at
Sort = Literal["-quotes", "name"]
_BY_ID = f"""SELECT s.pk, s.slug, s.name, s.type, coalesce(t.n, 0) FROM speakers s
    LEFT JOIN tallies t ON t.dim = {BY_SPEAKER} AND t.key = s.pk AND t.facet = {NUMBER} AND t.value = 0
    WHERE s.slug = {{}} AND s.merged_into IS NULL"""  # noqa: S608 - numbers and a placeholder of our own


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a query means: everyone it fits, or near names (`candidates`) where it fits nobody."""

    query: str
    speakers: tuple[ListedSpeaker, ...] = ()
    candidates: tuple[ListedSpeaker, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {
            "query": self.query,
            "speakers": [one.as_dict() for one in self.speakers],
            "candidates": [one.as_dict() for one in self.candidates],
        }


class SpeakerPage(NamedTuple):
    """Speakers in order, and the cursor of the page after them (None: this is the last).

    `of` is how many there are on all pages, where that was found out on the way.
    """

    rows: list[ListedSpeaker]
    next: str | None
    of: int | None = None


def resolve(connection: Connection, query: str) -> Resolution:
    """Whom an id, an old id, a name, an alias, any spelling or a lone family name means.

    Several people of one family name are all given, the most quoted first (at most 50).
    """
    query = " ".join(query.split())[:200]
    by_id = _by_slug(connection, query)
    if by_id is not None and "-" in query:
        return Resolution(query, tuple(found(connection, [by_id])))
    named = _speakers_by_name(connection, query) if query else []
    if by_id is not None and len(named) <= 1:
        return Resolution(query, tuple(found(connection, [by_id])))
    pks = list(dict.fromkeys([*named, *([by_id] if by_id is not None else [])]))
    if pks:
        return Resolution(query, tuple(found(connection, pks)[:MOST_FOUND]))
    return Resolution(query, (), tuple(near(connection, query)))


def by_id(reader: Reader, speaker_id: str) -> ListedSpeaker | None:
    """The speaker whose very id this is; None for an old id, a name, and an id that might be a family name too.

    What most callers ask for, in one statement without SQLAlchemy's layer: `resolve` costs many times as much.
    """
    if "-" not in speaker_id or "\0" in speaker_id:
        return None
    value = ":id" if reader.dialect == "sqlite" else "%(id)s"
    rows = reader.rows(_BY_ID.format(value), {"id": speaker_id})
    return row_of(rows[0]) if rows else None


def page(
    connection: Connection,
    *,
    q: str | None = None,
    type: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
    sort: Sort = "-quotes",
) -> SpeakerPage:
    """Speakers who are quoted, the most quoted first or by name; `q`: a word begins so, in any spelling."""
    if not 1 <= limit <= MOST_ROWS:
        raise BadInput(f"A page has 1 to {MOST_ROWS:,} speakers, not {limit}.")
    if sort not in ("-quotes", "name"):
        raise BadInput(f"Speakers are sorted by -quotes or name, not {sort}.")
    if q is not None and q.strip():
        return _typed_page(connection, q, type, limit, cursor, sort)
    statement = _listed(type)
    if sort == "name":
        if cursor is not None:
            after = tuple_(*cursors.decode(cursor, "speakers-name", str, int))
            statement = statement.where(tuple_(speakers.c.name, speakers.c.pk) > after)
        statement = statement.order_by(speakers.c.name, speakers.c.pk)
    else:
        if cursor is not None:
            n, pk = cursors.decode(cursor, "speakers-quotes", int, int)
            later = (tallies.c.n == n) & (tallies.c.key > pk)
            statement = statement.where((tallies.c.n < n) | later)
        statement = statement.order_by(tallies.c.n.desc(), tallies.c.key)
    rows = [row_of(row) for row in connection.execute(statement.limit(limit + 1))]
    if len(rows) <= limit:
        return SpeakerPage(rows, None)
    last = rows[limit - 1]
    values = (last.name, last.pk) if sort == "name" else (last.quotes, last.pk)
    return SpeakerPage(rows[:limit], cursors.encode(f"speakers-{sort.lstrip('-')}", *values))


def count(connection: Connection, *, q: str | None = None, type: str | None = None) -> int:
    """How many speakers `page` has on all its pages together."""
    if q is not None and q.strip():
        return len(speakers_beginning_with(connection, q, type))
    return int(connection.execute(select(func.count()).select_from(_listed(type).subquery())).scalar_one())


def _listed(type: str | None) -> Select[tuple[int, str, str, str, int]]:
    """Who is quoted, from the kept counts."""
    quoted = and_(
        *(tallies.c.dim == BY_SPEAKER, tallies.c.facet == NUMBER, tallies.c.value == 0, tallies.c.key > 0),
        # SQLite finds them by an index of all but months
        *(tallies.c.facet != literal_column(f"{MONTHS:d}"), tallies.c.n > 0),
    )
    statement = (
        select(speakers.c.pk, speakers.c.slug, speakers.c.name, speakers.c.type, tallies.c.n)
        .join(tallies, tallies.c.key == speakers.c.pk)
        .where(quoted)
    )
    return statement if type is None else statement.where(speakers.c.type == type)


def _by_slug(connection: Connection, query: str) -> int | None:
    slug = query.lower()
    pk = connection.execute(select(speakers.c.pk).where(speakers.c.slug == slug)).scalar()
    return None if pk is None else current(connection, pk)


def _speakers_by_name(connection: Connection, query: str) -> list[int]:
    """The speakers that bear the name: as it stands or in another rendering; else those it says less of."""
    records = [describe(query, type) for type in ("person", "organization")]
    person, organization = (blocking_keys(record.folded, record.type) for record in records)
    wanted = {key for key in (*counterpart_keys(person), *counterpart_keys(organization)) if key[:2] != "l:"}
    wanted |= {key for key in person if key[:2] in ("l:", "i:")}
    under = {pk for pks in records_by_key(connection, wanted).values() for pk in pks}
    if records[0].completeness == 2:  # however many bear it, those who are spelt just so are found
        spelt = {f"t:{word}" for reading in parse(records[0].folded).readings for word in reading.surname}
        under |= {
            pk for pks in records_by_key(connection, spelt, most=_MOST_BEARERS, cut_off=True).values() for pk in pks
        }
    exact = select(speaker_names.c.pk).where(speaker_names.c.folded.in_([record.folded for record in records]))
    under |= set(connection.execute(exact).scalars())
    best: dict[int, Relation] = {}
    for row in names_of(connection, under):
        for record in records:
            if (record.type == "person") != (row.type == "person") and record.folded != row.folded:
                continue
            relation, _ = relate(NameRecord(record.folded, record.type), NameRecord(row.folded, row.type))
            if relation >= Relation.LESS_SPECIFIC:
                best[row.speaker_pk] = max(relation, best.get(row.speaker_pk, relation))
    same = [pk for pk, relation in best.items() if relation is Relation.SAME]
    return sorted(best) if records[0].completeness == 2 or not same else sorted(same)


def _typed_page(
    connection: Connection, q: str, type: str | None, limit: int, cursor: str | None, sort: Sort
) -> SpeakerPage:
    start = 0 if cursor is None else cursors.decode(cursor, "speakers-typed", int)[0]
    rows = speakers_beginning_with(connection, q, type)
    if sort == "name":
        rows.sort(key=lambda row: (row.name, row.pk))
    more = len(rows) > start + limit
    following = cursors.encode("speakers-typed", start + limit) if more else None
    return SpeakerPage(rows[start : start + limit], following, len(rows))
