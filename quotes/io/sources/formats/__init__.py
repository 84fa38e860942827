"""The formats that are read, one a module. By its look a file is the first of them that knows its beginning."""

from __future__ import annotations

from quotes.io.sources.format import Format
from quotes.io.sources.formats import (
    docx,
    eml,
    feed,
    jsonfile,
    jsonl,
    markdown,
    mbox,
    mhtml,
    newsml,
    nitf,
    page,
    parquet,
    pdf,
    table,
    text,
    warc,
)

FORMATS: tuple[Format, ...] = (
    parquet.FORMAT,
    docx.FORMAT,
    pdf.FORMAT,
    warc.FORMAT,
    feed.FORMAT,
    nitf.FORMAT,
    newsml.FORMAT,
    page.FORMAT,
    markdown.FORMAT,
    mhtml.FORMAT,
    mbox.FORMAT,
    eml.FORMAT,
    jsonfile.FORMAT,
    jsonl.FORMAT,
    *table.FORMATS,
    text.FORMAT,
)
BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}
TEXT = text.FORMAT


def by_look(head: bytes) -> Format | None:
    """The format that knows this beginning; None for words, and for all else that none of them knows."""
    return next((one for one in FORMATS if one.looks(head)), None)
