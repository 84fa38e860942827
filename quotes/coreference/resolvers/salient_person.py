"""Whom a description means that tells of a person, though nobody was called so: `the Brazilian swimmer said`."""

from __future__ import annotations

import re

from quotes.coreference.antecedents import subject_beside
from quotes.coreference.descriptions import definite_role, of_other_origin_or_age, only_person_so_far
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.roles import Role
from quotes.coreference.salience import rivalry
from quotes.lexicon import words

_PRESENT = 1.0  # as present as somebody is whom the sentence before speaks of
_OWNED = re.compile(r"(?:his|her|its|their|our|my)\b", re.IGNORECASE)
_ONCE = re.compile(r"(?:[A-Z]\w+[’']s|[Tt]he) (?:former|ex-|retired|outgoing|veteran|one-time|onetime)")


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    if role is None or _OWNED.match(mention.text) or not _tells_of_somebody(mention, role):
        return None
    others = of_other_origin_or_age(role, state)
    beside = subject_beside(mention, state) if mention.prominence < 2 else None  # "Roe met the Acme chairman": not Roe
    ranked = [
        (value, entity)
        for value, entity in state.salience.prominence(mention.sentence, gender_of_noun(role.head))
        if entity.name and entity.number not in others and entity is not beside
    ]
    if not ranked or ranked[0][0] <= _PRESENT:
        return None
    found = ranked[0][1]
    return Resolution(found, rivalry(ranked), tells_role=found is only_person_so_far(role, mention, state))


def _tells_of_somebody(mention: Mention, role: Role) -> bool:
    """Whether the words tell enough to be said of somebody who was not called so before."""
    return (
        bool(role.limits & (words("places") | words("nationalities")))
        or re.search(r" [A-Z]", mention.text) is not None
        or role.head.endswith(("-old", "-footer"))
        or any(limit.endswith("-old") for limit in role.limits)
        or role.head in words("epithets")
        or mention.text.endswith(("-elect", "-designate"))
        or _ONCE.match(mention.text) is not None
    )


SALIENT_PERSON = Resolver(
    name="salient-person",
    form="description",
    meaning="Words that tell somebody's origin, age or past mean the person spoken of most whom they fit.",
    reason="whoever is spoken of most here may be called so",
    resolve=resolve,
    examples=(
        ("Ana Roe, who is 44, met Tom Fox. “No,” ⟨the 44-year-old⟩ said.", "Ana Roe"),
        ("Ana Roe won. She met Tom Fox. “No,” ⟨the former champion⟩ said.", "Ana Roe"),
        ("Ana Roe won. She met Tom Fox. “No,” ⟨the plumber⟩ said.", None),
    ),
)
