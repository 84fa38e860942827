"""A person (or an organisation) of one article as a record: the spelling, and what the roles and the article add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.linking.disambiguator import Disambiguator, lustrum_of
from quotes.linking.exclusive_offices import exclusive_offices, of_state
from quotes.linking.roles import field, office
from quotes.linking.setting import NOWHERE, Setting
from quotes.names.generic import has_common_surname, is_common_full_name, is_generic
from quotes.names.organizations import folded_name
from quotes.names.parsing import parse, record_name
from quotes.names.places import is_place

_MOST_OFFICES = 2


@dataclass(frozen=True, slots=True)
class Described:
    """Which record a person of an article is, and how much the spelling says (see `completeness`)."""

    folded: str
    type: str
    disambiguator: str
    completeness: int


def describe(name: str, type: str = "person", roles: Iterable[str] = (), where: Setting = NOWHERE) -> Described:
    """The record of a name with these roles in an article set `where`.

    A full name is told apart by the field of life and the seat alone, for one person has many roles; a lone family
    name by the offices, for it may be another's in the next article. The setting counts for what many bear.

    >>> describe("President Aleksandr Lukashenko", "person", ["Belarusian President"])
    Described(folded='aleksandr lukashenko', type='person', disambiguator='politics:belarus president', completeness=0)
    >>> describe("Ministry of Health", "organization", where=Setting("peru")).disambiguator
    '|peru'
    """
    roles = tuple(roles)
    if type != "person":
        folded = folded_name(name) or "?"
        disambiguator = (
            Disambiguator(country=where.country, region=where.region) if is_generic(folded) else Disambiguator()
        )
        return Described(folded, type, disambiguator.written(), 0)
    folded = record_name(name)
    completeness = parse(folded).completeness
    alone = completeness == 2
    held = sorted(offices(roles) if alone else exclusive_offices(roles))[:_MOST_OFFICES]
    placed = any(is_place(word) for one in held for word in one.split())
    told_by_place = (has_common_surname(folded) or bool(of_state(held))) if alone else is_common_full_name(folded)
    country = where.country if told_by_place and not placed else ""
    sport = where.sport and told_by_place and not held
    disambiguator = Disambiguator(field(roles), tuple(held), country, "", sport, lustrum_of(where.year, alone=alone))
    return Described(folded, type, disambiguator.written(), completeness)


def is_told_by_name(name: str) -> bool:
    """Whether a person's name tells by itself who it is: a full one, which is not one of those that many bear.

    >>> is_told_by_name("Bongbong Marcos"), is_told_by_name("Mr Marcos"), is_told_by_name("Gary Johnson")
    (True, False, False)
    """
    folded = record_name(name)
    return parse(folded).completeness == 0 and not is_common_full_name(folded)


def offices(roles: Iterable[str]) -> frozenset[str]:
    """What the roles say in plain words, so that "Belarusian President" is "president of Belarus"."""
    return frozenset(found for role in roles if (found := office(role)))
