"""Finding speakers: by id, by any spelling, as somebody types; and the list of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, tuple_

from quotes.errors import BadInput
from quotes.identity import Node, Relation, blocking_keys, describe, fold, looked_up, relate
from quotes.identity.folding import skeletons
from quotes.store import cursors
from quotes.store.reading import Reader
from quotes.store.speaker_keys import holders
from quotes.store.speaker_tables import speaker_keys, speaker_names, speakers
from quotes.store.tables import tallies
from quotes.store.tallies import ALL, BY_SPEAKER, NUMBER, SPEAKERS

MOST_FOUND = 50
MOST_CANDIDATES = 5
MOST_ROWS = 1000
_MOST_TYPED = 1000  # names that a typed beginning is matched with
_NEAR = 75  # of 100: how alike a candidate must be
Sort = Literal["-quotes", "name"]
_BY_ID = f"""SELECT s.pk, s.slug, s.name, s.type, coalesce(t.n, 0) FROM speakers s
    LEFT JOIN tallies t ON t.dim = {BY_SPEAKER} AND t.key = s.pk AND t.facet = {NUMBER} AND t.value = 0
    WHERE s.slug = {{}} AND s.merged_into IS NULL"""  # noqa: S608 - numbers and a placeholder of our own


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


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a query means: everyone it fits, or near names (`candidates`) where it fits nobody."""

    query: str
    speakers: tuple[Found, ...] = ()
    candidates: tuple[Found, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {
            "query": self.query,
            "speakers": [one.as_dict() for one in self.speakers],
            "candidates": [one.as_dict() for one in self.candidates],
        }


class SpeakerPage(NamedTuple):
    """Speakers in order, and the cursor of the page after them (None: this is the last)."""

    rows: list[Found]
    next: str | None


def resolve(connection: Connection, query: str) -> Resolution:
    """Whom an id, an old id, a name, an alias, any spelling or a lone family name means.

    Several people of one family name are all given, the most quoted first (at most 50).
    """
    query = " ".join(query.split())[:200]
    by_id = _by_slug(connection, query)
    if by_id is not None and "-" in query:
        return Resolution(query, tuple(found(connection, [by_id])))
    named = _named(connection, query) if query else []
    if by_id is not None and len(named) <= 1:
        return Resolution(query, tuple(found(connection, [by_id])))
    pks = list(dict.fromkeys([*named, *([by_id] if by_id is not None else [])]))
    if pks:
        return Resolution(query, tuple(found(connection, pks)[:MOST_FOUND]))
    return Resolution(query, (), tuple(_near(connection, query)))


def by_id(reader: Reader, speaker_id: str) -> Found | None:
    """The speaker whose very id this is; None for an old id, a name, and an id that might be a family name too.

    What most callers ask for, in one statement without SQLAlchemy's layer: `resolve` costs many times as much.
    """
    if "-" not in speaker_id or "\0" in speaker_id:
        return None
    value = ":id" if reader.dialect == "sqlite" else "%(id)s"
    rows = reader.rows(_BY_ID.format(value), {"id": speaker_id})
    return _read(rows[0]) if rows else None


def current(connection: Connection, pk: int) -> int:
    """The speaker that this one has become, itself if it was never merged."""
    seen = set()
    while pk not in seen:
        seen.add(pk)
        into = connection.execute(select(speakers.c.merged_into).where(speakers.c.pk == pk)).scalar()
        if into is None:
            break
        pk = int(into)
    return pk


def found(connection: Connection, pks: Iterable[int]) -> list[Found]:
    """These speakers, the most quoted first."""
    rows = _rows(connection, speakers.c.pk.in_(sorted(set(pks))))
    return sorted(rows, key=lambda row: (-row.quotes, row.name, row.pk))


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
            later = (tallies.c.n == n) & (tallies.c.value > pk)
            statement = statement.where((tallies.c.n < n) | later)
        statement = statement.order_by(tallies.c.n.desc(), tallies.c.value)
    rows = [_read(row) for row in connection.execute(statement.limit(limit + 1))]
    if len(rows) <= limit:
        return SpeakerPage(rows, None)
    last = rows[limit - 1]
    values = (last.name, last.pk) if sort == "name" else (last.quotes, last.pk)
    return SpeakerPage(rows[:limit], cursors.encode(f"speakers-{sort.lstrip('-')}", *values))


def count(connection: Connection, *, q: str | None = None, type: str | None = None) -> int:
    """How many speakers `page` has on all its pages together."""
    if q is not None and q.strip():
        return len(_typed(connection, q, type, "-quotes"))
    return int(connection.execute(select(func.count()).select_from(_listed(type).subquery())).scalar_one())


def _listed(type: str | None) -> Select[tuple[int, str, str, str, int]]:
    """Who is quoted, from the kept counts."""
    quoted = and_(
        tallies.c.dim == ALL, tallies.c.key == 0, tallies.c.facet == SPEAKERS, tallies.c.n > 0, tallies.c.value > 0
    )
    statement = (
        select(speakers.c.pk, speakers.c.slug, speakers.c.name, speakers.c.type, tallies.c.n)
        .join(tallies, tallies.c.value == speakers.c.pk)
        .where(quoted)
    )
    return statement if type is None else statement.where(speakers.c.type == type)


def _rows(connection: Connection, condition: ColumnElement[bool]) -> list[Found]:
    counted = and_(
        tallies.c.dim == BY_SPEAKER, tallies.c.key == speakers.c.pk, tallies.c.facet == NUMBER, tallies.c.value == 0
    )
    statement = (
        select(speakers.c.pk, speakers.c.slug, speakers.c.name, speakers.c.type, func.coalesce(tallies.c.n, 0))
        .outerjoin(tallies, counted)
        .where(condition, speakers.c.merged_into.is_(None))
    )
    return [_read(row) for row in connection.execute(statement)]


def _read(row: Any) -> Found:
    pk, slug, name, type, number = row
    return Found(pk, slug, name, type, int(number))


def _by_slug(connection: Connection, query: str) -> int | None:
    slug = query.lower()
    pk = connection.execute(select(speakers.c.pk).where(speakers.c.slug == slug)).scalar()
    return None if pk is None else current(connection, pk)


def _named(connection: Connection, query: str) -> list[int]:
    """The speakers that bear the name: as it stands or in another rendering; else those it says less of."""
    nodes = [describe(query, type) for type in ("person", "organization")]
    wanted: set[str] = set()
    for node in nodes:
        wanted |= looked_up(blocking_keys(node.folded, node.type))
        wanted |= {key.replace("l:", "s:", 1) for key in wanted if key.startswith("l:")} if node.tier == 2 else set()
    under = {pk for pks in holders(connection, wanted, most=500).values() for pk in pks}
    exact = select(speaker_names.c.pk).where(speaker_names.c.folded.in_([node.folded for node in nodes]))
    under |= set(connection.execute(exact).scalars())
    best: dict[int, Relation] = {}
    for row in _names(connection, under):
        for node in nodes:
            if (node.type == "person") != (row.type == "person") and node.folded != row.folded:
                continue
            relation, _ = relate(Node(node.folded, node.type), Node(row.folded, row.type))
            if relation >= Relation.LESS:
                best[row.speaker_pk] = max(relation, best.get(row.speaker_pk, relation))
    same = [pk for pk, relation in best.items() if relation is Relation.SAME]
    return sorted(best) if nodes[0].tier == 2 or not same else sorted(same)


def _names(connection: Connection, pks: Iterable[int]) -> list[Any]:
    names = speaker_names.c
    read = (names.articles > 0) | names.by_hand
    ordered = sorted(pks)
    rows: list[Any] = []
    for at in range(0, len(ordered), 500):
        some = names.pk.in_(ordered[at : at + 500])
        rows += connection.execute(
            select(names.pk, names.folded, names.type, names.speaker_pk).where(
                some, read, names.speaker_pk.is_not(None)
            )
        )
    return rows


def _typed_page(
    connection: Connection, q: str, type: str | None, limit: int, cursor: str | None, sort: Sort
) -> SpeakerPage:
    start = 0 if cursor is None else cursors.decode(cursor, "speakers-typed", int)[0]
    rows = _typed(connection, q, type, sort)
    more = len(rows) > start + limit
    return SpeakerPage(rows[start : start + limit], cursors.encode("speakers-typed", start + limit) if more else None)


def _typed(connection: Connection, q: str, type: str | None, sort: Sort) -> list[Found]:
    """Quoted speakers with a word that begins with each word typed, as written or as it may sound."""
    matching: set[int] | None = None
    for word in fold(q).split()[:8]:
        begins = _beginning(connection, [f"t:{word}"])
        if len(word) >= 4:
            begins |= _beginning(connection, [f"k:{key}" for key in skeletons(word) if len(key) >= 3])
        matching = begins if matching is None else matching & begins
        if not matching:
            return []
    pks = {row.speaker_pk for row in _names(connection, matching or ())}
    rows = [row for row in found(connection, pks) if row.quotes > 0 and type in (None, row.type)]
    return sorted(rows, key=lambda row: (row.name, row.pk)) if sort == "name" else rows


def _beginning(connection: Connection, keys: Sequence[str]) -> set[int]:
    matching: set[int] = set()
    for key in keys:
        column = speaker_keys.c.key
        some = select(speaker_keys.c.name_pk).where(column >= key, column < f"{key}\x7f").limit(_MOST_TYPED)
        matching.update(connection.execute(some).scalars())
    return matching


def _near(connection: Connection, query: str) -> list[Found]:
    """Names that look like the query, for when it fits nobody."""
    words = [word for word in fold(query).split() if len(word) > 1][:4]
    pks: set[int] = set()
    for word in words:
        keys = [f"t:{word[:3]}", *(f"k:{key}" for key in sorted(skeletons(word)) if len(key) > 1)]
        pks |= _beginning(connection, keys)
    wanted = fold(query)
    scored: dict[int, float] = {}
    for row in _names(connection, pks):
        score = fuzz.token_sort_ratio(wanted, row.folded)
        if len(words) == 1:
            score = max(score, *(fuzz.ratio(wanted, word) for word in row.folded.split()))
        if score >= _NEAR:
            scored[row.speaker_pk] = max(score, scored.get(row.speaker_pk, 0))
    rows = found(connection, scored)
    return sorted(rows, key=lambda row: (-scored[row.pk], -row.quotes, row.name, row.pk))[:MOST_CANDIDATES]
