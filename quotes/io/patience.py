"""Waiting for a database that does not answer, or is full: growing pauses, a word at each, an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from quotes.errors import StoreDamaged, StoreUnavailable

T = TypeVar("T")
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries for `seconds` in all, measured from the first refusal; `tell` hears one sentence before each pause."""

    seconds: float
    tell: Callable[[str], None] = lambda sentence: None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def until(self, action: Callable[[], T]) -> T:
        """What `action` returns, tried until the database takes it; `StoreUnavailable` where it does not, or cannot."""
        began: float | None = None
        pause = FIRST_PAUSE
        while True:
            try:
                return action()
            except StoreDamaged:
                raise
            except StoreUnavailable as error:
                now = self.clock()
                began = now if began is None else began
                left = self.seconds - (now - began)
                if left <= 0:
                    raise StoreUnavailable(
                        f"{error} It was waited for {self.seconds:g} s. What is stored is whole, the rest was "
                        "left untouched: run the same command again to go on."
                    ) from error
                pause = min(pause, left)
                self.tell(f"{error} Trying again in {pause:.0f} s, for {left:.0f} s more.")
            self.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
