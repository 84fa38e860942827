"""Articles looked up and listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, select

from quotes.errors import BadInput
from quotes.store.schema import dates
from quotes.store.schema.tables import SEQUENCE_BITS, article_texts, articles, outlets
from quotes.store.search import cursors
from quotes.store.search.outlets import outlet_key

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article's metadata; `quotes` is how many it has, `revision` how often its text changed plus one."""

    pk: int
    id: str
    title: str | None
    url: str | None
    outlet: str | None
    author: str | None
    published: str | None
    revision: int
    quotes: int
    added_at: str
    updated_at: str

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "pk"}


class ArticlePage(NamedTuple):
    """Articles in order, and the cursor of the page after them (None: this is the last)."""

    rows: list[Article]
    next: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One text that an article has had."""

    number: int
    title: str | None
    published: str | None
    added_at: str
    characters: int

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {name: getattr(self, name) for name in self.__slots__}


_COLUMNS = tuple(articles.c[name] for name in Article.__slots__)


def get(connection: Connection, article_id: str) -> Article | None:
    """An article by its id."""
    row = connection.execute(select(*_COLUMNS).where(articles.c.id == article_id)).first()
    return None if row is None else Article(*row)


def text(connection: Connection, article_id: str, revision: int | None = None) -> str | None:
    """The text that offsets index: the current one, or that of an earlier revision."""
    number = articles.c.revision if revision is None else revision
    statement = (
        select(article_texts.c.text)
        .join(articles, articles.c.pk == article_texts.c.article_pk)
        .where(articles.c.id == article_id, article_texts.c.revision == number)
    )
    found = connection.execute(statement).scalar()
    return None if found is None else str(found)


def authors(connection: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Who wrote these articles, by the article's id; those whose author nobody gave are left out."""
    wanted = select(articles.c.id, articles.c.author).where(
        articles.c.id.in_(sorted(set(article_ids))), articles.c.author.is_not(None)
    )
    return {row.id: row.author for row in connection.execute(wanted)}


def revisions(connection: Connection, article_id: str) -> list[Revision]:
    """Every text an article has had, the newest first; empty if there is no such article."""
    texts = article_texts.c
    statement = (
        select(texts.revision, texts.title, texts.published, texts.added_at, sa.func.length(texts.text))
        .join(articles, articles.c.pk == texts.article_pk)
        .where(articles.c.id == article_id)
        .order_by(texts.revision.desc())
    )
    return [Revision(*row) for row in connection.execute(statement)]


def page(
    connection: Connection,
    *,
    outlet: tuple[str, ...] = (),
    q: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> ArticlePage:
    """Articles, the newest first: of any of the outlets, with all words of `q` in the title, in the dates."""
    if not 1 <= limit <= MOST_ROWS:
        raise BadInput(f"A page has 1 to {MOST_ROWS:,} articles, not {limit}.")
    statement = select(*_COLUMNS, articles.c.minute).where(*_conditions(outlet, q, since, until))
    if cursor is not None:
        minute, pk = cursors.decode(cursor, "articles", int, int)
        statement = statement.where(sa.tuple_(articles.c.minute, articles.c.pk) < sa.tuple_(minute, pk))
    statement = statement.order_by(articles.c.minute.desc(), articles.c.pk.desc()).limit(limit + 1)
    found = connection.execute(statement).all()
    rows = [Article(*row[:-1]) for row in found[:limit]]
    if len(found) <= limit:
        return ArticlePage(rows, None)
    return ArticlePage(rows, cursors.encode("articles", found[limit - 1][-1], rows[-1].pk))


def count(
    connection: Connection,
    *,
    outlet: tuple[str, ...] = (),
    q: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> int:
    """How many articles there are of the outlets, with the words in the title, in the dates."""
    statement = select(sa.func.count()).select_from(articles).where(*_conditions(outlet, q, since, until))
    return int(connection.execute(statement).scalar_one())


def outlet_names(connection: Connection) -> list[str]:
    """Every outlet that has been read, in alphabetical order."""
    return list(connection.execute(select(outlets.c.name).order_by(outlets.c.key)).scalars())


def _conditions(
    outlet: tuple[str, ...], q: str | None, since: str | None, until: str | None
) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if outlet:
        named = select(outlets.c.pk).where(outlets.c.key.in_([outlet_key(name) for name in outlet]))
        found.append(articles.c.outlet_pk.in_(named))
    if (keys := dates.key_range(since, until)) is not None:
        first, last = (key >> SEQUENCE_BITS for key in keys)
        found.append(articles.c.minute.between(first, last))
    words = re.findall(r"\w+", q or "")[:20]
    found.extend(articles.c.title.icontains(word, autoescape=True) for word in words)
    if q is not None and q.strip() and not words:
        found.append(sa.false())
    return found


def card(article: Article) -> dict[str, Any]:
    """What stands for the article in each of its quotes."""
    return {name: getattr(article, name) for name in ("id", "title", "url", "outlet", "published")}
