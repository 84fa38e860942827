"""RSS and Atom: an article for each item, with all the words the feed gives of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from quotes.errors import BadInput, UnknownFormat
from quotes.io.sources import xml
from quotes.io.sources.format import Format
from quotes.io.sources.records import is_markup
from quotes.io.sources.source import Item, Source

_ROOTS = ("rss", "feed", "RDF")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*?-->\s*)*\s*$", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,200}>")


def read(source: Source) -> Iterator[Item]:
    root = xml.root_name(source.head)
    if root is not None and root not in _ROOTS:
        raise UnknownFormat(f"XML that begins with <{root[:40]}> is not read; give RSS, Atom, NITF or NewsML-G2.")
    import feedparser

    content = source.whole()
    xml.refuse_entities(content)
    # as a stream: a string would be taken for the address of a feed, and fetched
    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # of an encoding's name, say, which is not in ASCII
        raise BadInput(f"the feed is broken ({str(error)[:80]}); get it anew.") from None
    items = list(feed.entries)
    cut = _CLOSED.search(content[-2000:]) is None
    if cut:
        items = items[:-1]  # its end is missing: half of an article is none
    outlet = _line(feed.feed.get("title"))
    for number, entry in enumerate(items, start=1):
        yield _article(entry, outlet, source, f"item {number}")
    if cut:
        problem = BadInput("the feed ends in the middle; get it whole, and what is stored is not read again.")
        yield source.failure(problem, f"after item {len(items)}" if items else "")


def _article(entry: Mapping[str, Any], outlet: str | None, source: Source, place: str) -> Item:
    contents = [str(one.get("value") or "") for one in entry.get("content") or ()]
    words = max(contents, key=len, default="") or str(entry.get("summary") or "")
    if not words.strip():
        problem = BadInput("the item holds no words, only a link; fetch it: curl -sL URL.")
        return source.failure(problem, place, {"url": entry.get("link"), "title": entry.get("title")})
    if not contents:
        source.notes.count(source.notes.remarks, "The feed gives a summary and not the article; fetch the link for it.")
    names = dict.fromkeys(filter(None, (_line(author.get("name")) for author in entry.get("authors") or ())))
    return source.article_of_many(
        **{"html" if is_markup(words) or _TAG.search(words) else "text": words},
        title=_line(entry.get("title")),
        url=entry.get("link"),
        outlet=outlet or _line((entry.get("source") or {}).get("title")),
        author=", ".join(names) or _line(entry.get("author")),
        published=entry.get("published") or entry.get("updated") or entry.get("created"),
    )


def _line(value: Any) -> str | None:
    """Words on one line, without their markup."""
    return " ".join(_TAG.sub("", value).split()) or None if isinstance(value, str) else None


def looks(head: bytes) -> bool:
    return xml.root_name(head) in _ROOTS


FORMAT = Format("a feed", (".rss", ".atom", ".rdf", ".xml"), read, looks)
