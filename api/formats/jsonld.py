"""schema.org JSON-LD, and how it may stand inside a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from api.formats import addresses
from api.formats.words import QuoteJson, printable, role, speaker_name, web_address

# who speaks by a document is a body oftener than not
_TYPES = dict.fromkeys(("organization", "group", "document"), "Organization")


def quotation(quote: QuoteJson, base: str) -> dict[str, Any]:
    """One schema.org Quotation: the words, who spoke them, and the article they are taken from."""
    article = quote.get("article") or {}
    page = addresses.quote_page(base, quote["id"])
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": page,
        "url": page,
        "text": printable(quote["text"]),
    }
    speaker = quote.get("speaker") or {}
    if speaker.get("name"):
        found["creator"] = _known(
            {
                "@type": _TYPES.get(speaker.get("type") or "", "Person"),
                "name": speaker_name(quote),
                "jobTitle" if speaker.get("type") in (None, "person") else "description": role(quote),
                "url": addresses.speaker_page(base, speaker["id"]) if speaker.get("id") else None,
            }
        )
    outlet = printable(article.get("outlet"))
    found["isBasedOn"] = _known(
        {
            "@type": "NewsArticle",
            "headline": printable(article.get("title")) or None,
            "url": web_address(article.get("url")),
            "datePublished": article.get("published"),
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
        }
    )
    return found


def listed(quotes: Sequence[QuoteJson], base: str, name: str) -> dict[str, Any]:
    """Several quotations as a schema.org ItemList."""
    items = [
        {"@type": "ListItem", "position": number, "item": quotation(quote, base)}
        for number, quote in enumerate(quotes, 1)
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "name": printable(name), "itemListElement": items}


def in_script(value: object) -> str:
    """JSON that may stand inside `<script type="application/ld+json">`: nothing in it can end the element."""
    written = orjson.dumps(value).decode()
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
