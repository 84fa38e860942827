"""Double marks of one paragraph -> the spans that they open and close."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.text.quotation_marks.cut import attribution_after, cue_before, end_before_attribution
from quotes.text.quotation_marks.opening import Opening, closed, opening_repairs, unclosed, unopened
from quotes.text.quotation_marks.quoted_span import BREAK_LOST, CLOSING_MISSING, OPENING_MISSING, QuotedSpan
from quotes.text.quotation_marks.scan import Mark, blank_between, free_left, free_right
from quotes.text.sentences import ends_sentence, sentence_ends

_FEET = re.compile(r"\d ?(?:['’′]|ft\.?|feet|foot) ?-?(?:\d{1,2}(?:[./]\d{1,2})?)?[½¼¾]?$")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me|you)\b")
_REACH = 400  # characters
SIGNATURE_WORDS = 8  # `Jane Roe, Institute for Things.”` under a quotation names its speaker
_LOOK_AHEAD = 16  # marks; enough for quotations inside a quotation, and bounded


def pair(text: str, marks: Sequence[Mark], start: int, end: int, *, pending: bool, goes_on: bool) -> list[QuotedSpan]:
    """The quoted spans of the paragraph `text[start:end]`, whose double marks are given.

    `pending`: the paragraph before was left open. `goes_on`: the next paragraph opens with a mark, so that
    speech left open here is not a mistake.
    """
    found: list[QuotedSpan | None] = []
    opening: Opening | None = None
    done = start  # the words before this are dealt with
    index, count = 0, len(marks)
    while index < count:
        mark = marks[index]
        index += 1
        following = marks[index] if index < count else None
        if opening is None:
            first = done == start and blank_between(text, start, mark.start)
            if _opens(mark, following, first=first):
                opening = Opening(mark, opening_repairs(mark, following), first and pending)
            elif _may_close(mark):
                span = _only_closed(text, mark, start, done, end, pending=pending)
                if span is not None:
                    found.append(span)
                    done = mark.end
            continue
        inner = _inner_end(marks, index - 1)
        if inner is not None and not _is_attributed(text, mark):
            index = inner
        elif _closes(text, opening, mark, following):
            found.append(closed(text, opening, mark.start, mark))
            done, opening = mark.end, None
        elif mark.hand != "C" and not _measures(text, mark, following):
            # A mark that opens while another is open: what came before it was never closed.
            if text[mark.start] not in "«»" and _turned(text, marks):
                found.append(closed(text, opening, mark.start, mark))
                done, opening = mark.end, None
                continue
            cut = end_before_attribution(text, marks[index - 2].end, mark.start, anywhere=False)
            if cut is not None:
                found.append(unclosed(text, opening, *cut, CLOSING_MISSING))
                opening = Opening(mark, opening_repairs(mark, following))
            elif ends_sentence(text, opening.mark.end, mark.start):
                found.append(unclosed(text, opening, mark.start, mark.start, BREAK_LOST, open_ended=True))
                opening = Opening(mark, opening_repairs(mark, following), continues=True)
            elif opening.mark.right.isspace() and not mark.right.isspace():
                # a stray mark between two words, and now one that opens
                opening = Opening(mark, opening_repairs(mark, following))
    if opening is not None:
        found.append(_left_open(text, opening, end, goes_on=goes_on))
    return [span for span in found if span is not None]


def _left_open(text: str, opening: Opening, end: int, *, goes_on: bool) -> QuotedSpan | None:
    """The span of a mark that nothing closed by the paragraph's end."""
    cut = end_before_attribution(text, opening.mark.end, end, anywhere=not goes_on)
    if cut is not None:
        return unclosed(text, opening, *cut, CLOSING_MISSING)
    if goes_on:
        return unclosed(text, opening, end, end, open_ended=True)
    return unclosed(text, opening, end, end, CLOSING_MISSING, open_ended=True)


def _only_closed(text: str, mark: Mark, start: int, done: int, end: int, *, pending: bool) -> QuotedSpan | None:
    """The span of a mark that closes where none is open: speech goes on from before, or its opening mark is lost."""
    if done == start and pending and _still_speech(text, start, mark.start):
        return unopened(text, start, mark, OPENING_MISSING, continues=True)
    begin = _missing_opening(text, mark, start, done, end)
    return None if begin is None else unopened(text, begin, mark, OPENING_MISSING)


def _still_speech(text: str, start: int, end: int) -> bool:
    """Whether the words before a lone closing mark go on with the paragraph before; a short line signs it."""
    words = text[start:end].lstrip()
    return words[:1].islower() or words.count(" ") >= SIGNATURE_WORDS


def _may_close(mark: Mark) -> bool:
    return mark.hand != "O" and free_right(mark) and not free_left(mark) and not mark.left.isdigit()


