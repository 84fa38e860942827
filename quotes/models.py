"""The values that travel between the rooms: frozen, over the errors and the standard library.

Every offset is a character offset into `Document.text`, the end exclusive, so that
`document.text[r.start:r.end] == r.text` holds for each `TextRange` at all times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from quotes.errors import QuotesError

QuoteKind = Literal["direct", "fragment"]
PersonType = Literal["person", "organization", "group"]
SpeakerType = Literal["person", "organization", "group", "document"]


MAX_ARTICLE_CHARS = 2_000_000  # the longest article that is read, unless a caller or a setting says otherwise


@dataclass(frozen=True, slots=True, order=True)
class TextRange:
    """A stretch of a document: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def as_dict(self) -> dict[str, Any]:
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as it came: text or HTML, and what the source said about it.

    `published` is an ISO 8601 date or date-time; every field but one of `text` and `html` may be missing.
    """

    text: str | None = None
    html: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    # the path of the file whose name is the id, where nobody gave one; never read from a record
    origin: str | None = field(default=None, compare=False)
    # that file's path as it was given, or its place in a file of many where it has no id: what the article is called
    # where it cannot be read
    where: str | None = field(default=None, compare=False)

    @property
    def called(self) -> str | None:
        """What a `Failure` calls it: its place as it was given, since many files may have one name; else its id."""
        return self.where or self.id


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it is stored: `text` is what every offset indexes and never changes afterwards."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    # the file's name, where the id was made of it and of the file's place
    file_name: str | None = None
    # a date of publication that could not be read, as it was written; `published` is then None
    unread_date: str | None = None

    @property
    def called(self) -> str:
        """What a `Failure` calls it."""
        return self.id


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as this article says.

    `name` is a proper name or None, never a pronoun or a description. `mention` is the words that speak,
    as written ("he", "the spokesman"); `chain` leads from the mention to the name. `id` exists in a store only.
    `type` is "document" where the mention is one ("the report"); the name is then that of whoever issued it.
    """

    name: str | None = None
    id: str | None = None
    type: SpeakerType | None = None
    mention: TextRange | None = None
    role: str | None = None
    chain: tuple[TextRange, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "id": self.id,
            "type": self.type,
            "mention": self.mention.as_dict() if self.mention else None,
            "role": self.role,
            "chain": [link.as_dict() for link in self.chain],
        }


@dataclass(frozen=True, slots=True)
class NamingStep:
    """One step from a mention to a name: the words it is at, and why they lead on, in a few words."""

    at: TextRange
    why: str

    def as_dict(self) -> dict[str, Any]:
        return {**self.at.as_dict(), "why": self.why}


@dataclass(frozen=True, slots=True)
class Quote:
    """One direct quotation with its speaker and the evidence for it.

    `text` is the words, parts joined by one space, outer marks left out. `kind` is "direct" for speech that
    stands by itself and "fragment" for words inside the reporter's own sentence. `speaker` is None where the
    article does not say who speaks. `confidence` (0..1) is the calibrated chance that this name said these words, or,
    where no name is given, that the mention did and the article names nobody for it; `mention_confidence`, which the
    JSON leaves to `quotes explain`, the chance that the mention did, whatever its name.
    """

    id: str
    text: str
    parts: tuple[TextRange, ...]
    kind: QuoteKind
    speaker: Speaker | None = None
    cue: TextRange | None = None
    rule: str | None = None
    why: str | None = None
    confidence: float = 0.0
    repairs: tuple[str, ...] = ()
    mention_confidence: float = field(default=0.0, compare=False)

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    def as_dict(self) -> dict[str, Any]:
        """The public JSON shape, the same in Python, on the command line and over HTTP."""
        return {
            "id": self.id,
            "text": self.text,
            "parts": [part.as_dict() for part in self.parts],
            "kind": self.kind,
            "speaker": self.speaker.as_dict() if self.speaker else None,
            "cue": self.cue.as_dict() if self.cue else None,
            "rule": self.rule,
            "why": self.why,
            "confidence": self.confidence,
            "repairs": list(self.repairs),
        }


@dataclass(frozen=True, slots=True)
class Person:
    """Someone (or an organisation) of one article: what identity compares across articles.

    `name` is the fullest name the article gives, `names` every spelling it uses, `roles` what it calls them, `aliases`
    other full names of theirs that it states: “née Kalnina”, “better known as ...”, a nickname inside the name.
    """

    name: str
    type: PersonType = "person"
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article yields: the document, its quotes in text order, and the people it names."""

    document: Document
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = field(default=())

    def _repr_html_(self) -> str:
        """What a notebook shows: the article with its quotations marked, who says each as its title."""
        text = self.document.text
        pieces: list[str] = []
        at = 0
        for quote in self.quotes:
            who = (quote.speaker and quote.speaker.name) or "unattributed"
            for part in quote.parts:
                shown, said = (
                    escape(text[part.start : part.end]),
                    escape(f"{who}. {quote.why or ''}".rstrip(". ") + "."),
                )
                pieces += [escape(text[at : part.start]), f'<mark title="{said}">{shown}</mark>']
                at = part.end
            pieces.append(f"<sub>{escape(who)}</sub>")
        pieces.append(escape(text[at:]))
        title = f"<h3>{escape(self.document.title)}</h3>" if self.document.title else ""
        return f'<article>{title}<div style="white-space:pre-wrap;max-width:45em">{"".join(pieces)}</div></article>'

    def as_dict(self) -> dict[str, Any]:
        """One line of JSONL output: id and metadata (those that are known), then the quotes."""
        document = self.document
        known: Iterable[tuple[str, str | None]] = (
            ("title", document.title),
            ("url", document.url),
            ("outlet", document.outlet),
            ("author", document.author),
            ("published", document.published),
        )
        return {
            "id": document.id,
            **{key: value for key, value in known if value is not None},
            "quotes": [quote.as_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: reported in its place, and the rest goes on."""

    id: str | None
    code: str
    message: str
    status: int = 400
    # the article as it came, whole, where there is one: what `quotes ingest --failed` keeps
    article: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls, article_id: str | None, error: QuotesError, *, where: str = "", article: Mapping[str, Any] | None = None
    ) -> Failure:
        """The failure an error stands for; `where` says the place, e.g. "articles.csv line 3"."""
        return cls(article_id, error.code, f"{where}: {error}" if where else str(error), error.status, article)

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.id, "error": {"code": self.code, "message": self.message}}
