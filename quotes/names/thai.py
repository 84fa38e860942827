"""Thai names as they sound: royal spelling (Shinawatra), everyday spelling and that of the transcribers (Chinnawat).

What is written and not heard goes, and so do vowels, which every way of romanising writes in its own way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.given import is_given

# How Thai family names end, in any spelling; a name so short that its ending is all of it tells nothing.
_ENDING = re.compile(
    r"(?:wat|watra|wath?ana?|wad|wongs?e?|vongs?e?|kun|kul|suwann?|suwon|porn|phon|pong|phong|pongs?e?|chai|jai|phai|pai|"
    r"charoen|jaroen|rat|rath|rattana|sakul|sakun|siri|sri|panich|phanit|vanich|wanit|chiwa|jiva|cheewa|sin|sittipunt|"
    r"phan|punt|pan|silp|sin|kit|lert|loet|thong|boon|bun|orn|on|non|nont|nond|ocha|achai|awut|avudh|anan|thip|dech|det|"
    r"wirakun|virakul|thaworn|thavorn|nimit|saeng|maneerat|yothin|krit|prasert|sawat|sawad)$"
)
_SHORTEST = 7
_ONE_SOUND = (
    (r"(?<=ng)s?e?$", ""),
    (r"tch|dj|ch|sh|j", "c"), (r"ph|bh|b", "p"), (r"th|dh|d", "t"), (r"kh|gh|ck|q", "k"), (r"v", "w"), (r"z|x", "s"),
    (r"ng", "N"), (r"g", "k"), (r"(?<=[aeiou])r(?=[^aeiou]|$)", ""), (r"(?<=t)ra$", ""), (r"(?<=n)t$", ""),
    (r"[lr]$", "n"), (r"[sc]$", "t"), (r"(?<=[ptk])h", ""), (r"[aeiouyh]", ""), (r"tc", "c"), (r"(.)\1+", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def as_heard_in_thai(word: str) -> str:
    """The consonants that are heard of a folded word.

    >>> as_heard_in_thai("shinawatra"), as_heard_in_thai("chinnawat")
    ('cnwt', 'cnwt')
    """
    heard = word
    for letters, sound in _ONE_SOUND:
        heard = re.sub(letters, sound, heard)
    return heard


@lru_cache(maxsize=8192)
def thai_key(folded: str) -> str:
    """Given and family name as heard, "" where the family name does not look Thai.

    >>> thai_key("somsak charoenwat") == thai_key("somsak jaroenwatra"), thai_key("ann roe")
    (True, '')
    """
    words = folded.split()
    if len(words) != 2 or is_given(words[1]) or len(words[1]) < _SHORTEST or not _ENDING.search(words[1]):
        return ""
    return " ".join(map(as_heard_in_thai, words))
