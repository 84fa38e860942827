"""A Chinese name in Cantonese as Hong Kong writes it, and in Mandarin as pinyin does: Leung Chun-ying, Liang Zhenying.

The sounds have little in common: a table says which syllables may stand for one another. Many characters share a
syllable, so that it is a hint and no proof.
"""

from __future__ import annotations

from functools import cache, lru_cache

from quotes.lexicon import sections
from quotes.names.given import is_given

_SYLLABLES = 2  # of a given name: one alone is shared by too many


@cache
def _heard(kind: str) -> dict[str, frozenset[str]]:
    return {key.partition("-")[2]: heard for key, heard in sections("cantonese").items() if key.startswith(f"{kind}-")}


@lru_cache(maxsize=8192)
def _in_pinyin(folded: str) -> tuple[str, tuple[str, ...]] | None:
    """Family name and two syllables of a name in pinyin."""
    words = folded.split()
    if len(words) not in (2, 3) or words[0] not in _heard("family"):
        return None
    given, known = "".join(words[1:]), _heard("given")
    cuts = [(given[:at], given[at:]) for at in range(1, len(given)) if given[:at] in known and given[at:] in known]
    return (words[0], cuts[-1]) if cuts else None


@lru_cache(maxsize=8192)
def _in_cantonese(folded: str) -> tuple[str, tuple[str, ...]] | None:
    """Family name and two syllables of a name of Hong Kong, an English given name before it left out."""
    words = folded.split()
    if len(words) == 2 + _SYLLABLES and is_given(words[0]):
        words = words[1:]
    if len(words) != 1 + _SYLLABLES:
        return None
    return words[0], tuple(words[1:])


def one_in_cantonese(a: str, b: str) -> bool:
    """Whether one of two folded names may be the other's Cantonese (or the other way about).

    >>> one_in_cantonese("leung chun ying", "liang zhenying"), one_in_cantonese("leung chun ying", "liang zhiqiang")
    (True, False)
    """
    for one, other in ((a, b), (b, a)):
        if (mandarin := _in_pinyin(one)) is None or (cantonese := _in_cantonese(other)) is None:
            continue
        if cantonese[0] not in _heard("family")[mandarin[0]]:
            continue
        pairs = zip(mandarin[1], cantonese[1], strict=True)
        if all(heard in _heard("given")[spelt] for spelt, heard in pairs):
            return True
    return False


@lru_cache(maxsize=8192)
def cantonese_keys(folded: str) -> frozenset[str]:
    """What the two renderings have in common: the family name in pinyin, and the first syllable's in Cantonese."""
    found = set()
    if mandarin := _in_pinyin(folded):
        found |= {f"{mandarin[0]} {heard}" for heard in _heard("given")[mandarin[1][0]]}
    if cantonese := _in_cantonese(folded):
        families = [family for family, heard in _heard("family").items() if cantonese[0] in heard]
        found |= {f"{family} {cantonese[1][0]}" for family in families}
    return frozenset(found)
