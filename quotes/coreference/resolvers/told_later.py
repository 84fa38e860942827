"""Whoever the article calls so further on, where nobody spoken of so far is meant."""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role, who_is_told_to_be
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    entity = who_is_told_to_be(role, mention, state) if role is not None else None
    return Resolution(entity) if entity is not None else None


TOLD_LATER = Resolver(
    name="told-later",
    form="description",
    meaning="The words mean whoever the article calls so later on, where nobody named so far is meant.",
    reason="the article calls them so",
    resolve=resolve,
    examples=(("“No,” ⟨the mayor⟩ said. The rain went on. Ana Roe, the mayor, met Tom Fox.", "Ana Roe"),),
)
