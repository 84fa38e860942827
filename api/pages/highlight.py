"""An article's text cut into the pieces a page shows: which words are whose quotation, which name and cue them.

The pieces of a paragraph, joined, are that paragraph, and the paragraphs with their gaps are the text: nothing is
added, lost or moved, so that what is coloured is exactly `text[start:end]`. A part whose offsets do not prove
themselves against the text is left out rather than drawn beside the words it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from api.formats.words import QuoteJson


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what they are: `names`/`cues` are the ids of the quotations they say the speaker or cue of."""

    text: str
    names: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces one after another that belong to the same part of the same quotation, or to none (`quote` None)."""

    start: int
    quote: str | None = None
    part: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that holds words; `gap` is the white space after it."""

    start: int
    runs: list[Run]
    gap: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str  # quote, name or cue
    quote: str
    part: int = 0


def paragraphs(text: str, quotes: Iterable[QuoteJson]) -> list[Paragraph]:
    """The text in lines, each cut where a quotation, a speaker's mention or a cue begins or ends."""
    marks = sorted(_marks(text, quotes), key=lambda mark: (mark.start, mark.end))
    lines = list(re.finditer(r"[^\r\n]*\S[^\r\n]*", text))
    result = []
    first = 0
    for number, line in enumerate(lines):
        end = lines[number + 1].start() if number + 1 < len(lines) else len(text)
        while first < len(marks) and marks[first].end <= line.start():
            first += 1
        here = [mark for mark in _until(marks, first, line.end()) if mark.end > line.start()]
        result.append(Paragraph(line.start(), _runs(text, line.start(), line.end(), here), text[line.end() : end]))
    return result


def _until(marks: Sequence[_Mark], first: int, end: int) -> Iterator[_Mark]:
    for number in range(first, len(marks)):
        if marks[number].start >= end:
            return
        yield marks[number]


def _runs(text: str, start: int, end: int, marks: Sequence[_Mark]) -> list[Run]:
    edges = {start, end}
    for mark in marks:
        edges.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    places = sorted(edges)
    runs: list[Run] = []
    covering: list[_Mark] = []
    reached = 0
    for here, there in pairwise(places):
        # marks come in the order of their starts: those that end here go, those that begin here come
        covering = [mark for mark in covering if mark.end >= there]
        while reached < len(marks) and marks[reached].start <= here:
            if marks[reached].end >= there:
                covering.append(marks[reached])
            reached += 1
        quoted = [mark for mark in covering if mark.kind == "quote"]
        # a quotation inside a quotation: the words are the inner one's
        inner = min(quoted, key=lambda mark: mark.end - mark.start) if quoted else None
        quote, part = (inner.quote, inner.part) if inner else (None, 0)
        if not runs or (runs[-1].quote, runs[-1].part) != (quote, part):
            runs.append(Run(here, quote, part))
        names = tuple(mark.quote for mark in covering if mark.kind == "name")
        cues = tuple(mark.quote for mark in covering if mark.kind == "cue")
        runs[-1].pieces.append(Piece(text[here:there], names, cues))
    return runs


def _marks(text: str, quotes: Iterable[QuoteJson]) -> Iterator[_Mark]:
    for quote in quotes:
        for number, part in enumerate(quote["parts"]):
            if _proves_itself(text, part):
                yield _Mark(part["start"], part["end"], "quote", quote["id"], number)
        mention = (quote.get("speaker") or {}).get("mention")
        for kind, place in (("name", mention), ("cue", quote.get("cue"))):
            if place and _proves_itself(text, place):
                yield _Mark(place["start"], place["end"], kind, quote["id"])


def _proves_itself(text: str, place: dict[str, Any]) -> bool:
    start, end = place["start"], place["end"]
    return bool(0 <= start < end <= len(text) and text[start:end] == place["text"])
