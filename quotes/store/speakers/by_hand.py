"""Names that people give by hand, and articles whose people are assigned once more after what people decided."""

from __future__ import annotations

import json

from sqlalchemy import Connection, insert, select, update

from quotes.models import Person, PersonType
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names, speaker_spellings
from quotes.store.schema.tables import articles
from quotes.store.speakers.assigning import MOST_SPELLING, Read, add_records, appearance_of, assign, file_records
from quotes.store.speakers.grouping import regroup, speakers_of
from quotes.store.speakers.stating import stated_in


def assign_again(connection: Connection, article_pk: int) -> None:
    """Assign the article's people once more, after what was decided of it has changed."""
    rows = connection.execute(
        select(speaker_appearances, speaker_names.c.type)
        .join(speaker_names, speaker_names.c.pk == speaker_appearances.c.name_pk)
        .where(speaker_appearances.c.article_pk == article_pk)
    ).all()
    article = connection.execute(
        select(articles.c.id, articles.c.outlet_pk, articles.c.published, articles.c.minute).where(
            articles.c.pk == article_pk
        )
    ).one()
    aliases = stated_in(connection, article_pk)
    name_of = {row.name_pk: row.name for row in rows}
    people = [
        Person(
            row.name,
            _type(row.type),
            tuple(json.loads(row.spellings)),
            tuple(json.loads(row.roles)),
            tuple(name_of[pk] for pk in sorted(aliases.get(row.name_pk, ()))),
        )
        for row in rows
        if all(row.name_pk not in some for some in aliases.values())
    ]
    assign(connection, [Read(article_pk, article.id, article.outlet_pk, article.published, article.minute, people)])


def find_or_add(connection: Connection, name: str, type: str = "person") -> int:
    """The speaker's pk for a name given by hand; one that nobody bears yet becomes a speaker."""
    one = appearance_of(Person(name, _type(type)), {})
    records, _ = add_records(connection, [one])
    (record,) = records.values()
    connection.execute(update(speaker_names).where(speaker_names.c.pk == record).values(by_hand=True))
    spelt = select(speaker_spellings.c.spelling).where(speaker_spellings.c.name_pk == record).limit(1)
    if connection.execute(spelt).first() is None:
        connection.execute(
            insert(speaker_spellings).values(
                name_pk=record, spelling=name.strip()[:MOST_SPELLING], outlet_pk=0, articles=0
            )
        )
    file_records(connection, {record})
    regroup(connection, {record})
    return speakers_of(connection, {record})[record]  # every record that is read, or given by hand, is some speaker's


def _type(type: str) -> PersonType:
    return "organization" if type == "organization" else "group" if type == "group" else "person"
