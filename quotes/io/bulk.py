"""Many articles over many processes: in order, in bounded memory, and a killed process loses nothing.

`Reader` lives in this module so that a worker loads the model once, whichever engine starts it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from queue import LifoQueue
from typing import TYPE_CHECKING

from quotes.errors import TooSlow, fault
from quotes.io.workers import Killed, TookTooLong, Worker
from quotes.models import MAX_ARTICLE_CHARS, Document, Extraction, Failure, RawArticle
from quotes.text.clean import is_large_page, to_document

if TYPE_CHECKING:
    from quotes.engine import Extractor

Item = RawArticle | Document | Failure
Result = Extraction | Failure
Chunk = Sequence[Item]
Read = Callable[[Chunk], list[Result]]

CHUNK_ARTICLES = 16
CHUNK_CHARS = 200_000
CHUNKS_AHEAD = 3  # a process: so much is in memory at once, however long the input

_KILLED = "The process that read this article was killed, twice; it may need more memory than there is."

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def extractor(model: str, max_chars: int) -> Extractor:
    """This process's extractor, its model loaded when the first article needs it."""
    from quotes.engine import Extractor

    return Extractor(model, max_chars=max_chars)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles, in order and with the same answers whatever `jobs`, the number of processes.

    With `seconds`, an article that takes longer becomes a Failure and the rest goes on. Only a process can be
    ended in the middle of a C library's loop, so that one job is then a process of its own as well.
    """

    model: str = "auto"
    max_chars: int = MAX_ARTICLE_CHARS
    jobs: int = 1
    seconds: float | None = None

    def stream(self, articles: Iterable[Item]) -> Iterator[Result]:
        if self.jobs > 1:
            yield from spread(articles, self, jobs=self.jobs, seconds=self.seconds)
        elif self.seconds is None:
            yield from self._read(articles)
        else:
            # one after the other, none ahead: whoever pipes articles in gets each answer when it is there
            worker = Worker(self, self.seconds)
            try:
                for item in articles:
                    yield _within_limit(worker, item, self.seconds)
            finally:
                worker.kill()

    def document(self, raw: RawArticle) -> Document:
        """The document of an article; a large page is read under the limit of seconds. Raises `QuotesError`."""
        if self.seconds is None or raw.text is not None or not is_large_page(raw.html or ""):
            return to_document(raw, max_chars=self.max_chars)
        try:
            document: Document = _page_reader(self.seconds).ask((raw, self.max_chars))
        except TookTooLong:
            raise TooSlow(_too_slow(self.seconds)) from None
        except Killed:
            raise TooSlow(_KILLED) from None
        return document

    def warm(self) -> None:
        """Load the model; where it is missing, each article says so."""
        with suppress(Exception):
            extractor(self.model, self.max_chars)

    def __call__(self, chunk: Chunk) -> list[Result]:
        """What one of the processes does."""
        return list(self._read(chunk))

    def _read(self, articles: Iterable[Item]) -> Iterator[Result]:
        for item in articles:
            if isinstance(item, Failure):
                yield item
                continue
            reading = extractor(self.model, self.max_chars)
            try:
                yield from list(reading.stream([item]))
            except Exception:  # a fault of ours in one article must not end the reading of a million
                log.exception("Article %s could not be read.", item.id)
                yield Failure(item.called, "internal", fault("reading"), 500)


def spread(articles: Iterable[Item], read: Read, *, jobs: int, seconds: float | None = None) -> Iterator[Result]:
    """Run `read`, which must be importable, over chunks in `jobs` processes, each article within `seconds`.

    An article whose reading takes longer becomes a Failure. Where a process is killed, the article it had is
    read again; one whose reading kills its process a second time becomes a Failure too, and the rest goes on.
    """
    workers = [Worker(read, seconds) for _ in range(jobs)]
    idle: LifoQueue[Worker] = LifoQueue()
    for worker in workers:
        idle.put(worker)
    closing = False

    def read_chunk(chunk: Chunk) -> list[Result]:
        worker = idle.get()
        try:
            return [_within_limit(worker, item, seconds, lambda: closing) for item in chunk if not closing]
        finally:
            idle.put(worker)

    ahead: deque[Future[list[Result]]] = deque()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="quotes-bulk")
    try:
        for chunk in chunks(articles):
            ahead.append(pool.submit(read_chunk, chunk))
            if len(ahead) >= jobs * CHUNKS_AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()
    finally:
        closing = True
        pool.shutdown(wait=False, cancel_futures=True)
        while any(not future.done() for future in ahead):
            for worker in workers:
                worker.stop()
            ahead = deque(future for future in ahead if not future.done())
            wait(ahead, timeout=0.1)
        for worker in workers:
            worker.kill()


def _within_limit(
    worker: Worker, item: Item, seconds: float | None, closing: Callable[[], bool] = lambda: False
) -> Result:
    if isinstance(item, Failure):
        return item
    for _ in range(2):
        try:
            [result] = worker.ask([item])
        except TookTooLong:
            return Failure(item.called, TooSlow.code, _too_slow(seconds or 0), TooSlow.status)
        except Killed:
            if closing():  # it was ended, and nobody waits for the answer
                break
            log.warning("A process that was reading an article was killed; the article is read again.")
        else:
            found: Result = result
            return found
    return Failure(item.called, "worker-killed", _KILLED, 500)


def _too_slow(seconds: float) -> str:
    return (
        f"The article was not read within {seconds:g} s: split it, give its words as text, "
        "or raise QUOTES_ARTICLE_TIMEOUT."
    )


@lru_cache(maxsize=1)
def _page_reader(seconds: float) -> Worker:
    """The one process beside this one that turns large pages into documents."""
    return Worker(_document_of, seconds)


def _document_of(asked: tuple[RawArticle, int]) -> Document:
    raw, max_chars = asked
    return to_document(raw, max_chars=max_chars)


def chunks(articles: Iterable[Item]) -> Iterator[list[Item]]:
    """Articles in runs of a few, so that sending them costs little and long ones do not pile up."""
    chunk: list[Item] = []
    chars = 0
    for item in articles:
        chunk.append(item)
        chars += 0 if isinstance(item, Failure) else len(item.text or getattr(item, "html", None) or "")
        if len(chunk) >= CHUNK_ARTICLES or chars >= CHUNK_CHARS:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk
