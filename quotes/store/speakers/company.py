"""Who stands near a speaker: in how many articles they are quoted, who is quoted beside them, whom words name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from quotes.linking import fold
from quotes.store.schema.speaker_tables import speaker_names, speakers
from quotes.store.schema.tables import quotes
from quotes.store.statements.one_of_many import among

_ARTICLES = 400
_AT_ONCE = 2_000  # quotes that are looked through for their articles


@dataclass(frozen=True, slots=True)
class Near:
    """A speaker, and in how many articles or quotations they stand near another."""

    id: str
    name: str
    count: int


def quoted_in(connection: Connection, speaker_pk: int) -> int:
    """In how many articles a speaker is quoted."""
    counted = select(func.count(func.distinct(quotes.c.article_pk))).where(quotes.c.speaker_pk == speaker_pk)
    return int(connection.execute(counted).scalar_one())


def beside(connection: Connection, speaker_pk: int, *, limit: int = 20) -> list[Near]:
    """Who else is quoted in the newest articles that quote a speaker, in how many of them."""
    pks = _newest_articles(connection, speaker_pk)
    number = func.count(func.distinct(quotes.c.article_pk))
    found = (
        select(speakers.c.slug, speakers.c.name, number)
        .join(quotes, quotes.c.speaker_pk == speakers.c.pk)
        .where(among(connection, quotes.c.article_pk, pks), speakers.c.pk != speaker_pk)
        .group_by(speakers.c.pk, speakers.c.slug, speakers.c.name)
        .order_by(number.desc(), speakers.c.name)
        .limit(limit)
    )
    return [Near(*row) for row in connection.execute(found)]


def _newest_articles(connection: Connection, speaker_pk: int) -> list[int]:
    """The newest articles that quote a speaker: the quotes are read from the newest until there are enough."""
    newest = select(quotes.c.pk, quotes.c.article_pk).where(quotes.c.speaker_pk == speaker_pk)
    newest = newest.order_by(quotes.c.pk.desc()).limit(_AT_ONCE)
    found: dict[int, None] = {}
    rows = connection.execute(newest).all()
    while rows:
        found.update(dict.fromkeys(row.article_pk for row in rows))
        if len(found) >= _ARTICLES or len(rows) < _AT_ONCE:
            break
        rows = connection.execute(newest.where(quotes.c.pk < rows[-1].pk)).all()
    return list(found)[:_ARTICLES]


def bearers(connection: Connection, names: Iterable[str]) -> dict[str, Near]:
    """Of names as they are written, the speaker whose name each is; those of nobody, and of several, are left out."""
    folded = {name: fold(name) for name in names}
    table = speaker_names.c
    rows = connection.execute(
        select(table.folded, speakers.c.slug, speakers.c.name)
        .join(speakers, speakers.c.pk == table.speaker_pk)
        .where(among(connection, table.folded, set(folded.values())), table.articles > 0)
    )
    found: dict[str, set[tuple[str, str]]] = {}
    for key, slug, name in rows:
        found.setdefault(key, set()).add((slug, name))
    known = {key: next(iter(people)) for key, people in found.items() if len(people) == 1}
    return {name: Near(*known[key], 1) for name, key in folded.items() if key in known}
