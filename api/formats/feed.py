"""What Atom and JSON Feed share: the feed's own facts, and what an entry says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from api.formats import citation
from api.formats.words import QuoteJson, printable, rfc3339, shortened, speaker_name

EPOCH = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of quotations, newest first; every address absolute.

    `added` gives, by article id, when an article came in (ISO 8601): the date of those that carry none.
    """

    title: str
    description: str
    address: str
    home: str
    base: str
    quotes: Sequence[QuoteJson]
    next: str | None = None
    added: Mapping[str, str] = field(default_factory=dict)


def entry_title(quote: QuoteJson) -> str:
    return f"{speaker_name(quote)}: “{shortened(printable(quote['text']), 90)}”"


def entry_html(quote: QuoteJson) -> str:
    """The words in their context, then the citation; everything escaped."""
    context = quote.get("context") or {}
    before, after = printable(context.get("before")).strip(), printable(context.get("after")).strip()
    around = ""
    if before or after:
        words = " ".join(printable(quote["text"]).split())
        around = f"<p>… {escape(before)} <strong>{escape(words)}</strong> {escape(after)} …</p>"
    return citation.html(quote) + around


def entry_date(feed: Feed, quote: QuoteJson) -> str:
    """When it was published, else when its article came in: RFC 3339."""
    article = quote.get("article") or {}
    return rfc3339(article.get("published")) or rfc3339(feed.added.get(article.get("id") or "")) or EPOCH


def updated(feed: Feed) -> str:
    """The newest entry's date; a feed without entries has not been updated since the beginning of time."""
    return max((entry_date(feed, quote) for quote in feed.quotes), default=EPOCH)
