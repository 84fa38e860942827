"""Who writes an article in the first person: its byline, its last line or the name below a letter tells who "I" is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quotes.coreference.capitals import is_given
from quotes.coreference.name import Name

_TOP = 12  # lines in which a byline stands
_LONGEST = 90  # characters of a byline or of the name below a letter
_BY = re.compile(r"[ \t*_]*(?i:(?:words |text |story )?by)[: \u00a0]+(?=[^\W\d_a-z])")
_AFTER_BYLINE = re.compile(r"[ \t*_.]*$|,|[ \t]*[|–—/]| in | for ")
_TELLS_OF_THE_WRITER = re.compile(r" (?:is|was|works|writes|teaches|lives|can be reached|edits|runs|covers|chairs)\b")
_SIGNS = re.compile(r"[ \t.,*_]*$")


class Writers:
    """The writers of one article: of the whole, or of each of the letters in it."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self._starts = [name.start for name in names]
        self._names = names
        lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
        self._of_all = self._byline(text, lines[:_TOP]) or (self._told_of_last(text, lines[-1]) if lines else None)
        self._below = [
            (line.start(), name)
            for line in (lines if self._of_all is None else ())
            if len(line.group()) <= _LONGEST and (name := self._signed(text, line)) is not None
        ]

    def of(self, offset: int) -> Name | None:
        """The name of whoever "I" is at an offset, None where the article does not tell."""
        if self._of_all is not None:
            return self._of_all
        at = bisect_left(self._below, offset, key=lambda entry: entry[0])
        return self._below[at][1] if at < len(self._below) else None

    def _at(self, offset: int) -> Name | None:
        at = bisect_left(self._starts, offset)
        return self._names[at] if at < len(self._names) and self._starts[at] == offset else None

    def _byline(self, text: str, lines: Sequence[re.Match[str]]) -> Name | None:
        for line in lines:
            by = _BY.match(line.group()) if len(line.group()) <= _LONGEST else None
            if by is None:
                continue
            name = self._at(line.start() + by.end())
            if name is not None and len(name.parts) > 1:
                return name if _AFTER_BYLINE.match(text[name.end : line.end()]) else None  # two of them: who is "I"?
        return None

    def _told_of_last(self, text: str, line: re.Match[str]) -> Name | None:
        """ "Ana Roe is a writer in Leeds.", of whom nothing was said before."""
        name = self._at(line.start() + len(line.group()) - len(line.group().lstrip(" \t*_(")))
        if name is None or len(name.parts) < 2 or _TELLS_OF_THE_WRITER.match(text, name.end) is None:
            return None
        return None if name.text in text[: line.start()] else name

    def _signed(self, text: str, line: re.Match[str]) -> Name | None:
        """A full name that is all of a line, below somebody's letter."""
        name = self._at(line.start())
        if name is None or len(name.parts) < 2 or name.title or not is_given(name.parts[0]):
            return None
        return name if _SIGNS.fullmatch(text, name.end, line.end()) else None
