"""Quotes filed under the hashes of their words, and found there.

Hashes lie all over their table: in a large one each is a page to write, and a batch of quotes writes most of the table
anew. So the latest are gathered in a small table, on SQLite those of a batch as one row (`hash_runs`), and go to the
large one many at a time, in its order: a page of it is then written once for many of them. Which hashes the large one
surely has not, a batch asks `known_hashes` first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

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
from quotes.store import hash_runs, known_hashes
from quotes.store.inserting import insert_pairs
from quotes.store.one_of_many import listed
from quotes.store.tables import quotes
from quotes.store.utterance_tables import utterance_bands, utterance_bands_recent

MOST_UNDER_A_HASH = 200  # a phrase that everybody uses is not followed further
PUT_AWAY = (0, 0)  # no quote: on PostgreSQL this row among the recent tells who has looked there before, see ahead.py
MOST_RECENT = 200_000  # hashes: some ten thousand quotes
# How many are recent is counted, which goes through all of them, after one in so many batches: of quotes, or of one
# article that comes alone. Which one, their least hash says.
_SELDOM, _MANY, _OFTENER = 64, 500, 8
# hashes: to look up so many takes less than to read the filters of a large store, and they make no row of their own
_FEW = 1_000
_AT_ONCE = 20_000


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
        hash_runs.add(connection, rows)
    elif rows:
        insert_pairs(connection, utterance_bands_recent, ("hash", "quote_pk"), rows)


def put_away_now_and_then(connection: Connection, numbers: Mapping[int, Collection[int]]) -> None:
    """After so many batches, of which these quotes are one, take the recent hashes over to the large table."""
    if connection.dialect.name == "sqlite" and (runs := hash_runs.filed(connection)) is not None and runs.is_full():
        _put_away_runs(connection, runs)
    many = sum(map(len, numbers.values()))
    one_in = max(1, _SELDOM // _OFTENER) if many >= _MANY else _SELDOM
    if many and min(min(some) for some in numbers.values() if some) % one_in == 0:
        _put_away(connection)


def unfile(connection: Connection, which: ColumnElement[bool]) -> None:
    """Take quotes out from under their hashes, before they are deleted."""
    rows = connection.execute(select(quotes.c.pk, quotes.c.text).where(which))
    gone = sorted((number, row.pk) for row in rows for number in filed(row.text)[1])
    for table in (utterance_bands, utterance_bands_recent):
        here = and_(table.c.hash == bindparam("of_hash"), table.c.quote_pk == bindparam("of_quote"))
        if gone:
            connection.execute(delete(table).where(here), [{"of_hash": n, "of_quote": pk} for n, pk in gone])
    if gone and connection.dialect.name == "sqlite" and not hash_runs.is_empty(connection):
        hash_runs.add(connection, gone, taken_back=True)


def under(connection: Connection, numbers: Iterable[int]) -> dict[int, list[int]]:
    """The quotes under each hash, the latest first; of very many the latest alone."""
    found: dict[int, list[int]] = defaultdict(list)
    asked = sorted(numbers)
    embedded = connection.dialect.name == "sqlite"
    for table in (utterance_bands, utterance_bands_recent):
        if table is utterance_bands and embedded and len(asked) > _FEW:
            wanted = known_hashes.perhaps_known(connection, asked)
        else:
            wanted = asked
        if embedded and not (wanted and connection.execute(_any(table.name)).scalar_one()):
            continue
        given = {"asked": listed(connection, wanted), "most": MOST_UNDER_A_HASH}
        for number, quote_pk in connection.execute(_under(embedded, table.name), given):
            found[number].append(quote_pk)
    if embedded and (runs := hash_runs.filed(connection)) is not None:
        for number, quote_pk in runs.under(asked):
            found[number].append(quote_pk)
    return {number: sorted(pks, reverse=True)[:MOST_UNDER_A_HASH] for number, pks in found.items()}


def _put_away_runs(connection: Connection, runs: hash_runs.Filed) -> None:
    known_hashes.add(connection, runs.hashes)
    for some in runs.pairs():
        insert_pairs(connection, utterance_bands, ("hash", "quote_pk"), some)
    hash_runs.clear(connection)
    _put_away_table(connection)


def _put_away(connection: Connection) -> None:
    if int(connection.execute(select(func.count()).select_from(utterance_bands_recent)).scalar_one()) > MOST_RECENT:
        _put_away_table(connection)


def _put_away_table(connection: Connection) -> None:
    recent = utterance_bands_recent
    ordered: Select[tuple[int, int]] = select(recent.c.hash, recent.c.quote_pk).order_by(*recent.primary_key)
    ordered = ordered.where(recent.c.quote_pk != PUT_AWAY[1])
    if connection.dialect.name == "sqlite":
        known_hashes.add_table(connection, recent.name)
        # some at a time: of one statement SQLite keeps every page that it changes as it was, 170 MB of a large store
        rows: Any = connection.execute(ordered)
        for some in rows.partitions(_AT_ONCE):
            insert_pairs(connection, utterance_bands, ("hash", "quote_pk"), map(tuple, some))
    else:
        connection.execute(insert(utterance_bands).from_select(["hash", "quote_pk"], ordered))
    connection.execute(delete(recent))
    if connection.dialect.name != "sqlite":
        insert_pairs(connection, recent, ("hash", "quote_pk"), [PUT_AWAY])


# SQLite knows no LATERAL: of a hash with too many, those from the last that is wanted on. Nearly all hashes are nobody
# else's: whether there is anything is asked first.
_SQLITE = """SELECT asked.value, filed.quote_pk FROM (SELECT value FROM json_each(:asked) AS each
        WHERE EXISTS (SELECT 1 FROM {0} AS other WHERE other.hash = each.value)) AS asked JOIN {0} AS filed
    ON filed.hash = asked.value AND filed.quote_pk >= coalesce((SELECT quote_pk FROM {0} AS last
        WHERE last.hash = asked.value ORDER BY quote_pk DESC LIMIT 1 OFFSET :most - 1), 0)"""
_POSTGRES = """SELECT asked.value, filed.quote_pk FROM unnest(CAST(:asked AS bigint[])) AS asked(value) CROSS JOIN
    LATERAL (SELECT quote_pk FROM {} WHERE hash = asked.value ORDER BY quote_pk DESC LIMIT :most) AS filed"""


@cache
def _any(table: str) -> TextClause:
    return text(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 - a name of our own


@cache
def _under(embedded: bool, table: str) -> TextClause:
    return text((_SQLITE if embedded else _POSTGRES).format(table))
