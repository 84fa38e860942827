"""Single marks of one paragraph -> the spans that they open and close, told from apostrophes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.text.quotation_marks.cut import attribution_after, cue_before, end_before_attribution, has_cue
from quotes.text.quotation_marks.opening import Opening, closed, opening_repairs, unclosed
from quotes.text.quotation_marks.quoted_span import BREAK_LOST, CLOSING_MISSING, QuotedSpan
from quotes.text.quotation_marks.scan import Mark, blank, blank_between, free_left, free_right, line_before
from quotes.text.sentences import ends_sentence

# Words that begin with an apostrophe, and decades and years.
_CLIPPED = re.compile(
    r"(?:em|tis|twas|twere|til|till|cause|cos|coz|cuz|bout|n|round|ere|im|er|ello|appen|ave|un|neath|gainst|fraid|nuff"
    r"|scuse|allo|ow|ard|ospital|alf|tec|kay|(?:d|ll|s|re|ve|m|t)(?!-))\b|\d0s\b|\d\d\b",
    re.IGNORECASE,
)
# Words whose last letter is dropped: goin' home, o' the, 'n'.
_DROPPED = re.compile(r"(?:\w{2}in|\ban|\bo|\bth|\bwi|\bol|\bn|\blil|\bmo|\bma|\bli|\bcap|\bpo)$", re.IGNORECASE)
_STOPS = frozenset(',.?!…;:—–-%)]"”*')
_LOOK_AHEAD = 12
_BETWEEN = 400  # characters

STRONG, WEAK, DOUBTFUL = 3, 2, 1
SPEECH_WORDS = 3


def pair_singles(
    text: str, marks: Sequence[Mark], start: int, end: int, *, pending: bool, goes_on: bool
) -> list[QuotedSpan]:
    """The spans in single marks of the paragraph `text[start:end]`; the arguments are those of `pair`."""
    found: list[QuotedSpan | None] = []
    opening: Opening | None = None
    index, count = 0, len(marks)
    strengths = [closing_strength(text, mark) for mark in marks]
    openers = [opens(text, mark) for mark in marks]
    while index < count:
        mark, strength, is_opener = marks[index], strengths[index], openers[index]
        index += 1
        if opening is None:
            if is_opener and (mark.hand != "c" or STRONG in strengths[index : index + _LOOK_AHEAD]):
                opening = _opening(text, marks, index, start, pending=pending)
        elif is_opener:
            mid_sentence = not _introduced(text, start, mark)
            if _inner_is_closed(strengths, openers, index, needed=1 if goes_on and mid_sentence else 2):
                index = _inner_end(strengths, index)
                continue
            cut = end_before_attribution(text, marks[index - 2].end, mark.start, anywhere=False)
            lost = ends_sentence(text, opening.mark.end, mark.start)
            if cut is not None:
                found.append(unclosed(text, opening, *cut, CLOSING_MISSING))
            elif lost and _introduced(text, start, opening.mark):
                found.append(unclosed(text, opening, mark.start, mark.start, BREAK_LOST, open_ended=True))
            elif _introduced(text, start, opening.mark) and not _introduced(text, start, mark):
                continue  # a word in marks inside the speech
            opening = Opening(mark, opening_repairs(mark, None), lost and cut is None)
        elif strength and not _apostrophe(
            text,
            marks,
            strengths,
            openers,
            index,
            in_speech=opening.mark.right.isupper() and _introduced(text, start, opening.mark),
            goes_on=goes_on and blank_between(text, start, opening.mark.start),
        ):
            found.append(closed(text, opening, mark.start, mark))
            opening = None
    if opening is not None and _introduced(text, start, opening.mark):
        found.append(_left_open(text, opening, start, end, goes_on=goes_on))
    return list(filter(None, found))


def _opening(text: str, marks: Sequence[Mark], index: int, start: int, *, pending: bool) -> Opening:
    """The mark before `index` as the one that opens a span."""
    mark, following = marks[index - 1], marks[index] if index < len(marks) else None
    return Opening(mark, opening_repairs(mark, following), blank_between(text, start, mark.start) and pending)


def _left_open(text: str, opening: Opening, start: int, end: int, *, goes_on: bool) -> QuotedSpan | None:
    """The span of a mark that nothing closed by the paragraph's end."""
    cut = end_before_attribution(text, opening.mark.end, end, anywhere=not goes_on)
    if cut is not None:
        return unclosed(text, opening, *cut, CLOSING_MISSING)
    if goes_on:
        return unclosed(text, opening, end, end, open_ended=True)
    if opening.mark.hand == "o" or blank_between(text, start, opening.mark.start):
        return unclosed(text, opening, end, end, CLOSING_MISSING, open_ended=True)
    return None


