"""In how many articles a name is read, in which spellings and roles: counted as articles come and go."""

from __future__ import annotations

import json
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, and_, bindparam, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names, speaker_roles, speaker_spellings
from quotes.store.schema.tables import articles
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import among

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
UNDATED = 9_999_999_999  # in minutes: after every date


@dataclass(frozen=True, slots=True)
class Appearance:
    """A name in an article: what is kept of it, so that it can be taken back; `published` as the article has it,
    `place` its place in time (see `place_in_time`)."""

    article_pk: int
    name_pk: int
    name: str
    outlet_pk: int
    spellings: tuple[str, ...]
    roles: tuple[str, ...]
    published: str | None = None
    place: str | None = None


def place_in_time(minute: int, article_id: str) -> str:
    """What articles are sorted by, the earliest first and the undated last: a function of the article alone."""
    return f"{minute or UNDATED:010d} {article_id}"


def minute_of(place: str) -> int | None:
    """The minute of publication that a place in time tells, None for the undated."""
    minute = int(place[:10])
    return minute if minute < UNDATED else None


def take_back(connection: Connection, article_pks: Sequence[int]) -> set[int]:
    """Uncount what the articles said of their people; the names that they had."""
    here = among(connection, speaker_appearances.c.article_pk, article_pks)
    rows = connection.execute(select(speaker_appearances).where(here)).all()
    if not rows:
        return set()
    gone = [
        Appearance(
            row.article_pk,
            row.name_pk,
            row.name,
            row.outlet_pk,
            tuple(json.loads(row.spellings)),
            tuple(json.loads(row.roles)),
        )
        for row in rows
    ]
    count(connection, gone, -1)
    connection.execute(delete(speaker_appearances).where(here))
    names = {one.name_pk for one in gone}
    _see_anew(connection, names)
    for table in (speaker_spellings, speaker_roles):
        connection.execute(delete(table).where(among(connection, table.c.name_pk, names), table.c.articles <= 0))
    return names


def _see_anew(connection: Connection, names: set[int]) -> None:
    """Write down the days of names that have lost articles; those that have none left keep what they had."""
    named = speaker_appearances.c
    rows = connection.execute(
        select(named.name_pk, articles.c.minute, articles.c.id)
        .join(articles, articles.c.pk == named.article_pk)
        .where(among(connection, named.name_pk, names))
    )
    days = _first_and_last((pk, place_in_time(minute, article)) for pk, minute, article in rows)
    for_each(connection, _SEEN, [{"of_name": pk, "at": at, "late": late} for pk, (at, late) in sorted(days.items())])


def _first_and_last(places: Iterable[tuple[int, str]]) -> dict[int, tuple[str, int | None]]:
    """Of names with their places in time: of each the earliest one, and the latest minute that any of them tells."""
    first: dict[int, str] = {}
    last: dict[int, int] = {}
    for pk, place in places:
        first[pk] = min(first.get(pk, place), place)
        if (minute := minute_of(place)) is not None:
            last[pk] = max(last.get(pk, minute), minute)
    return {pk: (place, last.get(pk)) for pk, place in first.items()}


def count(connection: Connection, seen: Sequence[Appearance], by: int = 1) -> None:
    """Count (or, with -1, uncount) each article once for each name, spelling and role it has."""
    names = Counter(name_pk for _, name_pk in {(one.article_pk, one.name_pk) for one in seen})
    days = _first_and_last((one.name_pk, one.place) for one in seen if one.place is not None)
    counted = []
    for pk, number in sorted(names.items()):
        at, late = days.get(pk, (None, None))
        counted.append({"of_name": pk, "more": by * number, "at": at, "late": late})
    for_each(connection, _COUNT, counted)
    each = {(one.article_pk, one.name_pk, text, one.outlet_pk) for one in seen for text in one.spellings}
    if spelt := Counter((pk, text, outlet) for _, pk, text, outlet in each):
        for_each(
            connection,
            _count_spellings(connection.dialect.name),
            [
                {"name_pk": pk, "spelling": text, "outlet_pk": outlet, "articles": by * number}
                for (pk, text, outlet), number in sorted(spelt.items())
            ],
        )
    if roles := _roles(seen):
        for_each(
            connection,
            _count_roles(connection.dialect.name),
            [
                {
                    "name_pk": pk,
                    "role": role,
                    "articles": by * len(articles),
                    "first": min(days, default=None),
                    "last": max(days, default=None),
                }
                for (pk, role), (articles, days) in sorted(roles.items())
            ],
        )


@cache
def _count_spellings(dialect: str) -> Insert:
    added: Any = _INSERT[dialect](speaker_spellings)
    counted: Insert = added.on_conflict_do_update(
        index_elements=["name_pk", "spelling", "outlet_pk"],
        set_={"articles": speaker_spellings.c.articles + added.excluded.articles},
    )
    return counted


@cache
def _count_roles(dialect: str) -> Insert:
    added: Any = _INSERT[dialect](speaker_roles)
    counted: Insert = added.on_conflict_do_update(
        index_elements=["name_pk", "role"],
        set_={
            "articles": speaker_roles.c.articles + added.excluded.articles,
            "first": _either(speaker_roles.c["first"], added.excluded["first"], operator.lt),
            "last": _either(speaker_roles.c["last"], added.excluded["last"], operator.gt),
        },
    )
    return counted


def _either(
    a: ColumnElement[Any], b: ColumnElement[Any], before: Callable[[Any, Any], ColumnElement[bool]]
) -> ColumnElement[Any]:
    """Of two dates the one that stands `before` the other, where both are known."""
    return case((b.is_(None), a), (a.is_(None), b), (before(a, b), a), else_=b)


# the type is said, since PostgreSQL cannot tell the type of a parameter that is only compared
_AT = bindparam("at", type_=speaker_names.c.first_seen.type)
_LATE = bindparam("late", type_=speaker_names.c.last_seen.type)
_SEEN = update(speaker_names).where(speaker_names.c.pk == bindparam("of_name")).values(first_seen=_AT, last_seen=_LATE)
# what was kept of articles that are gone counts no more when another comes
_ANEW = and_(speaker_names.c.articles <= 0, _AT.is_not(None))
_COUNT = (
    update(speaker_names)
    .where(speaker_names.c.pk == bindparam("of_name"))
    .values(
        articles=speaker_names.c.articles + bindparam("more"),
        first_seen=case((_ANEW, _AT), else_=_either(speaker_names.c.first_seen, _AT, operator.lt)),
        last_seen=case((_ANEW, _LATE), else_=_either(speaker_names.c.last_seen, _LATE, operator.gt)),
    )
)


def _roles(seen: Iterable[Appearance]) -> dict[tuple[int, str], tuple[set[int], set[str]]]:
    """By name and role the articles, and the days of those that are dated."""
    found: dict[tuple[int, str], tuple[set[int], set[str]]] = {}
    for one in seen:
        for role in one.roles:
            articles, days = found.setdefault((one.name_pk, role), (set(), set()))
            articles.add(one.article_pk)
            if one.published:
                days.add(one.published[:10])
    return found
