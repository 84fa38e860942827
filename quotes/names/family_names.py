"""Family names that are known by lists: those of East Asia, which stand first, and those that very many people have."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from quotes.lexicon import groups, lines, words


@cache
def common_surnames() -> frozenset[str]:
    return words("common_surnames")


@cache
def equal_surnames() -> dict[str, frozenset[str]]:
    """A family name -> those that are the same name, as Bandyopadhyay and Banerjee are."""
    return {word: frozenset(group) - {word} for group in groups("equal_surnames") for word in group}


@cache
def asian_surnames() -> dict[str, frozenset[int]]:
    """Family name -> the numbers of the names it may be a rendering of."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines("asian_surnames")):
        for word in line.partition(":")[2].split():
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _asian_languages() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("asian_surnames"):
        language, _, names = line.partition(":")
        for word in names.split():
            found[word].add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def asian_habits(a: str, b: str) -> frozenset[str]:
    """The spellings of the languages that two family names may both be of: no Zhang is Korean.

    >>> sorted(asian_habits("zhang", "chang"))
    ['chinese']
    """
    either = frozenset({"chinese", "korean"})
    known = _asian_languages()
    both = known.get(a, either) & known.get(b, either)
    return both or either
