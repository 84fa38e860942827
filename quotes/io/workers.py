"""Processes that can be ended: each does one thing at a time, within a limit of seconds, or is killed and replaced."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

SAFE_PATH = "PYTHONSAFEPATH"
START_SECONDS = 300  # to load what the work needs, on a machine that is busy
# Spawned: forking a process that has threads (a progress bar, a server) may hang.
_CONTEXT = multiprocessing.get_context("spawn")
_STARTING = threading.Lock()


class TookTooLong(Exception):
    """The work was not done within the limit; its process was killed."""


class Killed(Exception):
    """The process ended over the work: killed from outside, out of memory, or broken."""


class Worker:
    """A process that does `work`, which must be importable, for one item after another.

    `seconds` is the limit for each item (None: none). A `warm()` of `work` is called first and is not counted.
    One thread at a time may ask.
    """

    def __init__(self, work: Callable[[Any], Any], seconds: float | None = None) -> None:
        self._work = work
        self._seconds = seconds
        self._process: Any = None
        self._channel: Connection[Any, Any] | None = None

    def ask(self, item: Any) -> Any:
        """What `work(item)` returns; raises what it raises, else `TookTooLong` or `Killed`."""
        channel = self._running()
        try:
            channel.send(item)
            if not channel.poll(self._seconds):
                raise TookTooLong
            done, answer = channel.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise Killed from error
        except BaseException:  # too late, or interrupted: its answer must not be taken for the next item's
            self.kill()
            raise
        if not done:
            raise answer
        return answer

    def kill(self) -> None:
        """End the process at once; the next item starts another."""
        process, channel = self._process, self._channel
        self._process = self._channel = None
        if process is not None:
            process.kill()
            process.join()
        if channel is not None:
            with suppress(OSError):
                channel.close()

    def stop(self) -> None:
        """End the process from another thread; whoever waits for an answer is told `Killed`."""
        process = self._process
        if process is not None:
            process.kill()

    def _running(self) -> Connection[Any, Any]:
        if self._channel is not None and self._process.is_alive():
            return self._channel
        self.kill()
        with _STARTING:
            self._channel, theirs = _CONTEXT.Pipe()
            self._process = _CONTEXT.Process(target=_serve, args=(theirs, self._work), daemon=True)
            # A terminal sends Ctrl-C, and systemd SIGTERM, to all processes of a command; the one that asked decides.
            with blind_to_this_folder(), deaf_to(signal.SIGINT, signal.SIGTERM):
                self._process.start()
            theirs.close()
        channel = self._channel
        try:
            if not channel.poll(START_SECONDS):
                raise Killed
            channel.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise Killed from error
        except BaseException:
            self.kill()
            raise
        return channel


@contextmanager
def deaf_to(*signals: signal.Signals) -> Iterator[None]:
    """No process or thread that is started here hears these, not even before it could say that it ignores them."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    resource_tracker.ensure_running()  # else the first process starts it, which lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def blind_to_this_folder() -> Iterator[None]:
    """A Python that is started here takes no module from the folder it is started in: a `signal.py` there is a user's.

    It has the same `sys.path` as this one afterwards. Threads must not do this at once.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _serve(channel: Connection[Any, Any], work: Callable[[Any], Any]) -> None:
    """In the process: leave Ctrl-C to the one that asks, and do not outlive it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows it could not be blocked
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm = getattr(work, "warm", None)
    if warm is not None:
        warm()
    spare_what_stays()
    channel.send(None)
    while True:
        try:
            item = channel.recv()
        except EOFError:
            return
        try:
            answer = True, work(item)
        except Exception as error:
            answer = False, error
        channel.send(answer)


def spare_what_stays() -> None:
    """Keep the collector of garbage from going through what is loaded by now, for a process of our own.

    A model and its code are some 100,000 objects that stay: going through them again and again cost reading 1.5 ms an
    article, and an answer of the server in fifty 130 ms. In somebody else's process it would keep their garbage.
    """
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
