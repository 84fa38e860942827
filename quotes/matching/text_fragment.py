"""A quotation's place in its source as a URL fragment, `#:~:text=...`, that a browser scrolls to and marks.

The grammar is `[prefix-,]start[,end][,-suffix]`. A browser takes the *first* place that fits, compares without
case, folds white space, and looks for each piece inside one block of the page. So: long words are named by their
beginning and end, words across paragraphs too, and words that occur twice get what stands around them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import quote as percent

from quotes.models import TextRange

DIRECTIVE = ":~:text="
# Browsers match longer words too, but a URL is copied, mailed and printed.
_WHOLE = 240
# Words that stand in a text more often than this are told apart from the first so many alone.
_MOST = 50
_EDGE_WORDS = (4, 6, 9, 14)
_CONTEXT_WORDS = (1, 2, 3, 5, 8, 13)
_LONG_SPACE = re.compile(r"\s{2,}")
_OTHER_SPACE = re.compile(r"\s{2,}|[^\S \n]")  # than one space or one line break, which stay as they are


def text_fragment(text: str, start: int, end: int) -> str | None:
    """The fragment (without '#') that finds `text[start:end]` in a page that shows `text`; None for empty words."""
    directive = _directive(_fold(text), start, end)
    return DIRECTIVE + directive if directive else None


def fragments(text: str, parts: Iterable[TextRange]) -> str | None:
    """The same for a quotation of several parts: the browser marks each of them."""
    folded = _fold(text)
    directives = [directive for part in parts if (directive := _directive(folded, part.start, part.end))]
    return DIRECTIVE + "&text=".join(directives) if directives else None


class _Folded:
    """A text as a browser compares it: lower case, runs of white space as one character, with the way back.

    A run that holds a line break becomes a line break (the edge of a block), any other a space.
    """

    def __init__(self, text: str) -> None:
        runs = list(_LONG_SPACE.finditer(text))
        self.written = _OTHER_SPACE.sub(lambda run: "\n" if "\n" in run[0] or "\r" in run[0] else " ", text)
        lowered = self.written.lower()
        # a few letters grow when lowered (İ); offsets are worth more than their case
        self.text = lowered if len(lowered) == len(self.written) else self.written
        self._ends: list[int] = []
        self._saved: list[int] = []
        saved = 0
        for run in runs:
            saved += len(run[0]) - 1
            self._ends.append(run.end())
            self._saved.append(saved)

    def at(self, offset: int) -> int:
        """Where an offset of the text lies here; inside a run of white space, the nearest place before it ends."""
        place = bisect_right(self._ends, offset) - 1
        return offset - (self._saved[place] if place >= 0 else 0)

    def found(self, words: str, start: int = 0) -> Iterator[int]:
        """Every place of `words`, already folded, that begins and ends at the edge of a word."""
        place = self.text.find(words, start)
        while place >= 0:
            if _edge(self.text, place) and _edge(self.text, place + len(words)):
                yield place
            place = self.text.find(words, place + 1)


@lru_cache(maxsize=2)  # the quotations of one article are asked for one after another
def _fold(text: str) -> _Folded:
    return _Folded(text)


def _edge(text: str, place: int) -> bool:
    return not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())


def _directive(folded: _Folded, start: int, end: int) -> str | None:
    first, last = folded.at(start), folded.at(end)
    written = folded.written[first:last]
    first += len(written) - len(written.lstrip())
    last -= len(written) - len(written.rstrip())
    if first >= last:
        return None
    if last - first <= _WHOLE and "\n" not in folded.text[first:last]:
        before, after = _around(folded, first, last)
        return _written(before, folded.written[first:last], None, after)
    head, before = _head(folded, first, last)
    tail, after = _tail(folded, first + head, last)
    return _written(before, folded.written[first : first + head], folded.written[last - tail : last], after)


def _around(folded: _Folded, first: int, last: int, *, prefix_alone: bool = False) -> tuple[str, str]:
    """As little of what stands around the words as makes them the only ones, nothing where they are.

    `prefix_alone`: what stands after them is not written, and must tell nothing apart.
    """
    words = folded.text[first:last]
    others = [place for place in islice(folded.found(words), _MOST) if place != first]
    before = after = ""
    for count in _CONTEXT_WORDS:
        if not others:
            break
        before, after = _context(folded, first, last, count)
        if prefix_alone:
            after = ""
        if not any(character.isalnum() for character in before + after):
            continue  # marks alone are not enough: another page may write them another way
        others = [
            place
            for place in others
            if _is_before(folded.text, place, before) and _is_after(folded.text, place + len(words), after)
        ]
    return before, after


def _head(folded: _Folded, first: int, last: int) -> tuple[int, str]:
    """How many characters of the beginning are enough to find it, and the prefix where they are not."""
    line = folded.text.find("\n", first, last)
    limit = (line if line >= 0 else last) - first
    length = 0
    for count in _EDGE_WORDS:
        length = min(limit, _length(folded.text[first : first + limit], count))
        if next(iter(folded.found(folded.text[first : first + length])), first) == first:
            return length, ""
    return length, _around(folded, first, first + length, prefix_alone=True)[0]


def _tail(folded: _Folded, after_head: int, last: int) -> tuple[int, str]:
    """The same for the end, which is the first place that fits after the beginning."""
    line = folded.text.rfind("\n", after_head, last)
    begin = max(line + 1, after_head)
    length = 0
    for count in _EDGE_WORDS:
        words = folded.text[begin:last].split(" ")
        length = len(" ".join(words[-count:]).lstrip())
        if next(iter(folded.found(folded.text[last - length : last], after_head)), -1) == last - length:
            return length, ""
    return length, _context(folded, last - length, last, _CONTEXT_WORDS[3])[1]


def _length(line: str, count: int) -> int:
    return len(" ".join(line.split(" ")[:count]))


def _context(folded: _Folded, first: int, last: int, count: int) -> tuple[str, str]:
    """Up to `count` words of the block before and of the block after, as written."""
    reach = 60 * count  # a word cut off at the end of the reach would not match: it is dropped
    before = folded.written[max(0, first - reach) : first].rstrip()
    words = before[before.rfind("\n") + 1 :].split(" ")
    if len(words) == 1 and len(before) > reach // 2 and first > reach:
        words = []
    after = folded.written[last : last + reach].lstrip()
    following = after.partition("\n")[0].split(" ")
    return " ".join(words[-count:]), " ".join(following[:count])


def _is_before(text: str, place: int, words: str) -> bool:
    return text[max(0, place - len(words) - 2) : place].rstrip().endswith(words.lower())


def _is_after(text: str, place: int, words: str) -> bool:
    return text[place : place + len(words) + 2].lstrip().startswith(words.lower())


def _written(before: str, start: str, end: str | None, after: str) -> str:
    pieces = [f"{_encoded(before)}-"] if before else []
    pieces.append(_encoded(start))
    if end:
        pieces.append(_encoded(end))
    if after:
        pieces.append(f"-{_encoded(after)}")
    return ",".join(pieces)


def _encoded(words: str) -> str:
    """Percent-encoded; the dash too, which the grammar gives a meaning (comma and ampersand are anyway)."""
    return "%20".join(
        word if word.isascii() and word.isalnum() else percent(word, safe="", errors="replace").replace("-", "%2D")
        for word in words.split(" ")
    )
