"""The organisation that a noun means: `the union said`, `the drugmaker said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    return Resolution(state.bodies.meant(mention)) if mention.role is None else None


SALIENT_BODY = Resolver(
    name="salient-body",
    form="description",
    meaning="A noun for a body means the one that is so named or told to be one, else the one spoken of here.",
    reason="the organisation of that kind that is spoken of here",
    resolve=resolve,
    examples=(
        ("Acme Bank lost its chairman. “It is time,” ⟨the bank⟩ said.", "Acme Bank"),
        ("Ana Roe met Tom Fox. “It is time,” ⟨the union⟩ said.", None),
    ),
)
