"""Somebody whom the next sentences name: `A Bendigo woman says she was lucky ... Ana Roe was walking`."""

from __future__ import annotations

import re

from quotes.coreference.antecedents import next_person
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.lexicon import words

_AGED = re.compile(r", (?:aged )?\d{1,3},")


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = mention.role
    if role is None or mention.prominence < 2 or state.salience.has_person:
        return None
    entity = next_person(mention, state, gender_of_noun(role.head), introduced=True)
    if entity is None:
        return None
    open_to_all = role.head in words("epithets") or role.head.endswith("-old")
    return Resolution(entity) if open_to_all or _is_next_and_of_age(mention, entity, state) else None


def _is_next_and_of_age(mention: Mention, entity: Entity, state: State) -> bool:
    """ "A farmer was fined. Ana Roe, 58, shot a dog.": the next sentence has the name, and tells of nothing but an age;
    of whoever is told to be something else the words before did not speak."""
    first = min(entity.mentions, key=lambda name: name.start)
    told = [role for role in state.roles.get(entity.number, ()) if not role.text.isdigit()]
    follows = state.grammar.sentence(first.start) == mention.sentence + 1
    aged = follows and _AGED.match(state.unquoted, first.end) is not None
    return aged and all(role.head.endswith("-old") for role in told)


PERSON_AHEAD = Resolver(
    name="person-ahead",
    form="description",
    meaning="Words for a woman, a man or an age that open an article mean the person whom it names next; what somebody "
    "does means them if the age is all that is told of them.",
    reason="the person whom the next sentences name",
    resolve=resolve,
    examples=(
        ("⟨A Leeds woman⟩ says “it was luck”. Ana Roe fell from a bridge on Friday.", "Ana Roe"),
        ("⟨A farmer⟩ called it “a bad day”. Ana Roe, 58, shot the dog in May.", "Ana Roe"),
        ("⟨A farmer⟩ called it “a bad day”. Ana Roe, 58, a judge, fined him in May.", None),
    ),
)
