"""The person whom the next sentences name: `“I am well,” she said. Ana Roe was in Leeds.`"""

from __future__ import annotations

from quotes.coreference.antecedents import next_person
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    gender = GENDER.get(mention.text.lower())
    entity = next_person(mention, state, gender) if gender is not None else None
    return Resolution(entity) if entity is not None else None


PRONOUN_AHEAD = Resolver(
    name="pronoun-ahead",
    form="pronoun",
    meaning="A pronoun that fits nobody so far means the person of its gender whom a sentence names next.",
    reason="the person it fits whom the next sentences name",
    resolve=resolve,
    examples=(("“I am well,” ⟨she⟩ said. Ana Roe was in Leeds on Friday.", "Ana Roe"),),
)
