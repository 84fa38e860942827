"""Articles into the store: extraction, identity and storing, one transaction an article."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from quotes.clean import MAX_CHARS, to_document
from quotes.errors import QuotesError
from quotes.models import Document, Extraction, Failure, RawArticle
from quotes.store import Store, articles


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: `change` is "new", "revised", "again" (read anew) or "same"."""

    id: str
    change: articles.Change
    revision: int
    quotes: int
    title: str | None = None


class Reader(Protocol):
    """What reads the articles: an `Extractor`, or many of them behind one door."""

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]: ...


def ingest(
    store: Store,
    extractor: Reader,
    raw: Iterable[RawArticle | Document | Failure],
    *,
    again: bool = False,
    progress: Callable[[Ingested | Failure], None] | None = None,
) -> Iterator[Ingested | Failure]:
    """Store each article with its quotes; what became of it, in order. A broken one yields its Failure.

    An article that is stored already is not read again unless `again` is set. Whenever the process ends,
    each article is in the store whole or not at all, and doing the same once more completes the rest.
    """
    max_chars = getattr(extractor, "max_chars", MAX_CHARS)
    # a reader that limits the seconds of an article limits those of making its document too
    document_of = getattr(extractor, "document", None)
    # one for each article taken in: what became of it, or None while it is being read
    results: deque[Ingested | Failure | None] = deque()

    def to_read() -> Iterator[Document]:
        for item in raw:
            found = (
                item
                if isinstance(item, Failure)
                else prepare(store, item, again=again, max_chars=max_chars, document_of=document_of)
            )
            if isinstance(found, Document):
                results.append(None)
                yield found
                continue
            results.append(found)
            if progress is not None:
                progress(found)

    for extraction in extractor.stream(to_read()):
        while (done := results.popleft()) is not None:
            yield done
        kept = keep(store, extraction, again=again)
        if progress is not None:
            progress(kept)
        yield kept
    yield from (done for done in results if done is not None)


def ingest_extractions(
    store: Store, extractions: Iterable[Extraction | Failure], *, again: bool = False
) -> Iterator[Ingested | Failure]:
    """The same for articles that were read elsewhere, in other processes for example."""
    for extraction in extractions:
        yield keep(store, extraction, again=again)


def prepare(
    store: Store,
    article: RawArticle | Document,
    *,
    again: bool = False,
    max_chars: int = MAX_CHARS,
    document_of: Callable[[RawArticle], Document] | None = None,
) -> Document | Ingested | Failure:
    """The document to read, under the id it has in the store; or what became of it if there is nothing to do."""
    document_of = document_of or partial(to_document, max_chars=max_chars)
    try:
        document = article if isinstance(article, Document) else document_of(article)
        with store.read() as connection:
            known = articles.known(connection, document)
    except QuotesError as error:
        return _failure(article.id, error)
    if known is None:
        return document
    if known.same and not again:
        return Ingested(known.id, "same", known.revision, known.quotes, document.title)
    return replace(document, id=known.id)


def keep(store: Store, extraction: Extraction | Failure, *, again: bool = False) -> Ingested | Failure:
    """Store one article that was read, in a transaction of its own."""
    if isinstance(extraction, Failure):
        return extraction
    document = extraction.document
    try:
        with store.write() as connection:
            # somebody may have stored it while it was being read
            known = None if again else articles.known(connection, document)
            if known is not None and known.same:
                connection.rollback()
                return Ingested(known.id, "same", known.revision, known.quotes, document.title)
            saved = articles.save(connection, extraction)
    except QuotesError as error:
        return _failure(document.id, error)
    return Ingested(saved.id, saved.change, saved.revision, saved.quotes, document.title)


def _failure(article_id: str | None, error: QuotesError) -> Failure:
    return Failure(article_id, error.code, str(error), error.status)
