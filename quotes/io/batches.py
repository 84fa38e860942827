"""Articles that were read into the store, many in one transaction; a bad one among them fails alone."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from quotes.errors import QuotesError, StoreUnavailable, fault
from quotes.garbage import uncollected
from quotes.io.patience import Patience
from quotes.models import Extraction, Failure
from quotes.store import Store, articles, is_damaged

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: `change` is "new", "revised", "again" (read anew) or "same".

    `unread_date` is the date of publication as it was written, where it could not be read.
    """

    id: str
    change: articles.Change
    revision: int
    quotes: int
    title: str | None = None
    unread_date: str | None = None


Kept = Ingested | Failure


@dataclass(frozen=True, slots=True)
class Batch:
    """How much is stored in one transaction: as many articles, characters of text or seconds of reading at most.

    With `aside` articles are stored while others are read; without, reading stops meanwhile and one core is enough.
    """

    articles: int = 128
    chars: int = 2_000_000
    seconds: float = 5.0
    aside: bool = False


@dataclass(slots=True)
class Spent:
    """Where a run's time went, in seconds: looking articles over before they are read, and storing what was read."""

    preparing: float = 0.0
    storing: float = 0.0


class Batches:
    """Articles handed over one by one and stored in batches by a thread of its own; what became of them, in order."""

    def __init__(self, write: Callable[[list[Extraction | Failure]], Iterable[Kept]], batch: Batch) -> None:
        self._write = write
        self._batch = batch
        self._waiting: queue.Queue[Extraction | Failure | None] = queue.Queue(batch.articles)
        self._kept: deque[Kept] = deque()
        self._full = threading.Semaphore(0)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="quotes-store", daemon=True)
        self._thread.start()
        self._given = self._chars = 0

    def put(self, read: Extraction | Failure) -> None:
        """Hand over an article; waits while too many wait to be stored. Raises what ended the storing."""
        while self._error is None:
            try:
                self._waiting.put(read, timeout=0.2)
                break
            except queue.Full:
                continue
        self._raise()
        if not self._batch.aside:
            self._given += 1
            self._chars += _length(read)
            if self._given >= self._batch.articles or self._chars >= self._batch.chars:
                self._given = self._chars = 0
                while self._error is None and self._waiting.unfinished_tasks:
                    self._full.acquire(timeout=0.2)
                self._raise()

    def done(self) -> Iterator[Kept]:
        """What became of the articles that were stored since it was last asked."""
        while self._kept:
            yield self._kept.popleft()

    def finish(self) -> None:
        """Store what was handed over; raises what ended the storing."""
        if self._thread.is_alive():
            while self._error is None:
                try:
                    self._waiting.put(None, timeout=0.2)
                    break
                except queue.Full:
                    continue
            self._thread.join()
        self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            while (first := self._waiting.get()) is not None:
                some, ended = self._gather(first)
                for kept in self._write(some):  # one by one: what is stored is told, even where the rest is not
                    self._kept.append(kept)
                for _ in some:
                    self._waiting.task_done()
                self._full.release()
                if ended:
                    return
        except BaseException as error:
            self._error = error
            self._full.release()

    def _gather(self, first: Extraction | Failure) -> tuple[list[Extraction | Failure], bool]:
        """A batch, and whether it is the last: full, or as much as came in time."""
        some, chars = [first], _length(first)
        until = time.monotonic() + self._batch.seconds
        while len(some) < self._batch.articles and chars < self._batch.chars:
            try:
                read = self._waiting.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if read is None:
                return some, True
            some.append(read)
            chars += _length(read)
        return some, False


def _length(read: Extraction | Failure) -> int:
    return 0 if isinstance(read, Failure) else len(read.document.text)


def keep_all(
    store: Store, extractions: Sequence[Extraction | Failure], *, again: bool = False, patience: Patience | None = None
) -> list[Kept]:
    """Store articles in one transaction; what became of each, in order. One that cannot be stored is a Failure.

    While the store does not answer, `patience` waits; its end raises `StoreUnavailable`. Without any, or where the
    store takes the first few articles and no more (a disk that is full), what was not stored is a Failure or is raised.
    """
    return list(keep_each(store, extractions, again=again, patience=patience))


def keep_each(
    store: Store, extractions: Sequence[Extraction | Failure], *, again: bool = False, patience: Patience | None = None
) -> Iterator[Kept]:
    """The same, each as soon as it is stored: what the store took before `StoreUnavailable` is told before that."""
    kept: dict[int, Kept] = {at: one for at, one in enumerate(extractions) if isinstance(one, Failure)}
    left = [(at, one) for at, one in enumerate(extractions) if isinstance(one, Extraction)]
    with uncollected() if len(left) > 1 else nullcontext():
        yield from _keep(store, kept, left, again, patience)