def _may_open(mark: Mark) -> bool:
    return mark.hand == "O" or (mark.hand == "S" and free_left(mark) and not free_right(mark))


def _opens(mark: Mark, following: Mark | None, *, first: bool) -> bool:
    left, right = free_left(mark), free_right(mark)
    if mark.hand != "O" and mark.left.isdigit():
        return False  # inches
    if mark.hand == "O":
        return left or not right or (following is not None and not _may_open(following))
    if left and (first or not right):
        return mark.hand == "S" or following is not None or first
    if mark.hand == "S" and left == right:
        return True
    # The shape of a closing mark with nothing to close: `a” transition of power.”` has its first mark turned round.
    return following is not None and not _may_open(following) and mark.left.isalpha() and mark.right.isspace()


def _is_attributed(text: str, mark: Mark) -> bool:
    """Whether the words before the mark end like speech, and "said Name" or the like follows it."""
    return text[max(0, mark.start - 4) : mark.start].rstrip()[-1:] in tuple(",.?!…") and attribution_after(
        text, mark.end
    )


def _closes(text: str, opening: Opening, mark: Mark, following: Mark | None) -> bool:
    if _measures(text, mark, following):
        return False
    if text[mark.start] in "«»" and text[opening.mark.start] not in "«»" and following is not None:
        return False
    if mark.hand == "C":
        return True
    low_or_turned = text[opening.mark.start] in "„»"
    if mark.hand == "O" and low_or_turned and text[mark.start] in "“«‟":
        return True
    left, right = free_left(mark), free_right(mark)
    if right and (not left or (mark.left.isspace() and mark.right in tuple(",.;:!?)"))):
        return True
    if mark.hand == "S" and left == right:
        return True
    return _is_attributed(text, mark)


def _inner_end(marks: Sequence[Mark], index: int) -> int | None:
    """Past the closing mark of the quotation that `marks[index]` opens inside an open one; None if it does not.

    It does where the outer quotation is closed later on: the marks up to there are in balance.
    """
    if not _may_open(marks[index]) or index + 1 == len(marks) or _may_open(marks[index + 1]):
        return None
    depth, inner = 1, None
    for number in range(index, min(index + _LOOK_AHEAD, len(marks))):
        if _may_open(marks[number]):
            depth += 1
        elif marks[number].hand != "C" and not _may_close(marks[number]):
            return None
        else:
            depth -= 1
            if depth == 1 and inner is None:
                inner = number + 1
            if depth == 0:
                return inner
    return None


def _turned(text: str, marks: Sequence[Mark]) -> bool:
    """Whether opening marks of the paragraph stand where closing ones should: “A farce, “she said of “it all “then.

    Marks that each begin a sentence are not turned: “It rained. “It poured. “We left.”
    """
    if len(marks) % 2 or len(marks) > _LOOK_AHEAD:
        return False
    opening = [mark for mark in marks if _may_open(mark)]
    if 2 * len(opening) < len(marks) + 2:
        return False
    return not all(text[max(0, mark.start - 4) : mark.start].rstrip()[-1:] in tuple(".!?…:") for mark in opening[1:])


def _measures(text: str, mark: Mark, following: Mark | None) -> bool:
    """Whether the mark says inches, not speech."""
    if not mark.left.isdigit() and mark.left not in tuple("½¼¾"):
        return False
    if _FEET.search(text, max(0, mark.start - 12), mark.start):
        return mark.right not in tuple(",.") or following is not None
    # `a 42" screen, he said.”`: a number, a lower-case word, and the real closing mark is still to come
    return (
        mark.right in (" ", "-")
        and text[mark.end + 1 : mark.end + 2].islower()
        and following is not None
        and _may_close(following)
    )


def _missing_opening(text: str, mark: Mark, start: int, done: int, end: int) -> int | None:
    """Where the words begin that a lone closing mark closes; None where it closes nothing that can be told."""
    if mark.left not in tuple(",.?!") or text[mark.start] in "'’´":
        return None
    if attribution_after(text, mark.end, certain=mark.left == ","):
        return start if done == start else _sentence_start(text, done, mark.start, last=True)
    if end - mark.end > 8 or text[mark.end : end].strip() or mark.left == ",":
        return None
    # the paragraph ends with the mark: what follows a colon, the last attribution, or all of it in the first person
    colon = text.rfind(": ", max(done, mark.start - _REACH), mark.start)
    if colon >= 0 and cue_before(text, colon + 1):
        return colon + 2
    if done > start:
        return _sentence_start(text, done, mark.start, last=False)
    return start if _FIRST_PERSON.search(text, start, mark.start) else None


def _sentence_start(text: str, start: int, end: int, *, last: bool) -> int | None:
    begin = None
    for match in sentence_ends(text, start, end):
        begin = match.end()
        if not last:
            break
    return begin if begin is not None or not last else start
