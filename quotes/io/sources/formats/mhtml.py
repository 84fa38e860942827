"""A page saved as one file by a browser (.mhtml)."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.errors import BadInput
from quotes.io.sources import mime
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source
from quotes.text.web_address import is_web_address

_PICTURES = 5  # a saved page holds its pictures too: it may be so many times longer than an article


def read(source: Source) -> Iterator[Item]:
    message = mime.parse(source.whole(source.options.max_bytes * _PICTURES))
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise BadInput("there is no page in it; save it anew, as a single file.")
    addresses = (mime.header(message, "Snapshot-Content-Location"), mime.header(page, "Content-Location"))
    # its Date is the day it was saved on
    yield source.article(html=mime.words(page), url=next(filter(is_web_address, addresses), None))


def looks(head: bytes) -> bool:
    return mime.looks(head) and mime.is_saved_page(head)


FORMAT = Format("a saved page", (".mhtml", ".mht"), read, looks)
