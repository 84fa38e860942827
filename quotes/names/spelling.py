"""Whether two words may be renderings of one name: an alignment whose prices are the romanisers' habits.

Each family (slavic, arabic, asian, european) is a list of groups of letters that stand for one another, with
the price of swapping them; everything else costs too much. A word list is `lexicon/spellings/<family>.txt`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from rapidfuzz import fuzz

from quotes.lexicon import spelling

# Romanisers double letters as they like; in a name that was never romanised it may be another: Nunn, Nun.
# here: names of spellings, no words of a text
_DOUBLED = {"european": 0.35, "iberian": 0.35, "japanese": 0.35, "slavic": 0.0, "arabic": 0.0, "asian": 0.0}
_DOUBLED_ELSEWHERE = 0.1
_STRANGE = 2.0  # a letter that nothing explains
_ALIKE = 40  # of 100
TYPED_WRONG = 8  # a shorter word with two letters changed is as likely another name
# Where nothing tells whose habits a name follows, a shorter word may be another name by one letter, or by one vowel.
_SHORTEST_UNKNOWN, _TELLING = 6, 8

Prices = dict[tuple[str, str], float]
# by its first letter ("": it is read as nothing) what a group of letters may be read as and for how much, cheap first
_Readings = dict[str, list[tuple[str, float]]]


@cache
def _prices(family: str) -> Prices:
    """Price of each pair of letter groups."""
    prices: Prices = {}
    for line in spelling(family):
        if line.startswith("like "):
            for pair, price in _prices(line.removeprefix("like ")).items():
                prices[pair] = min(price, prices.get(pair, _STRANGE))
            continue
        told, _, groups = line.partition(" ")
        members = ["" if member == "-" else member for member in groups.split()]
        for a in members:
            for b in members:
                if a != b:
                    prices[a, b] = min(float(told), prices.get((a, b), _STRANGE))
    return prices


@cache
def _swaps(family: str) -> tuple[dict[str, _Readings], int]:
    """What each group of letters may be read as and for how much, and the length of the longest group."""
    found: dict[str, dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for (left, right), price in _prices(family).items():
        found[left][right[:1]].append((right, price))
    swaps = {
        left: {first: sorted(some, key=lambda reading: reading[1]) for first, some in rights.items()}
        for left, rights in found.items()
    }
    return swaps, max(map(len, swaps), default=1)


@lru_cache(maxsize=32_768)
def distance(a: str, b: str, family: str, most: float = _STRANGE) -> float:
    """What it costs to read `a` as `b` (both folded) by the habits of `family`; 0 is the same name.

    What costs more than `most` is not followed: then the answer is some price above it.
    """
    if a == b:
        return 0.0
    swaps, widest = _swaps(family)
    doubled = _DOUBLED.get(family, _DOUBLED_ELSEWHERE)
    a, b = f"^{a}$", f"^{b}$"  # so that a group can be tied to an end of the word
    best = [[_STRANGE * 9] * (len(b) + 1) for _ in range(len(a) + 1)]
    best[0][0] = 0.0
    for i, row in enumerate(best):
        if min(row) > most:
            continue
        letter = a[i : i + 1]
        readings = [
            (best[i + m], rights) for m in range(min(widest, len(a) - i) + 1) if (rights := swaps.get(a[i : i + m]))
        ]
        # a letter written twice: Haddad, Hadad
        twice = 0 < i < len(a) and letter == a[i - 1]
        for j in range(len(b) + 1):
            here = row[j]
            if here > most:
                continue
            other = b[j : j + 1]
            if letter and letter == other:
                best[i + 1][j + 1] = min(best[i + 1][j + 1], here)
            if twice:
                best[i + 1][j] = min(best[i + 1][j], here + doubled)
            if 0 < j < len(b) and b[j] == b[j - 1]:
                row[j + 1] = min(row[j + 1], here + doubled)
            for after, rights in readings:
                for right, price in rights.get(other, ()):
                    cost = here + price
                    if cost > most:
                        break
                    if b.startswith(right, j) and cost < after[j + len(right)]:
                        after[j + len(right)] = cost
                for _, price in rights.get("", ()) if other else ():
                    after[j] = min(after[j], here + price)
    return min(best[len(a)][len(b)], _STRANGE * 9)


def allowed(a: str, b: str) -> float:
    """The price up to which two words of this length are one name: short names have less to go by."""
    shorter = min(len(a), len(b))
    return 0.3 if shorter <= 3 else 0.5 if shorter <= 5 else 0.8 if shorter <= 8 else 1.05


def same_word(a: str, b: str, families: frozenset[str]) -> bool:
    """Whether `a` and `b` (folded words) are renderings of one name in any of the families."""
    if a == b:
        return True
    # of two renderings nearly half the letters agree: what is not even so much alike need not be aligned
    if not a or not b or fuzz.ratio(a, b) < _ALIKE:
        return False
    limit = allowed(a, b) + 1e-9  # prices are sums of tenths
    shorter = min(len(a), len(b))
    unknown = -1.0 if shorter < _SHORTEST_UNKNOWN else limit if shorter > _TELLING else limit / 3
    one, other = sorted((a, b))
    return any(
        distance(one, other, family, limit) <= (unknown if family == "foreign" else limit) for family in families
    )


def transposed(a: str, b: str) -> bool:
    """Whether two neighbouring letters inside a long word changed places: Zelensky, Zelesnky; but Warren is no Warner.

    >>> transposed("zelensky", "zelesnky")
    True
    """
    if len(a) != len(b) or len(a) < TYPED_WRONG or a == b:
        return False
    at = next(at for at in range(len(a)) if a[at] != b[at])
    return 0 < at < len(a) - 2 and a[at] == b[at + 1] and b[at] == a[at + 1] and a[at + 2 :] == b[at + 2 :]
