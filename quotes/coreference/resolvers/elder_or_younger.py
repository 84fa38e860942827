"""The father or the son: `Roe Jr. said`, `the elder Roe said`."""

from __future__ import annotations

from quotes.coreference.family import of_the_family
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    if mention.name is None:
        return None
    entity = of_the_family(state.unquoted, mention.name, mention.choices, state.roles)
    return Resolution(entity) if entity is not None else None


ELDER_OR_YOUNGER = Resolver(
    name="elder-or-younger",
    form="name",
    meaning="Of several of a family name, the father or the son of whom the article tells.",
    reason="of several who bear it, the elder or younger one who is told of",
    resolve=resolve,
    examples=(
        ("Tom Roe Sr. founded it. His son, Ben Roe Jr., runs it. “No,” ⟨Roe Jr.⟩ said.", "Ben Roe Jr."),
        ("Tom Roe, 70, founded it. Ben Roe, 40, runs it. “No,” the elder ⟨Roe⟩ said.", "Tom Roe"),
    ),
)
