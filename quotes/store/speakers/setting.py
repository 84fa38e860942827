"""Where and when stored articles are set, read from their latest texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from quotes.linking import Setting, setting
from quotes.store.schema.tables import article_texts, articles
from quotes.store.statements.one_of_many import one_of

_LATEST = and_(article_texts.c.article_pk == articles.c.pk, article_texts.c.revision == articles.c.revision)
_TOLD = (
    select(articles.c.pk, article_texts.c.text, articles.c.title, articles.c.outlet, articles.c.published)
    .join(article_texts, _LATEST)
    .where(one_of(articles.c.pk, "pks"))
)


def settings_of(connection: Connection, article_pks: Sequence[int]) -> dict[int, Setting]:
    """The setting of each of these articles whose text is kept."""
    rows = connection.execute(_TOLD, {"pks": article_pks})
    return {row.pk: setting(row.text, title=row.title, outlet=row.outlet, published=row.published) for row in rows}
