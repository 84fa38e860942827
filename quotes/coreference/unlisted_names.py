"""Given names that no list has: "Jeb Roe", where a sentence or a headline gives any word a capital.

A word that opens a sentence before somebody's surname is mostly none of the name ("Crooked Roe", "Chasing Roe"). What
is no word of English, and is written and placed as a name is, is somebody's given name all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from quotes.coreference.entities import Entity
from quotes.coreference.name import Name
from quotes.lexicon import plain, words
from quotes.names.name_parts import keys_of

English = Callable[[str], Collection[str]]  # what a word in small letters may be; nothing: no word of English

# here: names of lists; what their words name or tell is no given name that a list lacks
_TOLD = (
    "places",
    "organisations",
    "organisation_words",
    "nationalities",
    "roles",
    "honorifics",
    "not_names",
    "openers",
)
_SHORTEST = 3  # letters: of fewer as many are abbreviations


def any_word(_: str) -> Collection[str]:
    """English where nobody knows which words it has: every word may be one."""
    return ("noun",)


def may_be_a_given_name(word: str, english: English) -> bool:
    """Whether a word that no list of given names has may be one."""
    low = plain(word)
    if len(word) < _SHORTEST or not word.isalpha() or not (word[0].isupper() and word[1:].islower()):
        return False
    return not any(low in words(listed) for listed in _TOLD) and not english(low)


def is_of_its_own(name: Name, known: Entity, english: English) -> bool:
    """Whether a given name and a surname are another person's than the one who has the surname: "Jeb Roe" beside Tom
    Roe; not "Schultz" behind a word of the name of Debbie Wasserman Schultz."""
    keys = keys_of(name.parts)
    if len(name.parts) != 2 or len(keys) != 2 or known.keys[-1] != keys[1] or keys[0] in known.keys:
        return False
    return may_be_a_given_name(name.parts[0], english)
