"""Lists as CSV and NDJSON, streamed: a million rows need no more memory than a page."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import orjson
from starlette.responses import Response, StreamingResponse

from api.service import Service
from quotes.export import safe_cell

if TYPE_CHECKING:
    from sqlalchemy import Connection

Kind = Literal["json", "csv", "ndjson"]
Item = dict[str, Any]

MEDIA_TYPES: dict[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}
_ACCEPTED: dict[str, Kind] = {
    "application/json": "json",
    "application/*": "json",
    "*/*": "json",
    "text/csv": "csv",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "application/x-jsonlines": "ndjson",
}
CHUNK = 500
QUOTE_COLUMNS = (
    "id", "text", "kind", "speaker.name", "speaker.id", "speaker.type", "speaker.mention.text", "speaker.role",
    "cue.text", "rule", "why", "confidence", "context.before", "context.after", "article.id", "article.title",
    "article.url", "article.outlet", "article.published", "parts", "repairs", "links.self", "links.source",
)  # fmt: skip
SPEAKER_COLUMNS = ("id", "name", "type", "quotes", "links.self")
SUGGESTION_COLUMNS = ("a.id", "a.name", "b.id", "b.name", "reason")
ARTICLE_COLUMNS = (
    "id", "title", "url", "outlet", "author", "published", "revision", "quote_count", "added_at", "updated_at",
    "links.self",
)  # fmt: skip


def wanted(given: Kind | None, accept: bytes) -> Kind:
    """The format of an answer: `format=` first, else what `Accept` likes best of ours, else JSON."""
    if given is not None:
        return given
    if not accept or accept in (b"*/*", b"application/json"):
        return "json"
    best: tuple[float, Kind] = (0.0, "json")
    for part in accept.decode("latin-1").split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        kind = _ACCEPTED.get(name.lower())
        if kind is None:
            continue
        weight = 1.0
        for option in options:
            key, _, value = option.partition("=")
            if key.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if weight > best[0]:
            best = (weight, kind)
    return best[1]


def whole(items: Sequence[Item], kind: Kind, columns: Sequence[str], headers: dict[str, str]) -> Response:
    """A page in one piece."""
    body = (_csv_head(columns) if kind == "csv" else b"") + _render(items, kind, columns)
    return Response(body, headers={**headers, **_disposition(kind)}, media_type=MEDIA_TYPES[kind])


def streamed(
    service: Service,
    rows: Callable[[Connection], Iterator[Item]],
    kind: Kind,
    columns: Sequence[str],
) -> Response:
    """Everything `rows` yields, read in a thread a chunk at a time from one consistent state of the store."""
    return StreamingResponse(
        _chunks(service, rows, kind, columns), headers=_disposition(kind), media_type=MEDIA_TYPES[kind]
    )


async def _chunks(
    service: Service, rows: Callable[[Connection], Iterator[Item]], kind: Kind, columns: Sequence[str]
) -> AsyncIterator[bytes]:
    manager: AbstractContextManager[Connection] = service.store.read()
    connection = await service.threaded(manager.__enter__)
    try:
        items = await service.threaded(rows, connection)
        if kind == "csv":
            yield _csv_head(columns)
        while chunk := await service.threaded(lambda: list(islice(items, CHUNK))):
            yield await service.threaded(_render, chunk, kind, columns)
    finally:
        manager.__exit__(None, None, None)


def _render(items: Sequence[Item], kind: Kind, columns: Sequence[str]) -> bytes:
    if kind == "ndjson":
        return b"".join(orjson.dumps(item) + b"\n" for item in items)
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for item in items:
        writer.writerow([_cell(item, column) for column in columns])
    return target.getvalue().encode()


def _csv_head(columns: Sequence[str]) -> bytes:
    return (",".join(column.replace(".", "_") for column in columns) + "\r\n").encode()


def _cell(item: Item, column: str) -> Any:
    value: Any = item
    for name in column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, (dict, list)):
        return orjson.dumps(value).decode()
    return safe_cell(value)


def _disposition(kind: Kind) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="quotes.{kind}"'} if kind != "json" else {}
