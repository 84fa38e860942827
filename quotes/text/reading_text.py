"""The text as the engine reads it, and the way back to the text that is stored.

What stands in the stored text for the eye or the page alone is left out: line ends inside a paragraph, hyphens
they were cut at, characters of no width, Markdown's signs. A text in capitals throughout is read in small letters.
Every offset and every word that leaves the engine is the stored text's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from quotes.models import TextRange
from quotes.text.all_capitals import Kinds, in_small_letters
from quotes.text.line_ends import breaks_in_speech, soft_line_ends

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]+")
_MARKDOWN = re.compile(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])[^*\n]{1,500}?(?<=[^\s*])(?P<ends>(?P=stars))(?![\w*])"
    r"|(?<!\w)(?P<bars>_{1,2})(?=[^\s_])[^_\n]{1,500}?(?<=[^\s_])(?P<shut>(?P=bars))(?!\w)"
    r"|(?P<open>!?\[)[^\]\[\n]{1,300}(?P<link>\]\((?:https?:|mailto:|/|#)[^()\s]{0,1000}\))"
)
_QUOTED_BLOCK = re.compile(r"^(?:> ?)+(?=\S)", re.MULTILINE)
_HYPHENS = "-\u00ad\u2010"


class Edit(NamedTuple):
    """`text[start:end]` is read as `words`; `parts`: words on its two sides are two parts of a quotation."""

    start: int
    end: int
    words: str
    parts: bool = False


class ReadingText:
    """A text to read, made of a stored one; `source` leads a range of it back there."""

    def __init__(self, stored: str, kinds: Kinds | None = None) -> None:
        """`kinds` tells what a word in small letters may be in English; without it capitals stay capitals."""
        self.stored = stored
        edits = sorted(_edits(stored, kinds), key=lambda edit: (edit.start, -edit.end))  # the longer of two first
        self.text = stored
        self._starts: list[int] = [0]  # where the pieces of `text` begin ...
        self._sources: list[int] = [0]  # ... and where in the stored text
        self._splits: list[tuple[int, int]] = []  # in the stored text
        if not edits:
            return
        pieces: list[str] = []
        length = position = 0
        for edit in edits:
            if edit.start < position:
                continue
            pieces += (stored[position : edit.start], edit.words)
            length += edit.start - position
            if edit.words:
                self._starts.append(length)
                self._sources.append(edit.start)
            length += len(edit.words)
            self._starts.append(length)
            self._sources.append(edit.end)
            if edit.parts:
                self._splits.append((edit.start, edit.end))
            position = edit.end
        pieces.append(stored[position:])
        self.text = "".join(pieces)

    def _source(self, offset: int) -> int:
        piece = bisect_right(self._starts, offset) - 1
        return self._sources[piece] + offset - self._starts[piece]

    def source(self, found: TextRange) -> TextRange:
        """A range of the reading text as the range of the stored text that it stands for."""
        if self.text is self.stored:
            return found
        start, end = self._bounds(found.start, found.end)
        return TextRange(start, end, self.stored[start:end])

    def source_parts(self, start: int, end: int) -> Iterator[TextRange]:
        """The same, in pieces where something stands between that nobody said: a reply's `>`."""
        start, end = self._bounds(start, end)
        number = bisect_right(self._splits, (start, -1))
        while number < len(self._splits) and self._splits[number][1] < end:
            yield TextRange(start, self._splits[number][0], self.stored[start : self._splits[number][0]])
            start = self._splits[number][1]
            number += 1
        yield TextRange(start, end, self.stored[start:end])

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        if self.text is self.stored or start >= end:
            return start, end
        return self._source(start), self._source(end - 1) + 1


def _edits(text: str, kinds: Kinds | None) -> Iterator[Edit]:
    """What is read otherwise than it stands; they may overlap, the first counts."""
    if kinds is not None:
        yield from (Edit(start, end, word) for start, end, word in in_small_letters(text, kinds))
    if "\n" in text:
        for start, end, reply in soft_line_ends(text):
            yield _joined(text, start, end, reply)
        yield from (Edit(start, end, " ", parts=True) for start, end in breaks_in_speech(text))
    if ">" in text:
        yield from (Edit(*match.span(), "") for match in _QUOTED_BLOCK.finditer(text))
    if not text.isascii():
        yield from (Edit(*match.span(), "") for match in _INVISIBLE.finditer(text))
    if "*" in text or "_" in text or "](" in text:
        for match in _MARKDOWN.finditer(text):
            # here: names of this program's own values
            for name in ("stars", "ends", "bars", "shut", "open", "link"):
                if match[name] is not None:
                    yield Edit(*match.span(name), "")


def _joined(text: str, start: int, end: int, reply: bool) -> Edit:
    """A line end inside a paragraph: a space, or nothing where a word was cut ("gener-⏎ity", "Jean-⏎Pierre")."""
    if text[start - 1] not in _HYPHENS or reply:
        return Edit(start, end, " ", reply)
    if text[start - 1] == "-" and text[end].isupper():
        return Edit(start, end, "")
    return Edit(start - 1, end, "")
