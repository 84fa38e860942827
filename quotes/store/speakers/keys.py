"""Who stands under a key: read up to a limit, so that a common name costs no more than a rare one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, text

from quotes.linking import MAX_BLOCK, counterpart_keys
from quotes.store.statements.one_of_many import listed

_AT_ONCE = 40


class Under(NamedTuple):
    """The records under each key; `stop_keys`, of too many records to tell anybody apart, are left out."""

    records: dict[str, list[int]]
    stop_keys: set[str]


def under(connection: Connection, keys: Iterable[str], *, most: int | None = None) -> Under:
    """Who stands under these keys, however many keys they are; a key with more than `most` names is a stop key."""
    most = MAX_BLOCK if most is None else most
    asked = sorted(set(keys))
    found: dict[str, list[int]] = defaultdict(list)
    if asked:
        statement = _SQLITE if _embedded(connection) else _POSTGRES
        rows = connection.execute(statement, {"keys": listed(connection, asked), "most": most + 1}).all()
        for key, name_pk in rows:
            found[key].append(name_pk)
    stop_keys = {key for key, pks in found.items() if len(pks) > most}
    return Under({key: sorted(pks) for key, pks in found.items() if key not in stop_keys}, stop_keys)


def crossed(connection: Connection, come: Counter[str], gone: Counter[str], *, most: int | None = None) -> set[int]:
    """The records under keys that have become stop keys, or are so no longer, now that so many names came and went.

    Under a crowded key nobody is looked up, so that whoever was found there must be looked up anew.
    """
    most = MAX_BLOCK if most is None else most
    many = _with_more(connection, dict.fromkeys(come, most))
    by_now = many - _with_more(connection, {key: most + come[key] for key in many})
    many = _with_more(connection, {key: most - gone[key] for key in gone})
    by_now |= many - _with_more(connection, dict.fromkeys(many, most))
    # whoever was found from there is in it too: of a lone name, all with the family name
    filed = under(connection, by_now | counterpart_keys(by_now), most=2 * most + max([0, *come.values()])).records
    return {pk for pks in filed.values() for pk in pks}


def stop_keys_among(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of the keys that have too many records to tell anybody apart."""
    return _with_more(connection, dict.fromkeys(keys, MAX_BLOCK))


def _with_more(connection: Connection, keys: dict[str, int]) -> set[str]:
    """Those of the keys under which more names are filed than it says."""
    found: set[str] = set()
    by_number: dict[int, list[str]] = defaultdict(list)
    for key, number in keys.items():
        by_number[max(0, number)].append(key)
    for number, some in by_number.items():
        asked = "json_each(:keys) AS asked" if _embedded(connection) else _LISTED
        given = {"keys": listed(connection, some), "number": number}
        found |= set(connection.execute(_more(asked), given).scalars().all())
    return found


_LISTED = "unnest(CAST(:keys AS text[])) AS asked(value)"
_MORE = """SELECT asked.value FROM {} WHERE EXISTS
    (SELECT 1 FROM speaker_keys WHERE "key" = asked.value LIMIT 1 OFFSET :number)"""


@cache
def _more(asked: str) -> TextClause:
    return text(_MORE.format(asked))


def _embedded(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


# SQLite knows no LATERAL: a crowded key gives its limit of rows by a look at where the last of them stands
_SQLITE = text(
    """SELECT asked.value, names.name_pk FROM json_each(:keys) AS asked JOIN speaker_keys AS names
    ON names."key" = asked.value AND names.name_pk <= coalesce((SELECT name_pk FROM speaker_keys AS last
        WHERE last."key" = asked.value ORDER BY name_pk LIMIT 1 OFFSET :most - 1), 9223372036854775807)"""
)
_POSTGRES = text(
    """SELECT asked.value, names.name_pk FROM unnest(CAST(:keys AS text[])) AS asked(value) CROSS JOIN LATERAL
    (SELECT name_pk FROM speaker_keys WHERE "key" = asked.value ORDER BY name_pk LIMIT :most) AS names"""
)


def records_by_key(
    connection: Connection, keys: Iterable[str], *, most: int = MAX_BLOCK, cut_off: bool = False
) -> dict[str, list[int]]:
    """The records under each key; one with more than `most` is crowded: left out, or cut off there."""
    found: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        parameters: dict[str, str | int] = {f"k{number}": key for number, key in enumerate(some)}
        for key, name_pk in connection.execute(_each(len(some)), parameters | {"most": most + 1}).all():
            found[key].append(name_pk)
    return {key: pks[:most] for key, pks in found.items() if cut_off or len(pks) <= most}


@cache
def _each(number: int) -> TextClause:
    """One limited SELECT a key, all in one statement."""
    one = (
        'SELECT * FROM (SELECT "key", name_pk FROM speaker_keys WHERE "key" = :k{} ORDER BY name_pk LIMIT :most) AS s{}'
    )
    return text(" UNION ALL ".join(one.format(at, at) for at in range(number)))