def _keep(
    store: Store,
    kept: dict[int, Kept],
    left: list[tuple[int, Extraction]],
    again: bool,
    patience: Patience | None,
) -> Iterator[Kept]:
    """`keep_each` of those that are `left`, by their places; `kept` is what became of the others."""
    number, told = len(kept) + len(left), 0
    made = articles.ready([one for _, one in left]) if len(left) > 1 else {}
    size = len(left)
    while left:
        yield from (kept[at] for at in range(told, left[0][0]))
        told = left[0][0]
        some, rest = left[:size], left[size:]
        try:
            done = _write(store, [one for _, one in some], again, made)
        except StoreUnavailable as error:
            if size > 1:
                size = 1  # a full disk may have room for one more, and a store that is away is waited for with one
                continue
            try:
                if patience is None:
                    raise
                done = patience.until(partial(_write, store, [some[0][1]], again, made))
            except StoreUnavailable:
                if patience is not None:
                    raise
                done = [failure_of(some[0][1].document.id, error)]
        kept |= dict(zip((at for at, _ in some), done, strict=True))
        left, size = rest, 2 * size
    yield from (kept[at] for at in range(told, number))


def _write(store: Store, extractions: Sequence[Extraction], again: bool, made: articles.Ready) -> list[Kept]:
    """Save articles in one transaction; where that fails, once more as `_save_in_halves` does."""
    ahead = articles.Ahead()
    first = partial(articles.file_ahead, ahead=ahead, extractions=extractions, made=made) if made else None
    with store.write(much=len(extractions) > 1, first=first) as connection:
        try:
            kept: list[Kept] = [*_saved(connection, extractions, again, made, ahead)]
        except Exception as error:
            if _is_the_stores(error):
                raise
            connection.rollback()
            failed = error
        else:
            if not _changes(kept):
                connection.rollback()
            return kept
    if len(extractions) == 1:
        return [failure_of(extractions[0].document.id, failed)]
    with store.write() as connection:
        kept = _save_in_halves(connection, extractions, again, made)
        if not _changes(kept):
            connection.rollback()
    return kept


def _save_in_halves(
    connection: Connection, extractions: Sequence[Extraction], again: bool, made: articles.Ready
) -> list[Kept]:
    """Save articles together; where that fails each half by itself, so that in the end one article fails alone.

    Only after a failure: within a savepoint SQLite takes the longer over each statement the more was written before.
    """
    point = connection.begin_nested()
    try:
        kept: list[Kept] = [*_saved(connection, extractions, again, made)]
    except Exception as error:
        if _is_the_stores(error):
            raise
        point.rollback()
        if len(extractions) == 1:
            return [failure_of(extractions[0].document.id, error)]
        middle = len(extractions) // 2
        halves = (extractions[:middle], extractions[middle:])
        return [one for half in halves for one in _save_in_halves(connection, half, again, made)]
    point.commit()
    return kept


def _saved(
    connection: Connection,
    extractions: Sequence[Extraction],
    again: bool,
    made: articles.Ready,
    ahead: articles.Ahead | None = None,
) -> list[Ingested]:
    saved = articles.save_all(connection, extractions, again=again, made=made, ahead=ahead or articles.Ahead())
    return [
        Ingested(one.id, one.change, one.revision, one.quotes, read.document.title, read.document.unread_date)
        for one, read in zip(saved, extractions, strict=True)
    ]


def _changes(kept: Sequence[Kept]) -> bool:
    return any(isinstance(one, Ingested) and one.change != "same" for one in kept)


def _is_the_stores(error: Exception) -> bool:
    """Whether it is the store's own trouble, whatever the article: it does not answer, is full or damaged."""
    if isinstance(error, OperationalError):
        # of PostgreSQL's own classes 54 is "too long, too many", which is the article's
        return not str(getattr(error.orig, "sqlstate", None) or "").startswith("54")
    return isinstance(error, PoolTimeoutError | StoreUnavailable) or is_damaged(error)


def failure_of(article_id: str | None, error: Exception) -> Failure:
    """What is wrong with one article, without the article itself."""
    if isinstance(error, QuotesError):
        return Failure.of(article_id, error)
    log.error("Article %s could not be stored.", article_id, exc_info=error)
    return Failure(article_id, "internal", fault("storing"), 500)
