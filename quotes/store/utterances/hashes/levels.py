"""The hashes that were put away in a SQLite file: a log-structured merge tree (O'Neil et al. 1996).

Put into one table by hash, half a million hashes change nearly every page of it, however large it is. Here they become
a sorted run of their own, merged with those before it that are no larger: there are as many runs as the store has
doubled, at most, a hash is written anew as often, and what is written lies in a row. In a run `pages.py` finds them.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from quotes.store.utterances.hashes import pages
from quotes.store.utterances.hashes.pages import Run
from quotes.store.utterances.hashes.pairs import KIND, Columns, Pair, columns_of, in_order, merged

# A run is merged with those before it that are at most so many times as large
RATIO = 1

# Hashes: a process that looks up no more has no use for the filters, which of a large store take a while to read
FEW = 1_000

# The runs that were read or written last, by their tokens. One that is written has a new token, so that what a
# transaction that is undone leaves here is never taken for what is there.
_at_hand: WeakKeyDictionary[Engine, dict[int, Run]] = WeakKeyDictionary()

_TOKENS = "SELECT token FROM utterance_levels ORDER BY pk"
_RUN = "SELECT first_page, pairs, fences FROM utterance_levels WHERE token = ?"
_FILTERS = "SELECT filters FROM utterance_levels WHERE token = ?"
_WRITE = "INSERT INTO utterance_levels (token, first_page, pairs, fences, filters) VALUES (?, ?, ?, ?, ?)"
_TAKE = "DELETE FROM utterance_levels WHERE token = ?"


def put_away(connection: Connection, parts: Sequence[Columns]) -> None:
    """File pairs, in parts that are each in the order of their hashes."""
    if filed := [part for part in parts if len(part[0])]:
        columns = in_order(filed)
        put_away_many(connection, iter([columns]), len(columns[0]))


def put_away_many(connection: Connection, chunks: Iterator[Columns], pairs: int) -> None:
    """File about so many pairs that come in order, some at a time."""
    runs = _runs(connection)
    sources = [chunks]
    while runs and runs[-1][1].pairs <= RATIO * pairs:
        token, run = runs.pop()
        connection.exec_driver_sql(_TAKE, (token,))
        sources.append(pages.taken(connection, run))
        pairs += run.pairs
    run = pages.write(connection, merged(sources), pairs)
    if run.pairs:
        token = secrets.randbits(62)
        given = (token, run.first, run.pairs, run.fences.tobytes(), run.filters.tobytes())
        connection.exec_driver_sql(_WRITE, given)
        _at_hand[connection.engine] = dict([*runs, (token, run)])


def under(connection: Connection, asked: Sequence[int], most: int) -> Iterator[Pair]:
    """The pairs with the hashes asked for, which are in order; of more than `most` with one the latest at least."""
    import numpy as np

    if not asked:
        return
    numbers = np.array(asked, dtype=KIND)
    for run in _with_filters(connection, len(asked)):
        for number, quote_pks in pages.under(connection, run, numbers, most).items():
            for pk in quote_pks:
                yield number, pk


def take_back(connection: Connection, pairs: Collection[Pair]) -> None:
    """Take quotes out from under hashes; the pairs are in order."""
    gone = columns_of(pairs)
    for run in _with_filters(connection, len(pairs)):
        pages.take_back(connection, run, gone)


def _with_filters(connection: Connection, asked: int) -> Iterator[Run]:
    """The runs, in which so many hashes are to be looked up; with their filters if those were many by now."""
    import numpy as np

    for token, run in _runs(connection):
        run.looked_up += asked
        if run.filters is None and run.looked_up > FEW:
            run.filters = np.frombuffer(connection.exec_driver_sql(_FILTERS, (token,)).scalar_one(), dtype=np.uint8)
        yield run


def _runs(connection: Connection) -> list[tuple[int, Run]]:
    """The runs with their tokens, the largest first."""
    held = _at_hand.get(connection.engine, {})
    tokens = connection.exec_driver_sql(_TOKENS).scalars().all()
    now = {token: held[token] if token in held else _read(connection, token) for token in tokens}
    if now.keys() != held.keys():
        _at_hand[connection.engine] = now
    return list(now.items())


def _read(connection: Connection, token: int) -> Run:
    import numpy as np

    first, pairs, fences = connection.exec_driver_sql(_RUN, (token,)).one()
    return Run(first, pairs, np.frombuffer(fences, dtype=KIND))
