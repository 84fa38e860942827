"""An acronym in brackets tells how far the name before it goes: "the Bureau of Rail, Road and Water (BRRW)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quotes.coreference.entities import initials_of
from quotes.coreference.name import Name
from quotes.names.name_parts import fold_word, keys_of

_MOST_NAMES = 5  # that one acronym is made of
_MOST_CHARACTERS = 120
_WORD = r"(?:[^\W\d_a-zß-ÿ][\w’'-]*|and|for|of|the|in|on)"
_WHOLE = re.compile(rf"{_WORD}(?:,? {_WORD})*")


def is_in_brackets(text: str, name: Name) -> bool:
    return text[max(0, name.start - 2) : name.start] == " (" and text[name.end : name.end + 1] == ")"


def spelt_out(text: str, names: Sequence[Name], acronym: Name) -> tuple[int, Name] | None:
    """How many of the last names a bracketed acronym is made of, and the one name they are; None where it is not.

    By their capitals "Bureau of Rail" and "Water" are names of their own.
    """
    letters = fold_word(acronym.text)
    end = acronym.start - 2
    for back, first in enumerate(reversed(names[-_MOST_NAMES:]), start=1):
        whole = text[first.start : end]
        if len(whole) > _MOST_CHARACTERS or first.kind == "person" or not _WHOLE.fullmatch(whole):
            return None
        parts = tuple(whole.replace(",", "").split())
        if len(parts) > len(first.parts) and letters in initials_of(keys_of(parts)):
            return back, replace(first, end=end, text=whole, parts=parts, kind="organization", tentative=False)
    return None
