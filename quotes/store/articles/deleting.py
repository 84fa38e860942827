"""Articles taken out, with all that was kept about their quotes and people."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection, select

from quotes.store import speakers, utterances
from quotes.store.schema.tables import articles, quotes
from quotes.store.utterances import filing


def delete(connection: Connection, article_id: str) -> bool:
    """Delete an article with its texts and quotes; False if there is none.

    Corrections made on its quotes are kept: they hold again if the article comes back.
    """
    pk = connection.execute(select(articles.c.pk).where(articles.c.id == article_id)).scalar()
    if pk is None:
        return False
    moved = speakers.forget(connection, pk)
    filing.unfile(connection, quotes.c.article_pk == pk)
    connection.execute(sa.delete(quotes).where(quotes.c.article_pk == pk))
    utterances.assign(connection, [], moved)
    connection.execute(sa.delete(articles).where(articles.c.pk == pk))
    return True
