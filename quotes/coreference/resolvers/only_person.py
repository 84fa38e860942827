"""The one person named so far: `Ana Roe won. “It burst,” the plumber said.`"""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role, only_person_so_far
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    entity = only_person_so_far(role, mention, state) if role is not None else None
    return Resolution(entity, tells_role=True) if entity is not None else None


ONLY_PERSON = Resolver(
    name="only-person",
    form="description",
    meaning="Words that may be said of anybody, as a subject, mean the one person named so far.",
    reason="the only person named so far",
    resolve=resolve,
    examples=(
        ("Ana Roe won on Sunday. “It burst,” ⟨the plumber⟩ said.", "Ana Roe"),
        ("Ana Roe won on Sunday. Tom Fox lost. “It burst,” ⟨the plumber⟩ said.", None),
    ),
)
