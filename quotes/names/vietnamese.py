"""Vietnamese names: the family name first at home, last abroad, and the middle name Thi left out as one likes."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.lexicon import words

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|th|tr|ph|ch|kh|gh|gi|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_MOST_WORDS = 5
_LEFT_OUT = "thi"

VietnameseName = tuple[str, tuple[str, ...]]


@lru_cache(maxsize=8192)
def readings(folded: str) -> tuple[VietnameseName, ...]:
    """Every way to read a folded name as a Vietnamese one: the family name, and the other words in their order at home.

    >>> readings("lan anh bui")
    (('bui', ('lan', 'anh')),)
    """
    spelt = tuple(folded.split())
    if not 3 <= len(spelt) <= _MOST_WORDS or not all(map(_SYLLABLE.fullmatch, spelt)):
        return ()
    known = words("vietnamese_surnames")
    found = []
    if spelt[0] in known:
        found.append((spelt[0], spelt[1:]))
    if spelt[-1] in known:
        found.append((spelt[-1], spelt[:-1]))
    if spelt[1] in known:  # her own name, then the family's, then the middle name
        found.append((spelt[1], (*spelt[2:], spelt[0])))
    return tuple(found)


def shortened(name: VietnameseName) -> VietnameseName:
    """Without the middle name that many women have."""
    family, given = name
    return family, tuple(word for word in given if word != _LEFT_OUT)


@lru_cache(maxsize=8192)
def called(folded: str) -> frozenset[tuple[str, str]]:
    """The family name and the name that somebody is called by, the last of the given names, however few are told.

    >>> called("lan anh bui") == called("anh bui") == frozenset({("bui", "anh")})
    True
    """
    spelt = tuple(folded.split())
    if len(spelt) != 2 or not all(map(_SYLLABLE.fullmatch, spelt)):
        return frozenset((family, given[-1]) for family, given in readings(folded) if given[-1:] != (_LEFT_OUT,))
    pairs = (spelt, spelt[::-1])
    return frozenset(pair for pair in pairs if pair[0] in words("vietnamese_surnames"))


@lru_cache(maxsize=8192)
def keys(folded: str) -> frozenset[str]:
    """What two renderings of one name have in common, whatever their order."""
    return frozenset(
        f"{family} {' '.join(sorted(shortened((family, given))[1]))}" for family, given in readings(folded)
    ) | frozenset(f"{family} +{name}" for family, name in called(folded))
