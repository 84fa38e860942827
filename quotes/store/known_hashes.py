"""Which hashes of quotes surely nobody has yet: Bloom filters of what was put away, kept beside it in a SQLite file.

Nearly all hashes of a new quote are nobody else's. Looked up one by one they take a batch through most pages of a large
table, and push out of memory the pages that are to be written. A filter takes ten bits a hash instead, and is wrong
about two in a hundred. Each holds twice as many as the one before; the last goes on filling, so that memory has an end.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

FIRST = 1 << 20  # hashes that the first filter holds
MOST_FILTERS = 5  # 41 MB together, full at 200,000 articles of ten quotations
_BITS = 10  # a hash
_PROBES = 3

# What was read or written last, by its token. One that was written has a new token, so that what a transaction that
# is undone leaves here is never asked for.
_at_hand: WeakKeyDictionary[Engine, dict[int, Any]] = WeakKeyDictionary()

_TOKENS = "SELECT pk, token, hashes FROM utterance_filters ORDER BY pk"
_READ = "SELECT bits FROM utterance_filters WHERE pk = ?"
_MANY = "SELECT group_concat(hash) FROM (SELECT hash FROM {} WHERE hash > ? ORDER BY hash LIMIT ?)"
_WRITE = "INSERT OR REPLACE INTO utterance_filters (pk, token, hashes, bits) VALUES (?, ?, ?, ?)"


def perhaps_known(connection: Connection, asked: Sequence[int]) -> list[int]:
    """Those of the hashes that may have been put away, in their order; the others surely were not."""
    # imported here: NumPy takes a while, and only an ingest needs it
    import numpy as np

    filters = [_bits(connection, pk, token) for pk, token, _ in connection.exec_driver_sql(_TOKENS).all()]
    if not filters or not asked:
        return []
    numbers = np.array(asked, dtype=np.uint64)
    known = np.zeros(len(numbers), dtype=bool)
    for bits in filters:
        left = np.flatnonzero(~known)
        for probe in range(_PROBES):
            place, mask = _places(numbers[left], len(bits), probe)
            left = left[(bits[place] & mask) != 0]
        known[left] = True
    found: list[int] = numbers[known].tolist()
    return found


def add(connection: Connection, hashes: Any) -> None:
    """Take down hashes, a list or an array, that are put away in the same transaction."""
    import numpy as np

    left = np.asarray(hashes, dtype=np.uint64)
    last = connection.exec_driver_sql(_TOKENS).all()[-1:]
    pk, token, held = last[0] if last else (0, 0, 0)
    bits = _bits(connection, pk, token).copy() if last else _empty(pk)
    while len(left):
        if held >= FIRST << pk and pk + 1 < MOST_FILTERS:
            _write(connection, pk, held, bits)
            pk, held = pk + 1, 0
            bits = _empty(pk)
        room = len(left) if held >= FIRST << pk else (FIRST << pk) - held
        numbers, left = left[:room], left[room:]
        for probe in range(_PROBES):
            place, mask = _places(numbers, len(bits), probe)
            for one in np.unique(mask):  # one bit at a time: a byte named twice is then written twice alike
                bits[place[mask == one]] |= one
        held += len(numbers)
    if held:
        _write(connection, pk, held, bits)


def add_table(connection: Connection, table: str) -> None:
    """Take down all hashes of a table, read as texts of many: rows take three times as long."""
    import numpy as np

    after = -1
    while (text := connection.exec_driver_sql(_MANY.format(table), (after, FIRST)).scalar_one()) is not None:
        hashes = np.fromstring(text, dtype=np.uint64, sep=",")
        add(connection, hashes)
        after = int(hashes[-1])


def _empty(pk: int) -> Any:
    import numpy as np

    return np.zeros((FIRST << pk) * _BITS // 8, dtype=np.uint8)


def _write(connection: Connection, pk: int, held: int, bits: Any) -> None:
    token = secrets.randbits(62)
    connection.exec_driver_sql(_WRITE, (pk, token, held, bits.tobytes()))
    _at_hand.setdefault(connection.engine, {})[token] = bits
    _forget_others(connection)


def _bits(connection: Connection, pk: int, token: int) -> Any:
    import numpy as np

    at_hand = _at_hand.setdefault(connection.engine, {})
    if token not in at_hand:
        at_hand[token] = np.frombuffer(connection.exec_driver_sql(_READ, (pk,)).scalar_one(), dtype=np.uint8)
        _forget_others(connection)
    return at_hand[token]


def _forget_others(connection: Connection) -> None:
    now = {token for _, token, _ in connection.exec_driver_sql(_TOKENS)}
    at_hand = _at_hand.setdefault(connection.engine, {})
    for token in at_hand.keys() - now:
        del at_hand[token]


def _places(numbers: Any, size: int, probe: int) -> tuple[Any, Any]:
    """A byte of the filter for each hash, and its bit there; a hash's halves make as many places as are wanted."""
    import numpy as np

    low, high = numbers & np.uint64(0xFFFFFFFF), numbers >> np.uint64(32)
    bit = (low + np.uint64(probe) * high) % np.uint64(8 * size)
    return (bit >> np.uint64(3)).astype(np.intp), np.left_shift(1, bit & np.uint64(7)).astype(np.uint8)
