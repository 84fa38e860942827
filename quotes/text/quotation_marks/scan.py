"""Characters -> marks: every quotation mark of a text, with its hand and its neighbours, in order.

A mark's hand is what its shape says: "O" opens, "C" closes, "S" is straight and says nothing. Capitals are
double marks, small letters single ones. Marks of a damaged encoding are read as what they once were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotes.text.quotation_marks.quoted_span import DAMAGED, DOUBLED


class Mark(NamedTuple):
    """`text[start:end]` is one mark, or several that stand for one; `left` and `right` are its neighbours.

    A neighbour is "" at the text's edge. `flaw` is the repair that reading it took, "" mostly.
    """

    start: int
    end: int
    hand: str
    left: str
    right: str
    flaw: str = ""


# HTML's entities; a program's escapes; cp1252's marks taken for control characters; UTF-8 read as cp1252, once, twice.
_DAMAGED = {
    "O": (
        r"&(?:amp;)?(?:ldquo|bdquo|laquo|#8220|#8222|#171|#147|#x201[cC]);"
        r"|\\u201[cC]|(?<![^\s(\[]),,(?=\w)|\x93|â€œ|â\x80\x9c|Ã¢â‚¬Å“"
    ),
    "C": (
        r"&(?:amp;)?(?:rdquo|raquo|#8221|#187|#148|#x201[dD]);"
        r"|\\u201[dD]|\x94|â\x80\x9d|Ã¢â‚¬Â?\x9d|â€(?:\x9d|(?![\w“”™˜¦¢–—]))"
    ),
    "S": r'&(?:amp;)?(?:quot|#0*34|#x22);|\\+"',
    "o": r"&(?:amp;)?(?:lsquo|sbquo|#8216|#145|#x2018);|\\u2018|\x91|â€˜|â\x80\x98|Ã¢â‚¬Ëœ",
    "c": r"&(?:amp;)?(?:rsquo|#8217|#146|#x2019);|\\u2019|\x92|â€™|â\x80\x99|Ã¢â‚¬â„¢",
    "s": r"&(?:amp;)?(?:apos|#0*39|#x27);|\\+'",
}
_SINGLE = {"‘": "o", "‚": "o", "‛": "o", "‹": "o", "`": "o", "’": "c", "›": "c", "´": "c", "'": "s", "＇": "s"}
_DOUBLE = dict.fromkeys("“„‟«〝❝「『", "O") | dict.fromkeys("”»〞〟❞」』", "C") | dict.fromkeys('"＂″', "S")
_PAIRS = {"``": "O", "‘‘": "O", "´´": "C", "’’": "C"}

_CHARACTERS = f"[{''.join(_DOUBLE)}{''.join(_SINGLE)}]+"
_PLAIN = re.compile(_CHARACTERS)
# A damaged dash or ellipsis begins like a damaged mark: it is read over.
_ALL = re.compile(
    r"â€[“”–—¦¢\x90\x93\x94]|(?P<spaced>` `|' ')"
    + "".join(f"|(?P<damaged{number}>{spelling})" for number, spelling in enumerate(_DAMAGED.values()))
    + f"|(?P<plain>{_CHARACTERS})"
)
_NEEDS_ALL = re.compile(r"[\x91-\x94\\]|,,|&[a-z#]|â[€‚\x80]|` `")
_BULLET = re.compile(r"^[ \t\u00a0]*[»›](?=\s)", re.MULTILINE)
_SPACED = re.compile("` `")
_DAMAGED_HANDS = tuple(_DAMAGED)
_PIECES = re.compile(f"[{''.join(_DOUBLE)}]+|'{{2,}}|``|‘‘|´´|’’|.")
INDENT = 64  # characters; a mark further in does not begin its paragraph
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_BEFORE = frozenset("([{<>—–-‐‑―/|*•=+_~") | _INVISIBLE
_AFTER = frozenset(".,;:!?)]}<>—–-‐‑―…/|*_~") | _INVISIBLE


def blank(character: str) -> bool:
    """Whether there is nothing to see: the text's edge, white space, or a mark of direction."""
    return not character or character.isspace() or character in _INVISIBLE


def free_left(mark: Mark) -> bool:
    """Whether nothing that could be quoted ends at the mark: it may open."""
    return not mark.left or mark.left.isspace() or mark.left in _BEFORE


