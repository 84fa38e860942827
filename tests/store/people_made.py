"""Articles made by hand that name people and quote some of them: what identity is tested with, without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from quotes.models import Document, Extraction, Person, Quote, Speaker, TextRange
from quotes.store import Store, articles, quotes
from quotes.store.schema.speaker_tables import speaker_appearances, speaker_names

Said = tuple[str, str]  # who, what


def extraction(
    article: str,
    people: Sequence[Person | str] = (),
    said: Sequence[Said] = (),
    *,
    outlet: str | None = None,
    published: str | None = None,
) -> Extraction:
    """An article that names these people and quotes `said`; every speaker is one of the people, too."""
    known = {person.name: person for person in (Person(p, names=(p,)) if isinstance(p, str) else p for p in people)}
    for name, _ in said:
        if name:
            known.setdefault(name, Person(name, names=(name,)))
    text = f"Of {', '.join(known)} ({article}).\n"
    made = []
    for number, (name, words) in enumerate(said):
        start = len(text) + 1
        text += f"“{words}” said {name or 'somebody'}.\n"
        made.append(
            Quote(
                id=f"q{hashlib.sha256(f'{article} {number} {words}'.encode()).hexdigest()[:16]}",
                text=words,
                parts=(TextRange(start, start + len(words), words),),
                kind="direct",
                speaker=Speaker(name=name, type=known[name].type) if name else None,
            )
        )
    return Extraction(Document(article, text, outlet=outlet, published=published), tuple(made), tuple(known.values()))


def read(store: Store, *made: Extraction) -> None:
    """Ingest articles, one transaction each."""
    for one in made:
        with store.write() as connection:
            articles.save(connection, one)


def sayers(store: Store, *names: str) -> list[Extraction]:
    """One article for each name, in which its bearer says something of their own."""
    return [
        extraction(f"article-{n}", said=[(name, f"These are the words of {name} alone")])
        for n, name in enumerate(names)
    ]


def people_of(connection: Connection) -> frozenset[frozenset[tuple[str, str]]]:
    """Who is who: for each speaker the (article, name) pairs that are theirs."""
    names, seen = speaker_names.c, speaker_appearances.c
    rows = connection.execute(
        select(names.speaker_pk, seen.article_pk, seen.name).join(speaker_names, names.pk == seen.name_pk)
    )
    ids = articles_by_pk(connection)
    found: dict[int, set[tuple[str, str]]] = {}
    for speaker, article, name in rows:
        found.setdefault(speaker, set()).add((ids[article], name))
    return frozenset(map(frozenset, found.values()))


def articles_by_pk(connection: Connection) -> Mapping[int, str]:
    """The articles' ids by their keys."""
    return {row.pk: row.id for row in articles.page(connection, limit=1000).rows}


def words_by(connection: Connection, *speakers: int) -> set[str]:
    """What these speakers are quoted with."""
    rows = quotes.page(connection, quotes.QuoteFilter(speakers=speakers), limit=200).rows
    return {quotes.row_as_dict(row)["text"] for row in rows}
