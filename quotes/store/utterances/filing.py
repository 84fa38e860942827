"""Quotes filed under the hashes of their words, and found there.

Hashes lie all over their table: in a large one each is a page to write, and a batch of quotes writes most of the table
anew. So the latest are gathered in a small table, on SQLite those of a batch as one row (`hashes/runs.py`), and are put
away many at a time: on PostgreSQL in a large table, in its order, a page of which is then written once for many of
them; on SQLite in sorted runs (`hashes/levels.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)

from quotes.matching.utterance import filed_under, words_of
from quotes.store.schema.tables import quotes
from quotes.store.schema.utterance_tables import utterance_bands, utterance_bands_recent
from quotes.store.statements.inserting import insert_pairs
from quotes.store.statements.one_of_many import listed
from quotes.store.utterances.hashes import levels, pairs, runs

MOST_UNDER_A_HASH = 200  # a phrase that everybody uses is not followed further
PUT_AWAY = (0, 0)  # no quote: on PostgreSQL this row among the recent tells who has looked there before, see ahead.py
MOST_RECENT = 200_000  # hashes: some ten thousand quotes
# How many are recent is counted, which goes through all of them, after one in so many batches: of quotes, or of one
# article that comes alone. Which one, their least hash says.
_SELDOM, _MANY, _OFTENER = 64, 500, 8
_FEW = 1_000  # hashes: they make no row of their own


@lru_cache(maxsize=4096)
def filed(said: str) -> tuple[list[str], frozenset[int]]:
    """The words of a quote as they are compared, and its hashes."""
    words = words_of(said)
    return words, filed_under(words)


def file(connection: Connection, numbers: Mapping[int, Iterable[int]]) -> None:
    """File quotes, by key, under their hashes."""
    # in the order of the table, whose pages are then written to one after the other
    rows = sorted((number, pk) for pk, some in numbers.items() for number in some)
    if len(rows) > _FEW and connection.dialect.name == "sqlite":
        runs.add(connection, rows)
    elif rows:
        insert_pairs(connection, utterance_bands_recent, ("hash", "quote_pk"), rows)


def put_away_now_and_then(connection: Connection, numbers: Mapping[int, Collection[int]]) -> None:
    """After so many batches, of which these quotes are one, put the recent hashes away."""
    if connection.dialect.name == "sqlite" and (latest := runs.filed(connection)) is not None and latest.is_full():
        _put_away_in_file(connection, latest)
    many = sum(map(len, numbers.values()))
    one_in = max(1, _SELDOM // _OFTENER) if many >= _MANY else _SELDOM
    if many and min(min(some) for some in numbers.values() if some) % one_in == 0:
        _put_away(connection)


def unfile(connection: Connection, which: ColumnElement[bool]) -> None:
    """Take quotes out from under their hashes, before they are deleted."""
    rows = connection.execute(select(quotes.c.pk, quotes.c.text).where(which))
    take_back(connection, sorted((number, row.pk) for row in rows for number in filed(row.text)[1]))


def take_back(connection: Connection, gone: Sequence[tuple[int, int]]) -> None:
    """Take quotes out from under hashes; the pairs are in order."""
    if not gone:
        return
    embedded = connection.dialect.name == "sqlite"
    for table in (utterance_bands_recent,) if embedded else (utterance_bands, utterance_bands_recent):
        here = and_(table.c.hash == bindparam("of_hash"), table.c.quote_pk == bindparam("of_quote"))
        connection.execute(delete(table).where(here), [{"of_hash": n, "of_quote": pk} for n, pk in gone])
    if embedded:
        levels.take_back(connection, gone)
        if not runs.is_empty(connection):
            runs.add(connection, gone, taken_back=True)


def under(connection: Connection, numbers: Iterable[int]) -> dict[int, list[int]]:
    """The quotes under each hash, the latest first; of very many the latest alone."""
    found: dict[int, list[int]] = defaultdict(list)
    asked = sorted(numbers)
    look_up = _in_file if connection.dialect.name == "sqlite" else _on_server
    for number, quote_pk in look_up(connection, asked):
        found[number].append(quote_pk)
    return {number: sorted(pks, reverse=True)[:MOST_UNDER_A_HASH] for number, pks in found.items()}


def _on_server(connection: Connection, asked: Sequence[int]) -> Iterator[tuple[int, int]]:
    for table in (utterance_bands, utterance_bands_recent):
        yield from _rows(connection, _POSTGRES, table.name, asked)


def _in_file(connection: Connection, asked: Sequence[int]) -> Iterator[tuple[int, int]]:
    yield from levels.under(connection, asked, MOST_UNDER_A_HASH)
    if asked and connection.execute(_ANY).scalar_one():
        yield from _rows(connection, _SQLITE, utterance_bands_recent.name, asked)
    if (latest := runs.filed(connection)) is not None:
        yield from latest.under(asked)


def _rows(connection: Connection, sql: str, table: str, asked: Sequence[int]) -> Iterator[tuple[int, int]]:
    given = {"asked": listed(connection, asked), "most": MOST_UNDER_A_HASH}
    for row in connection.execute(_under(sql, table), given):
        yield row.value, row.quote_pk


def _put_away(connection: Connection) -> None:
    recent = utterance_bands_recent
    if int(connection.execute(select(func.count()).select_from(recent)).scalar_one()) <= MOST_RECENT:
        return
    if connection.dialect.name == "sqlite":
        _put_away_in_file(connection, runs.filed(connection))
        return
    ordered: Select[tuple[int, int]] = select(recent.c.hash, recent.c.quote_pk).order_by(*recent.primary_key)
    ordered = ordered.where(recent.c.quote_pk != PUT_AWAY[1])
    connection.execute(insert(utterance_bands).from_select(["hash", "quote_pk"], ordered))
    connection.execute(delete(recent))
    insert_pairs(connection, recent, ("hash", "quote_pk"), [PUT_AWAY])


def _put_away_in_file(connection: Connection, latest: runs.Filed | None) -> None:
    parts = list(pairs.of_table(connection, utterance_bands_recent.name))
    if latest is not None:
        parts.append((latest.hashes, latest.quote_pks))
    levels.put_away(connection, parts)
    runs.clear(connection)
    connection.execute(delete(utterance_bands_recent))


# SQLite knows no LATERAL: of a hash with too many, those from the last that is wanted on. Nearly all hashes are nobody
# else's: whether there is anything is asked first.
_SQLITE = """SELECT asked.value, filed.quote_pk FROM (SELECT value FROM json_each(:asked) AS each
        WHERE EXISTS (SELECT 1 FROM {0} AS other WHERE other.hash = each.value)) AS asked JOIN {0} AS filed
    ON filed.hash = asked.value AND filed.quote_pk >= coalesce((SELECT quote_pk FROM {0} AS last
        WHERE last.hash = asked.value ORDER BY quote_pk DESC LIMIT 1 OFFSET :most - 1), 0)"""
_POSTGRES = """SELECT asked.value, filed.quote_pk FROM unnest(CAST(:asked AS bigint[])) AS asked(value) CROSS JOIN
    LATERAL (SELECT quote_pk FROM {} WHERE hash = asked.value ORDER BY quote_pk DESC LIMIT :most) AS filed"""


_ANY = text("SELECT EXISTS (SELECT 1 FROM utterance_bands_recent)")


@cache
def _under(sql: str, table: str) -> TextClause:
    return text(sql.format(table))
