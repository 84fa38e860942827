"""Whose ways of romanising a name follows: what its given names and the ends of its family name tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from quotes.lexicon import sections
from quotes.names.given import is_given, may_be_given, origins

_SLAVIC_END = re.compile(
    r"(?:sk(?:y|i|iy|yy|yi|ij|yj|ii|aya|aia|aja|a)|enk[oa]|[oeya]v|[oe]va|ava|[oe]ff|[oe]w|[oe]wa|[ae]u|vich|vych|wicz|"
    r"witsch|vitch|vic|chuk|czuk|tschuk|chak|czak|chik|yuk|iuk|shvili|chvili|schwili|dze|dse)$"
)
# Endings that other languages have as well: they tell something only where the given name does not say otherwise.
_MAYBE_SLAVIC_END = re.compile(r"(?:uk|ych|ich|ic|yan|ian|in|ina|yn|yna|ko|ka|aya|ets|iy|yy|ny)$")
_JAPANESE = re.compile(r"(?:(?:[kgsztdnhbpmyrwjf]y?|sh|ch|ts)?[aiueo]h?|n|m(?=[bp])|[kstp](?=[kstp]))+")
# Whose ways of writing a given name of that origin follows, and with it the whole name
# here: names of customs, no words of a text
_SPELT_BY = {
    "slavic": ("slavic",), "arabic": ("arabic",), "hebrew": ("arabic", "hebrew"), "greek": ("greek",),
    "indian": ("indic",), "ethiopian": ("ethiopian",), "african": ("african",), "iberian": ("iberian",),
    "malay": ("malay",), "japanese": ("japanese",),
}  # fmt: skip


@cache
def _surname_endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Family of habits, endings of family names."""
    listed = sorted(sections("surname_endings").items())
    return tuple((family, tuple(sorted(ending.removeprefix("-") for ending in endings))) for family, endings in listed)


@lru_cache(maxsize=8192)
def spelt_by(surname: str) -> frozenset[str]:
    """The families of romanisers' habits that a family name itself tells.

    >>> sorted(spelt_by("pavlopoulos"))
    ['greek']
    """
    return frozenset(family for family, endings in _surname_endings() if surname.endswith(endings))


def looks_japanese(words: Iterable[str]) -> bool:
    """Whether these are words in kana, and no given name of another language: Shohei Ohtani, but not Sergio Moro."""
    return all(_JAPANESE.fullmatch(word) and origins(word) <= {"japanese"} for word in words)


def families_of(words: list[str], *, asian: bool) -> frozenset[str]:
    """The families of habits that any of a name's words tells, joined and with + where an article was."""
    found = {"european"}
    if asian:
        found.add("asian")
    long = [word for word in words if len(word) > 4]
    foreign = is_given(words[0]) and not {"slavic", "other"} & origins(words[0])
    if any(_SLAVIC_END.search(word) or (not foreign and _MAYBE_SLAVIC_END.search(word)) for word in long):
        found.add("slavic")
    if looks_japanese(words):
        found.add("japanese")
    for word in words:
        stem = word.lstrip("+")
        told = origins(stem)
        if "english" in told:  # David Davis is no Israeli
            told &= {"english", "slavic", "arabic"}
        found |= {family for origin in told for family in _SPELT_BY.get(origin, ())} | spelt_by(stem)
        # here: particles that tell an Arabic name, a closed set
        if word.startswith("+") or word in ("bin", "ibn", "bint", "abu", "ould") or stem.startswith(("abdul", "abu")):
            found.add("arabic")
    if len(words) > 1 and not asian and not (origins(words[0].lstrip("+")) or may_be_given(words[0].lstrip("+"))):
        found.add("foreign")
    return frozenset(found)
