"""Full names that stand in longer ones: "Mr. Roe ... the Ana Roe Foundation"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.coreference.capitals import is_given
from quotes.coreference.entities import keys_of
from quotes.coreference.name import Name


def within_longer_names(names: Sequence[Name]) -> Iterator[Name]:
    """The persons after whom something is called, and whose surname the article has alone behind a title."""
    alone = {
        keys_of(name.parts)
        for name in names
        if len(name.parts) == 1 and name.title and name.kind == "person" and not name.headline
    }
    for name in names if alone else ():
        if name.kind == "place" or len(name.parts) < 3:
            continue
        for first, second in pairwise(name.parts):
            keys = keys_of((first, second))
            if len(keys) == 2 and is_given(first) and keys[1:] in alone:
                whole = f"{first} {second}"
                at = name.start + name.text.find(first)
                yield replace(name, start=at, end=at + len(whole), text=whole, parts=(first, second), kind="person")
