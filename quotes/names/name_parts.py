"""What stands in a name beside the given and the family name: suffixes, figures of rulers, particles, ruling titles.

The one table of them: names are parsed and compared with it, in one article as across articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from quotes.lexicon import sections
from quotes.names.family_names import asian_surnames
from quotes.names.folding import plain
from quotes.names.given import is_given

_WORDS = sections("words_in_names")
# a suffix as written -> the one that it is
SUFFIXES = {
    **dict.fromkeys(_WORDS["younger"], "jr"),
    **dict.fromkeys(_WORDS["elder"], "sr"),
    **{figure: figure for figure in _WORDS["numbered"]},
}
FIGURES = _WORDS["figures"]
OF_RULERS = _WORDS["rulers"] | _WORDS["numbered"]
RULING_MEN, RULING_WOMEN = _WORDS["men"], _WORDS["women"]
REIGNING, BODIES = RULING_MEN | RULING_WOMEN | _WORDS["reigning"], _WORDS["bodies"]
PARTICLES, SYLLABLES, ARTICLES = _WORDS["particles"], _WORDS["syllables"], _WORDS["articles"]
PREFIXES, SERVANT, FATHER = _WORDS["prefixes"], _WORDS["servant"], _WORDS["father"]
_DROPPED = PARTICLES | ARTICLES | FATHER | _WORDS["dropped_prefixes"]
_INITIALS = re.compile(r"(?:\w\.)+")


def suffix_of(parts: Sequence[str]) -> str:
    """The suffix behind a name's words, by one spelling each; "" where there is none.

    >>> suffix_of(("Tom", "Roe", "Jr.")), suffix_of(("Tom", "Roe", "Senior")), suffix_of(("Tom", "Roe"))
    ('jr', 'sr', '')
    """
    return SUFFIXES.get(fold_word(parts[-1]), "") if len(parts) > 1 else ""


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """A word without accents, apostrophes, case and full stops, its hyphens kept.

    >>> fold_word("Tijanóvskaya") == fold_word("TIJANOVSKAYA"), fold_word("Jae-in")
    (True, 'jae-in')
    """
    return "".join(letter for letter in plain(word) if letter.isalnum() or letter == "-")


def keys_of(parts: Iterable[str]) -> tuple[str, ...]:
    """The folded words of a name that tell it apart: no particles, no Jr.; "J.D." is two.

    >>> keys_of(("J.D.", "van", "Roe", "Jr."))
    ('j', 'd', 'roe')
    """
    return _keys_of(tuple(parts))


@lru_cache(maxsize=8192)
def _keys_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    folded: list[str] = []
    initials: set[str] = set()
    for part in parts:
        pieces = re.findall(r"\w(?=\.)", part) if _INITIALS.fullmatch(part) else [part]
        keys = [key for piece in pieces if (key := fold_word(piece))]
        folded.extend(keys)
        if part.isupper():  # E. J. Roe, but Ortega y Gasset
            initials.update(key for key in keys if len(key) == 1)
    while len(folded) > 1 and folded[-1] in SUFFIXES and (len(folded) > 2 or folded[-1] not in ("junior", "senior")):
        folded.pop()
    if not any(word in _DROPPED for word in folded):
        return tuple(folded)
    kept = initials | (SYLLABLES if asian_like(folded) else frozenset())
    if folded[0] != "al" and is_given(folded[0]):  # Ben Roe, Ed Roe; but Al Sisi
        kept.add(folded[0])
    return tuple(word for word in folded if word not in _DROPPED or word in kept) or tuple(folded)


def asian_like(words: Sequence[str]) -> bool:
    """Whether the first or the last of a name's folded words is an East Asian family name."""
    return words[0] in asian_surnames() or words[-1] in asian_surnames()
