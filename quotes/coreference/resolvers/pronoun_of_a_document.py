"""The issuer of the document that `it` takes up: `Pike kept a diary. It tells how ...`"""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    if mention.text.lower() != "it":
        return None
    entity = state.documents.just_told_of(mention.sentence)
    return Resolution(entity) if entity is not None else None


PRONOUN_OF_A_DOCUMENT = Resolver(
    name="pronoun-of-a-document",
    form="pronoun",
    meaning="“It” takes up the document of the sentence before, and means whoever issued that.",
    reason="whoever issued the document that is told of just before",
    resolve=resolve,
    examples=(("Adam Pike wrote a letter in May. “We are lost,” ⟨it⟩ said.", "Adam Pike"),),
)
