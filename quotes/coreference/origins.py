"""From which country somebody is: "Kazakh Ana Roe", "Italy's Jo Lee"; and "the Italian", who is one person of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from quotes.coreference.name import Name
from quotes.coreference.roles import COMMON_VERBS, Role
from quotes.lexicon import plain, sections, words
from quotes.names.places import nations

# "the 21-year-old Pole"
_DESCRIBED = r"(?:\d+[- ]year[- ]old |[a-z]+-[a-z]+ |(?:young|veteran|former|big|tall|left-handed) ){0,2}"
_NATIVE = re.compile(
    rf"[Tt](?<!\w.)he {_DESCRIBED}(?P<origin>(?:[A-Z][\w-]+ )?[A-Z][\w-]+)(?P<after>[,.;:\n]| \w+|,? [(]|$)"
)
_SPOKEN_BY = re.compile(r"[\x01”\"’'»],? (?P<verb>\w+) $")
_TOLD_OF = re.compile(r",? (?:who|whose)\b|, \d")
_BEHIND = re.compile(r"(?:, (?:an? |of |from )| of |, )(?P<origin>(?:[A-Z][\w-]+ )?[A-Z][\w-]+)(?=[,.;:)])")
_AUXILIARIES = frozenset(
    # here: the verbs that stand before another or have its place: "the Swede has kept quiet"
    ("has", "had", "is", "was", "does", "did", "will", "would", "can", "could", "may", "might", "must", "should")
)
_NEAREST = 5  # words before a name that may tell its origin


@cache
def _countries() -> dict[str, str]:
    found = {name.replace("-", " "): country for name, country in nations().items() if len(name) > 3}
    for country, nouns in sections("demonyms").items():
        found.update(dict.fromkeys(nouns, country))
    return found


def country_of(word: str) -> str | None:
    """The country that a word of origin or a country's name tells, None where it is neither.

    >>> country_of("Sri Lankan"), country_of("Swede"), country_of("blue")
    ('sri-lanka', 'sweden', None)
    """
    return _countries().get(word.lower().replace("-", " "))


def origins_of(roles: Iterable[Role]) -> frozenset[str]:
    """The countries that somebody's roles name."""
    return frozenset(country for role in roles for limit in role.limits if (country := country_of(limit)) is not None)


def origins_beside(text: str, name: Name) -> Iterator[str]:
    """The countries that the words beside a name say its bearer is from."""
    line = re.split(r"[\n,.;:()“”\"]", text[max(0, name.start - 60) : name.start])[-1]
    before = line.split()[-_NEAREST:]
    for at in range(len(before) - 1, -1, -1):
        word = re.sub(r"[’']s?$", "", before[at])
        pair = f"{before[at - 1]} {word}" if at else word
        country = (country_of(pair) or country_of(word)) if word[:1].isupper() else None
        if country is not None:
            yield country
            break
        if plain(word) in words("role_stops") or plain(word) in COMMON_VERBS:
            break
    if not name.possessive and (behind := _BEHIND.match(text, name.end)) is not None:
        country = country_of(behind["origin"])
        if country is not None:
            yield country


def natives(unquoted: str) -> Iterator[tuple[int, int, Role]]:
    """“said the Italian.”, “The Pole, who is 30,”: one person called by a country, as (start, end, role).

    `unquoted` is the article's text outside quoted speech. A people is none: “the French said”, “the Italian said” is.
    """
    for match in _NATIVE.finditer(unquoted):
        origin = match["origin"]
        if country_of(origin) is None:
            origin = origin.split()[0]
        end = match.start("origin") + len(origin)
        low = plain(origin)
        if country_of(origin) is None or low in words("places") or not _is_one(low):
            continue
        following = re.match(r" (\w+)", unquoted[end : end + 30])
        spoken = _SPOKEN_BY.search(unquoted, max(0, match.start() - 24), match.start())
        speaks = following is not None and following[1].lower() in COMMON_VERBS | _AUXILIARIES
        speaks = speaks or (spoken is not None and re.match(r"[,.;:\n]|$", unquoted[end : end + 1]) is not None)
        if speaks or _TOLD_OF.match(unquoted, end) is not None:
            text = unquoted[match.start() : end]
            yield match.start(), end, Role(text, low, frozenset([low]), match.start(), definite=True)


def _is_one(low: str) -> bool:
    """Whether the word may be one person: not "French", not "Italians"."""
    # here: endings, not words
    people = low.endswith(("sh", "ese", "ss", "men", "women")) or low in ("french", "dutch")
    return not people and country_of(low[:-1] if low.endswith("s") else "") is None
