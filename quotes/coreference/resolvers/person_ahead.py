"""Somebody whom the next sentences name: `A Bendigo woman says she was lucky ... Ana Roe was walking`."""

from __future__ import annotations

from quotes.coreference.antecedents import next_person
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.lexicon import words


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = mention.role
    if role is None or mention.prominence < 2 or state.salience.has_person:
        return None
    if role.head not in words("epithets") and not role.head.endswith("-old"):
        return None
    entity = next_person(mention, state, gender_of_noun(role.head), introduced=True)
    return Resolution(entity) if entity is not None else None


PERSON_AHEAD = Resolver(
    name="person-ahead",
    form="description",
    meaning="Words for a woman, a man or an age that open an article mean the person whom it names next.",
    reason="the person whom the next sentences name",
    resolve=resolve,
    examples=(("⟨A Leeds woman⟩ says “it was luck”. Ana Roe fell from a bridge on Friday.", "Ana Roe"),),
)
