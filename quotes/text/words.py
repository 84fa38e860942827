"""What a word is, and for whom: the patterns by which texts are cut into words.

| pattern | “the U.S.’s well-known 4-H club don’t” | whose |
|---|---|---|
| `SEARCHED` | the, U, S, s, well, known, 4, H, club, don, t | full-text search, as its index cuts; the judges |
| `SPOKEN` | the, U, S, s, well-known, 4-H, club, don’t | one quotation against another |
| `WRITTEN` | the, U.S.’s, well-known, 4-H, club, don’t | names, roles and phrases of an article |
"""

from __future__ import annotations

import re

SEARCHED = re.compile(r"[^\W_]+")
SPOKEN = re.compile(r"\w+(?:['’\-]\w+)*")
WRITTEN = re.compile(r"[^\W_][\w’'.-]*")


def places(text: str) -> dict[str, list[int]]:
    """Each word of a text as `WRITTEN` has it, with where it begins: what looks for listed words asks each word once.

    >>> places("The mayor and the deputy mayor.")
    {'The': [0], 'mayor': [4], 'and': [10], 'the': [14], 'deputy': [18], 'mayor.': [25]}
    """
    found: dict[str, list[int]] = {}
    for match in WRITTEN.finditer(text):
        word = match.group()
        if word in found:
            found[word].append(match.start())
        else:
            found[word] = [match.start()]
    return found
