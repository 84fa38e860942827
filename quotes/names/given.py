"""Given names: which are renderings or pet names of one another, their gender and where they come from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.lexicon import lines, words
from quotes.names.folding import plain, skeletons
from quotes.names.spelling import TYPED_WRONG, distance

_NEAR = 0.25  # what an unlisted rendering of a listed name may cost
# here: names of customs, no words of a text
_ROMANISED = {
    "slavic": "slavic", "arabic": "arabic", "hebrew": "arabic", "greek": "greek", "indian": "indic",
    "ethiopian": "ethiopian", "malay": "malay",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenName:
    """One given name with everything it is written as; `gender` is m, f or u (either)."""

    id: str
    gender: str
    origin: str
    renderings: frozenset[str]
    pet_names: frozenset[str]


@cache
def _lexicon() -> dict[str, tuple[GivenName, ...]]:
    by_word: dict[str, list[GivenName]] = defaultdict(list)
    for line in lines("given_names"):
        head, _, names = line.partition(":")
        ident, gender, origin = head.split()
        renderings, pet_names = (frozenset(plain(part).split()) for part in names.partition("|")[::2])
        entry = GivenName(f"{ident}.{gender}", gender, origin, renderings, pet_names)
        for word in sorted(entry.renderings | entry.pet_names):
            by_word[word].append(entry)
    return {word: tuple(found) for word, found in by_word.items()}


def listed() -> frozenset[str]:
    """Every rendering and pet name of the list."""
    return frozenset(_lexicon())


@cache
def _by_skeleton() -> dict[str, tuple[tuple[str, GivenName], ...]]:
    found: dict[str, list[tuple[str, GivenName]]] = defaultdict(list)
    for word, names in sorted(_lexicon().items()):
        for name in names:
            if name.origin in _ROMANISED and word in name.renderings and len(word) > 3:
                for key in skeletons(word):
                    found[key].append((word, name))
    return {key: tuple(names) for key, names in found.items()}


@cache
def _mistyped() -> dict[str, tuple[GivenName, ...]]:
    found: dict[str, dict[str, GivenName]] = defaultdict(dict)
    for word, names in sorted(_lexicon().items()):
        for name in names:
            if word in name.renderings and len(word) >= TYPED_WRONG:
                found[_without_vowels(word)][name.id] = name
    return {key: tuple(names.values()) for key, names in found.items()}


def _without_vowels(word: str) -> str:
    """A long word's frame, all vowels alike but at its ends, where they tell her from him: Emmanual, Emmanuel."""
    return word[0] + re.sub(r"[aeiouy]", "*", word[1:-1]) + word[-1] if len(word) >= TYPED_WRONG else ""


@lru_cache(maxsize=32_768)
def given_names(word: str) -> tuple[GivenName, ...]:
    """The given names that `word` (folded) may be; an unlisted rendering is recognised by its letters.

    >>> [name.id for name in given_names("oleksandr")]
    ['alexander.m']
    """
    if listed := _lexicon().get(word):
        return listed
    if len(word) < 5:
        return ()
    near: dict[str, tuple[float, GivenName]] = {}
    for key in skeletons(word):
        for rendering, name in _by_skeleton().get(key, ()):
            if rendering[0] != word[0]:
                continue  # told without the price of an alignment
            one, other = sorted((word, rendering))
            cost = distance(one, other, _ROMANISED[name.origin], _NEAR)
            if cost <= _NEAR:
                near[name.id] = min(near.get(name.id, (cost, name)), (cost, name), key=lambda found: found[0])
    if not near:
        return _mistyped().get(_without_vowels(word), ())
    best = min((cost for cost, _ in near.values()), default=0.0)
    return tuple(name for _, (cost, name) in sorted(near.items()) if cost == best)


@cache
def _of_gender() -> dict[str, frozenset[str]]:
    """The folded names of the two lists that tell no more of a name than who bears it: men, women or both."""
    found: dict[str, set[str]] = defaultdict(set)
    for gender, names in (("m", words("given_names_male")), ("f", words("given_names_female"))):
        for name in names:
            found[plain(name)].add(gender)
    return {name: frozenset(of) for name, of in found.items()}


@lru_cache(maxsize=8192)
def is_given(word: str) -> bool:
    """Whether a folded word is a given name that the table knows, so that where it stands tells the family name."""
    return word in _lexicon()


@lru_cache(maxsize=8192)
def may_be_given(word: str) -> bool:
    """Whether a folded word is anybody's given name, though it may be a family name or a word as well; of "jean-marc"
    either half will do.

    >>> is_given("lula"), may_be_given("lula"), may_be_given("jean-qwer"), may_be_given("qwer")
    (False, True, True, False)
    """
    return any(
        name in _of_gender() or (name in _lexicon() and name not in words("everyday_words"))  # "Said Roe" is a verb
        for name in (word, word.partition("-")[0])
    )


@lru_cache(maxsize=8192)
def gender_of(word: str) -> str | None:
    """m or f as a folded given name says; None where both bear it or nothing is known of it.

    >>> gender_of("svetlana"), gender_of("anna-qwer"), gender_of("kim")
    ('f', 'f', None)
    """
    told = _of_gender().get(word) or frozenset(name.gender for name in _lexicon().get(word, ()))
    if not told and "-" in word:
        return gender_of(word.partition("-")[0])
    return next(iter(told)) if len(told) == 1 and told <= {"m", "f"} else None


def initials(word: str) -> frozenset[str]:
    """The letters an initial for this given name may be: Yevgeny is Y. or E."""
    letters = {word[0]}
    names = given_names(word)
    for name in [name for name in names if name.origin == "english"] or names:  # no John is Y., though Yannis may be
        letters.update(rendering[0] for rendering in name.renderings)
        if word in name.pet_names:
            continue
        letters.update(pet[0] for pet in name.pet_names)
    return frozenset(letters)


def genders(word: str) -> frozenset[str]:
    """m and f as far as the list tells; empty where it does not know the name."""
    found = {name.gender for name in given_names(word)}
    return frozenset("mf") if "u" in found else frozenset(found)


@lru_cache(maxsize=8192)
def origins(word: str) -> frozenset[str]:
    return frozenset(name.origin for name in given_names(word))
