"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from quotes.errors import BadInput
from quotes.io.sources.characters import ENCODINGS, fallback
from quotes.io.sources.format import Format
from quotes.io.sources.lines import numbered
from quotes.io.sources.records import article_of, has_words
from quotes.io.sources.services import listed
from quotes.io.sources.source import Item, Source, too_large
from quotes.io.sources.streams import is_json_object
from quotes.models import Failure

_LINES_LOOKED_AT = 20
_OF_A_FAILURE = frozenset({"line", "error"})
_OF_A_FAILED_FILE = frozenset({"file", "error"})


def read(source: Source) -> Iterator[Item]:
    max_bytes = source.options.max_bytes
    for number, line in numbered(source.stream, max_bytes):
        place = f"line {number}"
        if len(line) > max_bytes:
            yield source.failure(too_large(max_bytes), place)
        elif line.strip():
            yield from _articles(line, source, place)


def _articles(line: bytes, source: Source, place: str) -> Iterator[Item]:
    """The articles of a line, mostly one; what is wrong with it, with the line as it is."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield source.failure(not_utf8("the line", line), place, _kept(line))
        return
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        broken = BadInput("this is not one JSON object in UTF-8; mend or drop the line.")
        yield source.failure(broken, place, _kept(line))
    elif record.keys() == _OF_A_FAILURE and isinstance(record["line"], str):
        # kept by --failed because it could not be read: somebody may have mended it
        yield from _articles(record["line"].encode("utf-8", "replace"), source, place)
    elif failed_file(record) is not None:
        kept = BadInput("this is a file that could not be read; --since-failed reads it again, or give its own path.")
        yield source.failure(kept, place, record)
    elif (lost := _lost(record)) is not None:
        yield lost
    else:
        # what a service answers is one line with all of its articles in it
        articles = None if has_words(record) else listed(record)
        if articles is None:
            yield article_of(record, source, place)
        for position, article in enumerate(articles or (), start=1):
            yield article_of(article, source, f"{place} article {position}")


def failed_file(record: Mapping[str, Any] | None) -> str | None:
    """The file's path where a record is what --failed keeps of a file that could not be read."""
    file = record["file"] if record is not None and record.keys() == _OF_A_FAILED_FILE else None
    return file if isinstance(file, str) else None


def _lost(record: Mapping[str, Any]) -> Failure | None:
    """What --failed keeps of an article that it did not have, as too long a line: only its place and what was wrong."""
    error = record.get("error")
    if record.keys() != {"id", "error"} or record["id"] is not None or not isinstance(error, Mapping):
        return None
    return Failure(None, str(error.get("code")), str(error.get("message")), article=record)


def looks(head: bytes) -> bool:
    return any(is_json_object(line) for line in head.splitlines()[:_LINES_LOOKED_AT])


def not_utf8(what: str, content: bytes) -> BadInput:
    name, option = ENCODINGS[fallback(content)]
    return BadInput(
        f"{what} is not in UTF-8, as JSON must be; it looks like {name}: iconv -f {option} -t UTF-8 turns it."
    )


def _kept(line: bytes) -> dict[str, str]:
    """A line that could not be read, whole."""
    return {"line": line.decode("utf-8", errors="replace").rstrip("\n")}


FORMAT = Format("JSON lines", (".jsonl", ".ndjson"), read, looks)
