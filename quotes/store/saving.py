"""An article into the store, whole with its quotes; found again when it comes again; revised when it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from quotes.errors import Conflict
from quotes.models import Document, Extraction, Person
from quotes.store import corrections, dates, fulltext, lines, outlets, speakers, utterances
from quotes.store.rows import article_card, quote_columns
from quotes.store.tables import SEQUENCE_BITS, article_texts, articles, quotes, superseded_quotes
from quotes.text.clean import derive_id

Change = Literal["new", "same", "revised", "again"]
_METADATA = ("title", "url", "outlet", "author", "published")
_MOST_COPIES = 100  # articles of the same words that are looked at


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is in the store already; `same` when the document adds nothing to it."""

    pk: int
    id: str
    revision: int
    quotes: int
    same: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: `new`, `revised` (its text changed), `again` (same text, read anew), `same`."""

    pk: int
    id: str
    revision: int
    change: Change
    quotes: int


def known(connection: Connection, document: Document) -> Known | None:
    """The stored article that a document is: by id, by URL, else by its text.

    The text alone is enough only for a document that was given no id and where one of the two has no URL.
    """
    row = _stored(connection, document)
    if row is None:
        return None
    same = row["text_hash"] == text_hash(document.text) and all(
        getattr(document, name) in (None, row[name]) for name in _METADATA
    )
    return Known(row["pk"], row["id"], row["revision"], row["quotes"], same)


def save(connection: Connection, extraction: Extraction) -> Saved:
    """Store an article with its quotes, or bring what is stored up to date with it, inside the transaction.

    The speakers are assigned and the corrections made by hand applied on the way. Quotes an earlier
    extraction had and this one has not stay answerable as superseded.
    """
    row = _stored(connection, extraction.document)
    document = extraction.document if row is None else _completed(extraction.document, row)
    hashed = text_hash(document.text)
    change: Change = "new" if row is None else "again" if row["text_hash"] == hashed else "revised"
    revision = 1 if row is None else row["revision"] + (change == "revised")
    moment = dates.now()
    values = {
        **{name: getattr(document, name) for name in _METADATA},
        "outlet_pk": outlets.find_or_add(connection, document.outlet),
        "minute": dates.minute_of(document.published),
        "text_hash": hashed,
        "revision": revision,
        "quotes": len(extraction.quotes),
        "card": article_card(document),
        "updated_at": moment,
    }
    if row is None:
        made = insert(articles).values(id=document.id, added_at=moment, **values).returning(articles.c.pk)
        pk = connection.execute(made).scalar_one()
    else:
        pk = row["pk"]
        connection.execute(update(articles).where(articles.c.pk == pk).values(**values))
        _supersede(connection, pk, [quote.id for quote in extraction.quotes], moment)
    if change != "again":
        connection.execute(
            insert(article_texts).values(
                article_pk=pk,
                revision=revision,
                text=document.text,
                title=document.title,
                published=document.published,
                added_at=moment,
            )
        )
    bearers = speakers.assign(connection, pk, _people(extraction))
    placed = {"article_pk": pk, "revision": revision, **{key: values[key] for key in ("outlet_pk", "minute")}}
    _add_quotes(connection, replace(extraction, document=document), placed, bearers)
    return Saved(pk, document.id, revision, change, len(extraction.quotes))


def _people(extraction: Extraction) -> list[Person]:
    """The article's people; whoever speaks with a name is one, listed or not."""
    people = list(extraction.people)
    listed = {person.name for person in people}
    for quote in extraction.quotes:
        if quote.speaker and quote.speaker.name and quote.speaker.name not in listed:
            listed.add(quote.speaker.name)
            people.append(Person(quote.speaker.name, quote.speaker.type or "person"))
    return people


