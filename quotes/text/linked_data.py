"""What a page says of its article in JSON-LD, as search engines read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

_SCRIPT = re.compile(
    r"<script\b[^>]{0,500}?\btype\s*=\s*[\"']?application/ld\+json\b[^>]{0,500}>(.*?)</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
_MOST_SCRIPTS = 20
_MOST_CHARS = 500_000
_MOST_NODES = 10_000
_ARTICLES = re.compile(r"(Article|BlogPosting|Report)$")  # NewsArticle, LiveBlogPosting, ReportageNewsArticle
_ADDRESS = re.compile(r"^(https?:)?//", re.IGNORECASE)


def about_article(html: str) -> dict[str, str]:
    """Any of title, author, outlet and published, as the page's first article says them."""
    nodes = list(_nodes(html))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = next((node for node in nodes if _is_article(node)), None)
    if article is None:
        return {}
    found = {
        "title": _name(article.get("headline"), by_id),
        "author": _names(article.get("author") or article.get("creator"), by_id),
        "outlet": _names(article.get("publisher"), by_id),
        "published": _name(article.get("datePublished"), by_id),
    }
    return {name: said for name, said in found.items() if said}


def _nodes(html: str) -> Iterator[Mapping[str, Any]]:
    """Every object of the page's scripts, outer ones first."""
    waiting: list[Any] = []
    for number, script in enumerate(_SCRIPT.finditer(html)):
        if number < _MOST_SCRIPTS and len(script[1]) <= _MOST_CHARS:
            try:
                waiting.append(json.loads(script[1], strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds)


def _names(value: Any, by_id: Mapping[str, Any]) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = dict.fromkeys(filter(None, (_name(one, by_id) for one in values[:20])))
    return ", ".join(names) or None


def _name(value: Any, by_id: Mapping[str, Any]) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str) or _ADDRESS.match(value):
        return None
    return " ".join(unescape(value).split()) or None
