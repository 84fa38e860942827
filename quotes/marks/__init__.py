"""Characters -> quoted stretches: linear in the text, never raises."""

from __future__ import annotations

from quotes.marks.pairs import blank_between, pair
from quotes.marks.scan import Mark, marks
from quotes.marks.stretch import Stretch

__all__ = ["Stretch", "stretches"]


def stretches(text: str) -> tuple[Stretch, ...]:
    """The outermost quoted stretches of a text, in order, never overlapping; quotations inside them stay inside."""
    found: list[Stretch] = []
    pending = False
    paragraphs = _paragraphs(text)
    for number, (start, end, inside) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and _opens_with_mark(text, *following)
        made = pair(text, inside, start, end, pending=pending, goes_on=goes_on)
        found += made
        pending = bool(made) and made[-1].open_ended and made[-1].end >= end - 1
    return tuple(found)


def _opens_with_mark(text: str, start: int, end: int, inside: list[Mark]) -> bool:
    return bool(inside) and inside[0].hand != "C" and blank_between(text, start, inside[0].start)


def _paragraphs(text: str) -> list[tuple[int, int, list[Mark]]]:
    """The paragraphs that hold anything: their ranges and their double marks."""
    result: list[tuple[int, int, list[Mark]]] = []
    start = 0
    found = [mark for mark in marks(text) if mark.hand.isupper()]
    number = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside: list[Mark] = []
        while number < len(found) and found[number].start < end:
            inside.append(found[number])
            number += 1
        if line.strip():
            result.append((start, end, inside))
        start = end + 1
    return result
