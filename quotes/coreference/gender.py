"""Man or woman, as far as the article's own words tell: title, role, given name."""

from __future__ import annotations

from collections.abc import Iterable

from quotes.coreference.entities import Entity
from quotes.coreference.roles import Role
from quotes.lexicon import plain, words


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
    low = plain(name)
    male, female = low in words("given_names_male"), low in words("given_names_female")
    if not male and not female and "-" in low:
        return gender_of_given(low.partition("-")[0])
    return None if male == female else "m" if male else "f"


def settle(entity: Entity, roles: Iterable[Role]) -> None:
    """Give a person the gender that titles, roles and the given name say, in this order."""
    for name in entity.mentions:
        for title in name.title.split():
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
    if given is not None:
        entity.gender = gender_of_given(given)
    if entity.gender is None and entity.keys:
        surname = entity.keys[-1]
        # Slavic surnames decline: Tikhanovskaya, Kolesnikova, Petrova
        if surname.endswith(("skaya", "skaia", "ska", "ova", "eva", "ovna", "dottir", "kaya")) and len(surname) > 5:
            entity.gender = "f"
