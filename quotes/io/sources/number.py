"""How many articles there are under some paths, where that is told without reading them: what a progress bar needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.io.sources.file_kinds import no_file
from quotes.io.sources.formats.parquet import rows_of
from quotes.io.sources.manifest import NAME as MANIFEST
from quotes.io.sources.paths import is_read

_ONE_EACH = frozenset(
    {".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".docx", ".eml", ".mhtml", ".mht", ".pdf"}
)
_A_LINE_EACH = frozenset({".jsonl", ".ndjson"})
_A_ROW_EACH = frozenset({".csv", ".tsv", ".tab"})
_BLOCK = 1 << 20


def number_of(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """About how many articles the files hold, None where only reading them tells (a pipe, a packed file, a feed)."""
    total = 0
    for path in map(Path, paths):
        for file in _files(path):
            number = _articles(file)
            if number is None:
                return None
            total += number
    return total


def _files(path: Path) -> Iterator[Path]:
    """The file, or those of a folder that are read."""
    if not path.is_dir():
        yield path
        return
    for folder, inside, names in os.walk(path):
        inside[:] = [name for name in inside if not name.startswith(".") and not name.endswith("_files")]
        read = (name for name in names if not name.startswith(".") and name != MANIFEST and is_read(name))
        yield from (file for file in (Path(folder) / name for name in read) if no_file(file) is None)


def _articles(file: Path) -> int | None:
    kind = file.suffix.lower()
    if kind in _ONE_EACH:
        return 1
    if no_file(file) is not None:
        return None  # what is read of a pipe is gone
    try:
        if kind in _A_LINE_EACH:
            return sum(block.count(b"\n") for block in _blocks(file))
        if kind in _A_ROW_EACH:
            return _rows(file)
        if kind in (".parquet", ".pq"):
            return rows_of(file)
    except OSError:
        return None
    return None


def _rows(file: Path) -> int | None:
    """The rows below the first: line ends outside of quotation marks. None where the marks do not go in pairs."""
    rows, inside, last = 0, False, b"\n"
    for block in _blocks(file):
        pieces = block.split(b'"')
        rows += sum(piece.count(b"\n") for piece in pieces[int(inside) :: 2])
        inside ^= len(pieces) % 2 == 0
        last = block[-1:]
    return None if inside else max(0, rows - (last == b"\n"))


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block
