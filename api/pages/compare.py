"""`/browse/compare`: two to four speakers beside each other: over time, by outlet, and each one's own words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http import links
from api.http.dependencies import service
from api.pages import exploring
from api.pages.listing import lenient
from api.pages.templating import PageRoute, render
from api.pages.terms import counted, telling
from api.pages.timeline import Timeline, compared
from api.queries.parameters import Name

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import ListedSpeaker

router = APIRouter(route_class=PageRoute, include_in_schema=False)

MOST = 4
_NEWEST = 300
_OUTLETS = 12


class CompareQuery(BaseModel):
    """The query string: names or ids."""

    model_config = ConfigDict(extra="forbid")

    speaker: list[Name] = Field(default_factory=list, max_length=20)


@dataclass(frozen=True, slots=True)
class Column:
    """One of those compared."""

    person: ListedSpeaker
    outlets: dict[str, int]
    months: dict[str, int]
    texts: list[str]


@router.get("/browse/compare")
async def compare(request: Request) -> Response:
    """The speakers asked for, the first four of them; the form where there are fewer than two."""
    query = lenient(CompareQuery, request)
    columns, unknown = await service(request).run_in_thread(_columns, query.speaker)
    root = links.root_of(request)
    drawn: list[Timeline | None] = compared([column.months for column in columns])
    counts: dict[str, int] = {}
    for column in columns:
        for outlet, number in column.outlets.items():
            counts[outlet] = counts.get(outlet, 0) + number
    said = [counted(column.texts) for column in columns]
    everybody = sum(said, Counter())
    return render(
        request,
        "compare.html",
        columns=[
            {
                "person": column.person,
                "outlets": column.outlets,
                "drawn": timeline,
                "between": exploring.within(root, [("speaker", column.person.id)]),
                "terms": telling(said[number], everybody, limit=10) if len(columns) > 1 else [],
                "style": f"s{number}",
                "letter": "ABCD"[number],
            }
            for number, (column, timeline) in enumerate(zip(columns, drawn, strict=True))
        ],
        outlets=sorted(counts, key=lambda name: (-counts[name], name))[:_OUTLETS],
        unknown=unknown,
        most=MOST,
        # an id with a number tells namesakes apart; else the name says who is meant
        names=[column.person.id if column.person.id[-1].isdigit() else column.person.name for column in columns],
    )


def _columns(connection: Connection, names: list[str]) -> tuple[list[Column], list[str]]:
    from quotes.store import speakers
    from quotes.store.quotes import texts
    from quotes.store.search.facets import facets
    from quotes.store.search.filters import QuoteFilter

    people: dict[str, Any] = {}
    unknown = []
    for name in names:
        found = speakers.resolve(connection, name).speakers
        exact = [one for one in found if one.id == name] or list(found)
        if exact and len(people) < MOST:
            people.setdefault(exact[0].id, exact[0])
        elif not exact:
            unknown.append(name)
    columns = []
    for person in people.values():
        his = QuoteFilter(speakers=(person.pk,))
        kept = facets(connection, his, ("outlet", "month"), limit=1000)
        columns.append(
            Column(
                person,
                {facet.name: facet.count for facet in kept["outlet"]},
                {facet.value: facet.count for facet in kept["month"]},
                [words for words, _ in texts.newest(connection, person.pk, _NEWEST)],
            )
        )
    return columns, unknown
