"""What a listing of quotes asks of the store: filters with their speakers resolved, and a page of the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from api.queries.parameters import QuoteFilters, QuoteQuery
from api.service import Service
from quotes.store import quotes
from quotes.store.quotes import json_lines, sampling
from quotes.store.search import facets
from quotes.store.search.filters import QuoteFilter
from quotes.store.speakers import lookup

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.connections.reading import Reader
    from quotes.store.quotes import QuoteRow
    from quotes.store.quotes.json_lines import Said
    from quotes.store.speakers import ListedSpeaker

# More speakers than this in one call are looked for in a thread.
_QUICK_SPEAKERS = 5
MOST_RESOLVED = 50_000
# A query string that may stand in an address, and in a header, as it came.
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9_.,=&%+\-]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of quotes and what was asked for with it."""

    rows: Sequence[QuoteRow]
    next: str | None = None
    count: int | None = None
    facets: dict[str, list[dict[str, Any]]] | None = None


class Meant(NamedTuple):
    """Whom a `speaker=` means: their keys in the store, and what the answer's `resolved` tells of it."""

    pks: tuple[int, ...]
    told: dict[str, Any]


async def quote_filter(
    service: Service, query: QuoteFilters, version: str | None = None
) -> tuple[QuoteFilter, dict[str, Any]]:
    """The store's filter for a query, and `resolved`: whom each `speaker=` meant."""
    pks: tuple[int, ...] | None = None
    resolved: dict[str, Any] = {}
    if query.speaker:
        known: dict[str, Meant] = service.resolutions(version)
        meant = [known.get(name) or await _resolve(service, name, known) for name in query.speaker]
        pks = tuple(dict.fromkeys(pk for one in meant for pk in one.pks))
        resolved["speaker"] = [one.told for one in meant]
    wanted = QuoteFilter(
        speakers=pks,
        articles=tuple(query.article) or None,
        outlets=tuple(query.outlet) or None,
        q=query.q,
        kinds=tuple(query.kind) or None,
        rules=tuple(query.rule) or None,
        since=query.since,
        until=query.until,
        min_confidence=query.min_confidence,
        attributed=query.attributed,
    )
    return wanted, resolved


async def answer(service: Service, wanted: QuoteFilter, query: QuoteQuery, *, seed: int | None = None) -> Answer:
    """The page of a query, with count and facets where asked for."""
    if query.sample is not None or query.count or query.facets:
        return await service.run_in_thread(_answer, wanted, query, seed)
    if is_quick(wanted, query.sort):
        return await service.run_quickly(_page, wanted, query)
    return await service.reading(_page, service.store, wanted, query)


async def quickest(
    service: Service, wanted: QuoteFilter, query: QuoteQuery, resolved: Mapping[str, Any] | None = None
) -> Said | None:
    """A speaker's quotes as the store gives them ready to be sent; None: ask `answer`.

    `resolved` as `quote_filter` gave it: the speaker's name is in it, unless the filter was narrowed since.
    """
    if query.sample is not None or query.count or query.facets or query.fields:
        return None
    if wanted.speakers is None or len(wanted.speakers) != 1:
        return None
    who = None
    if resolved:
        (one,) = [found for asked in resolved["speaker"] for found in asked["speakers"]][:1]
        who = (one["id"], one["name"])
    return await service.run_quickly(
        json_lines.page, wanted, sort=query.sort, limit=query.limit, cursor=query.cursor, who=who
    )


def narrowed(wanted: QuoteFilter, speakers: tuple[int, ...]) -> QuoteFilter:
    """The same filter for these speakers' keys alone."""
    return replace(wanted, speakers=speakers)


def is_quick(wanted: QuoteFilter, sort: str) -> bool:
    """Whether an index answers by itself: anything else may read much of the table and would hold up the rest."""
    return (
        sort in ("-published", "published")
        and wanted.q is None
        and not (wanted.kinds or wanted.rules or wanted.outlets)
        and wanted.min_confidence is None
        and wanted.attributed is None
        and (wanted.speakers is None or len(wanted.speakers) <= _QUICK_SPEAKERS)
    )


def following(request: Request, address: str, cursor: str | None) -> str | None:
    """The address of the next page: this request's own query with another cursor."""
    if cursor is None:
        return None
    asked = request.scope["query_string"].decode("latin-1")
    if "cursor" not in asked and _PLAIN_QUERY.fullmatch(asked):
        return f"{address}?{asked}&cursor={cursor}" if asked else f"{address}?cursor={cursor}"
    pairs = parse_qsl(asked, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "cursor"]
    return f"{address}?{urlencode([*kept, ('cursor', cursor)])}"


def link_header(address: str | None) -> dict[str, str]:
    """The `Link` header of a list."""
    value = link(address)
    return {} if value is None else {"Link": value}


def link(address: str | None) -> str | None:
    """Its value, None without a next page."""
    return f'<{address}>; rel="next"' if address else None


def brief(found: ListedSpeaker) -> dict[str, Any]:
    """A speaker in a few words."""
    return {"id": found.id, "name": found.name, "type": found.type, "quotes": found.quotes}


async def _resolve(service: Service, name: str, known: dict[str, Meant]) -> Meant:
    """Whom a name means; `known` until the store changes."""
    exact = await service.run_quickly(lookup.by_id, name)
    if exact is not None:
        resolution = lookup.Resolution(name, (exact,))
    else:
        resolution = await service.run_inline(lookup.resolve, name)
    pks = tuple(one.pk for one in resolution.speakers)
    shown = [[brief(one) for one in ones] for ones in (resolution.speakers, resolution.candidates)]
    meant = Meant(pks, {"query": resolution.query, "speakers": shown[0], "candidates": shown[1]})
    if len(known) < MOST_RESOLVED:
        known[name] = meant
    return meant


def _answer(connection: Connection, wanted: QuoteFilter, query: QuoteQuery, seed: int | None) -> Answer:
    count, counted = None, None
    if query.facets:
        found, count = facets.facets_and_number(connection, wanted, tuple(dict.fromkeys(query.facets)))
        counted = {name: [facet.as_dict() for facet in values] for name, values in found.items()}
    if not query.count:
        count = None
    elif count is None:
        count = quotes.count(connection, wanted)
    if query.sample is not None:
        return Answer(sampling.sample(connection, wanted, query.sample, seed or 0), None, count, counted)
    page = _page(connection, wanted, query)
    return Answer(page.rows, page.next, count, counted)


def _page(reader: Reader | Connection, wanted: QuoteFilter, query: QuoteQuery) -> Answer:
    """A page alone; read by the store itself it skips SQLAlchemy's layer, which costs as much as the query."""
    page = quotes.page(reader, wanted, sort=query.sort, limit=query.limit, cursor=query.cursor)
    return Answer(page.rows, page.next)
