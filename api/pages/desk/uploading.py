"""`/desk/upload`: files, a zip or pasted texts into the store; `/desk/uploads/{run}`: how far it is, what failed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from api.http.dependencies import service
from api.pages.desk.session import DeskRoute, back, check_token, show
from api.uploads import Upload, name_of, pasted
from quotes.errors import NotFound

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

MOST_FILES = 500


@router.get("/desk/upload")
async def form(request: Request) -> Response:
    """The form."""
    return _form(request)


@router.post("/desk/upload")
async def upload(request: Request) -> Response:
    """Begin to read what was sent, and show how far it is."""
    here = service(request)
    most = here.settings.max_body_bytes
    async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=most) as sent:
        check_token(request, request.state.editor, str(sent.get("token", "")))
        text = sent.get("text", "")
        uploads: list[Upload] = pasted(text) if isinstance(text, str) else []
        files = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
        uploads += [(name_of(one.filename), await one.read()) for one in files]
    if not uploads:
        return _form(request, error="There is nothing to read yet: choose files, or paste texts.")
    run = await here.threaded(here.uploads.start, uploads, by=request.state.editor.name)
    return back(request, f"/desk/uploads/{run}")


@router.get("/desk/uploads/{run}")
async def progress(request: Request) -> Response:
    """How far it is. With scripts the page looks again by itself."""
    here = service(request)
    told = await here.threaded(here.uploads.told, request.path_params["run"])
    if told is None:
        raise NotFound("There is no such upload, or it is more than a day old: the articles that it brought are here.")
    done = told["files"] if told["ended"] else told["done_files"]
    return show(request, "desk_progress.html", told=told, done=done)


def _form(request: Request, *, error: str | None = None) -> Response:
    most = service(request).settings.max_body_bytes
    status = 422 if error else 200
    return show(request, "desk_upload.html", status=status, error=error, most=most, kinds=_kinds())


def _kinds() -> list[str]:
    from quotes.io.sources.formats import BY_ENDING

    return [".zip", *sorted(BY_ENDING)]
