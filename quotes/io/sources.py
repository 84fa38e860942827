"""Files, folders and standard input -> raw articles, one at a time, a broken one in its place as a Failure.

Reads .txt .html .jsonl .parquet. A `manifest.jsonl` beside the files (one object a line: `file`, and any
of `id title url outlet author published`) says what the files themselves cannot.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from quotes.errors import BadInput, NotFound, QuotesError, TooLarge, UnknownFormat
from quotes.models import Failure, RawArticle

MAX_BYTES = 20_000_000  # of one article: a file of its own, or one line of many
MANIFEST = "manifest.jsonl"
STDIN = "-"
FIELDS = tuple(field.name for field in fields(RawArticle) if field.name != "origin")
METADATA = tuple(name for name in FIELDS if name not in ("text", "html"))

Item = RawArticle | Failure
Manifest = Mapping[str, Mapping[str, Any]]

log = logging.getLogger(__name__)

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{1,40})""", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head|body|article)\b", re.IGNORECASE)
_SNIFF_LINES = 20


def read_paths(
    paths: Iterable[str | os.PathLike[str]], *, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None
) -> Iterator[Item]:
    """Every article under the paths, in order; `-` is standard input. What cannot be read is a Failure."""
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer, max_bytes)
        elif _holds(Path(path).is_dir):
            yield from _read_folder(Path(path), max_bytes)
        else:
            yield from _read_file(Path(path), Path(path).stem, _read_manifest(Path(path).parent)[0], max_bytes)


def from_record(record: object, *, where: str = "The article") -> Item:
    """One JSON object -> a raw article; keys that are not known are passed over."""
    if not isinstance(record, Mapping):
        return _failure(None, where, BadInput("this is not a JSON object with text or html in it."))
    given: dict[str, str] = {}
    for name in FIELDS:
        value = record.get(name)
        if isinstance(value, datetime | date):
            value = value.isoformat()
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            return _failure(_id_of(record), where, BadInput(f"{name} must be a string; put it in quotes."), record)
        if value is not None:
            given[name] = value
    if "text" not in given and "html" not in given:
        return _failure(_id_of(record), where, BadInput("it has neither text nor html; give one of them."), record)
    return RawArticle(**given)


def _read_stdin(stream: BinaryIO, max_bytes: int) -> Iterator[Item]:
    """Text, HTML or JSONL by its look; JSONL is read line by line, so that a pipe need not end first."""
    head: list[bytes] = []
    while len(head) < _SNIFF_LINES and (line := stream.readline(max_bytes + 1)):
        head.append(line)
        if _is_object(line):
            yield from _read_lines(_lines(chain(head, _rest(stream, max_bytes))), "standard input", max_bytes)
            return
    content = b"".join(head) + stream.read(max_bytes)
    if len(content) > max_bytes:
        yield _failure(None, "standard input", _too_large(max_bytes))
    elif not content.strip():
        yield _failure(None, "standard input", BadInput("it is empty; pipe a text or JSON lines into it."))
    else:
        html = bool(_HTML_START.match(content[:2000].decode("latin-1")))
        yield RawArticle(html=_decode(content)) if html else RawArticle(text=_decode(content))


