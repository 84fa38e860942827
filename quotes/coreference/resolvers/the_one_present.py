"""The one bearer of a surname who is spoken of in the sentences around."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.surname_choice import present_of, whom_the_title_fits


def resolve(mention: Mention, state: State) -> Resolution | None:
    present = present_of(whom_the_title_fits(mention), mention, state)
    return Resolution(present[0]) if len(present) == 1 else None


THE_ONE_PRESENT = Resolver(
    name="the-one-present",
    form="name",
    meaning="Of several of a family name, the only one of whom the sentences around tell.",
    reason="of several who bear it, the one who is spoken of here",
    resolve=resolve,
    examples=(
        (
            "Ana Roe opened the bridge in March. It rained.\n\nThe town has 900 people. It has one school. It has"
            " a mill. It has a port.\n\nTom Roe sells boats on the quay. “Trade is slow,” said ⟨Roe⟩.",
            "Tom Roe",
        ),
    ),
)
