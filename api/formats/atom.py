"""Atom (RFC 4287) with paging (RFC 5005)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from api.formats import addresses
from api.formats.feed import Feed, entry_date, entry_html, entry_title, updated
from api.formats.words import QuoteJson, printable, shortened, source_address, speaker_name

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_AUTHOR = "quotes"


def atom(feed: Feed) -> bytes:
    """The feed as UTF-8 XML. An element tree writes it, so that nothing an article says can become markup."""
    root = ET.Element("feed", xmlns=_ATOM)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "id", feed.address)
    _text(root, "updated", updated(feed))
    _text(ET.SubElement(root, "author"), "name", _AUTHOR)
    _link(root, "self", feed.address, MEDIA_TYPE)
    _link(root, "alternate", feed.home, "text/html")
    if feed.next:
        _link(root, "next", feed.next, MEDIA_TYPE)
    _text(root, "generator", "quotes")
    for quote in feed.quotes:
        _entry(root, feed, quote)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, feed: Feed, quote: QuoteJson) -> None:
    entry = ET.SubElement(root, "entry")
    page = addresses.quote_page(feed.base, quote["id"])
    date = entry_date(feed, quote)
    _text(entry, "id", addresses.quote_data(feed.base, quote["id"]))
    _text(entry, "title", entry_title(quote))
    _text(entry, "updated", date)
    _text(entry, "published", date)
    author = ET.SubElement(entry, "author")
    _text(author, "name", speaker_name(quote))
    speaker = quote.get("speaker") or {}
    if speaker.get("id"):
        _text(author, "uri", addresses.speaker_page(feed.base, speaker["id"]))
    _link(entry, "alternate", page, "text/html")
    if source := source_address(quote):
        _link(entry, "via", source, "text/html")
    outlet = (quote.get("article") or {}).get("outlet")
    if outlet:
        ET.SubElement(entry, "category", term=printable(outlet), scheme=f"{feed.base}/#outlet")
    _text(entry, "summary", shortened(printable(quote["text"]), 400))
    content = ET.SubElement(entry, "content", type="html")
    content.text = entry_html(quote)


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = printable(words)


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", rel=relation, type=media_type, href=printable(address))
