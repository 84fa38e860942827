"""Who stands under a key: read up to a limit, so that a common name costs no more than a rare one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, TextClause, text

from quotes.linking import CROWDED

_AT_ONCE = 40


def holders(
    connection: Connection, keys: Iterable[str], *, most: int = CROWDED, crowded: bool = False
) -> dict[str, list[int]]:
    """The nodes under each key; one with more than `most` is crowded: left out, or with `crowded` cut off there."""
    found: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        parameters: dict[str, str | int] = {f"k{number}": key for number, key in enumerate(some)}
        for key, name_pk in connection.execute(_each(len(some)), parameters | {"most": most + 1}).all():
            found[key].append(name_pk)
    return {key: pks[:most] for key, pks in found.items() if crowded or len(pks) <= most}


@cache
def _each(number: int) -> TextClause:
    """One limited SELECT a key, all in one statement."""
    one = (
        'SELECT * FROM (SELECT "key", name_pk FROM speaker_keys WHERE "key" = :k{} ORDER BY name_pk LIMIT :most) AS s{}'
    )
    return text(" UNION ALL ".join(one.format(at, at) for at in range(number)))
