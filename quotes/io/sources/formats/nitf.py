"""NITF, the IPTC's older news in XML, as agencies send it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.errors import BadInput
from quotes.io.sources import xml
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPHS = ("{*}p", "{*}hl2", "{*}li")
_LEFT_OUT = ("{*}media", "{*}table", "{*}media-caption")


def read(source: Source) -> Iterator[Item]:
    yield source.article(**fields(xml.parse(source.whole())))


def fields(root: _Element) -> dict[str, str | None]:
    """The article of a <nitf> element."""
    body = xml.first(root, "body.content")
    found = [] if body is None else [*body.iter(*_PARAGRAPHS)]
    lines = [xml.words(one) for one in found if not xml.is_within(one, *_LEFT_OUT) and one.find(".//{*}p") is None]
    text = "\n".join(filter(None, lines))
    if not text:
        raise BadInput("the article holds no words: its <body.content> has no paragraph; mend it.")
    published = xml.first(root, "pubdata")
    byline = xml.first(root, "byline")
    person = xml.first(byline, "person")
    address = xml.attribute(published, "ex-ref")
    return {
        "text": text,
        "title": xml.words(xml.first(root, "hl1")) or xml.words(xml.first(root, "title")),
        "author": _without_by(xml.words(byline if person is None else person)),
        "published": xml.attribute(xml.first(root, "date.issue"), "norm")
        or xml.attribute(published, "date.publication")
        or xml.attribute(xml.first(root, "story.date"), "norm"),
        "outlet": xml.attribute(published, "name") or xml.words(xml.first(root, "distributor")),
        "url": address if address and address.startswith("http") else None,
        "id": xml.attribute(xml.first(root, "doc-id"), "id-string"),
    }


def _without_by(name: str | None) -> str | None:
    return name[3:].strip() if name and name[:3].lower() == "by " else name


def looks(head: bytes) -> bool:
    return xml.root_name(head) == "nitf"


FORMAT = Format("NITF", (".nitf",), read, looks)
