"""Who speaks, across articles, in its first and thinnest form: one folded spelling, one speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii
from sqlalchemy import Connection, insert, select

from quotes.models import Person
from quotes.store.speaker_tables import speaker_names, speakers


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker in a listing."""

    pk: int
    id: str
    name: str
    type: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a spelling means."""

    query: str
    speakers: tuple[Found, ...]
    candidates: tuple[Found, ...]


def assign(connection: Connection, article_pk: int, people: Sequence[Person]) -> dict[str, int]:
    """The speaker of each of an article's people, by name."""
    return {person.name: find_or_add(connection, person.name, person.type) for person in people}


def forget(connection: Connection, article_pk: int) -> None:
    """Take back what an article said of its people."""


def find_or_add(connection: Connection, name: str, type: str = "person") -> int:
    """The speaker of that name, made if there is none."""
    slug = _fold(name)
    pk = connection.execute(select(speakers.c.pk).where(speakers.c.slug == slug)).scalar()
    if pk is None:
        made = insert(speakers).values(slug=slug, name=name, type=type).returning(speakers.c.pk)
        pk = connection.execute(made).scalar_one()
        connection.execute(insert(speaker_names).values(folded=slug, type=type, tier=0, speaker_pk=pk))
    return int(pk)


def resolve(connection: Connection, query: str) -> Resolution:
    """The speakers whose whole name or last word is the query."""
    slug = _fold(query)
    fits = (speakers.c.slug == slug) | speakers.c.slug.endswith(f"-{slug}", autoescape=True)
    rows = connection.execute(select(speakers).where(fits).order_by(speakers.c.slug)).all()
    return Resolution(query, tuple(Found(row.pk, row.slug, row.name, row.type, 0) for row in rows), ())


def _fold(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).casefold())) or "unnamed"
