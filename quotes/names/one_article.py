"""Whether two full names of one article are one person's: as across articles, with what the one article adds.

There a name may be shortened as soon as it was given in full: “Robert F. Roe Jr.” is “Robert Roe” afterwards, and
what stands before a whole name in the same capitals (“Iron Mike Roe”) makes it no other.
"""

from __future__ import annotations

from functools import lru_cache

from quotes.names.comparison import Relation, compare_names
from quotes.names.family_names import asian_surnames
from quotes.names.given import is_given
from quotes.names.parsing import parse


@lru_cache(maxsize=8192)
def are_one(earlier: str, later: str) -> bool:
    """Whether two folded full names, in the order in which the article first has them, are one person's.

    >>> are_one("elizabeth roe", "liz roe"), are_one("george w roe", "george h w roe")
    (True, False)
    >>> are_one("robert f roe jr", "robert roe"), are_one("robert roe", "robert roe jr")
    (True, False)
    """
    relation, _ = compare_names(earlier, later)
    if relation >= Relation.LESS_SPECIFIC:
        return True
    if relation is Relation.SEPARATE_BUT_SUGGEST:
        return _is_shortened(earlier, later)
    return _ends_in(earlier, later)


def _is_shortened(earlier: str, later: str) -> bool:
    """Whether of two names that agree but for a suffix one is short for the other.

    Who has the suffix was named with it first, or has it in a longer name; a senior is named beside his son.
    """
    younger_first = bool(parse(earlier).suffix)
    whole, short = (earlier, later) if younger_first else (later, earlier)
    more = len(whole.split()) - 1 - len(short.split())
    return parse(whole).suffix != "sr" and (more >= 0 if younger_first else more > 0)


def _ends_in(a: str, b: str) -> bool:
    """Whether one name ends in the other, and the words before it are nobody's given names."""
    short, long = sorted((a.split(), b.split()), key=len)
    before = long[: -len(short)]
    return 1 < len(short) < len(long) and long[-len(short) :] == short and not any(map(is_given, before))


@lru_cache(maxsize=8192)
def is_family_name(full: str, word: str) -> bool:
    """Whether a folded word is the family name of a folded full name, in whatever letters.

    >>> is_family_name("alexander lukashenko", "lukashenka"), is_family_name("alexander lukashenko", "lukashevich")
    (True, False)
    """
    return compare_names(full, word)[0] >= Relation.LESS_SPECIFIC


@lru_cache(maxsize=8192)
def family_words(full: str) -> frozenset[str]:
    """The words of a folded full name that are a family name though not the last word: East Asian ones.

    >>> [sorted(family_words(name)) for name in ("cheung wing kei", "eric cheung ho yin", "kim roe")]
    [['cheung'], ['cheung'], []]
    """
    spelt = full.split()
    if not spelt or not asian_surnames().keys() & set(spelt[:2]):
        return frozenset()
    opens = not is_given(spelt[0])
    second = tuple(spelt[1:2]) if len(spelt) > 3 else ()
    return frozenset(
        reading.surname[0]
        for reading in parse(full).readings
        if (reading.asian and opens) or (reading.surname == second and not opens)
    )
