"""Countries and their parts by whatever they are called in a role or in an organisation's name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quotes.lexicon import lines, sections, words

# the Republic of Moldova, the Islamic Republic of Iran
_STATE_OF = re.compile(r"\b(?:(?:federal|islamic|democratic|socialist|arab|peoples|people s) )*republic of (?=[a-z])")
_LETTERS = re.compile(r"\b([a-z]) (?=[a-z]\b)")
# A part of a country is that country where it has no seat of its own: the English mayor is a British one.
# here: countries inside countries, a closed set
_WITHIN = {
    "england": "britain",
    "scotland": "britain",
    "wales": "britain",
    "northern-ireland": "britain",
    "chechnya": "russia",
}


@cache
def nations() -> dict[str, str]:
    """A country's name or adjective, several words with hyphens -> the country."""
    found: dict[str, str] = {}
    for line in lines("nations"):
        nation, _, adjectives = line.partition(":")
        found.update(dict.fromkeys((nation, *adjectives.split()), nation))
    return found


@cache
def _regions() -> frozenset[str]:
    return frozenset().union(*sections("regions").values())


@cache
def regions_of() -> dict[str, str]:
    """A part of a country (several words with hyphens) -> the country and it, "us/ohio"."""
    return {region: f"{country}/{region}" for country, found in sections("regions").items() for region in found}


@cache
def countries_of() -> dict[str, str]:
    """A city, or a word that stands for a government (several words with hyphens) -> its country, with a state of the
    United States "us/ohio".

    >>> countries_of()["lyon"]
    'france'
    """
    return {name: place for place, names in sections("cities").items() for name in names}


def shared_places() -> frozenset[str]:
    """Names that places of several countries have (several words with hyphens)."""
    return words("shared_places")


@cache
def _phrases() -> re.Pattern[str]:
    several = sorted((name.replace("-", " ") for name in (*nations(), *_regions()) if "-" in name), key=len)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(several)))})\b")


@lru_cache(maxsize=16384)
def placed(text: str) -> tuple[str, ...]:
    """Words in plain letters, every country by its one name.

    >>> placed("president of the united states"), placed("u s president"), placed("north korean leader")
    (('president', 'of', 'the', 'us'), ('us', 'president'), ('north-korea', 'leader'))
    """
    joined = _phrases().sub(lambda match: match.group().replace(" ", "-"), _LETTERS.sub(r"\1", text))
    return tuple(nations().get(word, word) for word in _STATE_OF.sub("", joined).split())


def are_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of words tell of places that have nothing to do with each other.

    >>> are_apart(frozenset({"senator", "ohio"}), frozenset({"senator", "us", "texas"}))
    True
    """
    for kind in (_regions(), frozenset(nations().values())):
        mine, theirs = a & kind, b & kind
        if mine and theirs:
            return not {_WITHIN.get(place, place) for place in mine} & {_WITHIN.get(place, place) for place in theirs}
    return False


def is_place(word: str) -> bool:
    """Whether a word of `placed` is a country or a part of one."""
    return word in nations() or word in _regions()
