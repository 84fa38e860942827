"""An unnamed spokesperson speaks for a body: `a WeWork spokesperson said`, `a spokesman for the fund said`."""

from __future__ import annotations

from dataclasses import replace

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.spokespeople import SPOKESPEOPLE, spoken_for
from quotes.coreference.stated_bodies import NOUNS


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = mention.role
    if role is None or role.head not in SPOKESPEOPLE or (role.definite and role.head in state.figures):
        return None
    told = spoken_for(state.unquoted, mention, mention.index, state.mentions, state.names, state.people)
    figure = state.people.unnamed("figure", gender_of_noun(role.head))
    figure.speaks_for = told or _of_that_kind(mention, state) or state.bodies.just_acted(mention)
    return Resolution(figure)


def _of_that_kind(mention: Mention, state: State) -> Entity | None:
    """ "A company spokesman", "a council spokeswoman": the body that "the company" would mean there."""
    before = mention.text.lower().split()[1:-1]
    if not before or before[-1] not in NOUNS:
        return None
    return state.bodies.meant(replace(mention, text=f"the {before[-1]}"))


SPOKESPERSON = Resolver(
    name="spokesperson",
    form="description",
    meaning="A spokesperson without a name speaks for the body that the words, or the sentence before, tell.",
    reason="the body that they speak for",
    resolve=resolve,
    examples=(
        ("“No,” said ⟨a spokesman⟩ for Acme Bank.", "Acme Bank"),
        ("Acme Bank lost its chairman. “No,” said ⟨a company spokeswoman⟩.", "Acme Bank"),
        ("Ana Roe met Tom Fox. “No,” said ⟨a spokesman⟩.", None),
    ),
)
