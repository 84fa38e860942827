"""Articles that failed, kept whole in a file: for `--failed`, and for `--since-failed` in place of what it had."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import TextIO

from quotes.models import Failure


class Aside:
    """Call it with each failure. With `tried` that file is replaced at the end, if `finish` was called: it then has
    what failed again and no more; else it stays as it was."""

    def __init__(self, failed: Path | None, tried: Path | None = None) -> None:
        self._tried = tried
        self._path = tried.with_name(f"{tried.name}.new") if tried else failed
        self._file: TextIO | None = None
        self._finished = False

    def __enter__(self) -> Aside:
        if self._path is not None:
            self._file = self._path.open("w", encoding="utf-8")
        return self

    def __call__(self, failure: Failure) -> None:
        """Write the article whole, as `quotes ingest` reads it, and what was wrong with it."""
        if self._file is not None:
            record = {**(failure.article or {"id": failure.id}), "error": failure.as_dict()["error"]}
            self._file.write(json.dumps(record, ensure_ascii=True, default=str) + "\n")
            self._file.flush()

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
