"""`/browse/speakers`: who is quoted, and the portrait of one of them over time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from api.formats import addresses, code, jsonld, snippet
from api.http import links
from api.http.dependencies import service
from api.pages import exploring
from api.pages.listing import as_json, following, lenient
from api.pages.palette import voices
from api.pages.search import feeds
from api.pages.templating import PageRoute, render
from api.pages.terms import counted, telling
from api.pages.timeline import Timeline, timeline
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import Page
    from quotes.store.speakers import Detail

router = APIRouter(route_class=PageRoute, include_in_schema=False)

PAGE = 20
# So many of the newest are read for their words and days; who has more is drawn from the kept counts by month.
_NEWEST = 400
_PERIODS = 8
# Up to so many quotations their articles are counted for the page: tens of milliseconds.
_COUNTED = 200_000


class SpeakerListQuery(BaseModel):
    """The query string of the list of speakers."""

    q: str | None = Field(None, max_length=500)
    cursor: str | None = Field(None, max_length=1000)


class PortraitQuery(BaseModel):
    """The query string of a speaker's page."""

    cursor: str | None = Field(None, max_length=1000)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the timeline and the words that set it apart from the speaker's other times."""

    label: str
    since: str
    until: str
    terms: list[str]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A speaker's page: what the store knows, a page of quotations, when, and in which words."""

    detail: Detail
    page: Page
    drawn: Timeline | None
    undated: int
    terms: list[str]
    periods: list[Period]
    quoted_in: int | None


@router.get("/browse/speakers")
async def speaker_list(request: Request) -> Response:
    """Everybody quoted, most quoted first; `q` is the beginning of any part of a name, in any spelling."""
    query = lenient(SpeakerListQuery, request)
    page, count = await service(request).run_in_thread(_list, query)
    path = f"{links.root_of(request)}/browse/speakers"
    return render(
        request,
        "speakers.html",
        speakers=page.rows,
        count=count,
        q=query.q or "",
        taken=_list_taken(request, query),
        next=following(SpeakerListQuery, request, path, page.next),
    )


@router.get("/browse/speakers/{id}")
async def speaker(request: Request) -> Response:
    """One speaker."""
    query = lenient(PortraitQuery, request)
    speaker_id, to = request.path_params["id"], links.of(request)
    root = links.root_of(request)
    found = await service(request).run_in_thread(_portrait, speaker_id, query)
    if isinstance(found, str):
        return RedirectResponse(addresses.speaker_page(root, found), 301)
    quotes = as_json(found.page.rows, to)
    asked = [("speaker", found.detail.id)]
    return render(
        request,
        "speaker.html",
        person=found.detail,
        quotes=quotes,
        voices=voices(quotes),
        drawn=found.drawn,
        undated=found.undated,
        terms=found.terms,
        periods=found.periods,
        next=following(PortraitQuery, request, addresses.speaker_page(root, found.detail.id), found.page.next),
        first_page=query.cursor is None,
        quoted_in=found.quoted_in,
        between=exploring.within(root, [("speaker", found.detail.id)]),
        taken=exploring.taken(
            to.base,
            addresses.speaker_page("", found.detail.id).removeprefix("/browse") + "/quotes",
            [],
            addresses.speaker_page(to.base, found.detail.id),
        ),
        feeds=feeds(to.base, asked),
        frame=snippet.list_iframe(addresses.embed_list(to.base, asked), f"What {found.detail.name} said"),
        oembed=addresses.oembed(to.base, addresses.speaker_page(to.base, found.detail.id)),
        data=_profile(found.detail, quotes, to.base),
    )


def _list_taken(request: Request, query: SpeakerListQuery) -> exploring.Taken:
    base = links.of(request).base
    asked = [("q", query.q)] if query.q else []
    return exploring.taken(base, "/speakers", asked, code.data_address(f"{base}/browse/speakers", asked))


def _profile(detail: Detail, quotes: list[dict[str, Any]], base: str) -> dict[str, Any]:
    kind = "Person" if detail.type == "person" else "Organization"
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": kind,
            "name": detail.name,
            "alternateName": [alias.name for alias in detail.aliases if alias.name != detail.name],
            "url": addresses.speaker_page(base, detail.id),
        },
        "hasPart": [jsonld.quotation(quote, base) for quote in quotes],
    }


def _list(connection: Connection, query: SpeakerListQuery) -> tuple[Any, int]:
    from quotes.store import speakers

    page = speakers.page(connection, q=query.q, limit=60, cursor=query.cursor)
    return page, speakers.count(connection, q=query.q) if page.of is None else page.of


def _portrait(connection: Connection, speaker_id: str, query: PortraitQuery) -> Portrait | str:
    from quotes.store import quotes, speakers
    from quotes.store.quotes import texts
    from quotes.store.search.facets import facets
    from quotes.store.search.filters import QuoteFilter

    detail = speakers.get(connection, speaker_id)
    if detail is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r} here: look for a name on the page of all speakers.")
    if isinstance(detail, speakers.Moved):
        return str(detail.id)
    his = QuoteFilter(speakers=(detail.pk,))
    page = quotes.page(connection, his, limit=PAGE, cursor=query.cursor)
    if query.cursor is not None:
        return Portrait(detail, page, None, 0, [], [], _quoted_in(connection, detail))
    own = [(day[:10], counted([said])) for said, day in texts.newest(connection, detail.pk, _NEWEST)]
    if detail.quotes <= len(own):
        drawn = timeline([day for day, _ in own])
    else:
        months = facets(connection, his, ("month",), limit=1000)["month"]
        drawn = timeline([], {facet.value: facet.count for facet in months})
    words: Counter[str] = Counter()
    for _, said in own:
        words.update(said)
    everybody = counted(said for said, _ in texts.newest(connection, None, _NEWEST))
    terms = telling(words, everybody)
    undated = detail.quotes - drawn.total if drawn else detail.quotes
    periods = _periods(drawn, own, words) if drawn else []
    return Portrait(detail, page, drawn, undated, terms, periods, _quoted_in(connection, detail))


def _quoted_in(connection: Connection, detail: Detail) -> int | None:
    """In how many articles; None where counting them would hold up the page."""
    from quotes.store.speakers import company

    return company.quoted_in(connection, detail.pk) if detail.quotes <= _COUNTED else None


def _periods(drawn: Timeline, own: list[tuple[str, Counter[str]]], words: Counter[str]) -> list[Period]:
    """What was talked about when: the last few spans with enough said in them to tell; none if there is but one.

    `own` are the day and the words of each quotation, `words` those of all of them.
    """
    first = min((day for day, _ in own if day), default="")
    found: list[Period] = []
    for bar in reversed(drawn.bars):
        if len(found) == _PERIODS or bar.until < first:
            break
        then: Counter[str] = Counter()
        for day, said in own:
            if bar.since <= day <= bar.until:
                then.update(said)
        if terms := telling(then, words, limit=4):
            found.append(Period(bar.label, bar.since, bar.until, terms))
    return found[::-1] if len(found) > 1 else []
