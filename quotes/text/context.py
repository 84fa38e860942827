"""What stands around a quotation in its article."""

from __future__ import annotations

import re

from quotes.text.sentences import sentence_ends

CONTEXT_CHARS = 240

_NEXT_WORD = re.compile(r"\s+(?=\S)")


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words around a quote within its paragraphs, cut at a sentence or else at a word."""
    before = text[max(0, start - CONTEXT_CHARS) : start].rsplit("\n", 1)[-1]
    if start - len(before) > 0 and text[start - len(before) - 1] != "\n":
        cut = next(sentence_ends(before, 0, len(before)), None) or _NEXT_WORD.search(before)
        before = before[cut.end() :] if cut else before
    after = text[end : end + CONTEXT_CHARS].split("\n", 1)[0]
    if end + len(after) < len(text) and text[end + len(after)] != "\n":
        ends = [match.start(1) for match in sentence_ends(after, 0, len(after))]
        last = ends[-1] if ends else after.rfind(" ")
        after = after[:last] if last > 0 else after
    return before, after
