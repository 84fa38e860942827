"""`POST /articles` with files: `curl -F file=@story.docx`, of every kind that `quotes ingest` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.routing import Match
from starlette.types import Scope

from api.engine import Job
from api.http import links
from api.http.dependencies import WRITES, WriterDep
from api.http.errors import unknown
from api.http.key_first import Handler, key_first
from api.queries.bodies import MAX_ARTICLES, Short, Url
from api.queries.files import FIELDS, METADATA, MOST_FILES
from api.routes.articles import stored
from api.routes.extract import of_failure
from api.service import Service, ServiceDep
from api.unpacking import articles_of
from api.uploads import name_of
from quotes.errors import BadInput, TooLarge
from quotes.models import Failure, RawArticle

if TYPE_CHECKING:
    from quotes.io.ingest import Ingested
    from quotes.io.sources import Notes, Options


class _FilesRoute(APIRoute):
    """Answers forms with files; what is of another media type, or another method, is the next route's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        kind = dict(scope.get("headers") or ()).get(b"content-type", b"").lower()
        return (match, child) if match is Match.FULL and kind.startswith(b"multipart/form-data") else (Match.NONE, {})

    def get_route_handler(self) -> Handler:
        return key_first(self, super().get_route_handler())


# Not described by itself: one address has one description, that of api.routes.articles.
router = APIRouter(route_class=_FilesRoute, include_in_schema=False)


@router.post("/articles", dependencies=WRITES)
async def add_files(request: Request, to: ServiceDep, _by: WriterDep) -> Response:
    """The articles of the files, always as a list, and what was left out of them (`notes`)."""
    from quotes.io.sources import Notes

    notes = Notes()
    async with request.form(max_files=MOST_FILES, max_fields=20) as sent:
        files = [one for one in sent.getlist("file") if isinstance(one, UploadFile)]
        if not files:
            raise BadInput("The form holds no file: send one as 'file', with curl by -F file=@story.docx.")
        known, options = _known(sent, files), _options(sent)
        streams = [(name_of(one.filename), one.file) for one in files]
        results: list[Ingested | Failure] = await to.run_in_engine(
            request.scope, _ingest, to, streams, known, options, notes
        )
    to.metrics.extracted.inc(sum(not isinstance(result, Failure) for result in results))
    to.metrics.failed.inc(sum(isinstance(result, Failure) for result in results))
    if len(results) == 1 and isinstance(results[0], Failure):
        raise of_failure(results[0])
    items = await to.run_in_thread(stored, results, links.of(request), to.settings.serve_text)
    new = any(not isinstance(result, Failure) and result.change == "new" for result in results)
    body = b'{"items":[%b],"notes":%b}' % (b",".join(items), orjson.dumps(notes.sentences()))
    return Response(body, 201 if new else 200, media_type="application/json")


def _ingest(
    job: Job,
    here: Service,
    files: Sequence[tuple[str, BinaryIO]],
    known: Mapping[str, str],
    options: Options,
    notes: Notes,
) -> list[Ingested | Failure]:
    from quotes.io.ingest import ingest

    def articles() -> Iterator[RawArticle | Failure]:
        for name, stream in files:
            yield from articles_of(stream, name, notes, options=options, known=known)

    def some() -> Iterator[RawArticle | Failure]:
        found = articles()
        yield from islice(found, MAX_ARTICLES)
        if next(found, None) is not None:
            mend = f"at most {MAX_ARTICLES:,} articles are read at once, and the files hold more: use quotes ingest."
            yield Failure.of(None, TooLarge(mend), where="These were left")

    return list(ingest(here.store, job, some()))


def _known(sent: FormData, files: Sequence[UploadFile]) -> dict[str, str]:
    """What the form says of its one file; `BadInput` where it says so of several."""
    from pydantic import TypeAdapter, ValidationError

    for name in sent:
        if name not in FIELDS:
            raise unknown("field", name, FIELDS)
    known = {name: value for name in METADATA if isinstance(value := sent.get(name), str) and value.strip()}
    if known and len(files) > 1:
        raise BadInput(f"{', '.join(known)} would be those of every file: send each file by itself.")
    for name, value in known.items():
        try:
            TypeAdapter(Url if name == "url" else Short).validate_python(value)
        except ValidationError:
            raise BadInput(
                f"The field {name} cannot be used: give {'a web address' if name == 'url' else 'fewer characters'}."
            ) from None
    return known


def _options(sent: FormData) -> Options:
    from quotes.io.sources import Options
    from quotes.io.sources.records import columns_named

    day_first = sent.get("day_first")
    if day_first not in (None, "", "true", "false"):
        raise BadInput("The field day_first is true or false.")
    chosen = columns_named(value) if isinstance(value := sent.get("map"), str) else {}
    return Options(columns=chosen, day_first=None if not day_first else day_first == "true")
