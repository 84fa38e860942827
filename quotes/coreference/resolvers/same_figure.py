"""Somebody whom no name names, told of again: `A spokesman for Acme said ... the spokesman said`."""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State

_STILL_SPOKEN_OF = 0.05  # as present as this somebody has not left the reader's mind


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    figure = state.figures.get(role.head) if role is not None else None
    if figure is None or state.salience.value(figure, mention.sentence) <= _STILL_SPOKEN_OF:
        return None
    return Resolution(figure)


SAME_FIGURE = Resolver(
    name="same-figure",
    form="description",
    meaning="The words mean the unnamed one last called so, before anybody who has a name.",
    reason="the one last called so, and the body they speak for",
    resolve=resolve,
    examples=(
        ("A doctor came. Ana Roe met her in Leeds. “No,” ⟨the doctor⟩ said.", None),
        ("A spokesman for Acme Bank came. “No,” ⟨the spokesman⟩ said.", "Acme Bank"),
    ),
)
