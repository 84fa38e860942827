"""The hashes of the latest batches of quotes in a SQLite file: a row for each batch, and all of them sorted in memory.

In a table by hash a batch changes nearly every page; as one row its hashes are twenty pages in a row, and the writer
looks among half a million of them without reading any. What is taken back is a row too: the rows in their order tell
what is filed. A process that stores keeps sixteen bytes a hash, until `filing` puts them away.
"""

from __future__ import annotations

import secrets
import sys
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from quotes.store.utterances.hashes.pairs import KIND, Pair, not_among, of_bytes

MOST_HASHES = 500_000
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Filed:
    """What the rows with these tokens tell, as two NumPy arrays in the order of the hashes.

    A row that is written has a new token, so that one which was undone is never taken for one that is there.
    """

    tokens: tuple[int, ...]
    hashes: Any
    quote_pks: Any

    def is_full(self) -> bool:
        """Whether it is time to put them away."""
        return len(self.hashes) > MOST_HASHES or len(self.tokens) > MOST_ROWS

    def under(self, asked: Sequence[int]) -> Iterator[Pair]:
        """The pairs with the hashes asked for, which are in order."""
        import numpy as np

        numbers = np.array(asked, dtype=KIND)
        first, last = (np.searchsorted(self.hashes, numbers, side) for side in ("left", "right"))
        for at in np.flatnonzero(last > first).tolist():
            for pk in self.quote_pks[first[at] : last[at]].tolist():
                yield asked[at], pk


_at_hand: WeakKeyDictionary[Engine, Filed] = WeakKeyDictionary()

_TOKENS = "SELECT token FROM utterance_runs ORDER BY pk"
_READ = "SELECT token, taken_back, hashes, quote_pks FROM utterance_runs ORDER BY pk LIMIT -1 OFFSET ?"
_WRITE = "INSERT INTO utterance_runs (token, taken_back, hashes, quote_pks) VALUES (?, ?, ?, ?)"
_ANY = "SELECT EXISTS (SELECT 1 FROM utterance_runs)"
_CLEAR = "DELETE FROM utterance_runs"


def add(connection: Connection, pairs: Collection[Pair], *, taken_back: bool = False) -> None:
    """File quotes under hashes, or take them out from under them."""
    columns = [array("Q", column) for column in zip(*pairs, strict=True)]
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    token = secrets.randbits(62)
    connection.exec_driver_sql(_WRITE, (token, taken_back, *(column.tobytes() for column in columns)))


def is_empty(connection: Connection) -> bool:
    """Whether there is no row, so that nothing need be taken back."""
    return not connection.exec_driver_sql(_ANY).scalar_one()


def filed(connection: Connection) -> Filed | None:
    """What is filed in the rows; None if there are none. Rows that came since it was asked last are added."""
    tokens = tuple(connection.exec_driver_sql(_TOKENS).scalars())
    if not tokens:
        _at_hand.pop(connection.engine, None)
        return None
    held = _at_hand.get(connection.engine)
    if held is None or held.tokens != tokens[: len(held.tokens)]:
        held = _nothing()
    if held.tokens != tokens:
        held = _with_more(held, connection.exec_driver_sql(_READ, (len(held.tokens),)).all())
        _at_hand[connection.engine] = held
    return held


def clear(connection: Connection) -> None:
    """Take all rows away: they were put away."""
    connection.exec_driver_sql(_CLEAR)


def _nothing() -> Filed:
    import numpy as np

    return Filed((), np.empty(0, dtype=KIND), np.empty(0, dtype=KIND))


def _with_more(held: Filed, rows: Sequence[Any]) -> Filed:
    """What is filed with some more rows, in their order; those of one kind in a row are taken together."""
    import numpy as np

    hashes, pks = held.hashes, held.quote_pks
    for taken_back, some in groupby(rows, key=lambda row: bool(row.taken_back)):
        new_hashes, new_pks = of_bytes((row.hashes, row.quote_pks) for row in some)
        if taken_back:
            left = not_among(hashes, pks, (new_hashes, new_pks))
            hashes, pks = hashes[left], pks[left]
        else:
            order = np.lexsort((new_pks, new_hashes))
            hashes, pks = _merged(hashes, pks, new_hashes[order], new_pks[order])
    return Filed((*held.tokens, *(row.token for row in rows)), hashes, pks)


def _merged(hashes: Any, pks: Any, new_hashes: Any, new_pks: Any) -> tuple[Any, Any]:
    import numpy as np

    places = np.searchsorted(hashes, new_hashes) + np.arange(len(new_hashes))
    old = np.ones(len(hashes) + len(new_hashes), dtype=bool)
    old[places] = False
    merged = []
    for before, new in ((hashes, new_hashes), (pks, new_pks)):
        column = np.empty(len(old), dtype=KIND)
        column[old] = before
        column[places] = new
        merged.append(column)
    return merged[0], merged[1]
