"""The body that a name before it calls: `Roe's campaign`, `the Roe administration`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    return Resolution(mention.entity) if mention.role is None and mention.entity is not None else None


EPONYMOUS_BODY = Resolver(
    name="eponymous-body",
    form="description",
    meaning="A campaign, administration or foundation with somebody's name before it is called after them.",
    reason="an organisation called after its head",
    resolve=resolve,
    examples=(("Ana Roe won the vote. “We are glad,” ⟨the Roe campaign⟩ said.", "Roe campaign"),),
)
