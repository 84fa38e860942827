"""A mailbox (.mbox): each message an article, as a mail of its own is. Read a message at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.errors import QuotesError
from quotes.io.sources import mime
from quotes.io.sources.format import Format
from quotes.io.sources.formats import eml
from quotes.io.sources.lines import numbered
from quotes.io.sources.source import Item, Source, too_large

_BEGINS = b"From "
_QUOTED = re.compile(rb">+From ")  # a line of the letter itself, set apart from what begins a message


def read(source: Source) -> Iterator[Item]:
    for number, content in enumerate(_messages(source), start=1):
        place = f"message {number}"
        if content is None:
            yield source.failure(too_large(source.options.max_bytes), place)
            continue
        try:
            yield source.article_of_many(**eml.found_in(mime.parse(content), source))
        except QuotesError as error:
            yield source.failure(error, place)


def looks(head: bytes) -> bool:
    first, _, rest = head.partition(b"\n")  # "From ann@example.org Sat Aug 15 09:30:00 2020"
    return re.fullmatch(rb"From \S+ .*\d{4}.*", first.strip()) is not None and mime.has_headers(rest)


def _messages(source: Source) -> Iterator[bytes | None]:
    """The bytes of each message; None for one over the limit of an article."""
    lines: list[bytes] = []
    size, after_empty, begun = 0, True, False
    for _, line in numbered(source.stream, source.options.max_bytes):
        if after_empty and line.startswith(_BEGINS):
            if begun:
                yield _whole(lines, size, source)
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= source.options.max_bytes:
                lines.append(line[1:] if _QUOTED.match(line) else line)
        after_empty = not line.strip()
    if begun:
        yield _whole(lines, size, source)


def _whole(lines: list[bytes], size: int, source: Source) -> bytes | None:
    if size > source.options.max_bytes:
        return None
    if lines and not lines[-1].strip():  # the empty line between two messages
        lines.pop()
    return b"".join(lines)


FORMAT = Format("a mailbox", (".mbox",), read, looks)
