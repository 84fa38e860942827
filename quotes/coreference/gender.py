"""Man or woman, as far as the article's own words tell: title, role, given name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from quotes.coreference.entities import Entity
from quotes.coreference.name import Name
from quotes.coreference.roles import Role
from quotes.lexicon import plain, words
from quotes.names import folding
from quotes.names.given import gender_of
from quotes.names.name_parts import keys_of
from quotes.names.surnames import is_womans

MOST = 12  # mentions that are asked for the pronoun behind them


def gender_of_noun(noun: str) -> str | None:
    """The gender that a title or a role noun says: "Mrs", "spokesman", "widow"."""
    low = plain(noun)
    if low in words("honorifics_male"):
        return "m"
    if low in words("honorifics_female"):
        return "f"
    if low.endswith("woman"):
        return "f"
    return "m" if low.endswith("man") and low in words("roles") else None


def gender_of_given(name: str) -> str | None:
    """The gender that a given name says; None where both bear it or it is not listed."""
    return gender_of(folding.plain(name))


def genders_of_titles(names: Iterable[Name]) -> dict[str, dict[str, None]]:
    """The genders that titles give each surname, in order: "roe" of "Mr. Roe" -> "m"."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        if name.title and len(name.parts) == 1 and (keys := keys_of(name.parts)):
            gender = next((g for g in map(gender_of_noun, name.title.split()) if g), None)
            if gender is not None:
                found.setdefault(keys[0], {})[gender] = None
    return found


def settle(entity: Entity, roles: Iterable[Role]) -> None:
    """Give a person the gender that titles, roles and the given name say, in this order."""
    for name in entity.mentions:
        # U is a title that stays in the name: U Tin Maung
        for title in (*name.title.split(), *(part for part in name.parts[:1] if part == "U" and len(name.parts) > 1)):
            if gender := gender_of_noun(title):
                entity.gender = gender
                return
    for role in roles:
        if gender := gender_of_noun(role.head):
            entity.gender = gender
            return
    given = next((name.parts[0] for name in entity.mentions if len(name.parts) > 1), None)
    if given is None and entity.mentions:
        given = entity.mentions[0].parts[0]
    if given is None and len(entity.keys) > 1:
        given = entity.keys[0]
    if given is not None:
        entity.gender = gender_of_given(given)
    if entity.gender is None and entity.keys and is_womans(entity.keys[-1]):  # Tikhanovskaya, Kolesnikova, Petrova
        entity.gender = "f"


# what the article itself calls somebody: "Scooter Roe denied it. He ...", "Kim Roe and her sister"
_NEXT = re.compile(r"[^.!?\n\x01]{0,160}[.!?][ \n]+(?P<pronoun>He|She)\b")
_SAME = re.compile(r"[^.!?\n\x01;:“”\"]{0,100}?\b(?P<pronoun>he|she|his|him|her)\b(?P<noun> [a-z])?")


def gender_by_pronouns(unquoted: str, entities: Iterable[Entity]) -> None:
    """Give persons whose name does not tell it the gender of the pronouns that follow their names, if all agree."""
    people = sorted(
        (name.start, name.end) for entity in entities if entity.is_person for name in entity.mentions if not name.quoted
    )
    starts = [start for start, _ in people]
    for entity in entities:
        if not entity.is_person or entity.gender is not None:
            continue
        votes: Counter[str] = Counter()
        for name in entity.mentions[:MOST]:
            if name.quoted or name.headline or not name.sentence_initial:
                continue
            for pattern in (_SAME, _NEXT):
                match = pattern.match(unquoted, name.end)
                if match is None:
                    continue
                at = match.start("pronoun")
                if bisect_left(starts, at) > bisect_right(starts, name.start):
                    continue  # somebody else stands between
                low = match["pronoun"].lower()
                if low == "him" or (low == "her" and not match.groupdict().get("noun")):
                    continue  # an object is mostly somebody else
                votes["m" if low in ("he", "his") else "f"] += 1
        if len(votes) == 1:
            entity.gender = next(iter(votes))
