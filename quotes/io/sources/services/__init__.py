"""News services' own JSON -> an object with the members that every article has; one module a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotes.io.sources.services import elasticsearch, guardian, newsapi, ninjs
from quotes.io.sources.source import Notes

# the members of one object in which services, and programs of all kinds, wrap a list of articles
LISTS = (
    "articles", "response.results", "response.docs", "results", "items", "data", "docs", "posts", "hits.hits", "value",
)  # fmt: skip
_SERVICES = (elasticsearch, guardian, newsapi, ninjs)


def plain(record: Mapping[Any, Any], notes: Notes) -> Mapping[Any, Any]:
    """The object as the first service that knows it reads it; else as it is."""
    for service in _SERVICES:
        if service.knows(record):
            found: Mapping[Any, Any] = service.plain(record, notes)
            return found
    return record


def listed(record: Mapping[Any, Any]) -> list[Any] | None:
    """The articles that an object wraps; None where it wraps none."""
    for path in LISTS:
        inner: Any = record
        for name in path.split("."):
            inner = inner.get(name) if isinstance(inner, Mapping) else None
        if isinstance(inner, list) and all(isinstance(one, Mapping) for one in inner):
            return inner
    return None
