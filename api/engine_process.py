"""One process that reads articles, those who wait for it, and the pipes between."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import time
from heapq import heapify, heappush
from threading import Condition, Timer
from typing import IO, Any, Protocol

from quotes.config import Settings
from quotes.errors import QuotesError
from quotes.models import Document, RawArticle

Article = RawArticle | Document
_LENGTH = struct.Struct("<Q")
# What the process remembers of words is bounded by their number, not by their length. One that has grown beyond this
# is ended after its answer, and the next article has a new one, which takes seconds to start; 200 to 450 are usual.
MOST_MEGABYTES = 1500


class Cancellable(Protocol):
    """Work that may have lost whoever waited for it."""

    cancelled: bool

    def check(self) -> None:
        """Raises Cancelled if it was cancelled."""


class Cancelled(QuotesError):
    """Nobody waits for this work any more."""

    status = 503
    code = "timeout"


class Lane:
    """One process and those who wait for it, in the order of `_rank`."""

    def __init__(self, settings: Settings, *, ends: bool = False) -> None:
        self._settings = settings
        self._ends = ends
        self._turn = Condition()
        self._waiting: list[tuple[float, int]] = []
        self._count = 0
        self._busy = False
        self._now: Cancellable | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, job: Cancellable, message: Article | list[str], size: int) -> Any:
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

    def stop(self, job: Cancellable) -> None:
        """Let a cancelled job's work go, be it waiting or under way."""
        with self._turn:
            if self._now is job and self.process is not None:
                self.process.kill()
            self._turn.notify_all()

    def idle(self) -> bool:
        """Whether nobody is being read for and nobody waits."""
        with self._turn:
            return not self._busy and not self._waiting

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            _end(process)

    def _asked(self, job: Cancellable, message: Article | list[str]) -> Any:
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
                send(process.stdin, message)
                sent = True
                answer, megabytes = receive(process.stdout)
            except (EOFError, OSError):
                self.close()
                if sent or job.cancelled or time.monotonic() - began >= self._settings.request_timeout:
                    return None
            except BaseException:  # what else comes out of its pipe would be taken for other answers
                self.close()
                raise
            finally:
                clock.cancel()
            if megabytes > MOST_MEGABYTES:
                self.close()
            return answer
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
            arguments = (self._settings.model, str(self._settings.max_article_chars))
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                # -P: not the module `api` of the folder that the server is started in, which is a user's own
                [sys.executable, "-P", "-m", "api.engine", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                # Ctrl-C ends the server, which lets what is under way finish and then ends this process.
                start_new_session=True,
            )
        return self.process


def _rank(size: int) -> float:
    """A long article lets those pass that come within so many seconds after it: nobody waits for ever."""
    return time.monotonic() + size / 4000


def send(channel: IO[bytes] | None, value: object) -> None:
    """One value into a pipe."""
    assert channel is not None  # noqa: S101 - both ends are pipes
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    channel.write(_LENGTH.pack(len(data)))
    channel.write(data)
    channel.flush()


def receive(channel: IO[bytes] | None) -> Any:
    """The next value out of a pipe; EOFError where its other end is gone."""
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
