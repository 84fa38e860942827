"""NewsAPI.org: the names are everybody's, but of an article's words only the first two hundred characters are sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quotes.io.sources.source import Notes

_CUT = re.compile(r"…?\s*\[\+[\d,]+ chars\]\s*$")


def knows(record: Mapping[Any, Any]) -> bool:
    return "publishedAt" in record and isinstance(record.get("content"), str)


def plain(record: Mapping[Any, Any], notes: Notes) -> Mapping[Any, Any]:
    whole, cut = _CUT.subn("", record["content"])
    if not cut:
        return record
    notes.count(
        notes.remarks, "NewsAPI sends the beginning of an article only; fetch its url for the rest: curl -sL URL."
    )
    return {**record, "content": whole}
