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
