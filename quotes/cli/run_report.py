"""What a long run says of itself: a line while it lasts, a summary at its end."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SECONDS_BETWEEN_LINES = 60.0  # where nobody looks at a terminal
SECONDS_OF_RATE = 60.0


@dataclass(slots=True)
class Run:
    """How far a run is. `expected` is how many articles there are, where that is known."""

    expected: int | None = None
    clock: Callable[[], float] = time.monotonic
    articles: int = 0
    quotes: int = 0
    failed: int = 0
    began: float = field(init=False)
    _lately: deque[tuple[float, int]] = field(default_factory=deque)  # when, and how many articles there were by then

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def seconds(self) -> float:
        return self.clock() - self.began

    def rate(self) -> float:
        """Articles a second over the last minute: what an earlier run stored is passed over at another pace."""
        now = self.clock()
        if not self._lately:
            self._lately.append((self.began, 0))
        if now - self._lately[-1][0] >= 1:
            self._lately.append((now, self.articles))
        while len(self._lately) > 1 and now - self._lately[1][0] >= SECONDS_OF_RATE:
            self._lately.popleft()
        since, before = self._lately[0]
        return (self.articles - before) / (now - since) if now > since else 0.0

    def line(self) -> str:
        """`1,200 articles, 35 a second, about 3 min left, 2 failed, 8,100 quotes`; a terminal may cut the end off."""
        rate = self.rate()
        parts = [
            how_many(self.articles, "article"),
            f"{rate:.{0 if rate >= 10 else 1}f} a second",
        ]
        if self.expected is not None and rate and self.expected > self.articles:
            parts.append(f"about {duration((self.expected - self.articles) / rate)} left")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return ", ".join([*parts, how_many(self.quotes, "quote")])


def how_many(number: int, noun: str) -> str:
    """A number with its noun.

    >>> how_many(1, "article"), how_many(2000, "article")
    ('1 article', '2,000 articles')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def duration(seconds: float) -> str:
    """A time as it is read: `40 s`, `3 min`, `2.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def shown(what: str, run: Run) -> Iterator[Callable[[], None]]:
    """Show the run's line on stderr; call the value when it has changed. Into a file a line is written each minute."""
    if not sys.stderr.isatty():
        said = [run.clock()]

        def write() -> None:
            if run.clock() - said[0] >= SECONDS_BETWEEN_LINES:
                said[0] = run.clock()
                print(f"quotes: {run.line()}", file=sys.stderr)

        yield write
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bars = (BarColumn(bar_width=20),) if run.expected else ()
    columns = (SpinnerColumn(), *bars, TextColumn("{task.description} {task.fields[said]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=run.expected, said="")
        yield lambda: bar.update(task, completed=run.articles, said=run.line())
