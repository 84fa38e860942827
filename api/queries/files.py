"""The form of files that `POST /articles` takes beside JSON."""

from __future__ import annotations

from typing import Any

MOST_FILES = 100
METADATA = ("id", "title", "url", "outlet", "author", "published")
FIELDS = ("file", *METADATA, "map", "day_first")

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_FILES,
            "items": {"type": "string", "format": "binary"},
            "description": "Files of any kind that `quotes ingest` reads, or zips of them.",
        },
        **{name: {"type": "string", "description": "Of the one file that is sent."} for name in METADATA},
        "map": {"type": "string", "description": "Which column holds a field: text=body,date=day."},
        "day_first": {"type": "boolean", "description": "How 05/08/2020 is read; without it, it is not."},
    },
    "additionalProperties": False,
}
DESCRIBED = {"requestBody": {"content": {"multipart/form-data": {"schema": _SCHEMA}}}}
