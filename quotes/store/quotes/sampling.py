"""Quotes drawn at random from those asked for.

Of what is counted by month nothing is gone through but the months of those that are drawn: each is the quote of a
number, the counts tell its month, and a walk along a narrow index its key.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, select

from quotes.store.connections.reading import ConnectionReader, Reader
from quotes.store.quotes.lookup import QuoteRow, by_key, question
from quotes.store.schema.dates import keys_of_month
from quotes.store.schema.tables import quotes
from quotes.store.search.counters import by_month
from quotes.store.search.filters import QuoteFilter, Shape, conditions, gathered, normal, nothing_fits
from quotes.store.search.selects import compiled, counted_quotes, keys

_PRIME = 2_147_483_647


def sample(connection: Connection, asked: QuoteFilter, number: int, seed: int = 0) -> list[QuoteRow]:
    """`number` quotes drawn from those asked for; the same for the same seed as long as the store is the same."""
    reader, asked = ConnectionReader(connection), normal(asked)
    if nothing_fits(asked) or number < 1:
        return []
    months = by_month(reader, asked)
    if months is not None and len(asked.kinds or ()) > 1:
        asked = QuoteFilter()  # these are all kinds that there are
    pks = _dealt_out(reader, asked, number, seed) if months is None else _drawn(reader, asked, months, number, seed)
    rows = by_key(connection, pks)
    return [rows[pk] for pk in pks]


def _drawn(reader: Reader, asked: QuoteFilter, months: Sequence[tuple[int, int]], number: int, seed: int) -> list[int]:
    """The keys of quotes drawn by their number, counted from the earliest."""
    total = sum(many for _, many in months)
    numbers = random.Random(seed).sample(range(total), min(number, total))  # noqa: S311 - no secret hangs on it
    shape, values = question(reader, asked, None)
    sql, constants = _at(shape)
    ordered = sorted(numbers)
    found: dict[int, int] = {}
    before = 0
    for month, many in months:
        here = [one - before for one in ordered[bisect_left(ordered, before) : bisect_left(ordered, before + many)]]
        first, last = keys_of_month(month)
        # from one to the next: no part of the month is gone through twice
        for previous, one in pairwise([-1, *here]):
            given = {"first_key": first, "last_key": last, "passed": one - previous - 1}
            [(pk,)] = reader.rows(sql, {**constants, **values, **given})
            found[before + one], first = pk, pk + 1
        before += many
    return [found[one] for one in numbers]


def _dealt_out(reader: Reader, asked: QuoteFilter, number: int, seed: int) -> list[int]:
    """The keys of the first of all that fit: an affine map modulo a prime deals them out anew for every seed, alike on
    both databases."""
    shape, values = question(reader, gathered(asked, reader.dialect), None)
    found = keys(shape, "-published", limited=False).order_by(None).subquery()
    drawn_by = (found.c.pk % _PRIME * bindparam("factor") + bindparam("offset")) % _PRIME
    drawn = select(found.c.pk).order_by(drawn_by, found.c.pk).limit(bindparam("most"))
    sql, constants = compiled(drawn, reader.dialect)
    given = {"factor": pow(48_271, 1 + seed % (_PRIME - 2), _PRIME), "offset": seed * 7_919 % _PRIME, "most": number}
    return [pk for (pk,) in reader.rows(sql, {**constants, **values, **given})]


@lru_cache(maxsize=100)
def _at(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of the key of the quote that stands so many after the first one, by the index of what is asked for."""
    of = counted_quotes if shape.driving_filter is None else quotes
    here = of.c.pk.between(bindparam("first_key"), bindparam("last_key"))
    walk = select(of.c.pk).where(*conditions(shape, of), here).order_by(of.c.pk).limit(1).offset(bindparam("passed"))
    return compiled(walk, shape.dialect)
