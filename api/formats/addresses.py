"""Where the pages for people, the embeds and the feeds live, absolute under one base."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote as percent
from urllib.parse import urlencode


def search_page(base: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
    query = urlencode(list(parameters))
    return f"{base}/?{query}" if query else f"{base}/"


def quote_page(base: str, quote_id: str) -> str:
    return f"{base}/browse/quotes/{percent(quote_id, safe='')}"


def speaker_page(base: str, speaker_id: str) -> str:
    return f"{base}/browse/speakers/{percent(speaker_id, safe='')}"


def compare_page(base: str, speaker_ids: Iterable[str]) -> str:
    """Where speakers are compared."""
    return f"{base}/browse/compare?{urlencode([('speaker', one) for one in speaker_ids])}"


def desk_quote(base: str, quote_id: str) -> str:
    """Where a quotation is put right."""
    return f"{base}/desk/quotes/{percent(quote_id, safe='')}"


def desk_speaker(base: str, speaker_id: str) -> str:
    """Where a speaker is put right."""
    return f"{base}/desk/speakers/{percent(speaker_id, safe='')}"


def article_page(base: str, article_id: str) -> str:
    return f"{base}/browse/articles/{percent(article_id, safe='')}"


def article_data(base: str, article_id: str) -> str:
    """The article as JSON."""
    return f"{base}/articles/{percent(article_id, safe='')}"


def quote_data(base: str, quote_id: str) -> str:
    """The quotation as JSON: the address that stays its identifier."""
    return f"{base}/quotes/{percent(quote_id, safe='')}"


def embed_card(base: str, quote_id: str) -> str:
    return f"{base}/embed/quotes/{percent(quote_id, safe='')}"


def embed_list(base: str, parameters: Iterable[tuple[str, str]]) -> str:
    return f"{base}/embed/quotes?{urlencode(list(parameters))}"


def annotation(base: str, quote_id: str) -> str:
    return f"{base}/quotes/{percent(quote_id, safe='')}/annotation"


def oembed(base: str, url: str) -> str:
    return f"{base}/oembed?{urlencode({'url': url, 'format': 'json'})}"


def feed(base: str, kind: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
    """`kind` is json or atom."""
    query = urlencode(list(parameters))
    return f"{base}/feeds/quotes.{kind}" + (f"?{query}" if query else "")
