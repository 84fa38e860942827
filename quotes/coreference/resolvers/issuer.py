"""A document speaks for whoever issued it: `the report said`, `her letter said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    entity = state.documents.issuer(mention, mention.index)
    return Resolution(entity) if entity is not None else None


ISSUER = Resolver(
    name="issuer",
    form="document",
    meaning="A document speaks for whoever issued it.",
    reason="whoever issued the document",
    resolve=resolve,
    examples=(
        ("The Wexham Institute issued a report on Monday. “It is late,” ⟨the report⟩ said.", "Wexham Institute"),
        ("It rained. “It is late,” ⟨a report⟩ said.", None),
    ),
)
