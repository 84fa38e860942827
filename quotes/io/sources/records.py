"""A JSON object, or a row with its columns' names -> a raw article, under the names that people really use."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from quotes.errors import BadInput
from quotes.io.sources import services
from quotes.io.sources.source import FIELDS, METADATA, Item, Notes, Options, Source
from quotes.models import Failure, RawArticle
from quotes.text.dates import parse_published

# Written without case, spaces, points, hyphens and underscores; the first that is there and not empty is taken.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "bodytext", "articlebody", "articletext", "story"),
    "html": ("html", "bodyhtml", "contenthtml"),
    "id": ("id", "guid", "uuid", "uri", "articleid"),
    "title": ("title", "headline", "webtitle"),
    "url": ("url", "link", "weburl", "permalink", "canonicalurl"),
    "outlet": ("outlet", "source", "publisher", "publication", "sitename", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "published": (
        "published", "date", "pubdate", "publishedat", "publishdate", "publicationdate", "datepublished",
        "publishedon", "webpublicationdate", "versioncreated", "timestamp", "datetime",
    ),
}  # fmt: skip
MAX_COLUMNS = 10_000
_MISSING = frozenset({None, "", "nan", "NaN", "NaT", "None", "null", "NULL", "<NA>"})  # as data frames write nothing
_WHOLE = re.compile(r"\d+\.0")  # a column of whole numbers with a gap in it, as data frames write it
_OF_JSON_LD = ("@context", "@type", "@id")
_WORDS_IN = ("name", "rendered", "value", "title", "#text")  # where an object keeps what it is called
_MARKUP = re.compile(r"<(?:p|div|br|html|body|article|section|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_BODY_IN = ("rendered", "value", "#text")
_NAMES_SHOWN = 12
_NAMES_REMEMBERED = 10_000  # characters of all names of one record


class Unusable(ValueError):
    """A value that is no words."""


def from_record(
    record: object, *, where: str = "The article", options: Options | None = None, notes: Notes | None = None
) -> Item:
    """One JSON object or row -> a raw article. What is not used of it is counted in the notes."""
    options, notes = options or Options(), notes or Notes()
    if not isinstance(record, Mapping):
        return Failure.of(None, BadInput("this is not a JSON object with text or html in it."), where=where)
    record = services.plain(record, notes)
    names = fields_of(tuple(record), tuple(options.columns.items()))
    given: dict[str, str] = {}
    used: set[str] = set()
    for field, candidates in names.items():
        for name in candidates:
            try:
                words = _words(field, record[name])
            except Unusable:
                if field in ("text", "html"):
                    problem = BadInput(f"{name} must be a string; put it in quotes.")
                    return Failure.of(_id_of(record), problem, where=where, article=record)
                notes.count(notes.unread, name)
                used.add(name)
                continue
            if words:
                if field == "text" and name != "text" and name not in options.columns.values() and is_markup(words):
                    field = "html"
                given.setdefault(field, words)
                used.add(name)
                break
    if len(used) < len(record):
        for name, value in record.items():
            if name not in used and not _says_nothing(name, value):
                notes.count(notes.unused, name)
    if "text" not in given and "html" not in given:
        empty = next(iter((*names["text"], *names["html"])), None)
        problem = without_words(record, options) if empty is None else no_words_in(empty)
        return Failure.of(_id_of(record), problem, where=where, article=record)
    if options.day_first is not None and "published" in given:
        with suppress(BadInput):  # one that cannot be read costs the date, later
            given["published"] = parse_published(given["published"], day_first=options.day_first) or ""
    return RawArticle(**given)


def article_of(record: object, source: Source, place: str) -> Item:
    """The article of one record of a source, at a place of it ("line 3")."""
    where = f"{source.where} {place}"
    found = from_record(record, where=where, options=source.options, notes=source.notes)
    if isinstance(found, Failure):
        return found
    return source.with_known(found if found.id is not None else replace(found, where=where))


def fields_of(names: tuple[Any, ...], columns: tuple[tuple[str, str], ...] = ()) -> dict[str, list[str]]:
    """{field: the members that may hold it, the best first}, by the given columns and else by their names."""
    # asked anew for what is so long: an archive's own names are remembered, and nobody fills the memory with others
    ask = _fields_of if sum(len(str(name)) for name in names) <= _NAMES_REMEMBERED else _fields_of.__wrapped__
    return ask(names, columns)


@lru_cache(maxsize=64)
def _fields_of(names: tuple[Any, ...], columns: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    chosen = dict(columns)
    there: dict[str, str] = {}
    for name in names:
        there.setdefault(folded(name), name)
    found: dict[str, list[str]] = {}
    for field in FIELDS:
        if field in chosen:
            found[field] = [chosen[field]] if chosen[field] in names else []
        else:
            # a name that is spoken for by --map is nothing else beside
            candidates = (there[alias] for alias in ALIASES[field] if alias in there)
            found[field] = [name for name in candidates if name not in chosen.values()]
            if field in names and field not in chosen.values():
                found[field] = [field, *(name for name in found[field] if name != field)]
    return found


def field_named(name: str) -> str:
    """The field of an article that a name means: "date" is `published`; `BadInput` where there is none."""
    for field, names in ALIASES.items():
        if folded(name) in names:
            return field
    raise BadInput(f"an article has no field {name!r}; it has {', '.join(FIELDS)}.")


def columns_named(pairs: str) -> dict[str, str]:
    """{field: the column or member that holds it} of "text=body,date=day"; `BadInput` for what is not of that form."""
    chosen: dict[str, str] = {}
    for pair in pairs.split(","):
        field, equals, name = pair.partition("=")
        if equals and name.strip():
            chosen[field_named(field.strip())] = name.strip()
        elif pair.strip():
            raise BadInput(f"--map takes FIELD=NAME, and {pair!r} is not that; write --map text=body, for example.")
    return chosen


def check_columns(names: Iterable[str], options: Options) -> None:
    """`BadInput` where a table has no column with words in it, or not the one that was asked for."""
    names = list(names)
    check_number_of_columns(len(names))
    for field, name in options.columns.items():
        if name not in names:
            raise BadInput(f"it has no column {name!r} for {field}; {_there_are(names)}.")
    found = fields_of(tuple(names), tuple(options.columns.items()))
    if not found["text"] and not found["html"]:
        raise without_words(names, options)


def check_number_of_columns(number: int) -> None:
    if number > MAX_COLUMNS:
        raise BadInput(f"it has {number:,} columns, and {MAX_COLUMNS:,} are the most; keep those with the words.")


def without_words(names: Iterable[Any], options: Options) -> BadInput:
    if "text" in options.columns or "html" in options.columns:
        column = options.columns.get("text") or options.columns.get("html")
        return BadInput(f"it has neither text nor html: {column!r} is not there or empty; {_there_are(names)}.")
    return BadInput(
        f"it has neither text nor html; {_there_are(names)}. Give one of them, or say which holds the words: "
        "--map text=NAME."
    )


def no_words_in(name: str) -> BadInput:
    return BadInput(f"{name} is empty; put the article's words there, or say which holds them: --map text=NAME.")


def is_markup(words: str) -> bool:
    """Whether words are a piece of a web page, as the `content` of many a feed is."""
    return _MARKUP.search(words[:2000]) is not None


def folded(name: object) -> str:
    """
    >>> folded("Publish Date"), folded("publish_date"), folded("publishDate")
    ('publishdate', 'publishdate', 'publishdate')
    """
    return re.sub(r"[\W_]+", "", str(name)[:200]).lower()


def _there_are(names: Iterable[Any]) -> str:
    names = [str(name)[:40] for name in names]
    shown = ", ".join(names[:_NAMES_SHOWN]) + (", ..." if len(names) > _NAMES_SHOWN else "")
    return f"there is {shown}" if names else "there is nothing in it"


def _words(field: str, value: Any) -> str | None:
    """The value of a field as a string; None where there is none; `Unusable` for what is none."""
    if value is None or isinstance(value, str):
        if field == "id" and value and _WHOLE.fullmatch(value):
            return value[:-2]
        return None if value in _MISSING else value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        raise Unusable
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, int | float):
        return _number(field, value)
    if isinstance(value, Mapping):
        for name in _WORDS_IN if field in METADATA else _BODY_IN:
            if isinstance(inner := value.get(name), str) and inner:
                return inner
        raise Unusable
    if isinstance(value, list) and field in ("author", "text"):
        separator = ", " if field == "author" else "\n\n"
        parts = [_words(field, one) for one in value if isinstance(one, str | Mapping)]
        if len(parts) == len(value):
            return separator.join(filter(None, parts)) or None
    raise Unusable


def _number(field: str, value: int | float) -> str:
    """A number as an id or a date has it: a data frame with a gap turns 12 into 12.0."""
    if field in ("text", "html", "author", "url") or math.isinf(value):
        raise Unusable
    return str(int(value)) if value == int(value) else str(value)


def _says_nothing(name: str, value: Any) -> bool:
    """Nothing there, what JSON-LD says of itself, or what `quotes ingest --failed` wrote beside the article."""
    return not _is_there(value) or name in _OF_JSON_LD or (name == "error" and isinstance(value, Mapping))


def _is_there(value: Any) -> bool:
    return not (value in ([], {}, *_MISSING) or value != value)


def _id_of(record: Mapping[Any, Any]) -> str | None:
    value = record.get("id")
    return str(value)[:200] if isinstance(value, str | int) else None


def has_words(record: Any) -> bool:
    """Whether an object has a member that holds an article's words."""
    if not isinstance(record, Mapping):
        return False
    found = fields_of(tuple(record))
    for name in (*found["text"], *found["html"]):
        with suppress(Unusable):
            if _words("text", record[name]):
                return True
    return False
