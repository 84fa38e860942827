"""Copies of new quotes that were looked for before the writer's lock was held (PostgreSQL).

`articles/ahead.py` files the quotes and looks; what other writers have filed since is all that is left to read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Connection, text

from quotes.store.utterances import filing


@dataclass(slots=True)
class Ahead:
    """What was filed: of each extraction, by its `id()`, the key of its first quote; the keys of all."""

    highest: dict[int, int] = field(default_factory=dict)
    keys: set[int] = field(default_factory=set)
    # the hashes that were looked for and the quotes that others had under them; the transaction that looked, and the
    # first that may have filed something it did not see
    asked: set[int] = field(default_factory=set)
    found: Mapping[int, Sequence[int]] = field(default_factory=dict)
    own: int = 0
    since: int = 0


NOTHING = Ahead()

_SINCE = text(
    "SELECT '[' || string_agg(CAST(hash AS text), ',') || ']', '[' || string_agg(CAST(quote_pk AS text), ',') || ']' "
    "FROM utterance_bands_recent WHERE filed_by >= :since AND filed_by <> :own"
)


def under(connection: Connection, numbers: set[int], ahead: Ahead) -> dict[int, list[int]]:
    """`filing.under` of the hashes, of which most were looked for ahead; the caller is the one who writes.

    The quotes that were filed ahead may be among the found or not.
    """
    since = _since(connection, numbers, ahead) if ahead.asked else None
    if since is None:
        return filing.under(connection, numbers)
    found = filing.under(connection, left) if (left := numbers - ahead.asked) else {}
    for number in numbers & ahead.asked & (ahead.found.keys() | since.keys()):
        pks = {*ahead.found.get(number, ()), *since.get(number, ())}
        found[number] = sorted(pks, reverse=True)[: filing.MOST_UNDER_A_HASH]
    return found


def _since(connection: Connection, numbers: set[int], ahead: Ahead) -> dict[int, list[int]] | None:
    """What others have filed under the hashes since they were looked for; None if hashes were put away since."""
    row = connection.execute(_SINCE, {"since": ahead.since, "own": ahead.own}).one()
    hashes, pks = (orjson.loads(one) if one else [] for one in row)
    found: dict[int, list[int]] = defaultdict(list)
    for number, pk in zip(hashes, pks, strict=True):
        if (number, pk) == filing.PUT_AWAY:
            return None
        if number in numbers:
            found[number].append(pk)
    return found
