"""Word of a SQLite file that another process holds, for whoever waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 5.0  # shorter waits are those for another that stores a batch


class LockNotice:
    """Tells once, and not again, that the file is waited for."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told = False

    @contextmanager
    def while_waiting(self) -> Iterator[None]:
        """Around what waits for the file's lock: where that takes long, `tell` hears why, from another thread."""
        if self._told:
            yield
            return
        timer = threading.Timer(SECONDS, self._say)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _say(self) -> None:
        self._told = True
        self._tell("The store is locked by another process; it is waited for.")
