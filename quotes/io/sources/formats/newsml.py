"""NewsML-G2, as agencies send it: one item, or a message with many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import BadInput, QuotesError
from quotes.io.sources import xml
from quotes.io.sources.format import Format
from quotes.io.sources.formats import nitf
from quotes.io.sources.source import Item, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = ("newsItem", "newsMessage", "packageItem")


def read(source: Source) -> Iterator[Item]:
    root = xml.parse(source.whole())
    items = list(root.iter("{*}newsItem"))
    if not items:
        raise BadInput("there is no <newsItem> in it; give the message with its items.")
    read_any = False
    for number, item in enumerate(items, start=1):
        try:
            found = _fields(item)
        except QuotesError as error:
            yield source.failure(error, f"item {number}")
            continue
        if found is None:
            source.notes.count(source.notes.remarks, "Items of pictures, sound and film are passed over.")
        else:
            read_any = True
            yield source.article(**found) if len(items) == 1 else source.article_of_many(**found)
    if not read_any and len(items) == 1:
        yield source.failure(BadInput("the item holds no words: it is a picture, sound or film."))


def _fields(item: _Element) -> dict[str, str | None] | None:
    content = xml.first(item, "contentSet")
    inner = xml.first(content, "nitf")
    page = xml.first(content, "html")
    data = xml.first(content, "inlineData")
    found: dict[str, str | None]
    if inner is not None:
        found = nitf.fields(inner)
    elif page is not None:
        found = {"html": xml.source_of(page)}
    elif data is not None and (words := "".join(str(part) for part in data.itertext()).strip()):
        found = {"text": words}
    else:
        return None
    meta = xml.first(item, "itemMeta")
    about = xml.first(item, "contentMeta")
    said = {
        "id": item.get("guid"),
        "title": xml.words(xml.first(about, "headline")) or xml.words(xml.first(meta, "title")),
        "author": xml.words(xml.first(about, "by")) or _name_in(xml.first(about, "creator")),
        "published": xml.words(xml.first(about, "contentCreated"))
        or xml.words(xml.first(meta, "firstCreated"))
        or xml.words(xml.first(meta, "versionCreated")),
        "outlet": _name_in(xml.first(about, "infoSource")) or _name_in(xml.first(meta, "provider")),
    }
    return {**found, **{name: value for name, value in said.items() if value}}


def _name_in(element: _Element | None) -> str | None:
    """What a provider or an author is called: by a name in it, or as one code."""
    return xml.words(xml.first(element, "name")) or xml.attribute(element, "literal")


def looks(head: bytes) -> bool:
    return xml.root_name(head) in _ROOTS


FORMAT = Format("NewsML-G2", (".newsml",), read, looks)
