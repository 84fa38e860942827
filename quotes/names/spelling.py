"""Whether two words may be renderings of one name: an alignment whose prices are the romanisers' habits.

Each family (slavic, arabic, asian, european) is a list of groups of letters that stand for one another, with
the price of swapping them; everything else costs too much. A word list is `lexicon/spellings/<family>.txt`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from math import nextafter

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
# a group of letters, another that it may be read as, and for how much: by the first letter of each ("": it is nothing)
_Swaps = dict[str, dict[str, list[tuple[str, str, float]]]]
_WaysOut = dict[str, list[tuple[str, str, float]]]


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
def _swaps(family: str) -> _Swaps:
    """What may be read as what by the habits of a family, cheap first."""
    found: dict[str, dict[str, list[tuple[str, str, float]]]] = defaultdict(lambda: defaultdict(list))
    for (left, right), price in sorted(_prices(family).items(), key=lambda swap: swap[1]):
        found[left[:1]][right[:1]].append((left, right, price))
    return {first: dict(some) for first, some in found.items()}


@cache
def _ways_out(family: str) -> _WaysOut:
    """For each letter the swaps that read it as something without it, cheap first."""
    found: _WaysOut = defaultdict(list)
    for (left, right), price in sorted(_prices(family).items(), key=lambda swap: swap[1]):
        for letter in set(left.strip("^$")).difference(right):
            found[letter].append((left, right, price))
    return dict(found)


def _out_of_reach(a: str, b: str, family: str, most: float) -> bool:
    """Whether `a` (with ^ and $ around it, as `b`) has a letter that `b` has not and that no swap between the two
    reads away, for so much: then they need not be aligned."""
    ways_out = _ways_out(family)
    for letter in set(a).difference(b):
        for left, right, price in ways_out.get(letter, ()):
            if left in a and right in b:
                if price > most:
                    return True
                break
        else:
            return True
    return False


@lru_cache(maxsize=32_768)
def distance(a: str, b: str, family: str, most: float = _STRANGE) -> float:
    """What it costs to read `a` as `b` (both folded) by the habits of `family`; 0 is the same name.

    What costs more than `most` is not followed: then the answer is some price above it.
    """
    if a == b:
        return 0.0
    a, b = f"^{a}$", f"^{b}$"  # so that a group can be tied to an end of the word
    if _out_of_reach(a, b, family, most) or _out_of_reach(b, a, family, most):
        return _STRANGE * 9
    return _aligned(a, b, family, most)


def _aligned(a: str, b: str, family: str, most: float) -> float:
    """What the cheapest alignment of two words costs, each with ^ and $ around it."""
    swaps = _swaps(family)
    unread = swaps.get("", {})
    doubled = _DOUBLED.get(family, _DOUBLED_ELSEWHERE)
    too_much = nextafter(most, _STRANGE * 9)
    # what it costs to read so much of `a` as so much of `b`, where it is not too much: that is seldom
    best: list[dict[int, float]] = [{} for _ in range(len(a) + 1)]
    best[0][0] = 0.0
    for i, row in enumerate(best):
        if not row:
            continue
        letter = a[i : i + 1]
        read = swaps.get(letter, {}) if letter else {}
        # a letter written twice: Haddad, Hadad
        twice = 0 < i < len(a) and letter == a[i - 1]
        j, last = min(row) - 1, max(row)
        while j < last:
            j += 1
            if (here := row.get(j)) is None:
                continue
            other = b[j : j + 1]
            if twice and here + doubled < best[i + 1].get(j, too_much):
                best[i + 1][j] = here + doubled
            if not other:
                break
            if j and other == b[j - 1] and here + doubled < row.get(j + 1, too_much):
                row[j + 1] = here + doubled
                last = max(last, j + 1)
            if letter == other and here < best[i + 1].get(j + 1, too_much):
                best[i + 1][j + 1] = here
            for some in (read.get(other, ()), read.get("", ()), unread.get(other, ())):
                for left, right, price in some:
                    if (cost := here + price) >= too_much:
                        break
                    if a.startswith(left, i) and b.startswith(right, j):
                        after, at = best[i + len(left)], j + len(right)
                        if cost < after.get(at, too_much):
                            after[at] = cost
                            last = max(last, at) if after is row else last
    return best[len(a)].get(len(b), _STRANGE * 9)


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
