"""What one pastes into another page: an iframe without a script, or a web component; and oEmbed's answer."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import Any

from api.formats import addresses
from api.formats.words import QuoteJson, printable, shortened, speaker_name

WIDTH = 600
LIST_HEIGHT = 600
# Measured on the card itself (api/templates/embed): the room around the words, and what a line of them holds.
_SIDES, _AROUND, _LINE, _CHARACTER = 50, 175, 30, 9.6


def height(text: str, width: int = WIDTH) -> int:
    """The height in pixels at which a card of this width shows its words whole (within reason: it scrolls)."""
    line = max(12, int((width - _SIDES) / _CHARACTER))
    return min(_AROUND + _LINE * max(1, ceil((len(text) + 2) / line)), 900)


def iframe(
    quote: QuoteJson, base: str, *, width: int | None = None, tall: int | None = None, theme: str | None = None
) -> str:
    """The card in a frame that may run nothing: only its links open, in a new tab. At most `width` pixels wide."""
    title = f"{speaker_name(quote)}: {shortened(printable(quote['text']), 80)}"
    address = addresses.embed_card(base, quote["id"]) + (f"?theme={theme}" if theme else "")
    return _frame(address, title, width, tall or height(quote["text"], width or WIDTH))


def list_iframe(address: str, title: str, *, width: int | None = None, tall: int | None = None) -> str:
    return _frame(address, title, width, tall or LIST_HEIGHT)


def component(quote: QuoteJson, base: str) -> str:
    """The web component, with the words inside for readers without scripts."""
    card = escape(addresses.quote_data(base, quote["id"]))
    page = escape(addresses.quote_page(base, quote["id"]))
    return (
        f'<script type="module" src="{escape(base)}/static/quote-card.js"></script>\n'
        f'<quote-card src="{card}"><blockquote cite="{page}"><p>“{escape(printable(quote["text"]))}”</p>'
        f"<footer>— {escape(speaker_name(quote))}</footer></blockquote></quote-card>"
    )


def oembed(
    *, html: str, title: str, author: str | None, author_url: str | None, base: str, width: int, tall: int
) -> dict[str, Any]:
    """An oEmbed answer of type rich (https://oembed.com)."""
    found: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": printable(title),
        "provider_name": "quotes",
        "provider_url": f"{base}/",
        "cache_age": 3600,
        "html": html,
        "width": width,
        "height": tall,
    }
    if author:
        found["author_name"] = printable(author)
    if author and author_url:
        found["author_url"] = author_url
    return found


def _frame(address: str, title: str, width: int | None, tall: int) -> str:
    """A frame as wide as its place; where a width is asked for, no wider than that."""
    most = f";max-width:{width}px" if width else ""
    return (
        f'<iframe src="{escape(address)}" title="{escape(printable(title))}" width="{width or "100%"}" height="{tall}" '
        'loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" '
        f'style="border:0;width:100%{most}"></iframe>'
    )
