"""The examples of the documentation: real answers about the five seed articles, kept in `examples.json`.

`python -m api.generate examples` makes that file anew from the seeds.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import orjson

FILE = "examples.json"


def _load() -> dict[str, Any]:
    path = files("api.schemas").joinpath(FILE)
    return dict(orjson.loads(path.read_bytes())) if path.is_file() else {}


_ALL = _load()

QUOTE: dict[str, Any] = _ALL.get("quote", {})
QUOTE_PAGE: dict[str, Any] = _ALL.get("quote_page", {})
SPEAKER: dict[str, Any] = _ALL.get("speaker", {})
SPEAKER_PAGE: dict[str, Any] = _ALL.get("speaker_page", {})
ARTICLE: dict[str, Any] = _ALL.get("article", {})
ARTICLE_PAGE: dict[str, Any] = _ALL.get("article_page", {})
EXTRACTED: dict[str, Any] = _ALL.get("extracted", {})
STORED: dict[str, Any] = _ALL.get("stored", {})
VERIFIED: dict[str, Any] = _ALL.get("verified", {})
SIMILAR: dict[str, Any] = _ALL.get("similar", {})
CSV: str = _ALL.get("csv", "")

ARTICLE_IN: dict[str, Any] = {
    "text": "Workers walked out on Monday.\n“I am ready to take responsibility and act as a national leader during "
    "this period,” Svetlana Tikhanovskaya said.",
    "title": "Belarus strikers heckle leader",
    "url": "https://example.org/2020/08/18/belarus",
    "outlet": "Example Times",
    "published": "2020-08-18",
}
DRAFT: dict[str, Any] = {
    "text": "“I am ready to take charge and act as a national leader during this period,” Svetlana Tikhanovskaya said."
}
