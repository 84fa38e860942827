"""Cursors: where a page ended, as an opaque string that goes into the link to the next one."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any

import orjson

from quotes.errors import BadInput

_BIGGEST = 2**63 - 1


def encode(kind: str, *values: Any) -> str:
    """A cursor of a listing's `kind` (its order), from the values its last row is ordered by."""
    return base64.urlsafe_b64encode(orjson.dumps([kind, *values])).decode().rstrip("=")


def decode(cursor: str, kind: str, *types: type) -> list[Any]:
    """The values of a cursor of this kind and these types; BadInput for any other string."""
    try:
        found = orjson.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadInput("The cursor cannot be read: take `next` of the page before, as it is.") from error
    if not isinstance(found, list) or len(found) != 1 + len(types):
        raise BadInput("The cursor is not one of this listing: take `next` of the page before, as it is.")
    if found[0] != kind:
        raise BadInput("The cursor belongs to another order: keep `sort` the same from page to page.")
    values: list[Any] = [
        float(v) if t is float and type(v) is int else v for v, t in zip(found[1:], types, strict=True)
    ]
    if not all(_is(value, wanted) for value, wanted in zip(values, types, strict=True)):
        raise BadInput("The cursor is not one of this listing: take `next` of the page before, as it is.")
    return values


def _is(value: Any, wanted: type) -> bool:
    if wanted is int:
        return type(value) is int and -_BIGGEST <= value <= _BIGGEST
    if wanted is float:
        return type(value) is float and math.isfinite(value)
    return type(value) is wanted
