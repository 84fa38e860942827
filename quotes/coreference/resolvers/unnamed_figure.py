"""Somebody whom no name names: `a doctor said`, and `the doctor` after that."""

from __future__ import annotations

from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = mention.role
    if role is None:
        return None
    known = state.figures.get(role.head) if role.definite else None
    return Resolution(known or state.people.unnamed("figure", gender_of_noun(role.head)))


UNNAMED_FIGURE = Resolver(
    name="unnamed-figure",
    form="description",
    meaning="Words that fit nobody who is named mean somebody without a name: none of the others.",
    reason="somebody whom no name names",
    resolve=resolve,
    examples=(("Ana Roe met Tom Fox. A doctor came. “No,” ⟨the doctor⟩ said.", None),),
)
