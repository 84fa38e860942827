"""What a run writes is not read by it: `quotes extract . > quotes.jsonl` would go on until the disk is full."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from quotes.errors import BadInput

_STANDARD_OUTPUT, _STANDARD_ERROR = 1, 2


class OwnOutput:
    """The files and folders at `paths`, which a run writes, and the files that a shell sends its output to."""

    def __init__(self, *paths: Path | None) -> None:
        self._places = [os.path.realpath(path) for path in paths if path is not None]
        self._streams = [
            found for stream in (_STANDARD_OUTPUT, _STANDARD_ERROR) if (found := _file_behind(stream)) is not None
        ]

    def passes(self, path: Path) -> bool:
        """Whether a file is another's, and may be read."""
        place = os.path.realpath(path)
        if any(place == own or place.startswith(own + os.sep) for own in self._places):
            return False
        with suppress(OSError):
            return not any(os.path.samestat(own, path.stat()) for own in self._streams)
        return True

    def refuse(self, given: Iterable[str]) -> None:
        """`BadInput` where a path that is to be read is one that is written: it would be empty before it is read."""
        for path in given:
            if path != "-" and not self.passes(Path(path)):
                raise BadInput(f"{path} would be read and written at once: name another place to write to.")


def _file_behind(stream: int) -> os.stat_result | None:
    with suppress(OSError):
        found = os.fstat(stream)
        return found if stat.S_ISREG(found.st_mode) else None
    return None
