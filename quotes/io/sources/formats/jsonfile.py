"""A JSON array of articles, one article, or the answer of a news service that holds a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from quotes.errors import BadInput
from quotes.io.sources.format import Format
from quotes.io.sources.formats import jsonl
from quotes.io.sources.records import article_of, has_words
from quotes.io.sources.services import LISTS
from quotes.io.sources.source import Item, Source, too_large
from quotes.io.sources.streams import is_json_object

_START = re.compile(rb"""\s*(\[\s*(\{|\]\s*$)|\{\s*"(?:[^"\\]|\\.){0,200}"\s*:)""")
_LISTS = frozenset(f"{path}.item" for path in LISTS)
_OBJECTS = _LISTS | {"response.content"}
_CHUNK = 64 * 1024

Event = tuple[str, str, Any]


def read(source: Source) -> Iterator[Item]:
    """Articles as they come, an object at a time: a file of any length takes the memory of one of them."""
    first, _, rest = source.head.partition(b"\n")
    if is_json_object(first) and rest.strip():  # JSON lines under another name
        yield from jsonl.read(source)
        return
    import ijson

    watched = _Watched(source.stream, source.options.max_bytes)
    number = 0
    try:
        for value in _objects(ijson.parse(watched, use_float=True), watched):
            number += 1
            yield article_of(value, source, f"article {number}")
    except _Overlong:
        yield source.failure(too_large(source.options.max_bytes), f"article {number + 1}")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield source.failure(_broken(error, source.head), f"after article {number}" if number else "")


def looks(head: bytes) -> bool:
    return _START.match(head) is not None and not is_json_object(head.partition(b"\n")[0])


def _broken(error: Exception, head: bytes) -> BadInput:
    import ijson

    if isinstance(error, UnicodeDecodeError) or "UTF8" in str(error):
        return jsonl.not_utf8("the file", head)
    if isinstance(error, ijson.IncompleteJSONError) and "lexical" not in str(error):
        return BadInput("the file ends in the middle; get it whole, and what is stored is not read again.")
    return BadInput("from here on this is no JSON; mend it, and what is stored is not read again.")


def _objects(events: Iterable[Event], watched: _Watched) -> Iterator[Any]:
    """Each member of the array, or of the list that the one object wraps; else the one object."""
    from ijson import ObjectBuilder

    rest = ObjectBuilder()  # the one object, without the lists of articles in it
    one = ObjectBuilder()
    depth = 0
    in_array = wraps = False
    for number, (path, event, value) in enumerate(events):
        if number == 0:
            in_array = event == "start_array"
        if depth:
            one.event(event, value)
            depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
            if not depth:
                yield one.value
                watched.forget()
        elif event == "start_map" and path in (("item",) if in_array else _OBJECTS):
            one, depth, wraps = ObjectBuilder(), 1, True
            one.event(event, value)
        elif in_array and path == "item" and event not in ("end_map", "end_array"):
            yield value if event != "start_array" else []
        elif not in_array:
            wraps = wraps or (event == "start_array" and f"{path}.item" in _LISTS)
            rest.event(event, value)
    if not in_array and (not wraps or has_words(rest.value)):
        yield rest.value


class _Overlong(Exception):
    """An article over the limit."""


class _Watched:
    """Counts what was read since the last article: a parser would take gigabytes as one string."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._most = max_bytes + 2 * _CHUNK
        self._since = 0

    def read(self, size: int) -> bytes:
        content = self._stream.read(min(size, _CHUNK)) if size else b""
        self._since += len(content)
        if self._since > self._most:
            raise _Overlong
        return content

    def forget(self) -> None:
        self._since = 0


FORMAT = Format("JSON", (".json",), read, looks)
