"""The time limit of every request under way, with one timer for all of them.

asyncio.timeout() sets a timer for each request and takes it away again, which costs more than most of the steps
between. All requests have the same limit, so that whichever began first ends first, and one timer looks after that one.
"""

from __future__ import annotations

import asyncio
from types import TracebackType

# A timer may fire this much early: the loop's clock goes by milliseconds.
_EARLY = 0.001


class Deadlines:
    """Time limits of so many seconds each, for tasks of one event loop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        # in the order in which they end
        self._running: dict[Deadline, None] = {}

    def begin(self) -> Deadline:
        """A limit for the task that calls, from now on; to be used by `with`, which raises TimeoutError at its end."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            # of a loop that has ended, with all its tasks
            self._loop, self._timer, self._running = loop, None, {}
        task = asyncio.current_task(loop)
        assert task is not None  # noqa: S101 - requests are answered in tasks
        deadline = Deadline(self._running, task, loop.time() + self._seconds)
        self._running[deadline] = None
        if self._timer is None:
            self._timer = loop.call_at(deadline.at, self._look, loop)
        return deadline

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """End what is over; look again when the next one may be."""
        if loop is not self._loop:
            return
        self._timer = None
        while self._running:
            first = next(iter(self._running))
            if first.at - loop.time() > _EARLY:
                self._timer = loop.call_at(first.at, self._look, loop)
                return
            first.expire()


class Deadline:
    """One request's time limit."""

    __slots__ = ("_cancelled", "_expired", "_running", "_task", "at")

    def __init__(self, running: dict[Deadline, None], task: asyncio.Task[object], at: float) -> None:
        self._running = running
        self._task = task
        self._cancelled = task.cancelling()
        self._expired = False
        self.at = at

    def lift(self) -> None:
        """The limit holds no longer."""
        self._running.pop(self, None)

    def expire(self) -> None:
        """The time is over: cancel the task, wherever it waits."""
        self.lift()
        self._expired = True
        self._task.cancel()

    def __enter__(self) -> Deadline:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.lift()
        # whoever cancelled the task besides us is to be obeyed
        if self._expired and self._task.uncancel() <= self._cancelled and kind is asyncio.CancelledError:
            raise TimeoutError from error
