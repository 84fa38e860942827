"""ninjs, the IPTC's news in JSON: 1.x by its own names, 2.x and 3.x with lists of bodies and headlines by role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotes.io.sources.source import Notes

_BODIES = {"body_xhtml": "html", "body_html": "html", "body_text": "text"}


def knows(record: Mapping[Any, Any]) -> bool:
    return "uri" in record and (isinstance(record.get("bodies"), list) or any(name in record for name in _BODIES))


def plain(record: Mapping[Any, Any], notes: Notes) -> Mapping[Any, Any]:
    found: dict[str, Any] = {
        "id": record["uri"],
        "title": record.get("headline") or _main(record.get("headlines")),
        "author": record.get("byline") or record.get("by"),
        "published": record.get("firstcreated") or record.get("firstCreated") or _version(record),
        "url": record.get("standardUrl") or record.get("canonicalurl"),
        "outlet": record.get("copyrightholder") or record.get("copyrightHolder") or record.get("infosource"),
    }
    for name, field in _BODIES.items():
        if record.get(name):
            return {**found, field: record[name]}
    bodies = [body for body in record.get("bodies") or () if isinstance(body, Mapping) and body.get("value")]
    pages = [body for body in bodies if "html" in str(body.get("contenttype") or body.get("contentType"))]
    if best := (pages or bodies)[:1]:
        found["html" if pages else "text"] = best[0]["value"]
    return found


def _version(record: Mapping[Any, Any]) -> Any:
    return record.get("versioncreated") or record.get("versionCreated")


def _main(values: Any) -> Any:
    """The main one of a list of headlines, or the first."""
    values = [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []
    main = [value for value in values if value.get("role") == "main"] or values
    return main[0].get("value") if main else None
