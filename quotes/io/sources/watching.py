"""Folders looked at again and again: each file is read when it is new or changed, and has come to rest."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from quotes.errors import BadInput
from quotes.io.sources.paths import STDIN, read_paths
from quotes.io.sources.source import Item, Notes, Options
from quotes.models import Failure

REST_SECONDS = 1.0  # a file that was written to since is perhaps not whole yet
_MOST_TOLD = 10_000

_Sign = tuple[int, int]


@dataclass(slots=True)
class Watch:
    """What was read of some folders so far; each `look` gives the articles that came or changed since the last.

    A file that did not change is not opened again; of what is wrong with the folders each sentence is given once.
    """

    paths: Sequence[str]
    options: Options = field(default_factory=Options)
    clock: Callable[[], float] = time.time
    timer: Callable[[], float] = time.monotonic
    _seen: dict[str, _Sign] = field(default_factory=dict)
    _early: dict[str, tuple[_Sign, float]] = field(default_factory=dict)  # not at rest yet, and since when as they are
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for path in self.paths:
            if str(path) == STDIN or not Path(path).is_dir():
                raise BadInput(f"--watch looks at folders, and {str(path)!r} is none; give the folder it is in.")

    def look(self, notes: Notes) -> Iterator[Item] | None:
        """The articles that are new; None where nothing is, without anything being started for it."""
        items = self._new(notes)
        first = next(items, None)
        return None if first is None else chain((first,), items)

    def _new(self, notes: Notes) -> Iterator[Item]:
        for item in read_paths(self.paths, options=replace(self.options, passes=self._passes), notes=notes):
            if isinstance(item, Failure):
                if item.message in self._told:
                    continue
                if len(self._told) < _MOST_TOLD:
                    self._told.add(item.message)
            yield item

    def _passes(self, path: Path) -> bool:
        """Whether a file or a folder is to be read now."""
        if not self.options.passes(path):
            return False
        try:
            found = path.stat()
        except OSError:
            return False  # it was taken away again
        if stat.S_ISDIR(found.st_mode):
            return True
        sign = (found.st_mtime_ns, found.st_size)
        name = os.fspath(path)
        if self._seen.get(name) == sign or not self._rests(name, sign, found.st_mtime):
            return False
        self._seen[name] = sign
        return True

    def _rests(self, name: str, sign: _Sign, written: float) -> bool:
        """Whether a file was not written to for a while, by its own time; or since it was looked at, by our timer.

        The first is told at once, and the second of a file from another machine, whose clock is ahead of this one's.
        """
        before, since = self._early.pop(name, (None, 0.0))
        now = self.timer()
        if self.clock() - written >= REST_SECONDS or (before == sign and now - since >= REST_SECONDS):
            return True
        self._early[name] = (sign, since if before == sign else now)
        return False