def _rest(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    while line := stream.readline(max_bytes + 1):
        yield line


def _read_folder(folder: Path, max_bytes: int) -> Iterator[Item]:
    """The files of a folder and of those inside it, by name; files of other kinds are passed over."""
    closed: list[OSError] = []
    for directory, subfolders, names in os.walk(folder, onerror=closed.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        here = Path(directory)
        manifest, failures = _read_manifest(here)
        yield from failures
        names = sorted(
            name
            for name in names
            if Path(name).suffix.lower() in _READERS and name != MANIFEST and not name.startswith(".")
        )
        yield from (
            _failure(None, str(here / MANIFEST), NotFound(f"it names {name!r}, which is not there; mend the line."))
            for name in sorted(set(manifest) - set(names))
        )
        stems = Counter(Path(name).stem for name in names)
        prefix = "".join(f"{part}-" for part in here.relative_to(folder).parts)
        for name in names:
            # a page and its text side by side would overwrite each other under one id
            stem = Path(name).stem if stems[Path(name).stem] == 1 else name
            yield from _read_file(here / name, prefix + stem, manifest, max_bytes)
    yield from (_failure(None, str(error.filename), _unopened(error)) for error in closed)


def _read_file(path: Path, article_id: str, manifest: Manifest, max_bytes: int) -> Iterator[Item]:
    reader = _READERS.get(path.suffix.lower())
    try:
        if not path.exists():
            raise NotFound("there is no such file; check the path.")
        if reader is None:
            raise UnknownFormat(f"files of this kind are not read; give one of {' '.join(_READERS)}, or a folder.")
        yield from reader(path, article_id, manifest.get(path.name, {}), max_bytes)
    except OSError as error:
        yield _failure(article_id, str(path), _unopened(error))
    except QuotesError as error:
        yield _failure(article_id, str(path), error)
    except Exception as error:  # whatever is wrong with one file, the others are read
        log.exception("File %s could not be read.", path)
        yield _failure(article_id, str(path), QuotesError(f"a fault stopped the reading ({error!r}); report it."))


def _read_one(path: Path, article_id: str, known: Mapping[str, Any], max_bytes: int) -> Iterator[Item]:
    if path.stat().st_size > max_bytes:
        raise _too_large(max_bytes)
    content = path.read_bytes()
    words = _decode(content)
    raw = RawArticle(html=words) if path.suffix.lower() in (".html", ".htm") else RawArticle(text=words)
    said = {name: value for name, value in known.items() if name in METADATA and isinstance(value, str)}
    origin = None if "id" in said else str(path)
    yield replace(raw, **{"id": article_id, **said}, origin=origin)


def _read_jsonl(path: Path, article_id: str, known: Mapping[str, Any], max_bytes: int) -> Iterator[Item]:
    with path.open("rb") as stream:
        yield from _read_lines(_lines(_rest(stream, max_bytes)), str(path), max_bytes)


def _read_lines(lines: Iterable[tuple[int, bytes]], where: str, max_bytes: int) -> Iterator[Item]:
    for number, line in lines:
        place = f"{where} line {number}"
        if len(line) > max_bytes:
            yield _failure(None, place, _too_large(max_bytes))
        elif line.strip():
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                broken = BadInput("this is not one JSON object in UTF-8; mend or drop the line.")
                yield _failure(None, place, broken, {"line": line.decode("utf-8", errors="replace").rstrip("\n")})
            else:
                yield from_record(record, where=place)


def _lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines out of chunks cut at line ends or at a limit; of an overlong line only the first chunk."""
    number, within = 1, False
    for chunk in chunks:
        if not within:
            yield number, chunk
        within = not chunk.endswith(b"\n")
        number += not within


def _read_parquet(path: Path, article_id: str, known: Mapping[str, Any], max_bytes: int) -> Iterator[Item]:
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as table:
            columns = [name for name in FIELDS if name in table.schema_arrow.names]
            row = 0
            for batch in table.iter_batches(batch_size=64, columns=columns):
                for record in batch.to_pylist():
                    row += 1
                    yield from_record(record, where=f"{path} row {row}")
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        raise BadInput("this is not a Parquet file that can be read; write it anew.") from error


def _read_manifest(folder: Path) -> tuple[Manifest, list[Failure]]:
    """What a folder's manifest says, by file name, and its broken lines."""
    path = folder / MANIFEST
    entries: dict[str, Mapping[str, Any]] = {}
    failures: list[Failure] = []
    if _holds(path.is_file):
        try:
            lines = path.read_bytes().splitlines()
        except OSError as error:
            return {}, [_failure(None, str(path), _unopened(error))]
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line) if line.strip() else None
                if entry is not None:
                    entries[entry["file"]] = entry
            except (ValueError, RecursionError, KeyError, TypeError):
                problem = BadInput('this is not a JSON object with "file" in it; mend or drop the line.')
                failures.append(_failure(None, f"{path} line {number}", problem))
    return entries, failures


def _decode(content: bytes) -> str:
    """Bytes -> characters: by byte order mark, as UTF-8, as the page itself says, else as Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(content[:4096])
    try:
        return content.decode(declared[1].decode("ascii") if declared else "cp1252", errors="replace")
    except LookupError:
        return content.decode("cp1252", errors="replace")


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _id_of(record: Mapping[Any, Any]) -> str | None:
    value = record.get("id")
    return str(value)[:200] if isinstance(value, str | int) else None


def _holds(check: Callable[[], bool]) -> bool:
    """What a path is, where looking may be forbidden."""
    with suppress(OSError):
        return check()
    return False


def _unopened(error: OSError) -> BadInput:
    return BadInput(f"it cannot be opened ({error.strerror}); check its name and permissions.")


def _too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"an article over {max_bytes:,} bytes is not read; split it.")


def _failure(
    article_id: str | None, where: str, error: QuotesError, article: Mapping[str, Any] | None = None
) -> Failure:
    return Failure(article_id, error.code, f"{where}: {error}", error.status, article)


_READERS: Mapping[str, Callable[[Path, str, Mapping[str, Any], int], Iterator[Item]]] = {
    ".txt": _read_one,
    ".html": _read_one,
    ".htm": _read_one,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".parquet": _read_parquet,
}
