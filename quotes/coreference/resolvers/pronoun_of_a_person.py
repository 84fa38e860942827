"""The person in the reader's mind whom a pronoun fits: `she said`."""

from __future__ import annotations

from quotes.coreference.antecedents import subject_beside
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import rivalry

_TOLD_OF = 0.5  # who is named in the speech is half as likely to be its speaker
_REACH = 4  # mentions on either side


def resolve(mention: Mention, state: State) -> Resolution | None:
    low = mention.text.lower()
    gender = GENDER.get(low)
    if gender is None:
        return None
    fitting = state.salience.prominence(mention.sentence, gender, near=mention.prominence < 2)
    if low in ("him", "her") and (subject := subject_beside(mention, state)) is not None:
        fitting = [(value, entity) for value, entity in fitting if entity is not subject]
    told_of = _told_of_beside(mention, state)
    if told_of:  # “Lund is a dear,” she said: not Lund
        fitting = [(value * (_TOLD_OF if e.number in told_of else 1.0), e) for value, e in fitting]
        fitting.sort(key=lambda pair: -pair[0])
    return Resolution(fitting[0][1], rivalry(fitting)) if fitting else None


def _told_of_beside(mention: Mention, state: State) -> set[int]:
    """The numbers of those whom the speech names that the pronoun's sentence gives."""
    if mention.prominence < 2:
        return set()
    near = state.mentions[max(0, mention.index - _REACH) : mention.index + _REACH]
    return {
        other.entity.number
        for other in near
        if other.quoted and other.entity is not None and other.sentence == mention.sentence
    }


PRONOUN_OF_A_PERSON = Resolver(
    name="pronoun-of-a-person",
    form="pronoun",
    meaning="A pronoun means the person spoken of most whom it fits, and not the subject of its own verb.",
    reason="the person it fits who is spoken of most here",
    resolve=resolve,
    examples=(
        ("Ana Roe met Tom Fox. “No,” ⟨she⟩ said.", "Ana Roe"),
        ("Ana Roe met Tom Fox. “No,” ⟨he⟩ said.", "Tom Fox"),
        ("Ana Roe met Bea Lund. Lund left. “Lund is a dear,” ⟨she⟩ said.", "Ana Roe"),
    ),
)
