"""The name that stands beside the words: `its chief forecaster, Ian Wray, said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    beside = mention.role is not None or mention.text[:4].lower() == "the "  # else "Roe's campaign": within the words
    return Resolution(mention.entity) if beside and mention.entity is not None else None


NAME_BESIDE = Resolver(
    name="name-beside",
    form="description",
    meaning="The words are an apposition of the name that stands beside them.",
    reason="the name stands beside it",
    resolve=resolve,
    examples=(
        ("Ana Roe came. “It will rain,” said ⟨the chief forecaster⟩, Ian Wray.", "Ian Wray"),
        ("Acme Bank left. “It will rain,” ⟨the firm⟩, Norvik Strategies, said.", "Norvik Strategies"),
    ),
)
