"""Many articles over many processes: in order, in bounded memory, and a killed process loses nothing.

`Reader` lives in this module so that a worker loads the model once, whichever engine starts it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from quotes.models import Document, Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from quotes.extract import Extractor

Item = RawArticle | Document | Failure
Result = Extraction | Failure
Chunk = Sequence[Item]
Read = Callable[[Chunk], list[Result]]

MAX_CHARS = 2_000_000
CHUNK_ARTICLES = 16
CHUNK_CHARS = 200_000
CHUNKS_AHEAD = 3  # a process: so much is in memory at once, however long the input

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def extractor(model: str, max_chars: int) -> Extractor:
    """This process's extractor, its model loaded when the first article needs it."""
    from quotes.extract import Extractor

    return Extractor(model, max_chars=max_chars)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles, in order and with the same answers whatever `jobs`, the number of processes."""

    model: str = "auto"
    max_chars: int = MAX_CHARS
    jobs: int = 1

    def stream(self, articles: Iterable[Item]) -> Iterator[Result]:
        return self._read(articles) if self.jobs == 1 else spread(articles, self, jobs=self.jobs)

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
            except Exception as error:  # a fault of ours in one article must not end the reading of a million
                log.exception("Article %s could not be read.", item.id)
                yield Failure(
                    item.id, "internal", f"A fault in quotes stopped the reading ({error!r}); report it.", 500
                )


def spread(articles: Iterable[Item], read: Read, *, jobs: int) -> Iterator[Result]:
    """Run `read`, which must be importable, over chunks in `jobs` processes.

    Where a process is killed, what was under way is read again, piece by piece; an article whose reading
    kills its process a second time becomes a Failure, and the rest goes on.
    """
    pool = _pool(jobs)
    ahead: deque[tuple[Chunk, Future[list[Result]]]] = deque()
    try:
        for chunk in chunks(articles):
            ahead.append((chunk, _submit(pool, read, chunk)))
            if len(ahead) >= jobs * CHUNKS_AHEAD:
                results, pool = _next(ahead, pool, read, jobs)
                yield from results
        while ahead:
            results, pool = _next(ahead, pool, read, jobs)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: forking a process that has threads (a progress bar, a server) may hang
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In each process: leave Ctrl-C to the one that was asked, and do not outlive it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _submit(pool: ProcessPoolExecutor, read: Read, chunk: Chunk) -> Future[list[Result]]:
    try:
        return pool.submit(read, chunk)
    except BrokenProcessPool as error:  # broken by an earlier chunk: found out when this one's turn comes
        failed: Future[list[Result]] = Future()
        failed.set_exception(error)
        return failed


def _next(
    ahead: deque[tuple[Chunk, Future[list[Result]]]], pool: ProcessPoolExecutor, read: Read, jobs: int
) -> tuple[list[Result], ProcessPoolExecutor]:
    """The results of the oldest chunk, and the pool to go on with."""
    chunk, future = ahead.popleft()
    try:
        return future.result(), pool
    except BrokenProcessPool:
        log.warning("A process that was reading articles was killed; what it had is read again.")
    pool.shutdown(wait=True, cancel_futures=True)
    results = _read_alone(chunk, read)
    pool = _pool(jobs)
    # which chunk killed it nobody knows: each that was under way is sent again, and may come here in its turn
    for number, (waiting, done) in enumerate(ahead):
        if not done.done() or done.cancelled() or done.exception() is not None:
            ahead[number] = (waiting, _submit(pool, read, waiting))
    return results, pool


def _read_alone(chunk: Chunk, read: Read) -> list[Result]:
    """A chunk in a process of its own; if that is killed as well, article by article."""
    pool = _pool(1)
    try:
        return pool.submit(read, chunk).result()
    except BrokenProcessPool:
        if len(chunk) > 1:
            return [result for item in chunk for result in _read_alone([item], read)]
        message = "The process that read this article was killed, twice; it may need more memory than there is."
        return [Failure(chunk[0].id, "worker-killed", message, 500)]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
