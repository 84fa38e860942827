"""What the pages read of the store, in the public shape, and the query string of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

import orjson
from fastapi import Request
from pydantic import BaseModel

from api.http import links, render
from api.queries.query_string import pairs_of, parse

if TYPE_CHECKING:
    from quotes.store.quotes import QuoteRow

Model = TypeVar("Model", bound=BaseModel)


def as_json(rows: Iterable[QuoteRow], to: links.Links) -> list[dict[str, Any]]:
    """Stored quotations in the shape that is public."""
    return [orjson.loads(render.quote(row, to)) for row in rows]


def lenient(model: type[Model], request: Request) -> Model:
    """The query of a page as a model. A form sends its empty fields along, and others add parameters of their own
    (`utm_source`): a page that somebody follows a link to overlooks both."""
    return parse(model, urlencode(given(model, request)).encode())


def given(model: type[BaseModel], request: Request) -> list[tuple[str, str]]:
    """The parameters of a page that say something, as they came."""
    pairs = pairs_of(request.scope["query_string"].decode("latin-1"))
    return [(name, value.strip()) for name, value in pairs if name in model.model_fields and value.strip()]


def following(model: type[BaseModel], request: Request, path: str, cursor: str | None) -> str | None:
    """The address of a page's next page."""
    if cursor is None:
        return None
    kept = [(name, value) for name, value in given(model, request) if name != "cursor"]
    return f"{path}?{urlencode([*kept, ('cursor', cursor)])}"
