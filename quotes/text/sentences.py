"""Where sentences end: one cut for all who read over a text without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.lexicon import words

HIDDEN = "\x01"  # stands for each character of quoted words in a text that hides them, offsets kept
_CLOSING = "\"'”’»)\\]"
_BEFORE_A_SENTENCE = "\"“‘'«(\\["

_END = re.compile(rf"[.!?…][{_CLOSING}{HIDDEN}]*(\s+)(?=[{_BEFORE_A_SENTENCE}{HIDDEN}]*[A-Z0-9\"“‘'{HIDDEN}])")
_ENDS_HERE = re.compile(rf"[.!?…][{_CLOSING}]*\s*$")
_LAST_WORD = re.compile(r"[\w.&’'-]+$")
_LONGEST_SHORT_FORM = 20  # characters


def sentence_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The sentence ends from `start` to `end`: each match begins at the last mark of a sentence, its group 1 is the
    space behind it, and it ends where the next sentence begins.

    >>> [match.end() for match in sentence_ends("Mr. Roe left. It rained.", 0, 24)]
    [14]
    """
    for match in _END.finditer(text, start, end):
        if not _abbreviated(text, start, match.start()):
            yield match


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the words before `end` end a sentence; what stands before `start` does not count.

    >>> ends_sentence("“It rained.” ", 0, 13), ends_sentence("“It rained,” ", 0, 13)
    (True, False)
    """
    return _ENDS_HERE.search(text, max(start, end - 8), end) is not None


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to a word that was cut short: Mr., J., U.S., Nov."""
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text, max(start, stop - _LONGEST_SHORT_FORM), stop)
    if word is None:
        return False
    last = word.group()
    if last == "no":
        return text[stop + 1 : stop + 3].strip()[:1].isdigit()  # "house no. 5"; not "he said no. She left"
    if last in words("capital_abbreviations"):
        return False
    return (
        (len(last) == 1 and last.isupper() and last != "I")
        or "." in last
        or last.lower() in words("abbreviations")
        or last.lower() in words("dotted_titles")
    )
