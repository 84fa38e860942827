"""Stored rows to public JSON: a quote is put together from strings that are JSON already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as escape

import orjson

from api.links import Links, is_web_address

if TYPE_CHECKING:
    from quotes.store.quotes import QuoteRow

NOBODY_SAID = '"type":null,"mention":null,"role":null,"chain":[]'
# An address that stands in JSON as it is; anything stranger goes the long way round.
_PLAIN_URL = re.compile(r'https?://[A-Za-z0-9][^"\\\x00-\x20#\x7f]*')


def quote(row: QuoteRow, links: Links) -> bytes:
    """A stored quote as JSON."""
    return _quote(row, links.base).encode()


def quotes(rows: Iterable[QuoteRow], links: Links) -> bytes:
    """Stored quotes as the inside of a JSON list."""
    base = links.base
    return ",".join([_quote(row, base) for row in rows]).encode()


def selected(rows: Iterable[QuoteRow], links: Links, fields: Sequence[str]) -> bytes:
    """The same with only some members; `speaker.name` takes one of a member."""
    return b",".join([orjson.dumps(select(orjson.loads(_quote(row, links.base)), fields)) for row in rows])


def select(item: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The members of a quote that were asked for, in the order asked for."""
    chosen: dict[str, Any] = {}
    for field in fields:
        name, dot, inner = field.partition(".")
        value = item.get(name)
        if not dot:
            chosen[name] = value
        elif value is None:
            chosen.setdefault(name, None)
        else:
            part = chosen.setdefault(name, {})
            if part is not value:
                part[inner] = value.get(inner)
    return chosen


def page(
    items: bytes,
    *,
    following: str | None,
    resolved: dict[str, Any],
    count: int | None = None,
    facets: dict[str, Any] | None = None,
) -> bytes:
    """The envelope of a list around its items."""
    pieces = [b'{"items":[', items, b'],"next":', orjson.dumps(following), b',"resolved":', orjson.dumps(resolved)]
    if count is not None:
        pieces.append(b',"count":%d' % count)
    if facets is not None:
        pieces += [b',"facets":', orjson.dumps(facets)]
    pieces.append(b"}")
    return b"".join(pieces)


def _quote(row: QuoteRow, base: str) -> str:
    speaker_id, evidence = row.speaker_id, row.speaker_evidence
    speaker_link = "null"
    if evidence is None and speaker_id is None:
        speaker = "null"
    else:
        identity = "null"
        if speaker_id is not None:
            slug = _slug(speaker_id)
            identity, speaker_link = f'"{slug[0]}"', f'"{base}/speakers/{slug[1]}"'
        speaker = f'{{"name":{_name(row.speaker_name)},"id":{identity},{evidence or NOBODY_SAID}}}'
    superseded = ',"superseded":true' if getattr(row, "superseded", False) else ""
    return (
        f'{{{row.body}{superseded},"speaker":{speaker},"article":{row.article},"links":{{'
        f'"self":"{base}/quotes/{row.id}","article":"{base}/articles/{path_of(row.article_id)}",'
        f'"speaker":{speaker_link},"embed":"{base}/embed/quotes/{row.id}",'
        f'"source":{source_of(row.article_url, row.source_fragment)}}}}}'
    )


def source_of(url: str | None, fragment: str | None) -> str:
    """An article's web address, with the place of a quote in it, as JSON; null where it is no web address."""
    if url is None:
        return "null"
    if _PLAIN_URL.fullmatch(url):
        return f'"{url}#{fragment}"' if fragment else f'"{url}"'
    if not is_web_address(url):
        return "null"
    plain = url.partition("#")[0]
    return orjson.dumps(f"{plain}#{fragment}" if fragment else plain).decode()


@lru_cache(maxsize=50_000)
def _name(name: str | None) -> str:
    return _string(name)


@lru_cache(maxsize=50_000)
def _slug(slug: str) -> tuple[str, str]:
    """A speaker's id inside a JSON string, and inside an address."""
    return orjson.dumps(slug).decode()[1:-1], escape(slug, safe="")


_PLAIN_ID = re.compile(r"[A-Za-z0-9_.\-]+")


def path_of(article_id: str) -> str:
    """An article's id inside an address."""
    return article_id if _PLAIN_ID.fullmatch(article_id) else escape(article_id, safe="")


def _string(text: str | None) -> str:
    return "null" if text is None else orjson.dumps(text).decode()
