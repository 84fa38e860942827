"""Where and when an article is set, and whether it is about sport: what tells namesakes apart where their own names
and roles say nothing.

It belongs to the article and not to its people, so it is kept (in a record's disambiguator) only of names that many
people have, and a role that tells of a place counts before it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.lexicon import sections
from quotes.names.folding import plain
from quotes.names.places import countries_of, nations, regions_of, shared_places

_MOST_READ = 20_000  # characters: where an article is set is told long before
_MOST_OF_ONE = 3  # one place named often is one place
_CAPITALS = re.compile(r"\b[A-Z][\w'’-]*(?:(?:[ \u00a0]|, )(?:(?:de|da|do|of|and|the|el|la)[ \u00a0])?[A-Z][\w'’.-]*)*")
_DATELINE = re.compile(r"\s*(?P<town>[A-Z][A-Z .'-]{2,40})(?:, (?P<land>[\w. ]{2,30}?))?(?: \([^)]{1,30}\))?\s*[-–—]")
_STATE_AFTER = re.compile(r"(?<=[A-Za-z]), (?P<state>[A-Z][\w.]{1,6})(?=[\s,;)]|$)")
_WORD = re.compile(r"[a-z][a-z-]+")
_DATELINE_WEIGHT, _COUNTRY_WEIGHT, _CITY_WEIGHT = 4, 3, 2
_LEADS = 1.5  # times what the second country has
_SPORT_SHARE, _SPORT_WORDS = 0.04, 5


@dataclass(frozen=True, slots=True)
class Setting:
    """The one country that an article is set in and its state or province ("" where several or none are told),
    whether it is a sports report, and its year of publication (None: unknown)."""

    country: str = ""
    region: str = ""
    sport: bool = False
    year: int | None = None


NOWHERE = Setting()


@cache
def _states() -> dict[str, str]:
    return {short: state for state, shorts in sections("us_states").items() for short in shorts}


@cache
def _sport_words() -> frozenset[str]:
    return sections("topic_words")["sport"]


def setting(text: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None) -> Setting:
    """Where and when an article is set.

    >>> setting("LYON — The mayor spoke. France waits.", published="2019-04-02")
    Setting(country='france', region='', sport=False, year=2019)
    """
    text = text[:_MOST_READ]
    weights, regions = _place_weights(text, title or "")
    country = _leading(weights)
    if not country and outlet:  # the paper's own town, where its report tells of none or of several
        country = _leading(weights + _place_weights(", ".join(outlet.split()), "")[0])
    region = _leading(Counter({place: n for place, n in regions.items() if place.partition("/")[0] == country}))
    year = int(published[:4]) if published and published[:4].isdecimal() else None
    return Setting(country, region.partition("/")[2], _is_sport(f"{title or ''} {text}"), year)


def _place_weights(text: str, title: str) -> tuple[Counter[str], Counter[str]]:
    """How much speaks for each country, and for each part of one ("us/ohio")."""
    found: Counter[str] = Counter()
    if dateline := _DATELINE.match(text):
        name = _place_key(dateline["land"] or dateline["town"])
        if name in countries_of() or name in nations() or name in regions_of():
            found[name] += _DATELINE_WEIGHT
    for run in _CAPITALS.finditer(f"{title}\n{text}"):
        for name in _places_in(run.group()):
            found[name] = min(found[name] + 1, max(_MOST_OF_ONE, found[name]))
    countries: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for name, times in found.items():
        if name in _STATE_TOO:
            countries[name] += times
            countries["us"] += times
            regions[f"us/{name}"] += times
        elif nation := nations().get(name):
            countries[nation] += _COUNTRY_WEIGHT * times
        else:
            place = regions_of().get(name) or countries_of()[name]
            countries[place.partition("/")[0]] += (1 if name in shared_places() else _CITY_WEIGHT) * times
            if "/" in place:
                regions[place] += times
    for match in _STATE_AFTER.finditer(text):
        told = match["state"]
        if (told.isupper() or "." in told) and (state := _states().get(told.lower())):
            countries["us"] += _CITY_WEIGHT
            regions[f"us/{state}"] += _DATELINE_WEIGHT if match.start() < 40 else 1
    return countries, regions


def _places_in(run: str) -> list[str]:
    """The places in a run of capitals: one that stands in it beside other words may be somebody's name."""
    parts = [_places_of_part(part.split()) for part in run.split(", ")]
    found: list[str] = []
    for at, names in enumerate(parts):
        following = parts[at + 1][:1] if at + 1 < len(parts) else []
        wider = bool(following) and (following[0] in nations() or following[0] in regions_of())
        # Toledo, Ohio is in Ohio
        found += [name for name in names if not (wider and name == names[-1] and name in countries_of())]
    return found


def _places_of_part(words: list[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(words):
        alone = not (at and words[at - 1][:1].isupper()) and not (at + 1 < len(words) and words[at + 1][:1].isupper())
        for size in (3, 2, 1):
            name = _place_key(" ".join(words[at : at + size])) if at + size <= len(words) else ""
            if not name:
                continue
            if size == 1 and not alone and (name not in nations() or name in _GIVEN):
                continue
            if name in nations() or name in countries_of() or name in regions_of():
                found.append(name)
                at += size - 1
                break
        at += 1
    return found


# a country, and a state of the United States
_STATE_TOO = frozenset({"georgia"})
# countries that are people's names too
# here: only where this reading of a place is in doubt
_GIVEN = frozenset({"chad", "jordan", "georgia", "israel", "cuba", "france", "holland", "malta", "ireland", "england"})


@lru_cache(maxsize=8192)
def _place_key(words: str) -> str:
    return re.sub(r"-s$", "", "-".join(plain(re.sub(r"['’]s\b", "", words).strip(" .")).split()))


def _leading(weights: Counter[str]) -> str:
    """The one that has most, where it is well ahead of all others."""
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _LEADS * ranked[1][1]):
        return ""
    return ranked[0][0]


def _is_sport(text: str) -> bool:
    words = _WORD.findall(text.lower())
    told = [word for word in words if word in _sport_words()]
    return len(set(told)) >= _SPORT_WORDS and len(told) >= _SPORT_SHARE * len(words)
