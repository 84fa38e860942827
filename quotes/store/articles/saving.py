"""Articles into the store, many at once, each whole with its quotes; revised when one changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from quotes.linking import Setting, setting
from quotes.models import Document, Extraction, Person
from quotes.store import corrections, speakers, utterances
from quotes.store.articles import same_article
from quotes.store.articles.ahead import file_ahead as _file_ahead
from quotes.store.articles.ahead import take_back
from quotes.store.quotes import numbering
from quotes.store.quotes.adding import add_quotes
from quotes.store.quotes.rows import article_card, quote_columns
from quotes.store.schema import dates
from quotes.store.schema.tables import article_texts, articles, quotes, superseded_quotes
from quotes.store.search import outlets
from quotes.store.statements.inserting import insert_numbered, insert_rows
from quotes.store.statements.one_of_many import among
from quotes.store.utterances import filing
from quotes.store.utterances.ahead import NOTHING, Ahead

Change = Literal["new", "same", "revised", "again"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: `new`, `revised` (its text changed), `again` (same text, read anew), `same`."""

    pk: int
    id: str
    revision: int
    change: Change
    quotes: int


@dataclass(slots=True)
class _Article:
    """One article on its way into the tables."""

    extraction: Extraction
    document: Document
    row: RowMapping | None
    change: Change
    values: dict[str, Any]
    pk: int = 0
    bearers: Mapping[str, int] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        return int(self.values["revision"])


@dataclass(frozen=True, slots=True)
class Made:
    """What follows from one article alone: its quotes' columns, and where and when it is set."""

    columns: Sequence[dict[str, Any]]
    where: Setting


Ready = Mapping[int, Made]


def ready(extractions: Sequence[Extraction]) -> Ready:
    """What of the articles can be made before the store is locked, for `save_all`: most of the work in Python."""
    made = {}
    for one in extractions:
        with suppress(Exception):  # it is the article's fault, and is told when its turn has come
            told, columns = one.document, [quote_columns(one.document, quote) for quote in one.quotes]
            where = setting(told.text, title=told.title, outlet=told.outlet, published=told.published)
            made[id(one)] = Made(columns, where)
            utterances.look_at(row["text"] for row in columns)
            speakers.look_at(_people(one), where)
    return made


def file_ahead(connection: Connection, ahead: Ahead, extractions: Sequence[Extraction], made: Ready) -> None:
    """File what can be filed of articles before the caller is the one who writes; `ahead` is then for `save_all`."""
    texts = {id(one): [row["text"] for row in made[id(one)].columns] for one in extractions if id(one) in made}
    _file_ahead(connection, ahead, extractions, texts)


def save(connection: Connection, extraction: Extraction) -> Saved:
    """`save_all` of one article."""
    return save_all(connection, [extraction])[0]


def save_all(
    connection: Connection,
    extractions: Sequence[Extraction],
    *,
    again: bool = True,
    made: Ready | None = None,
    ahead: Ahead = NOTHING,
) -> list[Saved]:
    """Store articles with their quotes, or bring what is stored up to date with them, inside the transaction.

    The speakers are assigned, once for all the articles, and the corrections made by hand applied on the way. Quotes
    an earlier extraction had and this one has not stay answerable as superseded. Without `again` an article that is
    there already, with nothing to add, is left as it is. `made` is what `ready` gives, `ahead` what `file_ahead` has
    filed in this transaction. What is stored does not depend on how articles are batched.
    """
    saved: list[Saved] = []
    done = 0
    for documents in same_article.apart(extraction.document for extraction in extractions):
        saved += _save(connection, extractions[done : done + len(documents)], again, made or {}, ahead)
        done += len(documents)
    return saved


def _save(
    connection: Connection, extractions: Sequence[Extraction], again: bool, made: Ready, ahead: Ahead
) -> list[Saved]:
    """Store articles of which no two can be the same one."""
    rows = same_article.stored(connection, [extraction.document for extraction in extractions])
    for extraction, row in zip(extractions, rows, strict=True):
        if row is not None and (first := ahead.highest.pop(id(extraction), None)) is not None:
            # somebody has stored it since
            take_back(connection, ahead, range(first - len(extraction.quotes) + 1, first + 1))
    moment = dates.now()
    saved: list[Saved | _Article] = []
    for extraction, row in zip(extractions, rows, strict=True):
        if row is not None and not again and same_article.adds_nothing(extraction.document, row):
            saved.append(Saved(row["pk"], row["id"], row["revision"], "same", row["quotes"]))
        else:
            saved.append(_article(extraction, row, moment))
    coming = [one for one in saved if isinstance(one, _Article)]
    if coming:
        _write_articles(connection, coming, moment)
        read = [_as_read(one, made.get(id(one.extraction))) for one in coming]
        bearers, moved = speakers.assign(connection, read)
        for one, bearer in zip(coming, bearers, strict=True):
            one.bearers = bearer
        added = _add_quotes(connection, coming, made, ahead)
        utterances.assign(connection, added, moved, ahead)
    return [
        Saved(one.pk, one.document.id, one.revision, one.change, len(one.extraction.quotes))
        if isinstance(one, _Article)
        else one
        for one in saved
    ]


