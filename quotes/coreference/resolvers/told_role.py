"""Whoever the article called so before: `Ana Roe, the mayor, ... the mayor said`."""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role, is_named_later, who_is_told_to_be
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    entity = who_is_told_to_be(role, mention, state) if role is not None else None
    return Resolution(entity) if entity is not None and not is_named_later(mention, entity) else None


TOLD_ROLE = Resolver(
    name="told-role",
    form="description",
    meaning="The words mean whoever the article called so before, or in an office that is called so as well.",
    reason="the article calls them so",
    resolve=resolve,
    examples=(
        ("Ana Roe, the mayor, met Tom Fox. “No,” ⟨the mayor⟩ said.", "Ana Roe"),
        ("Senator Ana Roe met Tom Fox. “No,” ⟨the lawmaker⟩ said.", "Ana Roe"),
        ("Ana Roe met Tom Fox. “No,” ⟨a baker⟩ said.", None),
    ),
)
