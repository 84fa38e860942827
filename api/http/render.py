"""Stored rows to public JSON: a quote is a line of the store with its marks filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from api.http.links import Links
from quotes.store.quotes.json_lines import fill_placeholders, line

if TYPE_CHECKING:
    from quotes.store.quotes import QuoteRow
    from quotes.store.quotes.json_lines import Said


def quote(row: QuoteRow, links: Links) -> bytes:
    """A stored quote as JSON."""
    return fill_placeholders(line(row), links.base, row.speaker_id, row.speaker_name)


def quotes(rows: Iterable[QuoteRow], links: Links) -> bytes:
    """Stored quotes as the inside of a JSON list."""
    return b",".join([quote(row, links) for row in rows])


def said(found: Said, links: Links) -> bytes:
    """One speaker's quotes as the inside of a JSON list."""
    return fill_placeholders(found.lines, links.base, found.speaker_id, found.speaker_name)


def said_page(found: Said, links: Links, *, following: str | None, resolved: dict[str, Any]) -> bytes:
    """The same in the envelope of a list. Its marks are filled in last, so that the bytes are put together once:
    JSON holds no control character, so none of them is the envelope's."""
    whole = page(found.lines, following=following, resolved=resolved)
    return fill_placeholders(whole, links.base, found.speaker_id, found.speaker_name)


def selected(rows: Iterable[QuoteRow], links: Links, fields: Sequence[str]) -> bytes:
    """The same with only some members; `speaker.name` takes one of a member."""
    return b",".join([orjson.dumps(select(orjson.loads(quote(row, links)), fields)) for row in rows])


def select(item: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The members of a quote that were asked for, in the order asked for; `parts.text` takes one of each part."""
    chosen: dict[str, Any] = {}
    for field in fields:
        _take(item, field.split("."), chosen)
    return chosen


def _take(value: dict[str, Any], path: Sequence[str], chosen: dict[str, Any]) -> None:
    """Put what stands at `path` in `value` under the same path in `chosen`."""
    name, *inner = path
    member = value.get(name)
    if not inner:
        chosen[name] = member
    elif isinstance(member, dict):
        kept = chosen.setdefault(name, {})
        if kept is not member:  # else it was asked for whole, and is not to be changed
            _take(member, inner, kept)
    elif isinstance(member, list):
        kept = chosen.setdefault(name, [{} for _ in member])
        if kept is not member:
            for one, into in zip(member, kept, strict=True):
                _take(one, inner, into)
    else:
        chosen.setdefault(name, member)


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
