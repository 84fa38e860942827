"""A quotation as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import Any

from api.formats import addresses
from api.formats.words import QuoteJson, printable, rfc3339, role, speaker_name, web_address

PROFILE = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json;profile="{PROFILE}"'
_AROUND = 64


def annotation(quote: QuoteJson, base: str) -> dict[str, Any]:
    """The annotation: a target for each part of the quotation, and who says it as the body.

    A target's source is the article at its publisher's (else here). The TextPositionSelector counts in the text as it
    is stored here, which the target's state names as the cached copy; on another rendering the TextQuoteSelector
    is the one to go by.
    """
    parts = quote["parts"]
    context = quote.get("context") or {}
    targets = []
    for number, part in enumerate(parts):
        before = context.get("before") if number == 0 else None
        after = context.get("after") if number == len(parts) - 1 else None
        targets.append(_target(quote, part, before, after, base))
    return {
        "@context": PROFILE,
        "id": addresses.annotation(base, quote["id"]),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [_body(quote)],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _body(quote: QuoteJson) -> dict[str, Any]:
    name, as_what = speaker_name(quote), role(quote)
    value = f"{name}, {as_what}" if as_what else name
    return {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": value}


def _target(quote: QuoteJson, part: dict[str, Any], before: str | None, after: str | None, base: str) -> dict[str, Any]:
    article = quote.get("article") or {}
    stored = addresses.article_data(base, article["id"])
    exact: dict[str, Any] = {"type": "TextQuoteSelector", "exact": printable(part["text"])}
    if before:
        exact["prefix"] = printable(before)[-_AROUND:]
    if after:
        exact["suffix"] = printable(after)[:_AROUND]
    state = {"type": "TimeState", "cached": stored}
    if published := rfc3339(article.get("published")):
        state["sourceDate"] = published
    return {
        "source": web_address(article.get("url")) or stored,
        "state": state,
        "selector": [exact, {"type": "TextPositionSelector", "start": part["start"], "end": part["end"]}],
    }
