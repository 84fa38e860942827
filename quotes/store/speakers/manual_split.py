"""Two people of one spelling, told apart by the articles that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from quotes.errors import NotFound
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names, speaker_places
from quotes.store.schema.tables import articles
from quotes.store.speakers.by_hand import assign_again


def place_articles(
    connection: Connection, records: Iterable[int], article_ids: Sequence[str], decision: int
) -> set[int]:
    """Give what these articles call by the records' names to new records of the same spelling; the new records."""
    facet = f"#{decision}"
    folded: set[tuple[str, str]] = set()
    for article_id in dict.fromkeys(article_ids):
        seen = connection.execute(
            select(speaker_appearances.c.article_pk, speaker_names.c.folded, speaker_names.c.type)
            .join(articles, articles.c.pk == speaker_appearances.c.article_pk)
            .join(speaker_names, speaker_names.c.pk == speaker_appearances.c.name_pk)
            .where(articles.c.id == article_id, speaker_appearances.c.name_pk.in_(list(records)))
        ).all()
        if not seen:
            raise NotFound(f"The article {article_id!r} does not name this speaker: take the id of one that does.")
        for row in seen:
            place = {"article_id": article_id, "folded": row.folded, "type": row.type}
            folded.add((row.folded, row.type))
            # the last word counts
            connection.execute(delete(speaker_places).where(*(speaker_places.c[k] == v for k, v in place.items())))
            connection.execute(insert(speaker_places).values(**place, facet=facet, decision_pk=decision))
        assign_again(connection, seen[0].article_pk)
    made = select(speaker_names.c.pk, speaker_names.c.folded, speaker_names.c.type)
    rows = connection.execute(made.where(speaker_names.c.facet == facet))
    return {row.pk for row in rows if (row.folded, row.type) in folded}
