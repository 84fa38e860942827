"""What every format is handed, and what it hands back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from quotes.errors import QuotesError, TooLarge
from quotes.models import Failure, RawArticle

MAX_BYTES = 20_000_000  # of one article: a file of its own, or one line of many
NAME_KEPT = 100  # characters
NAMES_KEPT = 1_000  # distinct names that are counted each by itself, however many there are
FIELDS = tuple(one.name for one in fields(RawArticle) if one.name not in ("origin", "where"))
_OF_ALL = ("outlet", "author", "published")
METADATA = tuple(name for name in FIELDS if name not in ("text", "html"))

Item = RawArticle | Failure


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are read.

    `columns` says which member or column holds a field ({"text": "body"}); `day_first` how 05/08/2020 is read;
    `fetch` is the command that a refused web address is told to pipe into; `passes` says of a file or a folder
    whether it is read.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    max_bytes: int = MAX_BYTES
    fetch: str = "quotes ingest -"
    passes: Callable[[Path], bool] = lambda path: True


@dataclass(slots=True)
class Notes:
    """What was left out on the way, counted; each sentence is told once, at the end."""

    unused: Counter[str] = field(default_factory=Counter)  # members and columns nobody asked for
    unread: Counter[str] = field(default_factory=Counter)  # metadata of a kind that is no words
    passed: Counter[str] = field(default_factory=Counter)  # files of a folder, by their ending
    remarks: Counter[str] = field(default_factory=Counter)  # whole sentences of one format

    def count(self, counter: Counter[str], name: str, many: int = 1) -> None:
        """One more of a name, whose beginning is kept; the names beyond the first thousand are counted together."""
        name = name[:NAME_KEPT]
        counter[name if name in counter or len(counter) < NAMES_KEPT else "others"] += many

    def sentences(self) -> list[str]:
        said = []
        if self.passed:
            total = sum(self.passed.values())
            said.append(f"{_many(total, 'file')} of kinds not read here: {_listed(self.passed)}.")
        if self.unused:
            said.append(f"Not used: {_listed(self.unused)}; --map FIELD=NAME uses one.")
        if self.unread:
            said.append(f"Left out, as it was no words: {_listed(self.unread)}.")
        return said + [f"{sentence} ({count:,})" for sentence, count in self.remarks.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, a standard input or an upload: its bytes, and what is known of it beside them.

    `where` names it in messages. `head` is its beginning; `stream` begins there too. Both are in UTF-8, or in an
    encoding of one byte a character, where they are text.
    `id` and `origin` are the file's name and path, where it has one; `known` is what a manifest says of it.
    """

    stream: BinaryIO
    where: str
    head: bytes = b""
    id: str | None = None
    origin: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    notes: Notes = field(default_factory=Notes)

    def whole(self, max_bytes: int | None = None) -> bytes:
        """All of it; `TooLarge` over the limit of an article."""
        limit = max_bytes or self.options.max_bytes
        content = self.stream.read(limit + 1)
        if len(content) > limit:
            raise too_large(limit)
        return content

    def article(self, **found: str | None) -> RawArticle:
        """The one article of a file: what was found in it, under the file's name, corrected by its manifest."""
        said = {name: value for name, value in self.known.items() if name in METADATA and isinstance(value, str)}
        given = {name: value for name, value in found.items() if value is not None} | said
        origin = None if "id" in given else self.origin
        return RawArticle(**{"id": self.id, **given}, origin=origin, where=origin and self.where)

    def article_of_many(self, **found: str | None) -> RawArticle:
        """One of the articles of a file: the file's name is not its id."""
        return self.with_known(RawArticle(**{name: value for name, value in found.items() if value is not None}))

    def with_known(self, article: RawArticle) -> RawArticle:
        """One of the articles of a file, with what the manifest says of them all and they do not say themselves."""
        said = {name: self.known[name] for name in _OF_ALL if isinstance(self.known.get(name), str)}
        return replace(article, **{name: value for name, value in said.items() if getattr(article, name) is None})

    def failure(self, error: QuotesError, place: str = "", article: Mapping[str, Any] | None = None) -> Failure:
        """What is wrong at a place of it ("line 3"), or with the whole, which is called by its path as it was given."""
        if place or self.id is None:
            return Failure.of(None, error, where=f"{self.where} {place}".rstrip(), article=article)
        return Failure.of(self.where, error, where=self.where, article=article)


def too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"an article over {max_bytes:,} bytes is not read; split it.")


def _listed(counts: Counter[str], most: int = 20) -> str:
    said = ", ".join(f"{name} {count:,}" for name, count in counts.most_common(most))
    left = len(counts) - most
    return f"{said} and {left:,} more" if left > 0 else said


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
