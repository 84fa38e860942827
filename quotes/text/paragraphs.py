"""Where a document's paragraphs are, also where their breaks were lost on the way.

News copy that went through a scraper often comes as one line. Its paragraphs can mostly be told again from the way
speech is set: reporters open a paragraph for a new voice, and go on telling after it in a paragraph of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quotes.text.quotation_marks import QuotedSpan
from quotes.text.sentences import sentence_ends

LONG = 1_000  # characters: newspaper paragraphs are shorter, so a longer one has lost its breaks
MAX_CHARS = (
    6_000  # a piece longer than this is cut whatever it holds: one huge line must not cost the parser its memory
)

OPENING = frozenset("\"“‘'«„`")
CLOSING = frozenset("\"”’'»")

_PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs(text: str, spans: Sequence[QuotedSpan]) -> list[tuple[int, int]]:
    """The ranges of the document's paragraphs, in order, none of them blank; no cut falls inside a span."""
    ranges: list[tuple[int, int]] = []
    number = 0
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        if match.group().isspace():
            continue
        first = number
        while number < len(spans) and spans[number].outer_start < end:
            number += 1
        if end - start <= LONG:
            ranges.append((start, end))
        else:
            ranges.extend(_regained(text, start, end, spans[first:number]))
    return ranges


def sentences(text: str, start: int, end: int, spans: Sequence[QuotedSpan]) -> Iterator[tuple[int, int, int]]:
    """Rough sentences of a range as (start, end, how many spans begin in it), never cut inside a span."""
    begin, number, held = start, 0, 0
    for match in sentence_ends(text, start, end):
        cut = match.end()
        while number < len(spans) and spans[number].outer_start < cut:
            number += 1
            held += 1
        if number and spans[number - 1].outer_end > match.start(1):
            continue
        if text[cut : cut + 1].isupper() and number and spans[number - 1].outer_end == match.start(1):
            # "Is it over?" Ann Lee asked. - the speech ends, the sentence may not
            follows = text[cut : cut + 60]
            if not text[spans[number - 1].end - 1].isalnum() and text[spans[number - 1].end - 1] not in ".":
                tail = follows.split(".")[0]
                if len(tail.split()) <= 6:
                    continue
        yield begin, cut, held
        begin, held = cut, 0
    if begin < end:
        held += sum(span.outer_start >= begin for span in spans[number:])
        yield begin, end, held


def _regained(text: str, start: int, end: int, spans: Sequence[QuotedSpan]) -> Iterator[tuple[int, int]]:
    """Cut a long line where a reporter would have begun a paragraph.

    Counted on news: a sentence with a quotation, and one after it, nearly always opens a paragraph, save where
    speech goes on after its attribution (“Yes,” she said. “It rained.”): that stays together.
    """
    begin, held_before, goes_on = start, 0, False
    for sentence, stop, held in sentences(text, start, end, spans):
        spoken = text[sentence] in OPENING
        told = not held and not held_before
        if sentence > begin and not told and not (spoken and goes_on):
            yield from _short_enough(begin, sentence, spans)
            begin = sentence
        held_before = held
        goes_on = bool(held) and text[sentence:stop].rstrip()[-1:] not in CLOSING
    yield from _short_enough(begin, end, spans)


def _short_enough(start: int, end: int, spans: Sequence[QuotedSpan]) -> Iterator[tuple[int, int]]:
    """The range itself, or pieces of at most about `MAX_CHARS` where it is longer, no span cut in two."""
    while end - start > MAX_CHARS:
        cut = start + MAX_CHARS
        last = bisect_left(spans, cut, key=lambda span: span.outer_start) - 1
        if last >= 0:
            cut = min(max(cut, spans[last].outer_end), end)
        yield start, cut
        start = cut
    if start < end:
        yield start, end
