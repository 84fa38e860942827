"""Articles into the store: extraction, identity and storing, one article or many in a transaction.

Nothing that is wrong with one article ends the reading of the others: it becomes a `Failure` in its place. What is
wrong with the store is wrong for all of them: it is waited for, and then ends the whole with `StoreUnavailable`.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Protocol

from quotes.errors import StoreUnavailable
from quotes.io.batches import Batch, Batches, Ingested, Spent, failure_of, keep_all, keep_each
from quotes.io.patience import Patience
from quotes.models import MAX_ARTICLE_CHARS, Document, Extraction, Failure, RawArticle
from quotes.store import Store, articles
from quotes.text.clean import file_id, to_document

__all__ = ["Batch", "Ingested", "Reader", "Spent", "as_record", "ingest", "ingest_extractions", "keep", "prepare"]

log = logging.getLogger(__name__)


class Reader(Protocol):
    """What reads the articles: an `Extractor`, or many of them behind one door."""

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """The place of an article that is being read, the article as it came, and the id it has in the store."""

    article: RawArticle | Document
    id: str


def ingest(
    store: Store,
    extractor: Reader,
    raw: Iterable[RawArticle | Document | Failure],
    *,
    again: bool = False,
    progress: Callable[[Ingested | Failure], None] | None = None,
    patience: Patience | None = None,
    batch: Batch | None = None,
    spent: Spent | None = None,
) -> Iterator[Ingested | Failure]:
    """Store each article with its quotes; what became of it, in order. A broken one yields its Failure.

    An article that is stored already is not read again unless `again` is set. Whenever the process ends,
    each article is in the store whole or not at all, and doing the same once more completes the rest.
    `spent` is told where the time goes. With `batch`, articles are stored many in one transaction, and what became of
    them is told then; what is stored is the same. Interrupted, or left by whoever asks, what was read is stored first.
    While the store does not answer, `patience` waits; at its end `StoreUnavailable` is raised and what is left is
    neither read nor tried. Without any patience each article that meets such a store is a Failure.
    """
    spent = spent or Spent()
    max_chars = getattr(extractor, "max_chars", MAX_ARTICLE_CHARS)
    # a reader that limits the seconds of an article limits those of making its document too
    document_of = getattr(extractor, "document", None)
    # one for each article taken in: what became of it, or its place while it is being read
    results: deque[Ingested | Failure | _Reading] = deque()
    under_way: Counter[str] = Counter()  # the ids of those that are being read, or wait to be stored

    def to_read() -> Iterator[Document]:
        for item in raw:
            began = time.perf_counter()
            found = (
                item
                if isinstance(item, Failure)
                else prepare(
                    store,
                    item,
                    again=again,
                    max_chars=max_chars,
                    document_of=document_of,
                    patience=patience,
                    under_way=under_way,
                )
            )
            spent.preparing += time.perf_counter() - began
            if isinstance(found, Document):
                results.append(_Reading(item if isinstance(item, RawArticle) else found, found.id))
                under_way[found.id] += 1
                yield found
                continue
            results.append(found)
            if progress is not None:
                progress(found)

    def told(kept: Ingested | Failure) -> Iterator[Ingested | Failure]:
        """What became of the next article that was read, after those that needed no reading."""
        while not isinstance(done := results.popleft(), _Reading):
            yield done
        under_way[done.id] -= 1
        if not under_way[done.id]:
            del under_way[done.id]
        if isinstance(kept, Failure) and kept.article is None:
            kept = replace(kept, id=done.article.called, article=as_record(done.article))
        if progress is not None:
            progress(kept)
        yield kept

    def write(read: list[Extraction | Failure]) -> Iterator[Ingested | Failure]:
        began = time.perf_counter()
        try:
            yield from keep_each(store, read, again=again, patience=patience)
        finally:
            spent.storing += time.perf_counter() - began

    if batch is None:
        for extraction in extractor.stream(to_read()):
            for kept in list(write([extraction])):
                yield from told(kept)
    else:
        batches = Batches(write, batch)
        try:
            for extraction in extractor.stream(to_read()):
                batches.put(extraction)
                for kept in batches.done():
                    yield from told(kept)
        finally:
            try:
                batches.finish()
            finally:
                last = [one for kept in batches.done() for one in told(kept)]
        yield from last
    yield from (done for done in results if not isinstance(done, _Reading))


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
    max_chars: int = MAX_ARTICLE_CHARS,
    document_of: Callable[[RawArticle], Document] | None = None,
    patience: Patience | None = None,
    under_way: Container[str] = (),
) -> Document | Ingested | Failure:
    """The document to read, under the id it has in the store; or what became of it if there is nothing to do.

    There always is for an id that is `under_way`: what the store has of it is about to change.
    """

    document_of = document_of or partial(to_document, max_chars=max_chars)

    def look(document: Document) -> articles.Known | None:
        if articles.is_new(store, document):
            return None
        with store.read() as connection:
            return articles.known(connection, document)

    try:
        document = article if isinstance(article, Document) else document_of(article)
        known = patience.until(lambda: look(document)) if patience else look(document)
    except Exception as error:
        return _failure(article, article.called, error, patience)
    if known is None:
        return document
    if known.same and not again and known.id not in under_way:
        return Ingested(known.id, "same", known.revision, known.quotes, document.title, document.unread_date)
    return replace(document, id=known.id)


def keep(
    store: Store, extraction: Extraction | Failure, *, again: bool = False, patience: Patience | None = None
) -> Ingested | Failure:
    """Store one article that was read, in a transaction of its own."""
    if isinstance(extraction, Failure):
        return extraction
    return keep_all(store, [extraction], again=again, patience=patience)[0]


def as_record(article: RawArticle | Document) -> dict[str, str]:
    """An article as a line of JSONL that is read again as this article: all that came with it."""
    record = {name: value for name, value in asdict(article).items() if isinstance(value, str)}
    if origin := record.pop("origin", None):
        record["id"] = file_id(origin)
    if (written := record.pop("unread_date", None)) is not None:
        record["published"] = written
    for name in ("file_name", "where"):
        record.pop(name, None)
    return record


def _failure(
    article: RawArticle | Document | None, article_id: str | None, error: Exception, patience: Patience | None
) -> Failure:
    """What is wrong with one article; raised instead where the whole cannot go on."""
    if isinstance(error, StoreUnavailable) and patience is not None:
        raise error
    failure = failure_of(article_id, error)
    if article is None or (isinstance(article, RawArticle) and _is_empty_file(article)):
        return failure  # called by its path: the file is what is read again
    return replace(failure, article=as_record(article))


def _is_empty_file(article: RawArticle) -> bool:
    return article.origin is not None and not (article.text or article.html or "").strip()
