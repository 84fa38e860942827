"""The person in the reader's mind whom a pronoun fits: `she said`."""

from __future__ import annotations

from quotes.coreference.antecedents import subject_beside
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import rivalry


def resolve(mention: Mention, state: State) -> Resolution | None:
    low = mention.text.lower()
    gender = GENDER.get(low)
    if gender is None:
        return None
    fitting = state.salience.prominence(mention.sentence, gender, near=mention.prominence < 2)
    if low in ("him", "her") and (subject := subject_beside(mention, state)) is not None:
        fitting = [(value, entity) for value, entity in fitting if entity is not subject]
    return Resolution(fitting[0][1], rivalry(fitting)) if fitting else None


PRONOUN_OF_A_PERSON = Resolver(
    name="pronoun-of-a-person",
    form="pronoun",
    meaning="A pronoun means the person spoken of most whom it fits, and not the subject of its own verb.",
    reason="the person it fits who is spoken of most here",
    resolve=resolve,
    examples=(
        ("Ana Roe met Tom Fox. “No,” ⟨she⟩ said.", "Ana Roe"),
        ("Ana Roe met Tom Fox. “No,” ⟨he⟩ said.", "Tom Fox"),
    ),
)
