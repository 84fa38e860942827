"""Characters -> quoted spans: linear in the text, never raises.

`scan` finds the marks, `pairs` and `singles` tell which of them open and close, `cut` where speech ends when its
closing mark is missing; which marks an article uses for speech is decided here, by the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quotes.text.quotation_marks.pairs import pair
from quotes.text.quotation_marks.quoted_span import CLOSING_MISSING, QuotedSpan
from quotes.text.quotation_marks.scan import Mark, blank_between, free_left, marks
from quotes.text.quotation_marks.singles import is_speech, opens, pair_singles

__all__ = ["QuotedSpan", "quoted_spans"]

INTERRUPTION_WORDS = 4
NOISE_CHARS = 20_000
NOISE_SHARE = 8  # news has one mark in a hundred characters
Paragraph = tuple[int, int, list[Mark]]


def quoted_spans(text: str) -> tuple[QuotedSpan, ...]:
    """The outermost quoted spans of a text, in order, never overlapping; quotations inside them stay inside."""
    if _is_noise(text):
        return ()
    double: list[Mark] = []
    single: list[Mark] = []
    found = marks(text)
    for mark in _without_tags(found) if '="' in text else found:
        (double if mark.hand.isupper() else single).append(mark)
        if mark.end - mark.start == 2 and text[mark.start] in "'’" and not free_left(mark):
            # two single ones may close a quotation and the one inside it
            middle = mark.start + 1
            single.append(Mark(mark.start, middle, "s", mark.left, "'"))
            single.append(Mark(middle, mark.end, "s", "'", mark.right))
    in_double = _read(text, pair, _paragraphs(text, double)) if double else []
    if not any(opens(text, mark) for mark in single):
        return tuple(in_double)
    in_single = _read(text, pair_singles, _paragraphs(text, single))
    if not in_double:
        return tuple(in_single)
    every = _outermost(in_double, in_single)
    ours = set(map(id, in_single))
    speech = [span for span in every if id(span) in ours and is_speech(text, span)]
    closed = sum(id(span) not in ours and CLOSING_MISSING not in span.repairs for span in every)
    if _single_is_the_convention(len(speech), closed):
        return tuple(every)
    return tuple(_outermost(in_double, speech))


def _is_noise(text: str) -> bool:
    """Whether a long text is so full of marks that they mark nothing: an attack, a ruler, a broken file."""
    if len(text) < NOISE_CHARS:
        return False
    return sum(map(text.count, "\"“”«»„'‘’`&â")) * NOISE_SHARE > len(text)


def _without_tags(found: Iterable[Mark]) -> Iterator[Mark]:
    """Leave out the marks around a tag's attributes: `<img alt="...">`."""
    attribute = False
    for mark in found:
        if attribute or (mark.hand == "S" and mark.left == "="):
            attribute = not attribute
        else:
            yield mark


def _single_is_the_convention(speech: int, in_double: int) -> bool:
    """Whether the article puts speech into single marks: some is there beyond doubt, and not as a rare exception.

    Else single marks around a word or two, outside of double ones, are terms, titles and headlines.
    """
    return speech > 0 and (speech >= in_double or (speech > 1 and 2 * speech >= in_double))


def _by_place(span: QuotedSpan) -> int:
    return span.outer_start


def _outermost(first: Sequence[QuotedSpan], second: Sequence[QuotedSpan]) -> list[QuotedSpan]:
    """Both in text order; of two that touch, the one that begins first, unless it was never closed."""
    result: list[QuotedSpan] = []
    for span in sorted([*first, *second], key=_by_place):
        while result and result[-1].outer_end > span.outer_start:
            before = result[-1]
            inside = span.outer_end <= before.outer_end
            if inside or not before.open_ended or span.open_ended:
                break
            result.pop()
        else:
            result.append(span)
    return result


def _read(text: str, pairing: Callable[..., list[QuotedSpan]], paragraphs: Sequence[Paragraph]) -> list[QuotedSpan]:
    """The spans of all paragraphs, by one kind of marks."""
    found: list[QuotedSpan] = []
    pending = False
    for number, (start, end, inside) in enumerate(paragraphs):
        if not inside:
            pending = False
            continue
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and _opens_with_mark(text, *following)
        made = pairing(text, inside, start, end, pending=pending, goes_on=goes_on)
        found += made
        pending = bool(made) and made[-1].open_ended and made[-1].end >= end - 1
    return found


def _opens_with_mark(text: str, start: int, end: int, inside: Sequence[Mark]) -> bool:
    return bool(inside) and inside[0].hand not in "Cc" and blank_between(text, start, inside[0].start)


def _interrupts(line: str) -> bool:
    """Whether a paragraph without marks is no sentence: an advertisement's or a picture's line between two others."""
    return line.count(" ") < INTERRUPTION_WORDS and line.rstrip()[-1] not in ".?!:…" and len(line) < 60


def _paragraphs(text: str, found: Sequence[Mark]) -> list[Paragraph]:
    """The paragraphs that hold anything: their ranges and their marks."""
    result: list[Paragraph] = []
    start = number = 0
    for line in text.split("\n"):
        end = start + len(line)
        first = number
        while number < len(found) and found[number].start < end:
            number += 1
        if line.strip() and not (first == number and _interrupts(line)):
            result.append((start, end, list(found[first:number])))
        start = end + 1
    return result
