"""A web page, or a piece of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.io.sources.characters import decode
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source

_START = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body|article)\b", re.I | re.S)


def read(source: Source) -> Iterator[Item]:
    yield source.article(html=decode(source.whole()))


def looks(head: bytes) -> bool:
    return _START.match(head) is not None


FORMAT = Format("a web page", (".html", ".htm", ".xhtml", ".shtml"), read, looks)
