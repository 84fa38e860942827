"""Who was named beside whom, asked of many pairs at once; and how both databases list pairs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from quotes.store.statements.one_of_many import listed

Pair = tuple[int, int]

_AT_ONCE = 2_000
_ASKED = {
    "sqlite": (
        "(SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS other FROM json_each(:pairs)) "
        "AS asked",
        "NOT IN (SELECT value FROM json_each(:new))",
    ),
    "postgresql": (
        "unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[])) AS asked(one, other)",
        "<> ALL (CAST(:new AS bigint[]))",
    ),
}
_MET = """SELECT one, other FROM {asked} WHERE EXISTS (SELECT 1 FROM speaker_appearances AS mine
    JOIN speaker_appearances AS theirs ON theirs.article_pk = mine.article_pk AND theirs.name_pk = other
    WHERE mine.name_pk = one AND mine.article_pk {before})"""


def those_who_met(connection: Connection, pairs: Collection[Pair], new: Iterable[int] = ()) -> set[Pair]:
    """Those of the pairs of records of whom any article, other than the `new` ones, names both.

    The articles of the first of each two are gone through: the one with fewer goes there.
    """
    return pairs_of(connection, _MET, sorted(pairs), new)


def rarer_first(pairs: Iterable[Pair], articles: Mapping[int, int]) -> set[Pair]:
    """The pairs with the record that fewer `articles` name before the other."""
    return {(one, other) if articles[one] <= articles[other] else (other, one) for one, other in pairs}


def pairs_of(connection: Connection, statement: str, pairs: Sequence[Pair], new: Iterable[int] = ()) -> set[Pair]:
    """The pairs that a statement gives, asked of them some at a time: its `{asked}` has the columns `one` and `other`,
    and `{before}` holds for the keys of articles other than the `new` ones."""
    found: set[Pair] = set()
    dialect, fresh = connection.dialect.name, list(new)
    for at in range(0, len(pairs), _AT_ONCE):
        given = _given(connection, pairs[at : at + _AT_ONCE], fresh)
        found |= {(one, other) for one, other in connection.execute(_built(statement, dialect), given).all()}
    return found


@cache
def _built(statement: str, dialect: str) -> TextClause:
    asked, before = _ASKED[dialect]
    built = statement.format(asked=asked, before=before)
    return text(built)


def _given(connection: Connection, pairs: Sequence[Pair], new: list[int]) -> dict[str, Any]:
    if connection.dialect.name == "sqlite":
        return {"pairs": listed(connection, pairs), "new": listed(connection, new)}
    ones, others = zip(*pairs, strict=True)
    return {"ones": listed(connection, ones), "others": listed(connection, others), "new": new}
