"""A person (or an organisation) of one article as a node: the spelling, and what the roles add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.linking.exclusive_offices import seats
from quotes.linking.roles import field, office
from quotes.names.organizations import folded_name
from quotes.names.parsing import node_name, parse

_MOST_OFFICES = 2


@dataclass(frozen=True, slots=True)
class Described:
    """Which node a person of an article is, and how much the spelling says (see `tier`)."""

    folded: str
    type: str
    facet: str
    tier: int


def describe(name: str, type: str = "person", roles: Iterable[str] = ()) -> Described:
    """The node of a name with these roles.

    A full name is told apart by the field of life and the seat alone, for one person has many roles; a lone family
    name by the offices, for it may be another's in the next article.

    >>> describe("President Aleksandr Lukashenko", "person", ["Belarusian President"])
    Described(folded='aleksandr lukashenko', type='person', facet='politics:belarus president', tier=0)
    """
    roles = tuple(roles)
    if type != "person":
        return Described(folded_name(name) or "?", type, "", 0)
    folded = node_name(name)
    tier = parse(folded).tier
    facet = field(roles)
    if held := offices(roles) if tier == 2 else seats(roles):
        facet = f"{facet}:{'; '.join(sorted(held)[:_MOST_OFFICES])}"
    return Described(folded, type, facet, tier)


def offices(roles: Iterable[str]) -> frozenset[str]:
    """What the roles say in plain words, so that "Belarusian President" is "president of Belarus"."""
    return frozenset(found for role in roles if (found := office(role)))
