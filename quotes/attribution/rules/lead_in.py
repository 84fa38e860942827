"""The sentence before reports speech and quotes none of it: `The judge interrupted. “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import mention_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import utters
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(slot: Slot, context: Context) -> Found | None:
    if not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    layout = context.layout_of(slot)
    number = layout.sentence_of[slot.first]
    start, _ = layout.sentences[number]
    if number == 0 or start < slot.first - 1:
        return None
    start, end = layout.sentences[number - 1]
    if any(owner >= 0 for owner in layout.owner[start:end]):
        return None
    verb = _main_verb([*slot.doc[start:end]])
    if verb is None:
        return None
    subject = own_subject(verb)
    if subject is None or not speaks(subject):
        return None
    speaker = context.range_of(slot, *mention_of(subject))
    cue = context.range_of(slot, verb, verb)
    why = f"The sentence before says that “{speaker.text}” “{cue.text}”, and these are the words."
    return Found(speaker, why, cue)


def _main_verb(sentence: list[Token]) -> Token | None:
    for token in reversed(sentence):
        if utters(token) and token.dep_ in ("ROOT", "conj"):
            return token
    return None


LEAD_IN = Rule(
    name="lead-in",
    meaning="The sentence before reports speech and quotes none of it.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez. Her husband interrupted. “It poured.”", "Her husband", "interrupted", 1),
        Example("“It rained,” said Ana Lopez. The bus was late. “It poured.”", None, stretch=1),
    ),
)
