"""The words every format shares: who speaks, where it stood, when, and what may stand in XML or an address."""

from __future__ import annotations

import re
from calendar import month_name as _names
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import urlsplit

QuoteJson = Mapping[str, Any]

NOBODY = "Unattributed"
# Everything XML 1.0 has no way to write, a lone surrogate among it.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str | None) -> str:
    """The text without the characters that neither XML nor a page can hold (NUL, other control characters)."""
    if not text or text.isprintable():  # nearly every text: no control character, surrogate or unassigned one
        return text or ""
    return _NOT_XML.sub("\ufffd", text)


def speaker_name(quote: QuoteJson) -> str:
    """A name to print: the speaker's, else the words that speak as written ("workers"), else "Unattributed"."""
    speaker = quote.get("speaker") or {}
    name = speaker.get("name") or (speaker.get("mention") or {}).get("text")
    return printable(name) or NOBODY


def headline(article: Any) -> str:
    """An article's title; where it has none, that it has none, and which it is."""
    title, outlet, article_id = (
        article.get(name) if isinstance(article, Mapping) else getattr(article, name)
        for name in ("title", "outlet", "id")
    )
    return printable(title) or ("Untitled article" if outlet else f"Untitled article {printable(article_id)}")


def role(quote: QuoteJson) -> str | None:
    return printable((quote.get("speaker") or {}).get("role")) or None


@lru_cache(maxsize=5_000)
def web_address(url: str | None) -> str | None:
    """The address if it may be linked: http or https with a host. `javascript:`, `data:` and their like are None."""
    if not url:
        return None
    try:
        split = urlsplit(url.strip())
    except ValueError:
        return None
    if split.scheme.lower() not in ("http", "https") or not split.hostname:
        return None
    # what may not stand in an address is encoded, what already is stays
    return percent(url.strip(), safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace")


def source_address(quote: QuoteJson) -> str | None:
    """The article at its publisher's, at the quoted words where the browser can; None without a web address."""
    return web_address((quote.get("links") or {}).get("source")) or web_address((quote.get("article") or {}).get("url"))


def moment(published: str | None) -> datetime | None:
    """An ISO 8601 date or date-time as a moment; a date is its first second, no zone is UTC; None if it is neither."""
    if not published:
        return None
    try:
        if len(published) == 10:
            return datetime.combine(date.fromisoformat(published), time(), UTC)
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def rfc3339(published: str | None) -> str | None:
    found = moment(published)
    return found.isoformat(timespec="seconds").replace("+00:00", "Z") if found else None


def day(published: str | None) -> str | None:
    """A date for people: 15 August 2020. What is no date is shown as it came."""
    found = moment(published)
    if found is None:
        return printable(published) or None
    return f"{found.day} {_names[found.month]} {found.year}"


def month_name(month: str) -> str:
    """'2020-08' for people: August 2020."""
    year, _, number = month.partition("-")
    return f"{_names[int(number)]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else month


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a word, with an ellipsis where something was cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
