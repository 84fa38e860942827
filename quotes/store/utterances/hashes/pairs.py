"""Hashes and the keys of the quotes filed under them, as two NumPy arrays in the order of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

KIND = "<u8"  # of the numbers, in memory as in a file
_AT_ONCE = 1 << 18

Pair = tuple[int, int]  # a hash, and the key of a quote that is filed under it
Columns = tuple[Any, Any]  # of many pairs: the hashes, and the keys of the quotes

_MANY = """SELECT group_concat(hash), group_concat(quote_pk) FROM (
    SELECT hash, quote_pk FROM {} WHERE (hash, quote_pk) > (?, ?) ORDER BY hash, quote_pk LIMIT ?)"""


def columns_of(pairs: Iterable[Pair]) -> Columns:
    """Pairs as they are given."""
    import numpy as np

    both = np.array([*pairs], dtype=KIND).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def of_bytes(rows: Iterable[Sequence[bytes]]) -> Columns:
    """The pairs of rows that hold both columns as bytes, one row after the other."""
    import numpy as np

    hashes, quote_pks = zip(*rows, strict=True)
    return np.frombuffer(b"".join(hashes), dtype=KIND), np.frombuffer(b"".join(quote_pks), dtype=KIND)


def of_table(connection: Connection, table: str) -> Iterator[Columns]:
    """All pairs of a table of a SQLite file in order, read as texts of many: rows take three times as long."""
    import numpy as np

    after = (-1, -1)
    while True:
        texts = connection.exec_driver_sql(_MANY.format(table), (*after, _AT_ONCE)).one()
        if texts[0] is None:
            return
        hashes, quote_pks = (np.fromstring(text, dtype=KIND, sep=",") for text in texts)
        after = int(hashes[-1]), int(quote_pks[-1])
        yield hashes, quote_pks


def in_order(parts: Sequence[Columns]) -> Columns:
    """Parts that are each in the order of their hashes as one, in order, every pair once."""
    import numpy as np

    hashes, quote_pks = (np.concatenate(column) for column in zip(*parts, strict=True))
    # what is in order in parts this kind of sorting merges
    order = np.argsort(hashes, kind="stable")
    hashes, quote_pks = hashes[order], quote_pks[order]
    shared = np.flatnonzero(hashes[1:] == hashes[:-1])  # few hashes are more than one quote's
    if not len(shared):
        return hashes, quote_pks
    several = np.union1d(shared, shared + 1)
    quote_pks[several] = quote_pks[several][np.lexsort((quote_pks[several], hashes[several]))]
    twice = shared[quote_pks[shared] == quote_pks[shared + 1]]
    return np.delete(hashes, twice), np.delete(quote_pks, twice)


def merged(sources: Iterable[Iterator[Columns]]) -> Iterator[Columns]:
    """The pairs of sources that are each in order, given some at a time and never none, merged some at a time."""
    held = [(some, source) for source in sources if (some := next(source, None)) is not None]
    while held:
        last = min((int(hashes[-1]), int(quote_pks[-1])) for (hashes, quote_pks), _ in held)
        parts, left = [], []
        for (hashes, quote_pks), source in held:
            many = _up_to(hashes, quote_pks, last)
            parts.append((hashes[:many], quote_pks[:many]))
            rest = (hashes[many:], quote_pks[many:]) if many < len(hashes) else next(source, None)
            if rest is not None:
                left.append((rest, source))
        held = left
        yield in_order(parts)


def not_among(hashes: Any, quote_pks: Any, gone: Columns) -> Any:
    """Which of pairs in the order of their hashes are none of those that are gone, as truth values."""
    import numpy as np

    left = np.ones(len(hashes), dtype=bool)
    gone_hashes, gone_pks = gone
    first: Any = np.searchsorted(hashes, gone_hashes)
    last: Any = np.searchsorted(hashes, gone_hashes, "right")
    for at in np.flatnonzero(last > first).tolist():
        here = slice(first[at], last[at])
        left[here] &= quote_pks[here] != gone_pks[at]
    return left


def _up_to(hashes: Any, quote_pks: Any, last: Pair) -> int:
    """How many of the pairs are not after `last`."""
    import numpy as np

    number, pk = np.uint64(last[0]), np.uint64(last[1])
    first, end = (int(np.searchsorted(hashes, number, side)) for side in ("left", "right"))
    return first + int(np.searchsorted(quote_pks[first:end], pk, "right"))
