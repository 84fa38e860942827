"""A sorted run of many hashes in a SQLite file: rows of about a page of the file each, written one after the other.

The first hash of every row is known (`Run.fences`): which row may hold a hash is found in memory. A fence stays where
it is when pairs are taken back, so that a row holds no hash less than its fence, and none greater than the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import orjson
from sqlalchemy import Connection

from quotes.store.utterances.hashes import bloom_filters
from quotes.store.utterances.hashes.pairs import KIND, Columns, not_among, of_bytes

PER_PAGE = 500  # pairs: 8,000 bytes, which leave room for the row's own in a page of 8,192
AT_ONCE = 200  # rows read or written together

_READ = "SELECT hashes, quote_pks FROM utterance_pages WHERE pk >= ? AND pk < ? ORDER BY pk"
_SOME = """SELECT pk, hashes, quote_pks FROM utterance_pages WHERE pk IN (SELECT value FROM json_each(?))
    ORDER BY pk"""
_WRITE = "INSERT INTO utterance_pages (pk, hashes, quote_pks) VALUES (?, ?, ?)"
_CHANGE = "UPDATE utterance_pages SET hashes = ?, quote_pks = ? WHERE pk = ?"
_TAKE = "DELETE FROM utterance_pages WHERE pk >= ? AND pk < ?"
_NEXT = "SELECT coalesce(max(pk), 0) + 1 FROM utterance_pages"


@dataclass(slots=True)
class Run:
    """Where a run lies: the key of its first row, how many pairs were written, and the first hash of each row.

    The filters tell which hashes a row surely has not; while few were looked up, they may be missing (None).
    """

    first: int
    pairs: int
    fences: Any
    filters: Any = None
    looked_up: int = 0


def write(connection: Connection, chunks: Iterable[Columns], most: int) -> Run:
    """Write pairs that come in order, at most so many."""
    import numpy as np

    first = connection.exec_driver_sql(_NEXT).scalar_one()
    key, pairs, fences, filters = first, 0, [_array([])], [np.empty(0, dtype=np.uint8)]
    size = bloom_filters.size(-(-most // PER_PAGE))
    for hashes, quote_pks in _by_pages(chunks):
        slices = [slice(at, at + PER_PAGE) for at in range(0, len(hashes), PER_PAGE)]
        rows = [(key + n, hashes[one].tobytes(), quote_pks[one].tobytes()) for n, one in enumerate(slices)]
        connection.exec_driver_sql(_WRITE, rows)
        fences.append(hashes[::PER_PAGE].copy())  # a copy keeps no more of the hashes in memory
        filters.append(bloom_filters.filters(hashes, PER_PAGE, size))
        key, pairs = key + len(rows), pairs + len(hashes)
    return Run(first, pairs, np.concatenate(fences), np.concatenate(filters))


def taken(connection: Connection, run: Run) -> Iterator[Columns]:
    """All pairs of a run in order, some at a time. Their rows are deleted; what is written next takes their room."""
    end = run.first + len(run.fences)
    for key in range(run.first, end, AT_ONCE):
        keys = (key, min(key + AT_ONCE, end))
        columns = of_bytes(connection.exec_driver_sql(_READ, keys).all())
        connection.exec_driver_sql(_TAKE, keys)
        if len(columns[0]):
            yield columns


def under(connection: Connection, run: Run, asked: Any, most: int) -> dict[int, list[int]]:
    """The quotes under each of the hashes, an array in order; of more than `most` the latest, that many at least."""
    # Of a hash that goes over several rows all but the first and the last hold nothing else.
    back = most // PER_PAGE + 1
    asked = _perhaps(run, asked)
    found = _under(connection, run, asked, most, back)
    first, last = _rows(run, asked)
    longer = asked[last - first > back].tolist()
    if short := [number for number in longer if len(found.get(number, ())) < most]:  # many were taken back
        found |= _under(connection, run, _array(short), most, len(run.fences))
    return found


def take_back(connection: Connection, run: Run, gone: Columns) -> None:
    """Take out the pairs that are among these, which are in order."""
    import numpy as np

    for rows in _read(connection, run, _perhaps(run, gone[0]), len(run.fences)):
        hashes, quote_pks = of_bytes(row[1:] for row in rows)
        left = not_among(hashes, quote_pks, gone)
        ends = np.cumsum([0, *(len(row.hashes) // hashes.itemsize for row in rows)])
        changed = []
        for at in np.unique(np.searchsorted(ends, np.flatnonzero(~left), "right") - 1).tolist():
            here = slice(*ends[at : at + 2].tolist())
            kept = left[here]
            changed.append((hashes[here][kept].tobytes(), quote_pks[here][kept].tobytes(), rows[at].pk))
        if changed:
            connection.exec_driver_sql(_CHANGE, changed)


def _perhaps(run: Run, asked: Any) -> Any:
    """Those of the hashes that the run may hold."""
    import numpy as np

    if run.filters is None or not len(asked):
        return asked
    # of a hash that goes over several rows the last begins with it
    row = np.maximum(np.searchsorted(run.fences, asked, "right") - 1, 0)
    return asked[bloom_filters.perhaps(run.filters, len(run.filters) // len(run.fences), asked, row)]


def _under(connection: Connection, run: Run, asked: Any, most: int, back: int) -> dict[int, list[int]]:
    import numpy as np

    found: dict[int, list[int]] = {}
    for rows in _read(connection, run, asked, back):
        hashes, quote_pks = of_bytes(row[1:] for row in rows)  # the rows are in order, and so is what they hold
        first, last = (np.searchsorted(hashes, asked, side) for side in ("left", "right"))
        for at in np.flatnonzero(last > first).tolist():
            here = slice(max(first[at], last[at] - most), last[at])
            found.setdefault(int(asked[at]), []).extend(quote_pks[here].tolist())
    return found


def _read(connection: Connection, run: Run, asked: Any, back: int) -> Iterator[Sequence[Any]]:
    """The rows that may hold the hashes, some at a time; of one hash the last and at most `back` before it."""
    import numpy as np

    first, last = _rows(run, asked)
    wide = np.minimum(last - first, back)
    wanted = [last - n for n in range(int(wide.max(initial=0)) + 1)]
    rows = np.unique(np.concatenate([some[(wide >= n) & (some >= 0)] for n, some in enumerate(wanted)]))
    keys = (rows + run.first).tolist()
    for at in range(0, len(keys), AT_ONCE):
        yield connection.exec_driver_sql(_SOME, (orjson.dumps(keys[at : at + AT_ONCE]).decode(),)).all()


def _rows(run: Run, asked: Any) -> tuple[Any, Any]:
    """Of each hash the first and the last of the rows that may hold it, counted from the run's first; -1: before it."""
    import numpy as np

    first, last = (np.searchsorted(run.fences, asked, side) - 1 for side in ("left", "right"))
    return np.minimum(np.maximum(first, 0), last), last


def _by_pages(chunks: Iterable[Columns]) -> Iterator[Columns]:
    """The same pairs, so many at a time that they fill rows; the last row as it comes."""
    import numpy as np

    hashes, quote_pks = _array([]), _array([])
    for some in chunks:
        hashes, quote_pks = np.concatenate((hashes, some[0])), np.concatenate((quote_pks, some[1]))
        full = len(hashes) // PER_PAGE * PER_PAGE
        for start, end in pairwise([*range(0, full, PER_PAGE * AT_ONCE), full]):
            yield hashes[start:end], quote_pks[start:end]
        hashes, quote_pks = hashes[full:], quote_pks[full:]
    if len(hashes):
        yield hashes, quote_pks


def _array(numbers: Sequence[int]) -> Any:
    import numpy as np

    return np.array(numbers, dtype=KIND)
