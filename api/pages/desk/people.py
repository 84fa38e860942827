"""`/desk/speakers/{id}`: one speaker put right: renamed, merged, split; with the history beside it, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from api.formats import addresses
from api.http.dependencies import service
from api.pages.desk.corrections import LONGEST_NAME, note_of
from api.pages.desk.session import DeskRoute, back, one, show
from api.queries import correcting
from quotes.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import Detail

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_ARTICLES = 60


@router.get("/desk/speakers/{id}")
async def speaker(request: Request) -> Response:
    """The speaker with what can be said of them."""
    return await _page(request)


@router.post("/desk/speakers/{id}")
async def decide(request: Request) -> Response:
    """What somebody says of them: `do` is rename, merge or split."""
    fields, speaker_id = request.state.fields, request.path_params["id"]
    by, note = request.state.editor.name, note_of(fields)
    todo, named = one(fields, "do"), one(fields, "other_id") or one(fields, "other")
    names, articles = fields.get("names", []), fields.get("articles", [])
    if todo == "merge" and not named:
        return await _page(request, status=422, error="Say who is the same: begin to type a name.")
    if todo == "split" and not names and not articles:
        return await _page(request, status=422, error="Tick the spellings or the articles that mean somebody else.")
    if max(map(len, (named, one(fields, "name"), *names, *articles))) > LONGEST_NAME:
        raise BadInput(f"A name has at most {LONGEST_NAME} letters: write it shorter.")

    def change(connection: Connection) -> str:
        from quotes.store import speakers

        if todo == "rename":
            return str(speakers.rename(connection, speaker_id, one(fields, "name"), by=by, note=note).id)
        if todo == "merge":
            other = correcting.known_speaker(connection, named)
            if other is None:
                raise NotFound(f"Nobody here is called {named[:100]!r}: begin to type the name and take one shown.")
            return str(speakers.merge(connection, speaker_id, [other.id], by=by, note=note).id)
        if todo == "split":
            speakers.split(connection, speaker_id, names=names, articles=articles, by=by, note=note)
            return str(speaker_id)
        raise BadInput("This form says nothing to do: reload the page and press one of its buttons.")

    try:
        shown = await service(request).write(change)
    except correcting.Several as error:
        return await _page(request, status=422, several=error)
    return back(request, addresses.desk_speaker("", shown) + f"?done={todo}")


@router.post("/desk/decisions/{pk:int}/undo")
async def undo(request: Request) -> Response:
    """Take a decision back."""
    fields, pk = request.state.fields, request.path_params["pk"]

    def change(connection: Connection) -> str:
        from quotes.store import speakers

        return str(speakers.undo(connection, pk, by=request.state.editor.name, note=note_of(fields)))

    speaker_id = await service(request).write(change)
    if one(fields, "from") == "desk":
        return back(request, "/desk?done=undo")
    return back(request, addresses.desk_speaker("", speaker_id) + "?done=undo")


async def _page(
    request: Request, *, status: int = 200, error: str | None = None, several: correcting.Several | None = None
) -> Response:
    found = await service(request).run_in_thread(_speaker, request.path_params["id"])
    if isinstance(found, str):
        asked = request.scope["query_string"].decode("latin-1")
        return back(request, addresses.desk_speaker("", found) + (f"?{asked}" if asked else ""))
    person, history, articles = found
    fields = getattr(request.state, "fields", {})
    return show(
        request,
        "desk_speaker.html",
        status=status,
        person=person,
        history=history,
        articles=articles,
        error=error,
        several=several,
        note=one(fields, "note"),
        done=request.query_params.get("done", ""),
    )


def _speaker(connection: Connection, speaker_id: str) -> tuple[Detail, list[Any], list[Any]] | str:
    from quotes.store import quotes, speakers
    from quotes.store.search.filters import QuoteFilter

    found = speakers.get(connection, speaker_id)
    if found is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r} here: look for a name on the page of all speakers.")
    if isinstance(found, speakers.Moved):
        return str(found.id)
    rows = quotes.page(connection, QuoteFilter(speakers=(found.pk,)), limit=200).rows
    articles = {row.article_id: quotes.row_as_dict(row)["article"] for row in rows}
    return found, list(found.decisions)[::-1], list(articles.values())[:_ARTICLES]
