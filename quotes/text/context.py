"""What stands around a quotation in its article."""

from __future__ import annotations

import re

CONTEXT_CHARS = 240


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words around a quote within its paragraphs, cut at a sentence or else at a word."""
    before = text[max(0, start - CONTEXT_CHARS) : start].rsplit("\n", 1)[-1]
    if start - len(before) > 0 and text[start - len(before) - 1] != "\n":
        cut = re.search(r"[.!?][\"'”’»]?\s+(?=\S)", before) or re.search(r"\s+(?=\S)", before)
        before = before[cut.end() :] if cut else before
    after = text[end : end + CONTEXT_CHARS].split("\n", 1)[0]
    if end + len(after) < len(text) and text[end + len(after)] != "\n":
        ends = [match.end() for match in re.finditer(r"[.!?][\"'”’»]?(?=\s)", after)]
        last = ends[-1] if ends else after.rfind(" ")
        after = after[:last] if last > 0 else after
    return before, after
