"""Every error as one shape, RFC 9457 `application/problem+json`, and the statuses each call declares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from rapidfuzz import fuzz, process
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from quotes.errors import BadInput, QuotesError, StoreUnavailable
from quotes.io.sources.characters import ENCODINGS, fallback

MEDIA_TYPE = "application/problem+json"

TITLES: Mapping[str, str] = {
    "bad-input": "The request cannot be read",
    "unknown-parameter": "Unknown parameter",
    "invalid": "A value is not valid",
    "unauthorized": "A key is needed",
    "forbidden": "Not allowed",
    "not-found": "Not found",
    "method-not-allowed": "Method not allowed",
    "conflict": "Conflict with what is stored",
    "too-large": "Too large",
    "unknown-format": "Unknown media type",
    "too-many-requests": "Too many requests",
    "internal": "Internal error",
    "model-missing": "The language model is missing",
    "store-unavailable": "The database is not available",
    "busy": "Too busy",
    "timeout": "The request took too long",
}

# What the framework raises by status alone, under our codes.
CODES: Mapping[int, str] = {
    400: "bad-input",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "too-large",
    415: "unknown-format",
    422: "invalid",
    429: "too-many-requests",
    503: "store-unavailable",
}


class UnknownParameter(BadInput):
    """A parameter or a field name that this call does not know; the message names the near one."""

    code = "unknown-parameter"


class Unauthorized(QuotesError):
    """A key is missing or wrong."""

    status = 401
    code = "unauthorized"


class Forbidden(QuotesError):
    """The caller may not do this at all."""

    status = 403
    code = "forbidden"


class Busy(QuotesError):
    """More work is waiting than can be done soon."""

    status = 503
    code = "busy"


class Timeout(QuotesError):
    """The request took longer than the limit."""

    status = 503
    code = "timeout"


class Invalid(QuotesError):
    """Values that do not validate: `errors` says where and why, one entry each."""

    status = 422
    code = "invalid"

    def __init__(self, message: str, errors: list[dict[str, str]]) -> None:
        super().__init__(message)
        self.errors = errors


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a mistyped one, or None where none is close."""
    names = list(known)
    word = word.lower()[:100]
    found = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=60)
    if found:
        return str(found[0])
    return next((name for name in names if len(word) > 2 and (name.startswith(word) or word.startswith(name))), None)


