"""Full names that stand elsewhere than in the text itself: in longer names, in headlines, in the article's title."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.coreference.capitals import is_given
from quotes.coreference.entities import Entity
from quotes.coreference.name import Name
from quotes.coreference.name_scanner import scan
from quotes.coreference.unlisted_names import English, may_be_a_given_name
from quotes.names.name_parts import keys_of

LONGEST_TITLE = 500  # characters: what is longer is no title


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


def within_headline(
    name: Name,
    alone: Collection[tuple[str, ...]],
    english: English,
    bearers_of: Callable[[Sequence[str]], Collection[Entity]],
) -> Iterator[Name]:
    """The full names in a headline's run of capitals whose surname the article has `alone`, and no other bearer of;
    a given name that no list has opens the run, or stands behind a word of English: "Watch Jeb Roe Talk"."""
    before = ""
    for first, second in pairwise(name.parts):
        keys = keys_of((first, second))
        if len(keys) == 2 and keys[1:] in alone:
            unlisted = keys[:1] not in alone and (not before or bool(english(before.lower())))
            named = is_given(first) or (unlisted and may_be_a_given_name(first, english))
            if named and not bearers_of((second,)):
                yield replace(name, text=f"{first} {second}", parts=(first, second), kind="person")
        before = first


def within_title(title: str, names: Sequence[Name]) -> Iterator[Name]:
    """The persons whom the article's title names in full; in a title of capitals those whose surname the text has."""
    alone = {keys_of(name.parts) for name in names if len(name.parts) == 1}
    for name in scan(title[:LONGEST_TITLE]):
        if name.kind != "person" or len(name.parts) < 2 or not is_given(name.parts[0]):
            continue
        if not name.headline:
            yield name
            continue
        first, second = name.parts[:2]
        if keys_of((second,)) in alone:
            yield replace(name, text=f"{first} {second}", parts=(first, second))
