"""The keys of new quotes: the minute of publication, and a running number after it (see schema/tables.py).

On PostgreSQL the number is of the whole store, so that a process may take some before its turn to write has come; a
store gives out 2**30 of them, some three terabytes of quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sqlalchemy import Connection, text

from quotes.store.schema.tables import SEQUENCE_BITS
from quotes.store.statements.one_of_many import listed

_LAST = text(
    "SELECT asked.value, (SELECT max(pk) FROM quotes WHERE pk BETWEEN asked.value "  # noqa: S608 - a number of our own
    f"AND asked.value + {(1 << SEQUENCE_BITS) - 1}) FROM json_each(:firsts) AS asked"
)
_TAKE = text("SELECT take_quote_numbers(:many)")


def highest(connection: Connection, wanted: Sequence[tuple[int, int]]) -> list[int]:
    """For each (minute, how many) the highest of as many keys, one after the other, that nobody has or had.

    On PostgreSQL whoever asks need not be the one who writes.
    """
    if connection.dialect.name == "sqlite":
        last = _last(connection, {minute for minute, _ in wanted})
        found = []
        for minute, many in wanted:
            last[minute] += many
            found.append(last[minute])
        return found
    numbers = list(accumulate(many for _, many in wanted))
    before = int(connection.execute(_TAKE, {"many": numbers[-1] if numbers else 0}).scalar_one()) - 1
    return [(minute << SEQUENCE_BITS) + before + number for (minute, _), number in zip(wanted, numbers, strict=True)]


def _last(connection: Connection, minutes: set[int]) -> dict[int, int]:
    """By minute the highest key that a quote has there; the first there is where there is no quote."""
    firsts = [minute << SEQUENCE_BITS for minute in sorted(minutes)]
    found = connection.execute(_LAST, {"firsts": listed(connection, firsts)})
    return {first >> SEQUENCE_BITS: first if last is None else last for first, last in found}
