"""Articles that failed, kept whole in a file: for `--failed`, and for `--since-failed` in place of what it had."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, TextIO

from quotes.errors import BadInput, NotFound
from quotes.models import Failure

if TYPE_CHECKING:
    from quotes.io.sources import Item, Notes, Options


class Aside:
    """Call it with each failure. With `tried` that file is replaced at the end, if `finish` was called: it then has
    what failed again and no more; else it stays as it was. What an earlier run kept in `failed` is moved to `earlier`
    beside it: it may be all that is left of articles that came through a pipe."""

    def __init__(self, failed: Path | None, tried: Path | None = None) -> None:
        self._tried = tried
        self._path = tried.with_name(f"{tried.name}.new") if tried else failed
        self._file: TextIO | None = None
        self._size = 0
        self._finished = False
        self.earlier: Path | None = None

    def __enter__(self) -> Aside:
        if self._path is not None:
            if self._tried is None:
                self.earlier = _moved_away(self._path)
            self._file = self._path.open("w", encoding="utf-8")
        return self

    def __call__(self, failure: Failure) -> None:
        """Write the article whole, as `quotes ingest` reads it, or the file it should be in; and what was wrong."""
        if self._file is not None:
            # what has an id and no article is a file, called by its path
            article = failure.article or ({"file": failure.id} if failure.id else {"id": None})
            record = {**article, "error": failure.as_dict()["error"]}
            before = self._size
            try:
                self._size += self._file.write(json.dumps(record, ensure_ascii=True, default=str) + "\n")
                self._file.flush()
            except OSError as error:
                self._give_up(before, error)

    def finish(self) -> None:
        """Say that everything was tried."""
        self._finished = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        if self._tried is not None and self._path is not None:
            if self._finished:
                self._path.replace(self._tried)
            else:
                self._path.unlink(missing_ok=True)

    def _give_up(self, size: int, error: OSError) -> NoReturn:
        """Raise what kept an article from being written, with the file's name; the file keeps its whole lines."""
        file, self._file, self._finished = self._file, None, False
        if file is not None:
            with suppress(OSError):  # it tries once more to write what it could not
                file.close()
        if self._path is not None:
            with suppress(OSError):  # /dev/stderr is what it is
                os.truncate(self._path, size)
        raise OSError(error.errno, error.strerror, str(self._path)) from error


def _moved_away(path: Path) -> Path | None:
    """Where a file that holds something is now: under its name and the first number that is free."""
    place = path.resolve()  # the file itself, not a link to it
    if path.absolute().is_relative_to("/dev"):
        return None  # /dev/stderr is whatever it was sent to
    if not place.is_file() or not place.stat().st_size:
        return None
    free = next(to for number in count(1) if not (to := place.with_name(f"{place.name}.{number}")).exists())
    return place.rename(free)


def to_try(kept: Path, options: Options, notes: Notes) -> Iterator[Item]:
    """What `Aside` kept in a file, whatever the file is called; of a file that could not be read, the file again."""
    from quotes.io.sources import Source, read_paths, read_stream
    from quotes.io.sources.formats.jsonl import failed_file

    with kept.open("rb") as stream:
        source = Source(stream=stream, where=str(kept), options=options, notes=notes)
        for item in read_stream(source, "failed.jsonl"):
            file = failed_file(item.article) if isinstance(item, Failure) else None
            if file is None:
                yield item
            else:
                yield from read_paths([file], options=options, notes=notes)


def check(kept: Path) -> None:
    """Raises `NotFound` or `BadInput` where a path is not that of a file that `Aside` can have written."""
    if not kept.exists():
        raise NotFound(f"{kept}: there is no such file; --since-failed takes what --failed wrote.")
    if not kept.is_file():
        raise BadInput(f"{kept} is no file; --since-failed takes what --failed wrote.")
