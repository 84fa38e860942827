"""Organisations: which words of the name count, and which acronym they make."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quotes.lexicon import groups, sections
from quotes.names.folding import fold, plain
from quotes.names.places import countries_of, is_place, placed

_WORDS = sections("words_in_names")
_SMALL, _LEGAL, _JOINING = _WORDS["small"], _WORDS["legal"], _WORDS["joining"]
_FOREIGN, _FIRMS = _WORDS["foreign"], _WORDS["firms"]
# British and American, and what is swapped freely in the names of offices
# here: pairs that read as one word in names of offices, a table of use here alone
_ONE_WORD = {
    "defence": "defense", "centre": "center", "labour": "labor", "organisation": "organization", "programme": "program",
    "ministry": "ministry", "dept": "department", "govt": "government", "intl": "international", "natl": "national",
    "assn": "association", "univ": "university", "comm": "committee", "co-operation": "cooperation",
    "newspapers": "newspaper", "affairs": "", "internal": "interior", "agency": "agency",
}  # fmt: skip
_STATES = (("united nations", "un"), ("european union", "eu"))
_WHOSE = re.compile(r"['’]s\b")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&]*[A-Z0-9][A-Za-z0-9&]*")


def proper_name(name: str) -> tuple[str, tuple[str, ...]]:
    """The name proper and the acronyms its brackets give: what is described before it goes.

    >>> proper_name("Belarusian state news agency BelTA")
    ('BelTA', ())
    >>> proper_name("the World Health Organization (WHO)")
    ('World Health Organization', ('WHO',))
    """
    inside = tuple(match.strip() for match in _BRACKETS.findall(name) if _ACRONYM.fullmatch(match.strip()))
    words = _BRACKETS.sub(" ", name).split()
    if words and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    described = [n for n, word in enumerate(words) if word[:1].islower() and not _is_of_the_name(words, n)]
    if described and described[-1] + 1 < len(words):
        words = words[described[-1] + 1 :]
    while words and words[0].lower() in _JOINING:
        words = words[1:]
    return " ".join(words) or name, inside


def _is_of_the_name(words: list[str], n: int) -> bool:
    """Whether a word in small letters belongs to the name: the Médecins sans Frontières, Comité international de la
    Croix-Rouge; but not Brazilian newspaper Folha de S.Paulo."""
    if words[n] in _JOINING or plain(words[n]) in _FOREIGN:
        return True
    return n > 0 and plain("".join(words[n + 1 : n + 2])) in _FOREIGN and words[n + 1][:1].islower()


@lru_cache(maxsize=16384)
def folded_name(name: str) -> str:
    """The organisation's node: folded, without its article, description, brackets and legal form."""
    words = fold(_WHOSE.sub("", proper_name(name)[0])).split()
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and all(len(word) == 1 for word in words):  # I.R.S. is IRS
        words = ["".join(words)]
    return " ".join(words) or fold(name)


@lru_cache(maxsize=16384)
def core_words(folded: str) -> frozenset[str]:
    """The words that count, countries by one name: "Ministry of Defence of Ukraine", "Ukrainian Defense Ministry"."""
    words = (_ONE_WORD.get(word, word) for word in placed(_shortened(folded)) if word not in _SMALL)
    return frozenset(word for word in words if word) or frozenset(folded.split())


def _shortened(folded: str) -> str:
    """The words with unions of states by their letters, which may be spelt with stops: the United Nations, the U.N."""
    for name, letters in _STATES:
        folded = re.sub(rf"\b{name}\b", letters, folded)
    return re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", folded)


@lru_cache(maxsize=16384)
def acronyms(folded: str) -> frozenset[str]:
    """What the initials of a longer name make, and a short name itself: World Health Organization, WHO."""
    words = folded.split()
    if len(words) == 1:
        return frozenset({folded}) if 2 <= len(folded) <= 6 else frozenset()
    every = "".join(word[0] for word in words)
    some = "".join(word[0] for word in words if word not in _SMALL)
    return frozenset(letters for letters in (every, some) if len(letters) >= 3)


@cache
def _translated() -> dict[frozenset[str], frozenset[str]]:
    """The words that count of each name of a listed body -> the bodies (each by its first name) that are called so."""
    found: dict[frozenset[str], set[str]] = {}
    for group in groups("bodies_translated"):
        for name in group:
            found.setdefault(core_words(fold(name)), set()).add(group[0])
    return {words: frozenset(bodies) for words, bodies in found.items()}


@lru_cache(maxsize=16384)
def known_bodies(folded: str) -> frozenset[str]:
    """The bodies of the world that are called so in any language; an acronym may be several bodies'.

    >>> known_bodies("banque mondiale"), known_bodies("hardware store")
    (frozenset({'world-bank'}), frozenset())
    """
    return _translated().get(core_words(folded), frozenset())


def opening_words(folded: str) -> str:
    """The first two words of a name whose end may be left out; "" where they tell of a country or are a place.

    >>> opening_words("kessler precision instruments"), opening_words("kenya power works")
    ('kessler precision', '')
    """
    words = folded.split()[:2]
    told = any(map(is_place, words)) or "-".join(words) in countries_of()
    return " ".join(words) if len(words) == 2 and not told else ""


def is_cut(a: str, b: str) -> bool:
    """Whether one is the other without the line of business at its end: First Community, First Community Bank."""
    short, long = sorted((a.split(), b.split()), key=len)
    rest = long[len(short) :]
    return bool(rest) and long[: len(short)] == short and bool(opening_words(a)) and _FIRMS.issuperset(rest)
