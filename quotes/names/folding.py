"""A name in plain small letters, and the coarse keys that every rendering of it shares.

`fold` is what makes two spellings one node; `skeletons` is what makes different renderings meet in a block,
so it merges freely (vowels go, sibilants are one, k g h are one): comparing decides afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from anyascii import anyascii

from quotes.lexicon import sections

# Letters whose plain form would lose what they stand for.
_SPELT_OUT = str.maketrans(
    {"Ł": "L", "ł": "l", "ъ": "", "ь": "", "Ъ": "", "Ь": "", "’": "'", "‘": "'", "ʼ": "'", "`": "'"}
)
_WORDS = sections("words_in_names")
# "Roe, Jr." and "Acme, Inc." have no first name there
_BEHIND_A_COMMA = _WORDS["younger"] | _WORDS["elder"] | _WORDS["numbered"] | _WORDS["legal"]
_POSSESSIVE = re.compile(r"'s?$")
_SKELETON_LIMIT = 8

# What a group of letters may sound like, longest first: the class of its consonant, "" for none.
# here: groups of letters, no words
_SOUNDS: dict[str, tuple[str, ...]] = {
    "schtsch": ("s",), "chtch": ("s",), "shch": ("s",), "stsch": ("s",), "szcz": ("s",), "tsch": ("s",),
    "dsch": ("s",), "tch": ("s",), "sch": ("s",), "dzh": ("s",), "sh": ("s",), "ch": ("s", "k"), "cz": ("s",),
    "sz": ("s",), "zh": ("s",), "ts": ("s", "t"), "tz": ("s",), "dz": ("s", "t"), "ds": ("s", "t"), "dj": ("s", "t"),
    "hs": ("s",), "th": ("t", "s"), "dh": ("t", "s"), "kh": ("k",), "gh": ("k",), "ck": ("k",), "ph": ("v",),
    "cki": ("k", "sk"), "cka": ("k", "sk"), "ci": ("s", "t"), "zi": ("s", "t"), "ks": ("ks",), "rh": ("r",),
    "ou": ("", "v"), "au": ("", "v"), "eu": ("", "v"), "ew": ("v",),
    "j": ("", "k", "s"), "z": ("s",), "s": ("s",), "c": ("k", "s"), "x": ("ks", "s", "k"), "k": ("k",),
    "q": ("k", "s"), "g": ("k",), "h": ("k",), "b": ("b",), "p": ("p",), "d": ("t",), "t": ("t",), "v": ("v",),
    "w": ("v", ""), "f": ("v",), "l": ("l",), "m": ("m",), "n": ("n",), "r": ("r",),
}  # fmt: skip
_LONGEST = max(map(len, _SOUNDS))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Small ASCII letters with the words kept apart: hyphens stay, apostrophes and stops go."""
    letters = anyascii(text.translate(_SPELT_OUT)).casefold()
    letters = letters.replace("'", "").replace(".", ". ")
    return " ".join(re.sub(r"[^a-z0-9&+@\- ]+", " ", letters).split())


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The spelling without case, accents, stops and hyphens: "Moon Jae-in" and "MOON Jae In" are one node.

    >>> fold("Svetlana Tijanóvskaya’s")
    'svetlana tijanovskaya'
    """
    name = _POSSESSIVE.sub("", name.strip().translate(_SPELT_OUT)) if len(name) > 3 else name
    if name.count(",") == 1:  # "Lukashenko, Alexander"
        last, _, first = name.partition(",")
        if plain(first).replace(" ", "") not in _BEHIND_A_COMMA:
            name = f"{first} {last}"
    return " ".join(plain(name).replace("-", " ").split())


@lru_cache(maxsize=8192)
def skeletons(word: str) -> frozenset[str]:
    """The consonant classes of a folded word, one string for each way its letters may sound (at most 8).

    >>> skeletons("tikhanovskaya") & skeletons("tijanovskaya") & skeletons("tsikhanouskaya")
    frozenset({'tknvsk'})
    """
    word = re.sub(r"[^a-z]", "", word)
    sounds: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        for size in range(min(_LONGEST, len(word) - at), 0, -1):
            letters = word[at : at + size]
            if letters in _SOUNDS:
                sounds.append(_SOUNDS[letters])
                break
        else:
            size = 1
        if letters in ("h", "gh") and at + size == len(word) and at > 0:
            sounds[-1] = ("", *sounds[-1])  # Haniyeh: not heard at the end
        at += size
    many = 1
    kept: list[tuple[str, ...]] = []
    for choices in sounds:
        # past the limit only the first reading is filed, so that no name has hundreds of keys
        choices = choices if many * len(choices) <= _SKELETON_LIMIT else choices[:1]
        many *= len(choices)
        kept.append(choices)
    return frozenset(_without_doubles("".join(reading)) for reading in product(*kept))


def _without_doubles(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", letters)


def may_open_alike(a: str, b: str) -> bool:
    """Whether the first letters of two folded words can stand for one sound: a quick look ahead of `skeletons`.

    >>> may_open_alike("tsikhanouskaya", "cichanouska"), may_open_alike("maria", "boris")
    (True, False)
    """
    one, other = _opening_sounds(a[:1]), _opening_sounds(b[:1])
    return "" in one or "" in other or not one.isdisjoint(other)


@lru_cache(maxsize=64)
def _opening_sounds(letter: str) -> frozenset[str]:
    """The classes that a word with this first letter may begin with; "" where that is not for one letter to say."""
    sounds = [sound for letters, some in _SOUNDS.items() if letter and letters[0] == letter for sound in some]
    return frozenset(sound[:1] for sound in sounds) or frozenset({""})
