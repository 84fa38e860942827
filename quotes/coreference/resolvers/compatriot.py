"""The one of a country: `the Dane said`, where one Danish striker is told of."""

from __future__ import annotations

from quotes.coreference.descriptions import compatriots, definite_role
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    here = compatriots(role, state) if role is not None else set()
    if len(here) != 1:
        return None
    (number,) = here
    return Resolution(state.people.entities[number])


COMPATRIOT = Resolver(
    name="compatriot",
    form="description",
    meaning="Words that tell a country mean the one whom the article says to be from there.",
    reason="the one of that country",
    resolve=resolve,
    examples=(("Danish striker Ole Lund met Greek coach Nikos Pappas. “No,” said ⟨the Dane⟩.", "Ole Lund"),),
)
