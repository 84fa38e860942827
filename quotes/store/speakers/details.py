"""All that is known of one speaker."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from quotes.names.stated import is_headline, is_role
from quotes.store.schema.speaker_tables import (
    speaker_appearances,
    speaker_names,
    speaker_roles,
    speaker_spellings,
    speakers,
)
from quotes.store.schema.tables import articles, outlets, quotes, tallies
from quotes.store.search.counters import BY_SPEAKER, OUTLETS
from quotes.store.speakers.decisions import Decision, history
from quotes.store.speakers.rows import current, found
from quotes.store.speakers.suggestions import Suggestion, suggestions_of
from quotes.store.speakers.undoing import marked

_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling: in how many articles, and in which outlets it was read."""

    name: str
    articles: int
    outlets: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"name": self.name, "articles": self.articles, "outlets": list(self.outlets)}


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """One role as stated: in how many articles, and between which dates of publication."""

    role: str
    articles: int
    first: str | None
    last: str | None

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"role": self.role, "articles": self.articles, "first": self.first, "last": self.last}


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet and how many quotes of the speaker it has."""

    name: str
    quotes: int

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"name": self.name, "quotes": self.quotes}


@dataclass(frozen=True, slots=True)
class Moved:
    """This id is now another's: answer with that one."""

    id: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One speaker; `first_quoted` and `last_quoted` are dates of publication."""

    pk: int
    id: str
    name: str
    type: str
    quotes: int
    articles: int
    first_quoted: str | None
    last_quoted: str | None
    aliases: tuple[Alias, ...]
    roles: tuple[RoleSeen, ...]
    outlets: tuple[OutletCount, ...]
    decisions: tuple[Decision, ...]
    suggestions: tuple[Suggestion, ...]

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        plain = ("id", "name", "type", "quotes", "articles", "first_quoted", "last_quoted")
        listed = ("aliases", "roles", "outlets", "decisions", "suggestions")
        return {
            **{name: getattr(self, name) for name in plain},
            **{name: [one.as_dict() for one in getattr(self, name)] for name in listed},
        }


def get(connection: Connection, speaker_id: str) -> Detail | Moved | None:
    """The speaker of this id; Moved if the id was merged into another's; None if there never was such a one."""
    row = connection.execute(select(speakers).where(speakers.c.slug == speaker_id)).first()
    if row is None:
        return None
    if row.merged_into is not None:
        slug = connection.execute(select(speakers.c.slug).where(speakers.c.pk == current(connection, row.pk)))
        return Moved(slug.scalar_one())
    (one,) = found(connection, [row.pk])
    first, last = _quoted(connection, row.pk)
    return Detail(
        pk=row.pk,
        id=row.slug,
        name=row.name,
        type=row.type,
        quotes=one.quotes,
        articles=_articles(connection, row.pk),
        first_quoted=first,
        last_quoted=last,
        aliases=_aliases(connection, row.pk, row.name),
        roles=_roles(connection, row.pk),
        outlets=_outlets(connection, row.pk),
        decisions=tuple(marked(connection, history(connection, row.slug))),
        suggestions=suggestions_of(connection, row.pk),
    )


def _quoted(connection: Connection, pk: int) -> tuple[str | None, str | None]:
    """When first and last: the keys of quotes are in the order of publication, the unknown dates first."""
    mine = quotes.c.speaker_pk == pk
    dated = articles.c.published.is_not(None)
    joined = select(articles.c.published).join(quotes, quotes.c.article_pk == articles.c.pk).where(mine, dated)
    first = connection.execute(joined.order_by(quotes.c.pk).limit(1)).scalar()
    last = connection.execute(joined.order_by(quotes.c.pk.desc()).limit(1)).scalar()
    return first, last


def _articles(connection: Connection, pk: int) -> int:
    of_speaker = speaker_names.c.speaker_pk == pk
    several = select(func.count(func.distinct(speaker_appearances.c.article_pk))).join(
        speaker_names, speaker_names.c.pk == speaker_appearances.c.name_pk
    )
    return int(connection.execute(several.where(of_speaker)).scalar_one())


def _aliases(connection: Connection, pk: int, name: str) -> tuple[Alias, ...]:
    table = speaker_spellings.c
    statement = (
        select(table.spelling, table.articles, outlets.c.name)
        .join(speaker_names, speaker_names.c.pk == table.name_pk)
        .outerjoin(outlets, outlets.c.pk == table.outlet_pk)
        .where(speaker_names.c.speaker_pk == pk)
    )
    numbers: dict[str, int] = defaultdict(int)
    places: dict[str, set[str]] = defaultdict(set)
    for spelling, number, outlet in connection.execute(statement):
        if is_headline(spelling, name):
            continue
        numbers[spelling] += number
        if outlet is not None:
            places[spelling].add(outlet)
    found = [Alias(one, number, tuple(sorted(places[one]))) for one, number in numbers.items()]
    return tuple(sorted(found, key=lambda alias: (-alias.articles, alias.name))[:_MOST_LISTED])


def _roles(connection: Connection, pk: int) -> tuple[RoleSeen, ...]:
    table = speaker_roles.c
    statement = (
        select(table.role, func.sum(table.articles), func.min(table["first"]), func.max(table["last"]))
        .join(speaker_names, speaker_names.c.pk == table.name_pk)
        .where(speaker_names.c.speaker_pk == pk)
        .group_by(table.role)
        .order_by(func.sum(table.articles).desc(), table.role)
        .limit(_MOST_LISTED)
    )
    found: dict[str, RoleSeen] = {}
    for role, number, first, last in connection.execute(statement):
        if not is_role(role):
            continue
        # "President" and "president" are one role; the commoner way of writing it came first
        same = found.get(role.casefold())
        if same is None:
            found[role.casefold()] = RoleSeen(role, int(number), first, last)
        else:
            days = [day for day in (same.first, same.last, first, last) if day]
            first, last = (min(days), max(days)) if days else (None, None)
            found[role.casefold()] = RoleSeen(same.role, same.articles + int(number), first, last)
    return tuple(sorted(found.values(), key=lambda one: -one.articles))


def _outlets(connection: Connection, pk: int) -> tuple[OutletCount, ...]:
    mine = (tallies.c.dim == BY_SPEAKER, tallies.c.key == pk, tallies.c.facet == OUTLETS, tallies.c.n > 0)
    statement = (
        select(outlets.c.name, tallies.c.n)
        .join(outlets, outlets.c.pk == tallies.c.value)
        .where(*mine)
        .order_by(tallies.c.n.desc(), outlets.c.name)
        .limit(_MOST_LISTED)
    )
    return tuple(OutletCount(name, number) for name, number in connection.execute(statement))
