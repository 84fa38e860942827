"""Somebody who was called so before, told of again: `A spokesman for Acme said ... the spokesman said`."""

from __future__ import annotations

from quotes.coreference.descriptions import definite_role
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State

_STILL_SPOKEN_OF = 0.05  # as present as this somebody has not left the reader's mind


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    if role is None:
        return None
    figure = state.called.get(role.head) or state.figures.get(role.head)
    if figure is None or state.salience.value(figure, mention.sentence) <= _STILL_SPOKEN_OF:
        return None
    return Resolution(figure)


SAME_FIGURE = Resolver(
    name="same-figure",
    form="description",
    meaning="The words mean whoever was last called so, named or not, before anybody else.",
    reason="the one last called so, and the body they speak for",
    resolve=resolve,
    examples=(
        ("A doctor came. Ana Roe met her in Leeds. “No,” ⟨the doctor⟩ said.", None),
        ("A spokesman for Acme Bank came. “No,” ⟨the spokesman⟩ said.", "Acme Bank"),
        ("A skipper came home. Max Roe, 58, was held. His cook, Tom Fox, sang. “No,” ⟨the skipper⟩ said.", "Max Roe"),
    ),
)
