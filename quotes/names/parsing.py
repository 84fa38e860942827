"""A person's name to its parts: every way it may be read, most likely first.

nameparser takes titles, suffixes and nicknames off; what it cannot know (which end the family name is at in
Kim Jong Un, how many family names Pedro Sánchez Pérez-Castejón has) is decided, or left open, here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from nameparser import DEFAULT_NICKNAME_DELIMITERS, HumanName

from quotes.lexicon import words
from quotes.names.customs import families_of
from quotes.names.family_names import asian_surnames, common_surnames
from quotes.names.folding import fold
from quotes.names.given import is_given, origins
from quotes.names.name_parts import (
    ARTICLES,
    FATHER,
    FIGURES,
    OF_RULERS,
    PARTICLES,
    PREFIXES,
    REIGNING,
    SERVANT,
    SUFFIXES,
    SYLLABLES,
    asian_like,
)

AROUND_NICKNAME = frozenset().union(*(mark for pair in DEFAULT_NICKNAME_DELIMITERS for mark in pair))
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_LONE_ARTICLE = re.compile(r"^(?:[ae]l|a[dnrstz]|e[rsz]|ash)-(?=\w+$)", re.IGNORECASE)  # al-Assad, but Al Gore
_FUSED = re.compile(r"abd(?:[eaou]l|oul|ur)?(?=[^aeiou]\w{3})")
_INITIALS = re.compile(r"(?!ng)[^aeiouy\W\d]{2}")  # JD Vance, George HW Bush
_SYLLABLE = re.compile(
    r"(?:ng|zh|ch|sh|hs|ts|tz|ss|kk|tt|pp|jj|ph|th|kh|qu|tr|nh|gi|gh|hw|kw|gw|wh|[bpmfdtnlgkhjqxrzcsywv])?"
    r"(?:[aeiou]{1,3}|y[aeiou]{1,3}|y)(?:ng|nh|ch|ck|hn|[nmklptrh])?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: folded given names (initials are single letters) and family name without particles."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    asian: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its readings; `families` are the romanisers' habits it may follow.

    `completeness`: 0 a full name, 1 initials and a family name, 2 a lone name.
    """

    folded: str
    readings: tuple[Reading, ...]
    suffix: str
    families: frozenset[str]
    completeness: int


@cache
def _honorifics() -> frozenset[str]:
    return words("titles_left_out")


@lru_cache(maxsize=32_768)
def parse(name: str) -> Name:
    """Split a person's name.

    >>> parse("Crown Prince Mohammed bin Salman").readings[0]
    Reading(given=('mohammed',), surname=('salman',), asian=False)
    """
    words, suffix = _words(fold(name))
    words = [word for word in words if word.strip("+")] or ["?"]  # a plus sign is to mark an article, and is no name
    reigning = words[0] in REIGNING and len(words) == 2
    if words[0] in REIGNING and len(words) > 2:
        words = words[1:]
    joined = _joined(words)
    if reigning:
        readings = [Reading((joined[0],), (joined[1],))]
    else:
        readings = _readings(joined)
    given = readings[0].given
    return Name(
        fold(name),
        tuple(dict.fromkeys(readings)),
        suffix,
        families_of(joined, asian=any(reading.asian for reading in readings)),
        2 if not given else 0 if any(len(word) > 1 for word in given) else 1,
    )


@lru_cache(maxsize=8192)
def record_name(name: str) -> str:
    """The folded spelling that makes a person's node: without titles and nicknames, the suffix at the end.

    >>> record_name("President Dwayne “The Rock” Johnson, Jr.")
    'dwayne johnson jr'
    """
    straight = name.translate(_STRAIGHT)
    # a nickname stands between marks; without any, the parser's half a millisecond tells nothing
    if not AROUND_NICKNAME.isdisjoint(straight) and (parts := HumanName(straight)).nickname:
        name = f"{parts.title} {parts.first} {parts.middle} {parts.last} {parts.suffix}"
    words, suffix = _words(fold(_LONE_ARTICLE.sub("", name.strip())))
    return " ".join([*words, suffix] if suffix else words)


