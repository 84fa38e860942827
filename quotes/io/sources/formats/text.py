"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.errors import BadInput
from quotes.io.sources.characters import decode
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source


def read(source: Source) -> Iterator[Item]:
    words = decode(source.whole())
    if not words.strip() and source.id is None:
        raise BadInput("it is empty; pipe a text or JSON lines into it.")
    yield source.article(text=words)


FORMAT = Format("plain text", (".txt", ".text"), read)
