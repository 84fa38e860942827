"""Whose given name a list has for the other gender: `Dima Roe, who leads it, disagreed. “No,” she said`."""

from __future__ import annotations

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.resolver import Resolution, Resolver, State

_MOST = 12  # mentions before this one that are looked at


def resolve(mention: Mention, state: State) -> Resolution | None:
    if mention.text.lower() not in GENDER or mention.prominence < 2:
        return None
    for other in reversed(state.mentions[max(0, mention.index - _MOST) : mention.index]):
        if other.sentence < mention.sentence - 1:
            return None
        entity = other.entity
        acts = other.form == "name" and other.prominence == 3 and not other.quoted
        if acts and entity is not None and entity.kind == "person" and entity.gender is not None:
            return Resolution(entity) if _is_told_by_the_given_name_alone(entity, state) else None
    return None


def _is_told_by_the_given_name_alone(entity: Entity, state: State) -> bool:
    titles = [title for name in entity.mentions for title in name.title.split()]
    nouns = [role.head for role in state.roles.get(entity.number, ())]
    return not any(map(gender_of_noun, (*titles, *nouns)))


AGAINST_THE_LIST = Resolver(
    name="against-the-list",
    form="pronoun",
    meaning="A pronoun that fits nobody means who has just acted, where only a given name tells the other gender.",
    reason="the one who has just acted, whose given name may be a man's or a woman's",
    resolve=resolve,
    examples=(
        ("Boris Roe, who leads it, disagreed. “It is late,” ⟨she⟩ said.", "Boris Roe"),
        ("Mr Boris Roe disagreed. “It is late,” ⟨she⟩ said.", None),
    ),
)