def _words(folded: str) -> tuple[list[str], str]:
    """Folded words without titles, and the suffix."""
    whole = folded.split()
    suffix = ""
    if len(whole) > 1 and whole[-1] in SUFFIXES:
        suffix = SUFFIXES[whole.pop()]
    elif len(whole) > 1 and (
        whole[-1] in FIGURES
        or (whole[-1] in OF_RULERS and (whole[0] in REIGNING or (len(whole) == 2 and is_given(whole[0]))))
    ):
        suffix = whole.pop()  # Felipe VI, King Mohammed VI; but Xi is a family name
    while len(whole) > 1 and whole[0] in _honorifics() and not _may_be_given(whole):
        whole = whole[1:]
    spelt = [
        letter
        for at, word in enumerate(whole)
        for letter in (word if at + 1 < len(whole) and _INITIALS.fullmatch(word) else (word,))
    ]
    return spelt or ["?"], suffix


def _may_be_given(words: list[str]) -> bool:
    """Sheikh Hasina, Major Smith: a title alone before a lone name is dropped, unless it is a listed given name too."""
    return is_given(words[0]) and len(words) == 2


def _joined(words: list[str]) -> list[str]:
    """What belongs together in one word: Abd al-Rahman -> abdulrahman, Le Pen -> lepen; an article before a
    family name -> a plus sign at it."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word in ARTICLES and at + 1 < len(words) and not (at == 0 and is_given(word)):
            joined.append(f"+{words[at + 1]}")  # what has its article is a family name, or the last of one
            at += 2
            continue
        if word in SERVANT and at + 1 < len(words):
            following = words[at + 1]
            step = 2
            if following in ARTICLES and at + 2 < len(words):
                following, step = words[at + 2], 3
            joined.append(f"abdul{following}")
            at += step
            continue
        if (fused := _FUSED.match(word)) and not is_given(word):  # Abdrabbuh, Abdelfatah
            word = f"abdul{word[fused.end() :]}"
        if word in FATHER and at + 1 < len(words):
            joined.append(f"abu{words[at + 1]}")
            at += 2
            continue
        if word in PREFIXES and at + 1 < len(words) and (at > 0 or len(words) == 2):
            joined.append(f"{word}{words[at + 1]}")
            at += 2
            continue
        joined.append(word)
        at += 1
    return joined


def _readings(words: list[str]) -> list[Reading]:
    """Every way the joined words may be read, most likely first."""
    if len(words) == 1:
        return [Reading((), (words[0].lstrip("+"),))]
    core = _after_particle(words)
    if core is not None:
        return _readings_with_particle(words, *core)
    asian = _asian(words)
    western = Reading(tuple(words[:-1]), (words[-1],))
    if asian and asian[1]:
        return [asian[0], western]
    readings = [western, *([asian[0]] if asian else [])]
    readings += _english_and_asian(words)
    readings += _two_family_names(words)
    readings += _ethiopian(words)
    if is_given(words[-1]) and not is_given(words[0]) and len(words) == 2:
        readings.append(Reading((words[1],), (words[0],)))
    return readings


def _readings_with_particle(words: list[str], start: int, surname: tuple[str, ...]) -> list[Reading]:
    """The readings of a name whose family name, `surname` without particles, begins at the particle `words[start]`."""
    given = tuple(word.lstrip("+") for word in words[:start])
    article = any(word.startswith("+") for word in words[start:])
    readings = [Reading(given, surname)]
    if len(surname) > 1:
        readings.append(Reading(given, surname[:1]))
        if not article:
            readings.append(Reading((*given, *surname[:-1]), surname[-1:]))  # de Hoop Verbeek, Verbeek
    if not article:
        readings.append(Reading(given, ("".join(words[start:]),)))  # De Santis, DeSantis
    listed = _listed(words)
    if "iberian" in origins(words[0]) and 0 < listed < len(given):  # Neves da Cunha
        readings.append(Reading(given[:listed], given[listed:] + surname))
        readings.append(Reading(given[:listed] + surname, given[listed:]))  # who is called Lula, or Neves, alone
    return readings


def _english_and_asian(words: list[str]) -> list[Reading]:
    """An English given name before a whole Chinese name: Carrie Lam Cheng Yuet-ngor."""
    if len(words) < 4 or not is_given(words[0]) or words[1] not in asian_surnames() or not _syllables(words[3:]):
        return []
    readings = [Reading((words[0],), (words[1],))]
    if len(words) == 4 and _syllables(words[2:]):  # Tony Leung Chiu-wai
        readings.append(Reading(("".join(words[2:]),), (words[1],), asian=True))
    return readings


def _two_family_names(words: list[str]) -> list[Reading]:
    """A family name of two words, where the last word but one may belong to it: Pedro Sanchez Perez."""
    if len(words) < 3 or len(words[-2]) < 2:
        return []
    iberian = "iberian" in origins(words[0])
    listed = _listed(words)
    if len(words) == 3 and listed == 2 and iberian and "iberian" not in origins(words[1]):
        listed = 1  # Gustavo Petro Urrego: Petro is a given name in other parts of the world
    if iberian and (0 < listed < len(words) - 1 or len(words) > 3):
        at = listed if listed < len(words) - 1 else len(words) - 2
        return [Reading(tuple(words[:at]), tuple(words[at:]))]
    if not is_given(words[-2]):
        return [Reading(tuple(words[:-2]), (words[-2], words[-1]))]
    return [Reading(tuple(words[:-2]), (words[-2] + words[-1],))]  # Amir-Abdollahian, Amirabdollahian


def _ethiopian(words: list[str]) -> list[Reading]:
    """His own, his father's and his grandfather's name, of which the last goes unsaid: Abiy Ahmed (Ali); he is
    called by his own name."""
    if "ethiopian" not in origins(words[0]) or len(words) > 3:
        return []
    own = Reading((words[1],), (words[0],))
    return [Reading((words[0],), (words[1],)), own] if len(words) == 3 else [own]


def _listed(words: list[str]) -> int:
    """How many words from the first on are listed given names."""
    return next((at for at, word in enumerate(words) if not is_given(word)), len(words))


def _after_particle(words: list[str]) -> tuple[int, tuple[str, ...]] | None:
    """Where the family name begins, if a particle says so, and its words without particles."""
    for at, word in enumerate(words):
        particle = word.startswith("+") or (word in PARTICLES and at + 1 < len(words))
        if not particle or (at == 0 and is_given(word)) or _is_initial(words, at):
            continue
        if word in SYLLABLES and asian_like(words) and not (word == "van" and is_given(words[0])):
            continue
        start = at
        if word in ("y", "e"):  # Ortega y Gasset
            start = at - 1 if at > 1 else at
        surname = tuple(w.lstrip("+") for w in words[start:] if w not in PARTICLES or w == words[-1])
        return start, surname
    return None


def _is_initial(words: list[str], at: int) -> bool:
    """E. J. Roe, Ana E. Roe; but Ortega y Gasset, José Ortega y Gasset."""
    return len(words[at]) == 1 and (at == 0 or (at == 1 and is_given(words[0])))


def _asian(words: list[str]) -> tuple[Reading, bool] | None:
    """A reading with an East Asian family name, and whether it is the likely one."""
    surnames = asian_surnames()
    if words[0] in surnames and len(words) <= 3 and _syllables(words[1:]) and not _known_western(words[1:]):
        given = "".join(words[1:])
        common = words[0] in common_surnames() and words[-1] not in common_surnames()  # Wang Yi
        two = len(words) == 3 or words[-1] not in surnames or common
        return Reading((given,), (words[0],), asian=True), two and not (is_given(words[0]) and is_given(words[1]))
    if words[-1] in surnames and len(words) <= 3 and _syllables(words[:-1]) and not _known_western(words[:-1]):
        return Reading(("".join(words[:-1]),), (words[-1],), asian=True), True
    return None


def _known_western(words: list[str]) -> bool:
    return all(is_given(word) for word in words) if len(words) > 1 else is_given(words[0]) and len(words[0]) > 3


def _syllables(words: list[str]) -> bool:
    """Whether these are one or two syllables such as Chinese, Korean and Vietnamese given names have."""
    return all(len(word) > 1 for word in words) and 1 <= sum(map(_syllable_count, words)) <= 2


def _syllable_count(word: str) -> int:
    if _SYLLABLE.fullmatch(word):
        return 1
    cuts = range(2, len(word) - 1)
    return 2 if any(_SYLLABLE.fullmatch(word[:cut]) and _SYLLABLE.fullmatch(word[cut:]) for cut in cuts) else 9
