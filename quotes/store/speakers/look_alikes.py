"""Which names look alike: compared once, when the later of two comes, and kept.

A name stands beside dozens under its keys of which few are related to it, and to compare it with each takes longer
than all else that a regrouping does. What two names say of each other hangs on nothing but the two, so that it is
written down: a row each way, under the first record of each name, with the keys by which they meet. A name's row with
itself says that all its look-alikes are known; it goes when the name is read nowhere any more, and when a key tells
people apart again that had told nobody apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Connection, TextClause, select, text
from sqlalchemy.dialects import postgresql, sqlite

from quotes.linking import NameRecord, Relation, blocking_keys, look_ups, relate
from quotes.store.schema.speaker_tables import speaker_look_alikes, speaker_names
from quotes.store.speakers.keys import under
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import listed, one_of

Name = tuple[str, str]  # folded, and the type
Keys = tuple[tuple[str, str], ...]  # a key of a name, and the one that the other is filed under
Record = tuple[Any, ...]  # the columns of `RECORDS`

RECORDS = tuple(
    speaker_names.c[name]
    for name in ("pk", "folded", "type", "facet", "articles", "speaker_pk", "by_hand", "undecided")
)
_NAMED = select(*RECORDS).where(one_of(speaker_names.c.pk, "pks"))


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """By name those that it may be one with, as far as names say, each with the keys by which the two meet; and the
    records of all these names that are filed."""

    keys: dict[Name, dict[Name, Keys]]
    records: dict[int, Record]


def look_alikes(connection: Connection, names: Iterable[Name]) -> LookAlikes:
    """Who looks like these names: as it is written down, which it is now where it was not. Stop keys are among the
    keys."""
    asked = sorted(set(names))
    found, known = _read(connection, asked)
    if new := [name for name in asked if name not in known]:
        compared = _compare(connection, new)
        filed = _write(connection, compared.keys)
        found.records.update(compared.records)
        for name, others in compared.keys.items():
            if name not in filed:
                found.keys[name] = others
                continue
            found.keys[name] |= {name: _shared(name, name), **others}
            for other in others.keys() & found.keys.keys():
                found.keys[other].setdefault(name, _turned(others[other]))
    return found


def forget(connection: Connection, records: Iterable[int]) -> None:
    """Have the look-alikes of these records' names looked for anew."""
    if given := list(records):
        connection.execute(_statement(_FORGET, connection), {"pks": listed(connection, given)})


def _read(connection: Connection, names: Sequence[Name]) -> tuple[LookAlikes, set[Name]]:
    """What is written down of names; and of which it is all."""
    found, known = LookAlikes({name: {} for name in names}, {}), set()
    if names:
        rows = connection.execute(_statement(_READ, connection), _given(connection, names)).all()
        for folded, type, keys, *record in rows:
            name, other = (folded, type), (record[1], record[2])
            if name == other:
                known.add(name)
            if record[4] > 0 or record[6]:
                found.records[record[0]] = tuple(record)
                if other not in found.keys[name]:
                    found.keys[name][other] = tuple(map(tuple, orjson.loads(keys)))
    return found, known


def _compare(connection: Connection, names: Sequence[Name]) -> LookAlikes:
    """Compare names with all that stand under their keys."""
    filed = under(connection, {key for name in names for _, key in look_ups(*name)}).records
    rows = connection.execute(_NAMED, {"pks": {pk for pks in filed.values() for pk in pks}}).all()
    named = {row[0]: (row[1], row[2]) for row in rows}
    found: dict[Name, dict[Name, Keys]] = {}
    for name in names:
        beside = {named[pk] for _, key in look_ups(*name) for pk in filed.get(key, ())}
        found[name] = {other: _shared(name, other) for other in beside if other == name or _may_be_one(name, other)}
    wanted = set().union(*found.values())
    return LookAlikes(found, {row[0]: tuple(row) for row in rows if named[row[0]] in wanted})


