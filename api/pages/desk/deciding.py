"""`/desk`: what was done last; `/desk/suggestions`: who may be one person, decided pair by pair with one key each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.http import links
from api.http.dependencies import service
from api.pages.desk.corrections import note_of
from api.pages.desk.session import DeskRoute, back, one, show
from api.pages.listing import as_json
from quotes.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import Detail, Suggestion

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_SAID = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One of two who may be one: what is known of them, and what they said last."""

    detail: Detail
    said: list[dict[str, Any]]


@router.get("/desk")
async def desk(request: Request) -> Response:
    """What waits for somebody, and what was decided last."""
    waiting, decisions, corrected = await service(request).run_in_thread(_latest)
    return show(
        request,
        "desk.html",
        waiting=waiting,
        decisions=decisions,
        corrected=corrected,
        done=request.query_params.get("done", ""),
    )


@router.get("/desk/suggestions")
async def suggestion(request: Request) -> Response:
    """The next pair, the evidence of both side by side."""
    cursor = request.query_params.get("cursor") or None
    found = await service(request).run_in_thread(_pair, links.of(request), cursor)
    pair, sides, following = found if found else (None, [], None)
    return show(
        request,
        "desk_suggestions.html",
        pair=pair,
        sides=sides,
        cursor=cursor,
        next=following,
        done=request.query_params.get("done", ""),
        last=await service(request).run_in_thread(_last),
    )


@router.post("/desk/suggestions")
async def decide(request: Request) -> Response:
    """One or two: `do` is one or two, `a` and `b` the ids of the pair; then the next pair."""
    fields = request.state.fields
    a, b, todo = one(fields, "a"), one(fields, "b"), one(fields, "do")
    by, note = request.state.editor.name, note_of(fields)
    cursor = one(fields, "cursor")

    def change(connection: Connection) -> None:
        from quotes.store import speakers

        if todo == "one":
            speakers.merge(connection, a, [b], by=by, note=note)
        elif todo == "two":
            speakers.keep_apart(connection, a, b, by=by, note=note)
        else:
            raise BadInput("Say whether they are one or two: press one of the buttons.")

    await service(request).write(change)
    asked = {"done": todo, **({"cursor": cursor} if cursor else {})}
    return back(request, f"/desk/suggestions?{urlencode(asked)}")


def _latest(connection: Connection) -> tuple[bool, list[Any], list[Any]]:
    from quotes.store import corrections, speakers

    waiting = bool(speakers.suggestions(connection, limit=1).rows)
    return waiting, speakers.latest(connection, limit=20), corrections.latest(connection, limit=20)


def _last(connection: Connection) -> Any:
    from quotes.store import speakers

    return next(iter(speakers.latest(connection, limit=1)), None)


def _pair(
    connection: Connection, to: links.Links, cursor: str | None
) -> tuple[Suggestion, list[Side], str | None] | None:
    from quotes.store import speakers

    page = speakers.suggestions(connection, limit=1, cursor=cursor)
    if not page.rows:
        return None
    (pair,) = page.rows
    # whoever is quoted more keeps the id where they are one
    more, less = sorted((pair.a, pair.b), key=lambda person: -person.quotes)
    return pair, [_side(connection, to, person.id) for person in (more, less)], page.next


def _side(connection: Connection, to: links.Links, speaker_id: str) -> Side:
    from quotes.store import quotes, speakers
    from quotes.store.search.filters import QuoteFilter

    detail = speakers.get(connection, speaker_id)
    assert isinstance(detail, speakers.Detail)  # noqa: S101 - the store has just listed it
    rows = quotes.page(connection, QuoteFilter(speakers=(detail.pk,)), limit=_SAID).rows
    return Side(detail, as_json(rows, to))
