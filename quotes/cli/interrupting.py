"""Ctrl-C in a long run: once, and what is under way is finished; again, and it is given up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SAID = (
    b"quotes: Finishing what is being read, and storing it; Ctrl-C once more gives up what is not read yet.\n",
    b"quotes: Storing what was read; Ctrl-C once more gives it up.\n",
)


class Interrupts:
    """While it is entered, Ctrl-C (or SIGTERM) ends `until` and is counted; `KeyboardInterrupt` comes where nothing is
    under way, and from the second time on. What ignores Ctrl-C, as a command in the background does, goes on doing so.
    """

    def __init__(self) -> None:
        self.heard = 0
        self.signal = signal.SIGINT
        self._busy = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Interrupts:
        for one in _SIGNALS:
            if signal.getsignal(one) is not signal.SIG_IGN:
                self._before[one] = signal.signal(one, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        for one, before in self._before.items():
            signal.signal(one, before)

    @property
    def status(self) -> int:
        """The exit status that says which signal ended the run."""
        return 128 + self.signal

    def deafen(self) -> None:
        """Hear nothing more: what is left is a summary."""
        for one in self._before:
            signal.signal(one, signal.SIG_IGN)

    def until(self, items: Iterable[T]) -> Iterator[T]:
        """The items up to the first Ctrl-C; one that is waited for, on standard input say, is waited for no longer."""
        remaining = iter(items)
        self._busy = True
        try:
            while not self.heard:
                try:
                    self._busy = False
                    item = next(remaining)
                except StopIteration:
                    return
                except KeyboardInterrupt:
                    if self.heard > 1:
                        raise
                    return
                finally:
                    self._busy = True
                yield item
        finally:
            # what was taken is still read and stored: see `idle`
            self._busy = True

    def idle(self) -> None:
        """Say that nothing is under way: Ctrl-C ends at once."""
        self._busy = False

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.heard += 1
        self.signal = signal.Signals(number)
        if self.heard <= len(_SAID) and (self._busy or self.heard > 1):
            with suppress(OSError):  # not by print: it may be what was interrupted
                os.write(sys.stderr.fileno(), _SAID[self.heard - 1])
        if not self._busy or self.heard > 1:
            raise KeyboardInterrupt
