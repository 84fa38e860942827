"""A name in plain small letters, and the coarse keys that every rendering of it shares.

`fold` is what makes two spellings one node; `skeletons` is what makes different renderings meet in a block,
so it merges freely (vowels go, sibilants are one, k g h are one): comparing decides afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache

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
_FOLDED = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")  # as most names are that are folded: by itself, in no time
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
_HEARD = re.compile("|".join([*sorted(_SOUNDS, key=len, reverse=True), "[a-z]"]))
_NO_LETTERS = re.compile(r"[^a-z]+")


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
    if _FOLDED.fullmatch(name):
        return name
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
    heard = _HEARD.findall(_NO_LETTERS.sub("", word))
    sounds = [_SOUNDS[letters] for letters in heard if letters in _SOUNDS]
    if len(heard) > 1 and heard[-1] in ("h", "gh"):
        sounds[-1] = ("", *sounds[-1])  # Haniyeh: not heard at the end
    many, readings = 1, [""]
    for choices in sounds:
        # past the limit only the first reading is filed, so that no name has hundreds of keys
        choices = choices if many * len(choices) <= _SKELETON_LIMIT else choices[:1]
        many *= len(choices)
        # two of one sound are heard as one
        readings = [
            read + (sound[1:] if sound and read[-1:] == sound[0] else sound) for read in readings for sound in choices
        ]
    return frozenset(readings)


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