def unknown(what: str, word: str, known: Iterable[str]) -> UnknownParameter:
    """The error for a name nobody knows: it names the near one, else all of them."""
    names = sorted(known)
    guess = near(word, names)
    if guess:
        mend = f"did you mean {guess!r}?"
    elif names:
        mend = f"known are {', '.join(names)}."
    else:
        mend = "this call takes none."
    return UnknownParameter(f"There is no {what} {word[:100]!r}: {mend}")


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    instance: str | None = None,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """One problem document as a response."""
    body: dict[str, Any] = {
        "type": f"urn:quotes:problem:{code}",
        "title": TITLES.get(code, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
    }
    if instance is not None:
        body["instance"] = instance
    if errors:
        body["errors"] = errors
    return Response(orjson.dumps(body), status, dict(headers or {}), MEDIA_TYPE)


def faults(errors: Iterable[Mapping[str, Any]], *, where: str | None = None) -> list[dict[str, str]]:
    """pydantic's errors as (where, what) pairs, without the offending value, which may be secret or huge."""
    found = []
    for error in errors:
        # Of a union pydantic names the branches by their code, which tells a caller nothing.
        place = [str(part) for part in error.get("loc", ()) if "[" not in str(part)]
        if where is not None:
            place = [where, *place]
        found.append({"in": place[0] if place else "body", "name": ".".join(place[1:]), "detail": _own_words(error)})
    return found


def _own_words(error: Mapping[str, Any]) -> str:
    """What is wrong, without the words that pydantic puts before a sentence of ours."""
    return str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")


def invalid(error: ValidationError, *, where: str) -> Invalid:
    """A pydantic error about our own parameters as the error of a request."""
    found = faults(error.errors(include_url=False, include_input=False, include_context=False), where=where)
    return Invalid(_sentence(found), found)


def of_exception(error: Exception, instance: str) -> Response:
    """Whatever was raised as a problem response: the one handler. Anything unforeseen is a bare 500."""
    if isinstance(error, QuotesError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
        if error.status == 503:
            headers["Retry-After"] = "5"
        errors = error.errors if isinstance(error, Invalid) else None
        return problem(error.status, error.code, str(error), instance=instance, errors=errors, headers=headers)
    if isinstance(error, RequestValidationError):
        found = faults(error.errors())
        return problem(422, "invalid", _sentence(found), instance=instance, errors=found)
    if isinstance(error, HTTPException):
        if error.status_code == 400 and isinstance(error.__cause__, UnicodeDecodeError):
            return problem(400, "bad-input", _not_utf8(error.__cause__.object), instance=instance)
        return problem(
            error.status_code,
            CODES.get(error.status_code, "bad-input" if error.status_code < 500 else "internal"),
            _MENDS.get((error.status_code, str(error.detail)), str(error.detail)),
            instance=instance,
            headers=error.headers,
        )
    if isinstance(error, (OperationalError, InterfaceError, sqlite3.OperationalError)):
        unavailable = StoreUnavailable("The database cannot be reached or is busy; try again in a few seconds.")
        return of_exception(unavailable, instance)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return of_exception(StoreUnavailable("The database went away; try again in a few seconds."), instance)
    return problem(
        500,
        "internal",
        "Something broke on our side; the log holds the details under the X-Request-ID of this answer.",
        instance=instance,
    )


def install(app: FastAPI) -> None:
    """Make the one handler answer for everything the routes raise on purpose; the middleware asks it for the rest."""

    async def answer(request: Request, error: Exception) -> Response:
        return of_exception(error, request.url.path)

    for kind in (QuotesError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: these error statuses, each with the problem schema and an example."""
    return {status: _declaration(status) for status in sorted({*statuses, 429, 500, 503})}


def _declaration(status: int) -> dict[str, Any]:
    code = CODES.get(status, "internal")
    example: dict[str, Any] = {
        "type": f"urn:quotes:problem:{code}",
        "title": TITLES[code],
        "status": status,
        "code": code,
        "detail": _EXAMPLES.get(status, TITLES[code] + "."),
        "instance": "/quotes",
    }
    content: dict[str, dict[str, Any]] = {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    }
    if status == 400:
        # What is no HTTP at all, an address over 64 kB too, never reaches the application: the server itself answers.
        content["text/plain"] = {"schema": {"type": "string"}, "example": "Invalid HTTP request received."}
    declaration: dict[str, Any] = {"description": TITLES[code], "content": content}
    if status in (429, 503):
        declaration["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return declaration


def _sentence(found: list[dict[str, str]]) -> str:
    if not found:
        return "The request is not valid; see the documentation of this call at /docs."
    first = found[0]
    place = f"{first['in']} {first['name']}".strip()
    rest = f" (and {len(found) - 1} more, see errors)" if len(found) > 1 else ""
    return f"{place}: {first['detail']}{rest}."


# The framework's own words, in sentences that say what to do.
_MENDS: Mapping[tuple[int, str], str] = {
    (404, "Not Found"): "There is nothing at this address: /docs lists every call.",
    (405, "Method Not Allowed"): "This address takes other methods: the Allow header names them, /docs explains them.",
    (400, "There was an error parsing the body"): "The body cannot be read: send JSON that is nested less deeply.",
}


def _not_utf8(body: bytes) -> str:
    """What a body is that is not UTF-8, and what to do with it."""
    name, option = ENCODINGS[fallback(body)]
    return f"The body is not UTF-8, as JSON must be; it looks like {name}: turn it by iconv -f {option} -t UTF-8."


_EXAMPLES: Mapping[int, str] = {
    400: "There is no parameter 'speakr': did you mean 'speaker'?",
    401: "This call needs a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.",
    403: "Writing needs a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.",
    404: "There is no quote 'q0000000000000000'.",
    409: "A speaker cannot be merged into itself.",
    413: "The body is larger than 10000000 bytes: send fewer articles at once.",
    415: "Send JSON, not text/plain: with the header Content-Type: application/json.",
    422: "query limit: Input should be less than or equal to 200.",
    429: "More than 600 requests per 1 minute: wait 12 seconds.",
    503: "The database cannot be reached or is busy; try again in a few seconds.",
}
