"""Which line ends of a plain text end no paragraph: lines cut at a width, verse, one quotation over several lines.

Most copy has a paragraph a line, and there every line end counts. Mail, agency copy and scanned pages are cut at
some width instead. The language tells the two apart first (a line that stops inside a sentence); then, in a block of
lines of which one was cut, whether the next word would still have found room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.lexicon import plain, words
from quotes.text.quotation_marks.cut import has_cue

WIDEST = 130  # characters; a longer line was not cut at a width
FILLED = 0.6  # of the block's width: a line that stops inside a sentence and is at least so long was cut
PROSE_WORDS = 4  # a shorter line is a heading, a name, an item of a list
SPEECH_CHARS = 3_000  # one pair of marks holds no more

_LINE = re.compile(r"[^\n]+")
_REPLY = re.compile(r"\s*(?:> ?)+(?=\S)")
_STOPS = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_ITEM = re.compile(r"[-–—*•·»|#]|\(?\d{1,3}[.)] |[A-Z]: ")
_LAST_WORD = re.compile(r"(?<![\w’'-])([A-Za-z]+\.?)$")
_NAME_CUT = re.compile(r"[a-z,”\"’'] [A-Z][\w’'-]+$")
_NAME_GOES_ON = re.compile(r"[A-Z][\w’'-]+[,.]")
_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_MARK = re.compile('["“”]')
_SPEECH = re.compile(rf"“[^“”\"]{{1,{SPEECH_CHARS}}}”")
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` is a line without the white space around it and without a reply's `>` before it."""

    start: int
    end: int
    reply: bool = False


def soft_line_ends(text: str) -> Iterator[tuple[int, int, bool]]:
    """The line ends inside a paragraph: (end of the words before, start of those after, a reply's `>` between or not).

    In text order, never overlapping; linear in the text.
    """
    for block in _blocks(text):
        cut = [_is_cut(text, here, there) for here, there in pairwise(block)]
        _add_open_speech(text, block, cut)
        if any(cut):
            width = max(line.end - line.start for line in block)
            cut = [known or _is_full(text, *lines, width) for known, lines in zip(cut, pairwise(block), strict=True)]
        for known, (here, there) in zip(cut, pairwise(block), strict=True):
            if known:
                yield here.end, there.start, there.reply


def breaks_in_speech(text: str) -> Iterator[tuple[int, int]]:
    """The paragraph ends inside one pair of marks, a letter's or a statement's: (end of the words, start of the next).

    Where a paragraph tells who said something, a closing mark was lost before it, and nothing is inside.
    """
    if "”" not in text:
        return
    for speech in _SPEECH.finditer(text):
        if "\n" in speech.group() and not any(map(has_cue, speech.group().split("\n")[:-1])):
            yield from (match.span() for match in _BREAK.finditer(text, *speech.span()))


def _blocks(text: str) -> Iterator[list[Line]]:
    """Runs of two or more short lines with no blank line between them."""
    block: list[Line] = []
    last = -1
    for match in _LINE.finditer(text):
        start, end = match.span()
        reply = _REPLY.match(text, start, end)
        words_start = reply.end() if reply else start + len(match.group()) - len(match.group().lstrip())
        words_end = start + len(match.group().rstrip())
        short = words_start < words_end <= words_start + WIDEST
        if block and (not short or start > last + 1):
            if len(block) > 1:
                yield block
            block = []
        if short:
            block.append(Line(words_start, words_end, reply is not None))
        last = end
    if len(block) > 1:
        yield block


def _is_cut(text: str, here: Line, there: Line) -> bool:
    """Whether the words themselves say that a line goes on in the next one."""
    before, first = text[here.start : here.end], text[there.start]
    if _HYPHEN.search(before):
        return first.isalpha()
    if _ITEM.match(text, there.start, there.end) and not there.reply:
        return False
    if first.islower():
        return not _STOPS.search(before) or before[-1] in "\"”’'»"
    if before.count(" ") + 1 < PROSE_WORDS or _STOPS.search(before):
        return False
    last = _LAST_WORD.search(before)
    if last is not None and last[1][0].islower() and plain(last[1]) in words("leads_on"):
        return True
    return _NAME_CUT.search(before) is not None and _NAME_GOES_ON.match(text, there.start, there.end) is not None


def _add_open_speech(text: str, block: Sequence[Line], cut: list[bool]) -> None:
    """Mark as cut the lines over which one pair of marks reaches: verse, a letter, speech cut at a width.

    Speech of several paragraphs opens each of them with a mark again; there the line ends stay.
    """
    opened = -1  # the number of the line with the mark that is open
    for number, line in enumerate(block):
        for mark in _MARK.finditer(text, line.start, line.end):
            opening = _opens(text, mark.start(), line)
            if opened >= 0 and not opening:
                if line.end - block[opened].start < SPEECH_CHARS:
                    cut[opened:number] = [True] * (number - opened)
                opened = -1
            elif opening:
                opened = number


def _opens(text: str, mark: int, line: Line) -> bool:
    if text[mark] != '"':
        return text[mark] == "“"
    before = text[mark - 1] if mark > line.start else " "
    after = text[mark + 1] if mark + 1 < line.end else " "
    return not after.isspace() and (before.isspace() or before in "([—–-")


def _is_full(text: str, here: Line, there: Line, width: int) -> bool:
    """Whether, in a block of lines cut at a width, a line ends where the next word found no room."""
    long = here.end - here.start
    following = text[there.start : there.end].split(maxsplit=1)[0]
    if long + 1 + len(following) > width:
        return True
    return long >= FILLED * width and not _STOPS.search(text[here.start : here.end])