def _write(connection: Connection, new: Mapping[Name, Mapping[Name, Keys]]) -> Set[Name]:
    """Write down the look-alikes of new names; which names are filed, so that those who come later find them."""
    given = _given(connection, sorted(set(new).union(*new.values())))
    first: dict[Name, int] = {}
    for folded, type, pk, filed in connection.execute(_statement(_FIRST, connection), given).all():
        if filed:
            first[folded, type] = pk
    rows: dict[tuple[int, int], str] = {}
    for name, others in new.items():
        if name not in first:
            continue
        for other, keys in {name: _shared(name, name), **others}.items():
            if other not in first:
                continue
            rows[first[name], first[other]] = orjson.dumps(keys).decode()
            rows[first[other], first[name]] = orjson.dumps(_turned(keys)).decode()
    ordered = [{"name_pk": a, "other_pk": b, "keys": keys} for (a, b), keys in sorted(rows.items())]
    for_each(connection, _WRITE[connection.dialect.name], ordered)
    return first.keys()


def _may_be_one(a: Name, b: Name) -> bool:
    return relate(NameRecord(*a), NameRecord(*b))[0] >= Relation.SEPARATE_BUT_SUGGEST


def _shared(name: Name, other: Name) -> Keys:
    """The keys by which two names meet."""
    filed = blocking_keys(*other)
    return tuple((own, key) for own, key in look_ups(*name) if key in filed)


def _turned(keys: Keys) -> Keys:
    """The same as the other name's look-alike has it."""
    return tuple((key, own) for own, key in keys)


def _given(connection: Connection, names: Sequence[Name]) -> dict[str, Any]:
    if connection.dialect.name == "sqlite":
        return {"names": orjson.dumps(names).decode()}
    folded, types = (listed(connection, [name[at] for name in names]) for at in (0, 1))
    return {"folded": folded, "types": types}


def _statement(statement: str, connection: Connection) -> TextClause:
    """A statement with what it asks about as the database lists it."""
    return _built(statement, connection.dialect.name == "sqlite")


@cache
def _built(statement: str, embedded: bool) -> TextClause:
    # as CROSS JOIN SQLite keeps the order that is written here: it begins with what is asked
    pks, names, join = _SQLITE if embedded else _POSTGRES
    return text(statement.format(pks=pks, names=names, join=join))


_SQLITE = (
    "json_each(:pks) AS asked",
    "(SELECT json_extract(value, '$[0]') AS folded, json_extract(value, '$[1]') AS type FROM json_each(:names)) "
    "AS asked",
    "CROSS JOIN",
)
_POSTGRES = (
    "unnest(CAST(:pks AS bigint[])) AS asked(value)",
    "unnest(CAST(:folded AS text[]), CAST(:types AS text[])) AS asked(folded, type)",
    "JOIN",
)
_MINE = "{names} {join} speaker_names AS mine ON mine.folded = asked.folded AND mine.type = asked.type"
_READ = f"""SELECT asked.folded, asked.type, beside.keys, {", ".join(f"theirs.{column.name}" for column in RECORDS)}
    FROM {_MINE} {{join}} speaker_look_alikes AS beside ON beside.name_pk = mine.pk
    {{join}} speaker_names AS one ON one.pk = beside.other_pk
    {{join}} speaker_names AS theirs ON theirs.folded = one.folded AND theirs.type = one.type"""  # noqa: S608
_FIRST = f"""SELECT asked.folded, asked.type, min(mine.pk), max(CASE WHEN mine.articles > 0 OR mine.by_hand
    THEN 1 ELSE 0 END) FROM {_MINE} GROUP BY asked.folded, asked.type"""  # noqa: S608
_FORGET = """DELETE FROM speaker_look_alikes WHERE name_pk = other_pk AND name_pk IN (SELECT mine.pk
    FROM {pks} {join} speaker_names AS gone ON gone.pk = asked.value
    {join} speaker_names AS mine ON mine.folded = gone.folded AND mine.type = gone.type)"""
_WRITE = {
    "sqlite": sqlite.insert(speaker_look_alikes).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(speaker_look_alikes).on_conflict_do_nothing(),
}