def free_right(mark: Mark) -> bool:
    """Whether nothing that could be quoted begins after the mark: it may close."""
    return not mark.right or mark.right.isspace() or mark.right in _AFTER


def blank_between(text: str, start: int, end: int) -> bool:
    """Whether nothing but bullets and white space stands between the two offsets."""
    return end - start <= INDENT and not text[start:end].strip(" \t\r\f\v\u00a0\u200b\u200e\u200f\ufeff-–—*•>·")


def marks(text: str) -> Iterator[Mark]:
    """All marks of the text, in order; `» ` at the head of a line is a bullet."""
    if "»" not in text and "›" not in text:
        yield from _every_mark(text)
        return
    bullets = {match.end() - 1 for match in _BULLET.finditer(text)}
    yield from (mark for mark in _every_mark(text) if mark.start not in bullets)


def _every_mark(text: str) -> Iterator[Mark]:
    if _NEEDS_ALL.search(text):
        yield from _all_marks(text)
        return
    for match in _PLAIN.finditer(text):
        start, end = match.span()
        if end - start > 1:
            yield from _run(text, start, end)
            continue
        left, right = text[start - 1 : start] if start else "", text[end : end + 1]
        character = text[start]
        if character in _DOUBLE:
            yield Mark(start, end, _DOUBLE[character], left, right)
        elif not (left.isalpha() and right.isalnum()):
            yield Mark(start, end, _SINGLE[character], left, right)


def _all_marks(text: str) -> Iterator[Mark]:
    """The same for a text with damaged marks, or with marks of two strokes that a tokenizer took apart."""
    spaced = _SPACED.search(text) is not None  # only then "' '" is a mark
    for match in _ALL.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "plain" or (kind == "spaced" and not spaced):
            yield from _run(text, start, end)
        elif kind is not None:
            left, right = text[start - 1 : start] if start else "", text[end : end + 1]
            if kind == "spaced":
                yield Mark(start, end, "O" if text[start] == "`" else "S", left, right)
            else:
                hand = _DAMAGED_HANDS[int(kind[-1])]
                if hand.isupper() or not (left.isalpha() and right.isalnum()):
                    yield Mark(start, end, hand, left, right, DAMAGED)


def _run(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of a run of mark characters."""
    for match in _PIECES.finditer(text, start, end):
        first, last = match.span()
        left, right = text[first - 1 : first] if first else "", text[last : last + 1]
        character = text[first]
        if character == " ":
            continue
        if last - first == 1:
            if character in _DOUBLE:
                yield Mark(first, last, _DOUBLE[character], left, right)
            elif not (left.isalpha() and right.isalnum()):
                yield Mark(first, last, _SINGLE[character], left, right)
        elif character in _DOUBLE:
            yield from _doubled(text, first, last, left, right)
        else:
            yield Mark(first, last, _PAIRS.get(match.group(), "S"), left, right)


def _doubled(text: str, start: int, end: int, left: str, right: str) -> Iterator[Mark]:
    """Double marks written together: one mark doubled, or one quotation that ends where the next begins."""
    whole = Mark(start, end, "S", left, right, DOUBLED)
    hands = [_DOUBLE[character] for character in text[start : min(end, start + 8)]]
    middle = start + (hands.index("O") if hands[0] == "C" and "O" in hands else (end - start) // 2)
    may_open, may_close = free_left(whole), free_right(whole)
    if may_open and may_close:  # dots or white space beside them
        may_open, may_close = blank(left), blank(right)
    if may_open and not may_close:
        yield whole._replace(hand="O")
    elif may_close and not may_open:
        yield whole._replace(hand="C")
    elif not may_open or (hands[0] == "C" and "O" in hands):
        yield Mark(start, middle, "C", left, text[middle])
        yield Mark(middle, end, "O", text[middle - 1], right)
    elif line_before(text, start).rstrip()[-1:] in (",", ".", "?", "!"):
        yield whole._replace(hand="C")
    elif (end - start) % 2:
        yield whole


def line_before(text: str, start: int) -> str:
    """The three characters before the offset, as far as they are of the same line: a paragraph is read by itself."""
    return text[max(0, start - 3) : start].rpartition("\n")[2]
