"""Quotes looked up, listed and streamed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, collate, func, select

from quotes.errors import BadInput
from quotes.store.connections.reading import ConnectionReader, Reader
from quotes.store.quotes.rows import parsed
from quotes.store.schema.speaker_tables import speakers
from quotes.store.schema.tables import articles, quotes, superseded_quotes
from quotes.store.search import cursors
from quotes.store.search.counters import exact_count, sizes
from quotes.store.search.filters import (
    QuoteFilter,
    Shape,
    choose_driving_filter,
    gathered,
    is_search,
    normal,
    nothing_fits,
    parameters,
    shape_of,
)
from quotes.store.search.selects import ROW, Sort, check_sort, compiled, has_often, keys, page_sql, rows
from quotes.store.statements.one_of_many import among

MOST_ROWS = 10_000


class QuoteRow(NamedTuple):
    """A quote as it is stored, most of it JSON ready to be sent.

    `body` and `speaker_evidence` are members of an object without its braces; `article` is a whole object.
    """

    pk: int
    id: str
    body: str  # id text parts kind cue rule why confidence repairs context [corrected]
    speaker_evidence: str | None  # type mention role chain; None: the article does not say who speaks
    speaker_id: str | None
    speaker_name: str | None
    article_id: str
    article: str  # id title url outlet published
    article_url: str | None
    source_fragment: str | None
    superseded: bool = False  # an earlier revision of the article said so


class Page(NamedTuple):
    """Quotes in order, and the cursor of the page after them (None: this is the last)."""

    rows: list[QuoteRow]
    next: str | None


def page(
    reader: Reader | Connection,
    asked: QuoteFilter,
    *,
    sort: str = "-published",
    limit: int = 50,
    cursor: str | None = None,
) -> Page:
    """One page of the quotes asked for; BadInput for a sort, a limit or a cursor that is none.

    Reading on from a cursor neither repeats nor leaves out a quote when others are added meanwhile.
    """
    if isinstance(reader, Connection):
        reader = ConnectionReader(reader)
    asked = normal(asked)
    order = _order_of(asked, sort)
    if not 1 <= limit <= MOST_ROWS:
        raise BadInput(f"A page has 1 to {MOST_ROWS:,} quotes, not {limit}.")
    after = None if cursor is None else cursors.decode(cursor, order, int, float)
    if nothing_fits(asked):
        return Page([], None)
    shape, values = question(reader, asked, order)
    if after is not None:
        _read_on(values, after, order)
        if order == "relevance" and reader.dialect == "sqlite":
            values["after_score"] = _score_now(reader, values)
    sql, constants = page_sql(shape, order, after is not None)
    found = reader.rows(sql, {**constants, **values, "most": limit + 1})
    page_rows = [QuoteRow(*row[:-1]) for row in found[:limit]]
    if len(found) <= limit:
        return Page(page_rows, None)
    return Page(page_rows, cursors.encode(order, found[limit - 1][0], float(found[limit - 1][-1])))


def get(connection: Connection, quote_id: str) -> QuoteRow | None:
    """A quote by its id; one that only an earlier revision of its article had answers as superseded."""
    statement = (
        select(*ROW)
        .join(articles, articles.c.pk == quotes.c.article_pk)
        .outerjoin(speakers, speakers.c.pk == quotes.c.speaker_pk)
        .where(quotes.c.id == quote_id)
    )
    if (row := connection.execute(statement).first()) is not None:
        return QuoteRow(*row)
    old = superseded_quotes.c
    before = (
        select(
            old.id,
            old.body,
            old.speaker_evidence,
            speakers.c.slug,
            func.coalesce(speakers.c.name, old.person_name),
            articles.c.id.label("article_id"),
            articles.c.card,
            articles.c.url,
            old.source_fragment,
        )
        .join(articles, articles.c.pk == old.article_pk)
        .outerjoin(speakers, speakers.c.pk == old.speaker_pk)
        .where(old.id == quote_id)
    )
    row = connection.execute(before).first()
    return None if row is None else QuoteRow._make((0, *row, True))


def of_article(connection: Connection, article_id: str) -> list[QuoteRow]:
    """All quotes of an article in the order of its text."""
    found, cursor = page(connection, QuoteFilter(articles=(article_id,)), limit=MOST_ROWS)
    while cursor is not None:
        more, cursor = page(connection, QuoteFilter(articles=(article_id,)), limit=MOST_ROWS, cursor=cursor)
        found += more
    return found


def count(reader: Reader | Connection, asked: QuoteFilter) -> int:
    """How many quotes are asked for: from the kept counts where they know it, else counted."""
    if isinstance(reader, Connection):
        reader = ConnectionReader(reader)
    asked = normal(asked)
    if nothing_fits(asked):
        return 0
    if (kept := exact_count(reader, asked)) is not None:
        return kept
    shape, values = question(reader, gathered(asked, reader.dialect), None)
    found = keys(shape, "-published", limited=False).order_by(None).subquery()
    sql, constants = compiled(select(func.count()).select_from(found), reader.dialect)
    return int(reader.rows(sql, constants | values)[0][0])


def stream(connection: Connection, asked: QuoteFilter | None = None, *, sort: str = "-published") -> Iterator[QuoteRow]:
    """All quotes asked for, in order, read as they are taken: memory does not grow with their number."""
    asked = normal(asked or QuoteFilter())
    order = _order_of(asked, sort)
    if nothing_fits(asked):
        return
    shape, values = question(ConnectionReader(connection), asked, order)
    statement = rows(keys(shape, order, limited=False).subquery("found"), order)
    # not the connection's own options: those would stay, and no other statement wants them
    streamed = {"stream_results": True, "yield_per": 500}
    for row in connection.execute(statement, values, execution_options=streamed):
        yield QuoteRow(*row[:-1])


def stream_steadily(
    connection: Connection, asked: QuoteFilter | None = None, *, sort: str = "published"
) -> Iterator[QuoteRow]:
    """As `stream`; of one moment by the articles' ids, so that the order tells nothing of how the store was filled.

    Nothing but the quotes' keys is held, eight bytes each.
    """
    asked = normal(asked or QuoteFilter())
    order = _order_of(asked, sort)
    if order not in ("published", "-published"):
        yield from stream(connection, asked, sort=sort)
        return
    if nothing_fits(asked):
        return
    shape, values = question(ConnectionReader(connection), asked, order)
    found = keys(shape, order, limited=False).subquery("found")
    minute, pk = (
        (column.asc() if order == "published" else column.desc()) for column in (articles.c.minute, quotes.c.pk)
    )
    name = collate(articles.c.id, "C" if shape.dialect == "postgresql" else "BINARY")
    ordered = select(quotes.c.pk).select_from(found).join(quotes, quotes.c.pk == found.c.pk)
    ordered = ordered.join(articles, articles.c.pk == quotes.c.article_pk).order_by(minute, name, pk)
    pks = array("q", connection.execute(ordered, values).scalars())
    for at in range(0, len(pks), 500):
        some = pks[at : at + 500].tolist()
        by_pk = by_key(connection, some)
        yield from (by_pk[pk] for pk in some)


def by_key(connection: Connection, pks: Sequence[int]) -> dict[int, QuoteRow]:
    """The rows of quotes by their keys."""
    chosen = (
        select(*ROW)
        .select_from(quotes)
        .join(articles, articles.c.pk == quotes.c.article_pk)
        .outerjoin(speakers, speakers.c.pk == quotes.c.speaker_pk)
        .where(among(connection, quotes.c.pk, pks))
    )
    return {row[0]: QuoteRow(*row) for row in connection.execute(chosen)}


def total(connection: Connection) -> int:
    """All quotes in the store."""
    return count(connection, QuoteFilter())


def row_as_dict(row: QuoteRow) -> dict[str, Any]:
    """The public shape of a stored quote, without the links that only an API can give."""
    shown: dict[str, Any] = parsed(row.body)
    shown["speaker"] = None
    if row.speaker_evidence is not None:
        evidence = parsed(row.speaker_evidence)
        shown["speaker"] = {"name": row.speaker_name, "id": row.speaker_id, **evidence}
    shown["article"] = orjson.loads(row.article)
    if row.superseded:
        shown["superseded"] = True
    return shown


def _order_of(asked: QuoteFilter, sort: str) -> Sort:
    order = check_sort(sort)
    # without words to be relevant to, the newest are
    return "-published" if order == "relevance" and not is_search(asked) else order


def question(reader: Reader, asked: QuoteFilter, sort: Sort | None) -> tuple[Shape, dict[str, Any]]:
    """What a statement's SQL depends on, and its parameters; `sort` None: in no order."""
    driving_filter = choose_driving_filter(asked, lambda: sizes(reader, asked), sort)
    values = parameters(asked, reader.dialect)
    shape = shape_of(asked, reader.dialect, driving_filter)
    return shape._replace(often=driving_filter == "words" and has_often(reader, values["words"])), values


def _read_on(values: dict[str, Any], after: Sequence[Any], order: Sort) -> None:
    """Add where the page begins to the parameters of a query.

    A range of dates is narrowed to it as well: SQLite walks by one of two upper bounds, and by the wrong one it
    would pass all pages before this one.
    """
    values["after_pk"], values["after_score"] = after
    if "last_key" in values and order == "-published":
        values["last_key"] = min(values["last_key"], after[0])
    if "first_key" in values and order == "published":
        values["first_key"] = max(values["first_key"], after[0])


def _score_now(reader: Reader, values: Mapping[str, Any]) -> float:
    """The relevance, by today's statistics, of the row a cursor ends with.

    FTS5's scores drift as quotes are added; compared with an old one, the next page would skip or repeat.
    """
    sql = "SELECT rank FROM quotes_fts WHERE quotes_fts MATCH :words AND rowid = :after_pk"
    found = reader.rows(sql, {"words": values["words"], "after_pk": values["after_pk"]})
    return float(found[0][0]) if found else float(values["after_score"])