def text_hash(text: str) -> str:
    """What tells whether two texts are the same: blanks at line ends and between words do not count."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def _stored(connection: Connection, document: Document) -> RowMapping | None:
    by_id = connection.execute(select(articles).where(articles.c.id == document.id)).mappings().first()
    by_url = None
    if document.url is not None:
        by_url = connection.execute(select(articles).where(articles.c.url == document.url)).mappings().first()
    if by_id is not None and by_url is not None and by_id["pk"] != by_url["pk"]:
        raise Conflict(
            f"The id {document.id} and the URL {document.url} are those of two different articles: "
            f"leave the id out to revise {by_url['id']}, or correct the URL."
        )
    if by_id is not None or by_url is not None:
        return by_id or by_url
    if document.file_name is not None:
        return _file_read_before(connection, document)
    derived = (derive_id(document.text, document.url), derive_id(document.text, document.url, document.outlet))
    if document.id not in derived:
        # whoever gave it an id of its own says that it is an article of its own
        return None
    same_text = select(articles).where(articles.c.text_hash == text_hash(document.text)).order_by(articles.c.pk)
    if document.url is not None:
        # the same words at another address are another article: wire copy
        same_text = same_text.where(articles.c.url.is_(None))
    found = connection.execute(same_text.limit(_MOST_COPIES)).mappings()
    # and the same words in another paper, likewise
    return next((row for row in found if _agree(document, row, ("outlet",))), None)


def _file_read_before(connection: Connection, document: Document) -> RowMapping | None:
    """The article of a file whose place is not known: from before ids told the place, or since moved elsewhere.

    Its name and its words are the same, and nothing that is said of it contradicts.
    """
    same_text = select(articles).where(articles.c.text_hash == text_hash(document.text)).order_by(articles.c.pk)
    own_name = document.id.rpartition("-")[0]
    for row in connection.execute(same_text.limit(_MOST_COPIES)).mappings():
        stem = row["id"].rpartition("-")[0]
        # as it was called when its folder was given, or the folder above that
        named_so = row["id"] in (own_name, document.file_name) or stem == own_name
        named_so = named_so or row["id"].endswith(f"-{own_name}")
        if named_so and _agree(document, row, _METADATA):
            return row
    return None


def _agree(document: Document, row: RowMapping, names: Iterable[str]) -> bool:
    """Whether nothing is said of a document that contradicts what is stored of an article."""
    for name in names:
        said, stored = getattr(document, name), row[name]
        if said is not None and stored is not None and said.casefold() != stored.casefold():
            return False
    return True


def _completed(document: Document, row: RowMapping) -> Document:
    """The document under its stored id, with what was known before and is not said this time."""
    kept = {name: row[name] for name in _METADATA if getattr(document, name) is None}
    return replace(document, id=row["id"], **kept)


def _supersede(connection: Connection, pk: int, still_there: list[str], moment: str) -> None:
    """Move aside the quotes that are no longer found, and take away the rest: they are written anew."""
    of_article = quotes.c.article_pk == pk
    kept = ("id", "article_pk", "speaker_pk", "revision", "person_name", "text", "body", "speaker_evidence")
    names = (*kept, "source_fragment")
    gone = [
        {**row, "superseded_at": moment}
        for row in connection.execute(select(*(quotes.c[name] for name in names)).where(of_article)).mappings()
        if row["id"] not in set(still_there)
    ]
    connection.execute(delete(quotes).where(of_article))
    if gone:
        connection.execute(insert(superseded_quotes), gone)
    connection.execute(
        delete(superseded_quotes).where(superseded_quotes.c.article_pk == pk, superseded_quotes.c.id.in_(still_there))
    )


def _add_quotes(
    connection: Connection, extraction: Extraction, placed: dict[str, Any], bearers: Mapping[str, int]
) -> None:
    if not extraction.quotes:
        return
    minute = placed.pop("minute")
    rows = []
    for quote in extraction.quotes:
        row = quote_columns(extraction.document, quote) | placed
        row["month"] = dates.month_of(minute)
        name = quote.speaker.name if quote.speaker else None
        row["speaker_pk"] = bearers.get(name) if name else None
        rows.append(row)
    corrections.apply(connection, rows)
    first = minute << SEQUENCE_BITS
    in_minute = quotes.c.pk.between(first, first + (1 << SEQUENCE_BITS) - 1)
    last = connection.execute(select(func.max(quotes.c.pk)).where(in_minute)).scalar()
    # the first of the article gets the highest key: newest first then reads an article from its top
    highest = (first if last is None else last) + len(rows)
    for number, row in enumerate(rows):
        row["pk"] = highest - number
    connection.execute(insert(quotes), rows)
    fulltext.add(connection, rows)
    lines.add(connection, [row["pk"] for row in rows])
    utterances.assign(connection, [(row["pk"], row["text"]) for row in rows])
