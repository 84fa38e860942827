"""Company, outlets and days of those whom names and roles do not tell apart, read only where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, func, select

from quotes.linking import Partition, Seen
from quotes.store.dates import DAY, UNKNOWN
from quotes.store.speakers.loading import Loaded, chunks
from quotes.store.speakers.tables import speaker_appearances, speaker_names, speaker_spellings
from quotes.store.tables import articles

_MOST_COMPANY = 100
# Whoever is in the news at all times is told from nobody by the days.
_MOST_DATED = 500


def hear(connection: Connection, loaded: Loaded, found: Partition) -> bool:
    """Add what was seen of the unclear names and of those they may mean; whether there was anything new to add."""
    pk_of = {node.key: pk for pk, node in loaded.rows.items()}
    new = False
    for key, meant in sorted(found.unclear.items()):
        pk, bearers = pk_of[key], {pk_of[one] for one in meant}
        if pk in loaded.heard and bearers <= loaded.heard[pk]:
            continue
        new = True
        company = _company(connection, pk)
        _see(loaded, pk, Seen(frozenset(company.values()), *_outlets_and_days(connection, loaded, pk)))
        for bearer in sorted(bearers - loaded.heard.get(pk, set())):
            met = {company[other] for other in _met(connection, loaded, bearer, company)}
            _see(loaded, bearer, Seen(frozenset(met), *_outlets_and_days(connection, loaded, bearer)))
        loaded.heard.setdefault(pk, set()).update(bearers)
    return new


def _see(loaded: Loaded, pk: int, seen: Seen) -> None:
    loaded.rows[pk] = replace(loaded.rows[pk], seen=loaded.rows[pk].seen | seen)


def _company(connection: Connection, pk: int) -> dict[int, str]:
    """Who stands beside a name in its articles: pk -> folded name."""
    mine, theirs = speaker_appearances.alias(), speaker_appearances.alias()
    beside = (
        select(speaker_names.c.pk, speaker_names.c.folded)
        .join(theirs, theirs.c.name_pk == speaker_names.c.pk)
        .join(mine, mine.c.article_pk == theirs.c.article_pk)
        .where(mine.c.name_pk == pk, theirs.c.name_pk != pk)
        .distinct()
        .order_by(speaker_names.c.folded, speaker_names.c.pk)
        .limit(_MOST_COMPANY)
    )
    return {row.pk: row.folded for row in connection.execute(beside)}


def _met(connection: Connection, loaded: Loaded, bearer: int, company: Iterable[int]) -> set[int]:
    """Those of the company who stand beside the bearer in any article."""
    mine, theirs = speaker_appearances.alias(), speaker_appearances.alias()
    met: set[int] = set()
    for chunk in chunks(company):
        beside = (
            select(theirs.c.name_pk)
            .join(mine, mine.c.article_pk == theirs.c.article_pk)
            .where(mine.c.name_pk == bearer, theirs.c.name_pk.in_(chunk))
            .distinct()
        )
        met |= set(connection.execute(beside).scalars())
    return met


def _outlets_and_days(connection: Connection, loaded: Loaded, pk: int) -> tuple[frozenset[str], tuple[int, int] | None]:
    read = speaker_spellings.c
    outlets = select(read.outlet_pk).where(read.name_pk == pk, read.outlet_pk != 0).distinct()
    names = frozenset(str(outlet) for outlet in connection.execute(outlets).scalars())
    if loaded.rows[pk].articles > _MOST_DATED:
        return names, None
    minute = articles.c.minute
    span = (
        select(func.min(minute), func.max(minute))
        .join(speaker_appearances, speaker_appearances.c.article_pk == articles.c.pk)
        .where(speaker_appearances.c.name_pk == pk, minute != UNKNOWN)
    )
    first, last = connection.execute(span).one()
    return names, None if first is None else (first // DAY, last // DAY)
