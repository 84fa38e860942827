"""Many whom no name names: `officials said`, `protesters said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    return Resolution(state.crowd) if mention.role is not None and mention.role.plural else None


CROWD = Resolver(
    name="crowd",
    form="description",
    meaning="A plural means many, and none of those who are named.",
    reason="many, whom no name names",
    resolve=resolve,
    examples=(("Ana Roe, an official, met Tom Fox. “No,” ⟨the officials⟩ said.", None),),
)
