"""A page of quotes as bytes, for a SQLite file in this process: what a server sends, without the detour by text.

The cards of the articles are left out: a server keeps those it has sent, and fifty quotes of as many articles
would be as many more places of the file to read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, cast, func, select

from quotes.errors import BadInput
from quotes.store import cursors
from quotes.store.filters import QuoteFilter, Shape, conditions, normal, nothing_fits, value_of
from quotes.store.quotes import MOST_ROWS, _order_of, _question, read_on
from quotes.store.reading import Reader
from quotes.store.speaker_tables import speakers
from quotes.store.tables import quotes
from quotes.store.walks import Sort, compiled, is_one_walk, ordered_walk


class LeanRow(NamedTuple):
    """A quote as `QuoteRow` has it, JSON as UTF-8, with the key of its article in place of the card."""

    pk: int
    id: bytes
    body: bytes
    speaker_evidence: bytes | None
    speaker_id: str | None
    speaker_name: str | None
    article_pk: int
    source_fragment: bytes | None


class LeanPage(NamedTuple):
    """Quotes in order, as rows in the order of LeanRow, and the cursor of the page after them."""

    rows: list[tuple[Any, ...]]
    next: str | None


class Card(NamedTuple):
    """An article as its quotes show it: `card` is a whole JSON object."""

    pk: int
    id: str
    card: bytes
    url: str | None


def page(
    reader: Reader, asked: QuoteFilter, *, sort: str = "-published", limit: int = 50, cursor: str | None = None
) -> LeanPage | None:
    """As `quotes.page`; None where the quotes are not had by walking one index of a SQLite file."""
    asked = normal(asked)
    order = _order_of(asked, sort)
    if reader.dialect != "sqlite" or not 1 <= limit <= MOST_ROWS:
        return None
    after = None if cursor is None else cursors.decode(cursor, order, int, float)
    if nothing_fits(asked):
        return LeanPage([], None)
    shape, values = _question(reader, asked, order)
    if not is_one_walk(shape, order):
        return None
    if after is not None:
        read_on(values, after, order)
    sql, constants = _sql(shape, order, after is not None)
    rows = reader.rows(sql, {**constants, **values, "most": limit + 1})
    if len(rows) <= limit:
        return LeanPage(rows, None)
    del rows[limit:]
    return LeanPage(rows, cursors.encode(order, rows[-1][0], 0.0))


def cards(reader: Reader, pks: Iterable[int]) -> list[Card]:
    """The articles of these keys."""
    if reader.dialect != "sqlite":
        raise BadInput("Cards are read by themselves from a SQLite file alone: use quotes.page.")
    sql = "SELECT pk, id, CAST(card AS BLOB), url FROM articles WHERE pk IN (SELECT value FROM json_each(:pks))"
    return [Card(*row) for row in reader.rows(sql, {"pks": json.dumps(list(pks))})]


@lru_cache(maxsize=500)
def _sql(shape: Shape, sort: Sort, after: bool) -> tuple[str, dict[str, Any]]:
    def raw(column: Any) -> Any:
        # cast to BLOB, the driver hands the bytes out as they lie in the file
        return cast(column, LargeBinary)

    columns = quotes.c
    one = shape.speakers == 1
    # One speaker for all rows is looked up once, not once a row.
    who: list[Any] = [
        select(column).where(speakers.c.pk == value_of("speakers", 0)).scalar_subquery() if one else column
        for column in (speakers.c.slug, speakers.c.name)
    ]
    source = quotes if one else quotes.outerjoin(speakers, speakers.c.pk == columns.speaker_pk)
    walk = (
        select(
            columns.pk,
            raw(columns.id),
            raw(columns.body),
            raw(columns.speaker_evidence),
            who[0],
            func.coalesce(who[1], columns.person_name),
            columns.article_pk,
            raw(columns.source_fragment),
        )
        .select_from(source)
        .where(*conditions(shape))
    )
    return compiled(ordered_walk(walk, sort, after=after), shape.dialect)
