"""Markdown: the words as they are written; what stands above them between two rules is the article's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.io.sources.characters import decode
from quotes.io.sources.format import Format
from quotes.io.sources.records import fields_of
from quotes.io.sources.source import METADATA, Item, Source
from quotes.text.first_lines import author_of, date_in_name, date_of, title_of

_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)\r?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_][\w -]{0,40}?)\s*[:=]\s*(.*)$")
_MEMBER = re.compile(r"^\s*-\s+(.+)$")
_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)


def read(source: Source) -> Iterator[Item]:
    words = decode(source.whole())
    front = _FRONT.match(words)
    said = _metadata(front[2], source) if front else {}
    words = words[front.end() :] if front else words
    heading = _HEADING.search(words)
    yield source.article(
        text=words,
        id=said.get("id"),
        title=said.get("title") or (heading[1] if heading else title_of(words)),
        url=said.get("url"),
        outlet=said.get("outlet"),
        author=said.get("author") or author_of(words),
        published=said.get("published") or date_of(words) or date_in_name(source.id or ""),
    )


def _metadata(lines: str, source: Source) -> dict[str, str]:
    """The plain pairs and lists of YAML or TOML; what is nested deeper is no metadata of an article."""
    given: dict[str, str] = {}
    name = ""
    for line in lines.splitlines():
        if pair := _PAIR.match(line):
            name = pair[1]
            given[name] = _unquoted(pair[2])
        elif name and (member := _MEMBER.match(line)):
            given[name] = ", ".join(filter(None, (given[name], _unquoted(member[1]))))
    names = fields_of(tuple(given))
    found: dict[str, str] = {}
    for field in METADATA:
        for name in names[field]:
            if value := given.pop(name, ""):
                found.setdefault(field, value)
    for name, value in given.items():
        if value:
            source.notes.count(source.notes.unused, name)
    return found


def _unquoted(value: str) -> str:
    value = value.strip().strip("[]").strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def looks(head: bytes) -> bool:
    front = _FRONT.match(head.decode("utf-8", errors="replace"))
    return front is not None and re.search(r"^title\s*[:=]", front[2], re.MULTILINE) is not None


FORMAT = Format("Markdown", (".md", ".markdown"), read, looks)
