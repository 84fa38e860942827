"""An entity of names, and when two names may be one entity's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from quotes.coreference.capitals import is_given
from quotes.coreference.name import Name
from quotes.lexicon import words
from quotes.names.folding import fold
from quotes.names.name_parts import fold_word, keys_of

# here: small words that an acronym leaves out: Council on Foreign Relations, CFR
_LINKS = frozenset(("of", "for", "the", "and", "on", "to"))


# here: one whom a description tells of, a plural's many, whoever says "my"
Unnamed = Literal["figure", "crowd", "writer"]


@dataclass(slots=True)
class Entity:
    """One entity of names while the article is read.

    `gender` is "m", "f" or None; `roles` are pairs of a role as written and its offset.
    """

    number: int
    kind: str | None
    name: str = ""
    keys: tuple[str, ...] = ()
    full: str = ""  # the folded name that has most words
    gender: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Name] = field(default_factory=list)
    roles: list[tuple[str, int]] = field(default_factory=list)
    speaks_for: Entity | None = None  # an unnamed spokesman's organisation
    nouns: frozenset[str] = frozenset()  # what the article says an organisation is: "carmaker"
    origins: frozenset[str] = frozenset()  # the countries that the words beside its names tell
    unnamed: Unnamed | None = None  # what somebody is whom no name names
    also: dict[str, str] = field(default_factory=dict)  # other full names that are stated, folded -> as written

    @property
    def is_person(self) -> bool:
        return self.kind in ("person", None)


def initials_of(keys: Sequence[str]) -> tuple[str, str]:
    """The initials of an organisation's name, of its content words and of all: "igf", "iogf"."""
    return "".join(key[0] for key in keys if key not in _LINKS), "".join(key[0] for key in keys)


def fullest(entity: Entity) -> str:
    """The spelling with the most words; of equals the one with whole given names, then the commonest."""

    def prominence(item: tuple[str, int]) -> tuple[bool, int, int, int, int]:
        text, count = item
        parts = [part for part in text.split() if part[0] not in "\"“‘'("]
        whole = sum(len(fold_word(part)) > 1 for part in parts)
        # "Al Sisi" is a family name with its article where the article has a given name before it
        given = entity.kind == "person" and is_given(parts[0]) and len(keys_of(parts)) > 1
        return (given, whole, len(parts), count, len(text))

    if not entity.names:
        return ""
    own = [item for item in entity.names.items() if not entity.also or fold(item[0]) not in entity.also]
    text = max(own or entity.names.items(), key=prominence)[0]
    without_nickname = re.sub(r"\s[\"“‘'(][^\"”’')]+[\"”’')](?=\s)", "", text)
    if without_nickname.isupper() and entity.kind == "person":
        without_nickname = without_nickname.title()
    return re.sub(r"[\s\u00a0]+", " ", without_nickname)


def title_in_name(entity: Entity) -> str:
    """The title that belongs to a name of one word, as written, or "": "Prince" of Prince Andrew."""
    if len(entity.keys) != 1 or not entity.is_person:
        return ""
    titles = (last_word for name in entity.mentions if name.title and (last_word := name.title.split()[-1]))
    return next((title for title in titles if title.lower() in words("titles_in_names")), "")


def looks_like_person(entity: Entity) -> bool:
    """Whether an entity of no other kind is a person by its spellings: a given name, or the surname alone."""
    if not entity.mentions:
        return False
    if any(is_given(name.parts[0]) for name in entity.mentions):
        return True
    # the surname alone later on, or "Hannig's": organisations are rarely cut to their last word
    spellings = {keys_of(name.parts) for name in entity.mentions}
    return any(len(keys) < len(entity.keys) and keys[-1:] == entity.keys[-1:] for keys in spellings)


def fullest_mention(entity: Entity) -> Name:
    """The mention that spells the entity's name, else the first."""
    keys = keys_of(entity.name.split())
    return next((name for name in entity.mentions if keys_of(name.parts) == keys), entity.mentions[0])
