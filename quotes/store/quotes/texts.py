"""What was said, and when: less to read than whole quotes, where only the words count."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from quotes.store.schema.tables import articles, quotes


def newest(connection: Connection, speaker_pk: int | None, limit: int) -> list[tuple[str, str]]:
    """Words and date of publication ("": unknown) of the newest quotes of a speaker (None: of all), newest first."""
    # an outer join: SQLite's planner must begin with the quotes, which are in order
    wanted = (
        select(quotes.c.text, func.coalesce(articles.c.published, ""))
        .select_from(quotes)
        .outerjoin(articles, articles.c.pk == quotes.c.article_pk)
    )
    if speaker_pk is not None:
        wanted = wanted.where(quotes.c.speaker_pk == speaker_pk)
    rows = connection.execute(wanted.order_by(quotes.c.pk.desc()).limit(limit))
    return [(text, published) for text, published in rows]
