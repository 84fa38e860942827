"""Which stored article a document is, if it is one: by its id, by its URL, else by its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from quotes.errors import Conflict
from quotes.models import Document
from quotes.remembering import remembered
from quotes.store.connections.reading import Reader
from quotes.store.schema.tables import articles
from quotes.store.statements.one_of_many import one_of
from quotes.text.clean import derive_id

METADATA = ("title", "url", "outlet", "author", "published")
_MOST_COPIES = 100  # articles of the same words that are looked at


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is in the store already; `same` when the document adds nothing to it."""

    pk: int
    id: str
    revision: int
    quotes: int
    same: bool


def known(connection: Connection, document: Document) -> Known | None:
    """The stored article that a document is: by id, by URL, else by its text.

    The text alone is enough only for a document that was given no id and where one of the two has no URL.
    """
    row = stored(connection, [document])[0]
    if row is None:
        return None
    return Known(row["pk"], row["id"], row["revision"], row["quotes"], adds_nothing(document, row))


def is_new(reader: Reader, document: Document) -> bool:
    """Whether nothing stored has the document's id, its URL or its text: it is then no article that is known.

    Most articles are new; this tells so without SQLAlchemy's layer. What is not new here may yet be.
    """
    values = {"id": document.id, "url": document.url, "hash": text_hash(document.text)}
    return not reader.rows(_ANY_SIGN if reader.dialect == "sqlite" else _ANY_SIGN_POSTGRES, values)


_ANY_SIGN = " UNION ALL ".join(
    f"SELECT 1 FROM articles WHERE {column} = :{name}"  # noqa: S608 - names of our own
    for column, name in (("id", "id"), ("url", "url"), ("text_hash", "hash"))
)
_ANY_SIGN_POSTGRES = re.sub(r":(\w+)", r"%(\1)s", _ANY_SIGN)


def adds_nothing(document: Document, row: RowMapping) -> bool:
    """Whether the text is the one stored, and nothing is said of the article that is not stored."""
    return row["text_hash"] == text_hash(document.text) and all(
        getattr(document, name) in (None, row[name]) for name in METADATA
    )


@remembered(most=256, longest=20_000)  # asked for three times while an article is stored
def text_hash(text: str) -> str:
    """What tells whether two texts are the same: blanks at line ends and between words do not count."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def apart(documents: Iterable[Document]) -> list[list[Document]]:
    """Documents in runs, in order, in each of which no two can be one article: none shares id, URL or text."""
    runs: list[list[Document]] = [[]]
    seen: set[tuple[str, str]] = set()
    for document in documents:
        signs = {("id", document.id), ("text", text_hash(document.text))}
        if document.url is not None:
            signs.add(("url", document.url))
        if signs & seen:
            runs.append([])
            seen = set()
        runs[-1].append(document)
        seen |= signs
    return runs


_NAMED = {name: select(articles).where(one_of(articles.c[name], "values")) for name in ("id", "url")}
_COPIED = select(articles.c.text_hash).where(one_of(articles.c.text_hash, "values")).distinct()


def stored(connection: Connection, documents: Sequence[Document]) -> list[RowMapping | None]:
    """The row of the article that each document is, None for a new one; raises Conflict where two claim one."""
    by_id = _rows(connection, "id", [document.id for document in documents])
    by_url = _rows(connection, "url", [document.url for document in documents if document.url is not None])
    left = [document for document in documents if document.id not in by_id and document.url not in by_url]
    hashes = {text_hash(document.text) for document in left}
    copied = set(connection.execute(_COPIED, {"values": sorted(hashes)}).scalars()) if hashes else set()
    found: list[RowMapping | None] = []
    for document in documents:
        named, placed = by_id.get(document.id), by_url.get(document.url)
        if named is not None and placed is not None and named["pk"] != placed["pk"]:
            raise Conflict(
                f"The id {document.id} and the URL {document.url} are those of two different articles: "
                f"leave the id out to revise {named['id']}, or correct the URL."
            )
        row = named if named is not None else placed
        if row is None and copied and (hashed := text_hash(document.text)) in copied:
            row = _by_text(connection, document, hashed)
        found.append(row)
    return found


def _rows(connection: Connection, name: str, values: Sequence[str]) -> Mapping[str | None, RowMapping]:
    if not values:
        return {}
    return {row[name]: row for row in connection.execute(_NAMED[name], {"values": values}).mappings()}


def _by_text(connection: Connection, document: Document, hashed: str) -> RowMapping | None:
    same_text = select(articles).where(articles.c.text_hash == hashed).order_by(articles.c.pk).limit(_MOST_COPIES)
    if document.file_name is not None:
        return _file_read_before(document, connection.execute(same_text).mappings())
    derived = (derive_id(document.text, document.url), derive_id(document.text, document.url, document.outlet))
    if document.id not in derived:
        # whoever gave it an id of its own says that it is an article of its own
        return None
    if document.url is not None:
        # the same words at another address are another article: wire copy
        same_text = same_text.where(articles.c.url.is_(None))
    found = connection.execute(same_text).mappings()
    # and the same words in another paper, likewise
    return next((row for row in found if _agree(document, row, ("outlet",))), None)


def _file_read_before(document: Document, same_text: Iterable[RowMapping]) -> RowMapping | None:
    """The article of a file whose place is not known: from before ids told the place, or since moved elsewhere.

    Its name and its words are the same, and nothing that is said of it contradicts.
    """
    own_name = document.id.rpartition("-")[0]
    for row in same_text:
        stem = row["id"].rpartition("-")[0]
        # as it was called when its folder was given, or the folder above that
        named_so = row["id"] in (own_name, document.file_name) or stem == own_name
        named_so = named_so or row["id"].endswith(f"-{own_name}")
        if named_so and _agree(document, row, METADATA):
            return row
    return None


def _agree(document: Document, row: Mapping[str, Any] | RowMapping, names: Iterable[str]) -> bool:
    """Whether nothing is said of a document that contradicts what is stored of an article."""
    for name in names:
        said, stored_so = getattr(document, name), row[name]
        if said is not None and stored_so is not None and said.casefold() != stored_so.casefold():
            return False
    return True
