"""Lists as CSV and NDJSON, streamed: a million rows need no more memory than a page.

Between two chunks nothing is held: each chunk is a query of its own that goes on where the last one ended. A client
that stops reading holds neither a connection of the database nor a snapshot, and is cut off after
`QUOTES_WRITE_TIMEOUT` seconds.
"""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import orjson
from starlette.requests import ClientDisconnect
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.service import Service
from quotes.io.export import csv_cell

if TYPE_CHECKING:
    from sqlalchemy import Connection

Kind = Literal["json", "csv", "ndjson"]
Item = dict[str, Any]
# `pages(connection, cursor)`: the items of one chunk and the cursor of the next (None: there is none)
Pages = Callable[["Connection", str | None], tuple[list[Item], str | None]]

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
# Rows read at once, and the bytes sent at once, each within QUOTES_WRITE_TIMEOUT.
CHUNK = 500
PIECE = 65_536
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


def streamed(service: Service, pages: Pages, kind: Kind, columns: Sequence[str]) -> Response:
    """Everything `pages` gives, chunk by chunk.

    What is added or changed while the answer is under way may or may not be in it; what was there and stays is
    there once. Raises Busy, when it is sent, where too many exports are under way.
    """
    return _Export(service, pages, kind, columns)


class _Export(StreamingResponse):
    """A streamed list that takes one of the places for exports as long as it is being sent."""

    def __init__(self, service: Service, pages: Pages, kind: Kind, columns: Sequence[str]) -> None:
        self._service = service
        chunks = _chunks(service, pages, kind, columns)
        super().__init__(chunks, headers=_disposition(kind), media_type=MEDIA_TYPES[kind])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["state"].get("head"):
            self.body_iterator = _nothing()
        # A second more than the connection itself allows (api/http/protocol.py): under another server than ours this is
        # the only limit, under ours the connection is ended, which is quieter.
        seconds = self._service.settings.write_timeout + 1

        async def send_in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(seconds):
                    await send(message)
            except TimeoutError:
                raise ClientDisconnect from None

        with self._service.exports.place(scope):
            await super().__call__(scope, receive, send_in_time)


async def _chunks(service: Service, pages: Pages, kind: Kind, columns: Sequence[str]) -> AsyncIterator[bytes]:
    def chunk(connection: Connection, cursor: str | None) -> tuple[bytes, str | None]:
        items, following = pages(connection, cursor)
        return _render(items, kind, columns), following

    head = _csv_head(columns) if kind == "csv" else b""
    body, cursor = await service.run_in_thread(chunk, None)
    body = head + body
    while True:
        for at in range(0, len(body), PIECE):
            yield body[at : at + PIECE]
        if cursor is None:
            return
        body, cursor = await service.run_in_thread(chunk, cursor)


async def _nothing() -> AsyncIterator[bytes]:
    """The body of an answer to HEAD."""
    yield b""


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
        if isinstance(value, list):
            value = [one.get(name) for one in value if isinstance(one, dict)]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return csv_cell(value)


def _disposition(kind: Kind) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="quotes.{kind}"'} if kind != "json" else {}
