"""Feeds against their specifications: JSON Feed 1.1, RFC 4287."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import orjson
from hypothesis import given
from hypothesis import strategies as st

from api.formats.atom import atom
from api.formats.feed import Feed
from api.formats.jsonfeed import json_feed
from tests.pages.quotations import BASE, HOSTILE, hostile, quotation

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def feed(*quotes: dict[str, Any], **changes: Any) -> Feed:
    facts: dict[str, Any] = {
        "title": "Quotes",
        "description": "All of them",
        "address": f"{BASE}/feeds/quotes.atom?q=a&speaker=b",
        "home": f"{BASE}/?q=a",
        "base": BASE,
        "quotes": quotes,
    }
    return Feed(**{**facts, **changes})


def check_json_feed(found: dict[str, Any]) -> None:
    """What https://www.jsonfeed.org/version/1.1/ asks of a feed."""
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(found["title"], str) and found["title"]
    for name in ("home_page_url", "feed_url", "next_url"):
        assert name not in found or _absolute(found[name])
    assert isinstance(found["items"], list)
    ids = [item["id"] for item in found["items"]]
    assert len(set(ids)) == len(ids)
    for item in found["items"]:
        assert isinstance(item["id"], str) and item["id"]
        assert "content_html" in item or "content_text" in item
        for name in ("url", "external_url"):
            assert name not in item or _absolute(item[name])
        for name in ("date_published", "date_modified"):
            assert name not in item or _date(item[name])
        assert item["authors"] and all(set(author) & {"name", "url", "avatar"} for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        known = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "tags",
                 "banner_image", "date_published", "date_modified", "authors", "language", "attachments"}  # fmt: skip
        assert not [name for name in item if name not in known and not name.startswith("_")]


def check_atom(written: bytes) -> ET.Element:
    """What RFC 4287 asks of a feed document (sections 4.1.1 and 4.1.2)."""
    root = ET.fromstring(written)
    assert root.tag == f"{ATOM}feed"
    _has_one(root, "id", "title", "updated")
    assert root.findall(f"{ATOM}author") or all(entry.findall(f"{ATOM}author") for entry in root.iter(f"{ATOM}entry"))
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    for holder in [root, *root.findall(f"{ATOM}entry")]:
        _has_one(holder, "id", "title", "updated")
        assert _absolute(holder.findtext(f"{ATOM}id", ""))
        assert _date(holder.findtext(f"{ATOM}updated", ""))
        alternates = [link for link in holder.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        for link in holder.findall(f"{ATOM}link"):
            assert _absolute(link.get("href", ""))
        for author in holder.findall(f"{ATOM}author"):
            assert author.findtext(f"{ATOM}name")
        for category in holder.findall(f"{ATOM}category"):
            assert category.get("term")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return root


def _has_one(holder: ET.Element, *names: str) -> None:
    for name in names:
        assert len(holder.findall(ATOM + name)) == 1, name


def _absolute(address: str) -> bool:
    split = urlsplit(address)
    return split.scheme in ("http", "https") and bool(split.hostname) and not re.search(r"[\s<>\"{}|\\^`]", address)


def _date(written: str) -> bool:
    return bool(RFC3339.fullmatch(written)) and datetime.fromisoformat(written) is not None


def test_json_feed_is_valid_and_says_who_said_what() -> None:
    found = json_feed(feed(quotation(), quotation(id="q2", speaker=None), next=f"{BASE}/feeds/quotes.json?cursor=x"))
    check_json_feed(found)
    first, second = found["items"]
    assert first["content_text"] == "The bridge stays shut, and that is final."
    assert first["authors"] == [{"name": "Ana Lopez", "url": f"{BASE}/browse/speakers/ana-lopez"}]
    assert first["date_published"] == "2024-03-05T00:00:00Z"
    assert first["external_url"].startswith("https://news.example/bridge?a=1&b=2#:~:text=")
    assert second["authors"] == [{"name": "Unattributed"}]


def test_atom_is_valid_and_says_who_said_what() -> None:
    root = check_atom(atom(feed(quotation(), next=f"{BASE}/feeds/quotes.atom?cursor=x")))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Ana Lopez: “The bridge stays shut, and that is final.”"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana Lopez"
    content = entry.find(f"{ATOM}content")
    assert content is not None and content.get("type") == "html"
    assert "<strong>The bridge stays shut, and that is final.</strong>" in (content.text or "")
    assert root.findtext(f"{ATOM}updated") == "2024-03-05T00:00:00Z"


def test_an_article_without_a_date_has_the_date_it_came_in() -> None:
    quote = quotation(article={"id": "a1", "title": None, "url": None, "outlet": None, "published": None}, links={})
    item = json_feed(feed(quote, added={"a1": "2026-01-02T03:04:05+00:00"}))["items"][0]
    assert item["date_published"] == "2026-01-02T03:04:05Z"
    assert "external_url" not in item


def test_an_empty_feed_is_valid() -> None:
    check_json_feed(json_feed(feed()))
    check_atom(atom(feed()))


def test_hostile_words_stay_words() -> None:
    check_json_feed(json_feed(feed(hostile())))
    written = atom(feed(hostile(), title=HOSTILE, description=HOSTILE))
    root = check_atom(written)
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} <= {
        "feed", "title", "subtitle", "id", "updated", "author", "name", "uri", "link", "generator", "entry",
        "published", "category", "summary", "content",
    }  # fmt: skip
    for html in (
        root.findtext(f"{ATOM}entry/{ATOM}content", ""),
        json_feed(feed(hostile()))["items"][0]["content_html"],
    ):
        assert "<script" not in html and "<img" not in html
    assert b"javascript:" not in written
    assert "javascript:" not in orjson.dumps(json_feed(feed(hostile()))["items"][0].get("external_url", "")).decode()


@given(st.text(), st.text(max_size=20))
def test_any_words_make_a_valid_feed(words: str, outlet: str) -> None:
    article = {**quotation()["article"], "title": words, "outlet": outlet}
    quote = quotation(text=words, article=article, context={"before": words, "after": words})
    check_json_feed(json_feed(feed(quote)))
    check_atom(atom(feed(quote, title=words or "x")))