def opens(text: str, mark: Mark) -> bool:
    """Whether a single mark may open a quotation, by where it stands."""
    if mark.hand not in "osc" or not (free_left(mark) or mark.left in tuple(':,;"“')) or blank(mark.right):
        return False
    if mark.right in tuple(".,;:!?)]}") and text[mark.end : mark.end + 2] != "..":
        return False
    if mark.hand == "c" and not mark.right.isalnum():
        return False
    clipped = _CLIPPED.match(text, mark.end, mark.end + 12)
    if clipped is None:
        return True
    # 'Cause we had to,' he said: a capital begins speech at a line's start and after a clause; `in the '90s` does not
    return mark.hand != "c" and mark.right.isupper() and line_before(text, mark.start)[-2:-1] in ",:."


def closing_strength(text: str, mark: Mark) -> int:
    """How surely a single mark closes what is open, by where it stands; 0: it does not."""
    if blank(mark.left):
        return STRONG if free_right(mark) and (mark.hand == "c" or _spaced_close(text, mark)) else 0
    if mark.left in _STOPS:
        glued = mark.right.isalnum() and not attribution_after(text, mark.end)
        return 0 if glued or (mark.hand == "o" and not free_right(mark)) else STRONG
    if not (free_right(mark) or mark.right in tuple("'’\"”")):
        return 0
    if mark.left.isdigit():
        return DOUBTFUL
    goes_on = mark.right == " " and text[mark.end + 1 : mark.end + 2].isalnum()
    if goes_on and (mark.left in "sSzx" or _DROPPED.search(text, max(0, mark.start - 8), mark.start)):
        return DOUBTFUL
    return WEAK


def _spaced_close(text: str, mark: Mark) -> bool:
    """Whether a mark with white space on both sides closes speech: `It rained, ' she said`."""
    before = line_before(text, mark.start).rstrip()[-1:]
    return before in (",", ".", "?", "!") and attribution_after(text, mark.end)


def _apostrophe(
    text: str,
    marks: Sequence[Mark],
    strengths: Sequence[int],
    openers: Sequence[bool],
    index: int,
    *,
    in_speech: bool,
    goes_on: bool,
) -> bool:
    """Whether the doubtful mark before `index` is an apostrophe: a surer closing mark is still to come.

    `in_speech`: what is open begins like speech, not like a term.
    """
    if strengths[index - 1] != DOUBTFUL:
        return False
    for number in range(index, min(index + _LOOK_AHEAD, len(strengths))):
        if openers[number]:
            # 'The boys' mum is in bits. 'She is lovely.': the speech goes on, its paragraph break was lost
            between = text[marks[index - 1].end : marks[number].start]
            return in_speech and ends_sentence(between, 0, len(between)) and not has_cue(between[:_BETWEEN])
        if strengths[number] > DOUBTFUL:
            return True
    return goes_on


def _inner_is_closed(strengths: Sequence[int], openers: Sequence[bool], index: int, *, needed: int) -> bool:
    """Whether sure closing marks follow before anything opens: one for the inner quotation, one for the outer."""
    closers = 0
    for number in range(index, min(index + _LOOK_AHEAD, len(strengths))):
        if openers[number]:
            return False
        closers += strengths[number] > DOUBTFUL
        if closers == needed:
            return True
    return False


def _inner_end(strengths: Sequence[int], index: int) -> int:
    while strengths[index] <= DOUBTFUL:
        index += 1
    return index + 1


def _introduced(text: str, start: int, mark: Mark) -> bool:
    """Whether speech is to be expected where the mark stands: at the paragraph's start, after a stop or a colon."""
    before = text[max(start, mark.start - 6) : mark.start].rstrip()
    return not before or before[-1] in ",:.?!;'’\"”—–-)" or blank_between(text, start, mark.start)


def is_speech(text: str, span: QuotedSpan) -> bool:
    """Whether words in single marks are speech beyond doubt, not a headline, a title or a term: strict on purpose."""
    words = text[span.start : span.end]
    if words.count(" ") + 1 < SPEECH_WORDS or span.open_ended or words[-1] not in ",.?!…—–-":
        return False
    return attribution_after(text, span.outer_end) or cue_before(text, span.outer_start)
