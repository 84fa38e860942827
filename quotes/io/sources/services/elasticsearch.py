"""A hit of an Elasticsearch or OpenSearch answer: the document is its `_source`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotes.io.sources.source import Notes


def knows(record: Mapping[Any, Any]) -> bool:
    return isinstance(record.get("_source"), Mapping) and "_id" in record


def plain(record: Mapping[Any, Any], notes: Notes) -> Mapping[Any, Any]:
    return {"id": record["_id"], **record["_source"]}
