"""What a quote's row holds ready to be sent, made once when the article is stored.

A page of quotes is then put together from strings: no JSON is parsed or built per request.
"""

from __future__ import annotations

from typing import Any

import orjson

from quotes.matching.text_fragment import fragments
from quotes.models import Document, Quote
from quotes.text.context import context


def quote_columns(document: Document, quote: Quote) -> dict[str, Any]:
    """The columns of a quote that follow from the article alone; keys and the speaker's pk are not among them."""
    speaker = quote.speaker
    shown = quote.as_dict()
    del shown["speaker"]
    before, after = context(document.text, quote.start, quote.end)
    shown["context"] = {"before": before, "after": after}
    evidence = None
    if speaker is not None:
        said = speaker.as_dict()
        evidence = members({key: said[key] for key in ("type", "mention", "role", "chain")})
    return {
        "id": quote.id,
        "start": quote.start,
        "end": quote.end,
        "words": len(quote.text.split()),
        "attributed": speaker is not None,
        "corrected": False,
        "confidence": quote.confidence,
        "kind": quote.kind,
        "rule": quote.rule,
        "person_name": _clean(speaker.name) if speaker and speaker.name else None,
        "text": _clean(quote.text),
        "body": members(shown),
        "speaker_evidence": evidence,
        "source_fragment": fragments(document.text, quote.parts),
    }


def article_card(document: Document) -> str:
    """The JSON object that stands for the article in each of its quotes."""
    return _dumps(
        {
            "id": document.id,
            "title": document.title,
            "url": document.url,
            "outlet": document.outlet,
            "published": document.published,
        }
    )


def members(value: dict[str, Any]) -> str:
    """A JSON object without its braces, so that members can be added to it."""
    return _dumps(value)[1:-1]


def parsed(members: str) -> dict[str, Any]:
    """The object whose members these are."""
    value: dict[str, Any] = orjson.loads(f"{{{members}}}")
    return value


def _dumps(value: Any) -> str:
    try:
        return _clean(orjson.dumps(value).decode())
    except orjson.JSONEncodeError:
        # a lone surrogate, which JSON cannot carry in UTF-8
        return orjson.dumps(_printable(value)).decode()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _clean(text: str) -> str:
    # PostgreSQL keeps no NUL in a text; in JSON it is escaped already
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
