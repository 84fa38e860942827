"""An article's address on the web, and that of a place in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Most addresses: nothing in them that JSON, HTML or a fragment would have to be told apart from.
_PLAIN = re.compile(r'https?://[A-Za-z0-9][^"\\\[\]\x00-\x20#\x7f]*')

_ALL_PLAIN = re.compile(rf"{_PLAIN.pattern}(?:\n{_PLAIN.pattern})*")


def are_plain(urls: str) -> bool:
    """Whether each of these addresses, one a line, is a web address with nothing in it to be escaped."""
    return _ALL_PLAIN.fullmatch(urls) is not None


def is_web_address(url: str | None) -> bool:
    """Whether an address may be linked at all: http(s) with a host; `javascript:` and its like never."""
    if not url:
        return False
    if _PLAIN.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def place_in(url: str | None, fragment: str | None) -> str | None:
    """The address with a text fragment (`:~:text=...`) in place of its own; None for what is no web address."""
    if url is None or not is_web_address(url):
        return None
    page = url.partition("#")[0]
    return f"{page}#{fragment}" if fragment else page
