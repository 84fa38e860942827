"""The Guardian's Open Platform: the words and the byline are among the `fields`, asked for by `show-fields=all`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotes.io.sources.source import Notes

OUTLET = "The Guardian"


def knows(record: Mapping[Any, Any]) -> bool:
    return "webTitle" in record and "webUrl" in record


def plain(record: Mapping[Any, Any], notes: Notes) -> Mapping[Any, Any]:
    given = record.get("fields")
    fields: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if not fields.get("body") and not fields.get("bodyText"):
        notes.count(notes.remarks, "The Guardian sends an article's words where show-fields=all asks for them.")
    publication = fields.get("publication")
    found = {
        "url": record["webUrl"],
        "title": fields.get("headline") or record["webTitle"],
        "published": record.get("webPublicationDate"),
        "author": fields.get("byline"),
        "outlet": publication if isinstance(publication, str) and publication else OUTLET,
    }
    if fields.get("body"):
        return {**found, "html": fields["body"]}
    return {**found, "text": fields["bodyText"]} if fields.get("bodyText") else found
