"""Characters -> quoted stretches: linear in the text, never raises.

`scan` finds the marks, `pairs` and `singles` tell which of them open and close, `cut` where speech ends when its
closing mark is missing; which marks an article uses for speech is decided here, by the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quotes.marks.pairs import pair
from quotes.marks.scan import Mark, blank_between, marks
from quotes.marks.singles import is_speech, opens, pair_singles
from quotes.marks.stretch import Stretch

__all__ = ["Stretch", "stretches"]

Paragraph = tuple[int, int, list[Mark]]


def stretches(text: str) -> tuple[Stretch, ...]:
    """The outermost quoted stretches of a text, in order, never overlapping; quotations inside them stay inside."""
    double: list[Mark] = []
    single: list[Mark] = []
    found = marks(text)
    for mark in _without_tags(found) if '="' in text else found:
        (double if mark.hand.isupper() else single).append(mark)
    in_double = _read(text, pair, _paragraphs(text, double)) if double else []
    if not any(opens(text, mark) for mark in single):
        return tuple(in_double)
    in_single = _read(text, pair_singles, _paragraphs(text, single))
    outside = _outside(in_single, in_double)
    speech = [stretch for stretch in outside if is_speech(text, stretch)]
    if in_double and not _single_is_the_convention(speech, _outside(in_double, speech)):
        return tuple(sorted([*in_double, *speech], key=_by_place))
    return tuple(_outermost(in_double, in_single))


def _without_tags(found: Iterable[Mark]) -> Iterator[Mark]:
    """Leave out the marks around a tag's attributes: `<img alt="...">`."""
    attribute = False
    for mark in found:
        if attribute or (mark.hand == "S" and mark.left == "="):
            attribute = not attribute
        else:
            yield mark


def _single_is_the_convention(speech: Sequence[Stretch], in_double: Sequence[Stretch]) -> bool:
    """Whether the article puts speech into single marks: some is there beyond doubt, and not as a rare exception.

    Else single marks around a word or two, outside of double ones, are terms, titles and headlines.
    """
    return not in_double or (len(speech) >= 2 and 2 * len(speech) >= len(in_double))


def _by_place(stretch: Stretch) -> int:
    return stretch.outer_start


def _outside(inner: Sequence[Stretch], outer: Sequence[Stretch]) -> list[Stretch]:
    """Those of `inner` that no stretch of `outer` touches; both are in text order."""
    result: list[Stretch] = []
    number = 0
    for stretch in inner:
        while number < len(outer) and outer[number].outer_end <= stretch.outer_start:
            number += 1
        if number == len(outer) or outer[number].outer_start >= stretch.outer_end:
            result.append(stretch)
    return result


def _outermost(first: Sequence[Stretch], second: Sequence[Stretch]) -> list[Stretch]:
    """Both in text order; of two that touch, the one that begins first, unless it was never closed."""
    result: list[Stretch] = []
    for stretch in sorted([*first, *second], key=_by_place):
        while result and result[-1].outer_end > stretch.outer_start:
            before = result[-1]
            inside = stretch.outer_end <= before.outer_end
            if inside or not before.open_ended or stretch.open_ended:
                break
            result.pop()
        else:
            result.append(stretch)
    return result


def _read(text: str, pairing: Callable[..., list[Stretch]], paragraphs: Sequence[Paragraph]) -> list[Stretch]:
    """The stretches of all paragraphs, by one kind of marks."""
    found: list[Stretch] = []
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


def _paragraphs(text: str, found: Sequence[Mark]) -> list[Paragraph]:
    """The paragraphs that hold anything: their ranges and their marks."""
    result: list[Paragraph] = []
    start = number = 0
    for line in text.split("\n"):
        end = start + len(line)
        first = number
        while number < len(found) and found[number].start < end:
            number += 1
        if line.strip():
            result.append((start, end, list(found[first:number])))
        start = end + 1
    return result
