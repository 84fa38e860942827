"""Offices that a place has one of at a time, and kin of their holders: what two roles rule out between them.

A president of Chile is no president of Peru, and the president's son is not the president, whatever both are called.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from quotes.lexicon import sections, words
from quotes.linking.roles import role_words
from quotes.names.places import are_apart, is_place

_EXCLUSIVE = words("exclusive_offices")
# What follows the noun and its place tells of something else: the governor of the Bank of Canada moves on to England.
# here: words that end an office: president | of Poland, governor | since 2019
_ENDS = frozenset({"for", "to", "in", "at", "from", "with", "who", "on", "by", "and", "of", "since", "during"})
_NOT_OF_STATE = frozenset(
    # here: bodies whose president is none of a country
    {"bank", "federation", "association", "company", "club", "university", "council", "church", "court", "board"}
)
_KIN = words("kin_of_holders")


@lru_cache(maxsize=16384)
def exclusive_office(role: str) -> str:
    """The office and its place in sorted words, "" where a role tells of none.

    >>> exclusive_office("Chilean President"), exclusive_office("Republican senator from Ohio")
    ('chile president', 'ohio senator')
    >>> exclusive_office("spokesman for the Chilean president")
    ''
    """
    words = role_words(role)
    cut = next((at for at, word in enumerate(words) if word in _ENDS), len(words))
    nouns = set(words[cut - 1 : cut]) & _EXCLUSIVE
    end = next((at for at, word in enumerate(words[cut + 1 :], cut + 1) if word in _ENDS), len(words))
    places = {word for word in words[:end] if is_place(word)}
    if not nouns or not places or _NOT_OF_STATE & set(words):
        return ""
    return " ".join(sorted(nouns | places))


def exclusive_offices(roles: Iterable[str]) -> frozenset[str]:
    """The exclusive offices that roles tell of."""
    return frozenset(found for role in roles if (found := exclusive_office(role)))


def of_state(offices: Iterable[str]) -> frozenset[str]:
    """Those of some offices that are exclusive, their place told or not."""
    return frozenset(office for office in offices if _EXCLUSIVE & set(office.split()))


def of_church(offices: Iterable[str]) -> bool:
    """Whether any of some offices is a rank of the clergy, of which one person has several in turn.

    >>> of_church(["archbishop manila"]), of_church(["mayor manila"])
    (True, False)
    """
    return any(sections("role_fields")["faith"] & set(office.split()) for office in offices)


@lru_cache(maxsize=8192)
def rule_out(a: str, b: str) -> bool:
    """Whether two exclusive offices are one office of two places, which one person seldom holds."""
    mine, theirs = frozenset(a.split()), frozenset(b.split())
    return bool(mine & theirs & _EXCLUSIVE) and are_apart(mine, theirs)


@lru_cache(maxsize=16384)
def whose_kin(office: str) -> str:
    """Whose kin an office makes its holder, as an office; "" where it does not, or tells of no place.

    >>> whose_kin("chile president son"), whose_kin("chile president")
    ('chile president', '')
    """
    words = frozenset(office.split())
    others = words - _KIN - {"eldest", "elder", "younger"}
    return " ".join(sorted(others)) if words & _KIN and any(map(is_place, others)) else ""


def are_kin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one of two people's offices is that of the other's kin."""
    return any(whose_kin(office) in others for mine, others in ((a, b), (b, a)) for office in mine)
