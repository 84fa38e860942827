"""The subject behind an opening phrase that has the pronoun: `In her book, Ana Roe wrote`."""

from __future__ import annotations

from quotes.coreference.antecedents import subject_after_its_phrase
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.resolver import Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    gender = GENDER.get(mention.text.lower())
    entity = subject_after_its_phrase(mention, state, gender) if gender is not None else None
    return Resolution(entity) if entity is not None else None


SUBJECT_AFTER_ITS_PHRASE = Resolver(
    name="subject-after-its-phrase",
    form="pronoun",
    meaning="A pronoun in a phrase that opens a sentence means the subject behind the comma.",
    reason="the subject that follows in its sentence",
    resolve=resolve,
    examples=(("Bea Lund spoke. In ⟨her⟩ book, Anna Roe wrote of “a long night”.", "Anna Roe"),),
)