def _as_read(one: _Article, made: Made | None) -> speakers.Read:
    return speakers.Read(
        one.pk,
        one.document.id,
        one.values["outlet_pk"],
        one.document.published,
        one.values["minute"],
        _people(one.extraction),
        before=one.row is not None,
        # an article that was there may have its words with other blanks
        where=made.where if made is not None and one.row is None else None,
    )


def _article(extraction: Extraction, row: RowMapping | None, moment: str) -> _Article:
    document = extraction.document if row is None else _completed(extraction.document, row)
    hashed = same_article.text_hash(document.text)
    change: Change = "new" if row is None else "again" if row["text_hash"] == hashed else "revised"
    values = {
        **{name: getattr(document, name) for name in same_article.METADATA},
        "minute": dates.minute_of(document.published),
        "text_hash": hashed,
        "revision": 1 if row is None else row["revision"] + (change == "revised"),
        "quotes": len(extraction.quotes),
        "card": article_card(document),
        "updated_at": moment,
    }
    return _Article(extraction, document, row, change, values)


def _write_articles(connection: Connection, coming: Sequence[_Article], moment: str) -> None:
    """Write the articles and their texts, and give each its key."""
    places = outlets.find_or_add(connection, (one.document.outlet for one in coming))
    for one in coming:
        one.values["outlet_pk"] = places.get(outlets.outlet_key(one.document.outlet or ""))
    if new := [one for one in coming if one.row is None]:
        given = [{"id": one.document.id, "added_at": moment, **one.values} for one in new]
        for one, pk in zip(new, insert_numbered(connection, articles, given), strict=True):
            one.pk = pk
    for one in coming:
        if one.row is not None:
            one.pk = one.row["pk"]
            connection.execute(update(articles).where(articles.c.pk == one.pk).values(**one.values))
            _supersede(connection, one.pk, [quote.id for quote in one.extraction.quotes], moment)
    texts = [
        {
            "article_pk": one.pk,
            "revision": one.revision,
            "text": one.document.text,
            "title": one.document.title,
            "published": one.document.published,
            "added_at": moment,
        }
        for one in coming
        if one.change != "again"
    ]
    insert_rows(connection, article_texts, texts)


def _people(extraction: Extraction) -> list[Person]:
    """The article's people; whoever speaks with a name is one, listed or not."""
    people = list(extraction.people)
    listed = {person.name for person in people}
    for quote in extraction.quotes:
        if quote.speaker and quote.speaker.name and quote.speaker.name not in listed:
            listed.add(quote.speaker.name)
            kind = quote.speaker.type
            people.append(Person(quote.speaker.name, "organization" if kind == "document" else kind or "person"))
    return people


def _completed(document: Document, row: RowMapping) -> Document:
    """The document under its stored id, with what was known before and is not said this time."""
    kept = {name: row[name] for name in same_article.METADATA if getattr(document, name) is None}
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
    filing.unfile(connection, of_article)
    connection.execute(delete(quotes).where(of_article))
    if gone:
        connection.execute(insert(superseded_quotes), gone)
    connection.execute(
        delete(superseded_quotes).where(
            superseded_quotes.c.article_pk == pk, among(connection, superseded_quotes.c.id, still_there)
        )
    )


def _add_quotes(
    connection: Connection, coming: Sequence[_Article], ready: Ready, ahead: Ahead
) -> list[tuple[int, str]]:
    """Write the articles' quotes; their keys and words."""
    rows = []
    highest = _highest_keys(connection, [one for one in coming if one.extraction.quotes], ahead)
    for one in coming:
        placed = {
            "article_pk": one.pk,
            "revision": one.revision,
            "outlet_pk": one.values["outlet_pk"],
            "month": dates.month_of(one.values["minute"]),
        }
        before = ready.get(id(one.extraction)) if one.document is one.extraction.document else None
        columns = before.columns if before else [quote_columns(one.document, quote) for quote in one.extraction.quotes]
        for number, quote in enumerate(one.extraction.quotes):
            name = quote.speaker.name if quote.speaker else None
            bearer = one.bearers.get(name) if name else None
            # the first of the article has the highest key: newest first then reads an article from its top
            rows.append(columns[number] | placed | {"speaker_pk": bearer, "pk": highest[one.pk] - number})
    if not rows:
        return []
    filed = {row["pk"] for row in rows} & ahead.keys
    corrections.apply(connection, rows)
    if filed:
        take_back(connection, ahead, filed - {row["pk"] for row in rows})
    if not rows:  # a person said that none of them is a quotation
        return []
    add_quotes(connection, rows, ahead.keys)
    return [(row["pk"], row["text"]) for row in rows]


def _highest_keys(connection: Connection, coming: Sequence[_Article], ahead: Ahead) -> dict[int, int]:
    """By article the key of its first quote."""
    found = {one.pk: key for one in coming if (key := ahead.highest.get(id(one.extraction))) is not None}
    left = [one for one in coming if one.pk not in found]
    if left:
        wanted = [(one.values["minute"], len(one.extraction.quotes)) for one in left]
        found |= dict(zip((one.pk for one in left), numbering.highest(connection, wanted), strict=True))
    return found
