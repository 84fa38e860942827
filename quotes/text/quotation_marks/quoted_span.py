"""What a quoted span is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """One run of quoted text inside one paragraph (a paragraph is the text between newlines).

    `text[start:end]` are the words: inside the marks, white space trimmed, never empty.
    `text[outer_start:outer_end]` has the marks with it, those that are there.
    `mark` is the opening mark as written, or the closing one where the opening is missing.
    `continues`: the quotation was opened in an earlier paragraph and not closed there.
    `open_ended`: no closing mark in this paragraph: the speech goes on in the next, or the mark is missing.
    `repairs`: what had to be mended, in words.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str
    continues: bool = False
    open_ended: bool = False
    repairs: tuple[str, ...] = ()


# The words for every mend, so that they are spelt one way.
CLOSING_MISSING = "closing mark missing"
OPENING_MISSING = "opening mark missing"
WRONG_HAND = "mark of the wrong hand"
SPACE_BEFORE_CLOSING = "space before the closing mark"
SPACE_AFTER_OPENING = "space after the opening mark"
BREAK_LOST = "paragraph break lost"
DAMAGED = "damaged encoding"
DOUBLED = "doubled mark"
