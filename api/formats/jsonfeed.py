"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from api.formats import addresses
from api.formats.feed import EPOCH, Feed, entry_date, entry_html, entry_title
from api.formats.words import QuoteJson, printable, source_address, speaker_name

MEDIA_TYPE = "application/feed+json"


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as plain values."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable(feed.title),
        "description": printable(feed.description),
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": "en",
    }
    if feed.next:
        found["next_url"] = feed.next
    found["items"] = [_item(feed, quote) for quote in feed.quotes]
    return found


def _item(feed: Feed, quote: QuoteJson) -> dict[str, Any]:
    speaker = quote.get("speaker") or {}
    article = quote.get("article") or {}
    author: dict[str, Any] = {"name": speaker_name(quote)}
    if speaker.get("id"):
        author["url"] = addresses.speaker_page(feed.base, speaker["id"])
    item: dict[str, Any] = {
        "id": addresses.quote_data(feed.base, quote["id"]),
        "url": addresses.quote_page(feed.base, quote["id"]),
        "title": entry_title(quote),
        "content_text": printable(quote["text"]),
        "content_html": entry_html(quote),
        "authors": [author],
    }
    if source := source_address(quote):
        item["external_url"] = source
    if (date := entry_date(feed, quote)) != EPOCH:
        item["date_published"] = date
    if outlet := printable(article.get("outlet")):
        item["tags"] = [outlet]
    item["_quotes"] = {
        "about": f"{feed.base}/docs",
        "kind": quote["kind"],
        "confidence": quote["confidence"],
        "rule": quote["rule"],
        "article": addresses.article_data(feed.base, article["id"]) if article.get("id") else None,
    }
    return item
