"""A quotation that is open, and the span that it becomes."""

from __future__ import annotations

from typing import NamedTuple

from quotes.text.quotation_marks.quoted_span import SPACE_AFTER_OPENING, SPACE_BEFORE_CLOSING, WRONG_HAND, QuotedSpan
from quotes.text.quotation_marks.scan import Mark, blank


class Opening(NamedTuple):
    """An open quotation: its mark, what was mended, and whether it began in an earlier paragraph."""

    mark: Mark
    repairs: tuple[str, ...] = ()
    continues: bool = False


def opening_repairs(mark: Mark, following: Mark | None) -> tuple[str, ...]:
    """What reading this mark as an opening one mends."""
    repairs = [mark.flaw] if mark.flaw else []
    if mark.hand in "Cc":
        repairs.append(WRONG_HAND)
    if mark.right.isspace() and not (following is not None and following.left.isspace()):
        repairs.append(SPACE_AFTER_OPENING)
    return tuple(repairs)


def closed(text: str, opening: Opening, words_end: int, mark: Mark) -> QuotedSpan | None:
    """The span from an opening mark to a closing one."""
    repairs = list(opening.repairs)
    if mark.flaw and mark.flaw not in repairs:
        repairs.append(mark.flaw)
    if mark.hand in "Oo" and text[opening.mark.start] not in "„»‚›":
        repairs.append(WRONG_HAND)
    if mark.left.isspace() and not opening.mark.right.isspace():
        repairs.append(SPACE_BEFORE_CLOSING)
    words = trimmed(text, opening.mark.end, words_end)
    if words is None:
        return None
    written = text[opening.mark.start : opening.mark.end]
    return QuotedSpan(*words, opening.mark.start, mark.end, written, opening.continues, False, tuple(repairs))


def unclosed(
    text: str, opening: Opening, words_end: int, outer_end: int, *repairs: str, open_ended: bool = False
) -> QuotedSpan | None:
    """The span from an opening mark to where the words end without a closing one of its kind."""
    words = trimmed(text, opening.mark.end, words_end)
    if words is None:
        return None
    outer_end = words[1] if open_ended else max(words[1], outer_end)
    written = text[opening.mark.start : opening.mark.end]
    every = (*opening.repairs, *repairs)
    return QuotedSpan(*words, opening.mark.start, outer_end, written, opening.continues, open_ended, every)


def unopened(text: str, start: int, mark: Mark, repair: str, *, continues: bool = False) -> QuotedSpan | None:
    """The span up to a closing mark whose opening one is missing."""
    words = trimmed(text, start, mark.start)
    if words is None:
        return None
    first = words[0]
    if text[first] in "'‘’`":  # opened by a mark of another kind
        words = trimmed(text, first + 1, words[1]) or words
    return QuotedSpan(*words, first, mark.end, text[mark.start : mark.end], continues, False, (repair,))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without white space at its ends; None where it holds no letter and no digit."""
    while start < end and blank(text[start]):
        start += 1
    while end > start and blank(text[end - 1]):
        end -= 1
    if any(map(str.isalnum, text[start:end])):
        return start, end
    return None
