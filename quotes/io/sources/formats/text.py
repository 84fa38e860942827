"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.errors import BadInput
from quotes.io.sources.characters import decode
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source
from quotes.text.first_lines import author_of, date_in_name, date_of, title_of


def read(source: Source) -> Iterator[Item]:
    words = decode(source.whole())
    if not words.strip() and source.id is None:
        raise BadInput("it is empty; pipe a text or JSON lines into it.")
    yield source.article(
        text=words,
        title=title_of(words),
        author=author_of(words),
        published=date_of(words) or date_in_name(source.id or ""),
    )


FORMAT = Format("plain text", (".txt", ".text"), read)
