"""Speech that stands by itself after a sentence about somebody: `Lopez was furious. “...”`"""

from __future__ import annotations

from quotes.attribution.noun_phrases import mention_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_cue, is_verb
from quotes.text.masking import stands_alone

_SOMEBODY = ("PROPN", "PRON")


def find(slot: Slot, context: Context) -> Found | None:
    if not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    layout = context.layout_of(slot)
    number = layout.sentence_of[slot.first]
    start, end = layout.sentences[number]
    if number == 0 or start < slot.first - 1 or end - slot.last > 3:
        return None
    start, end = layout.sentences[number - 1]
    if any(owner >= 0 for owner in layout.owner[start:end]):
        return None
    for token in slot.doc[start:end]:
        if not is_verb(token) or token.dep_ not in ("ROOT", "conj"):
            continue
        subject = own_subject(token)
        if subject is None or not speaks(subject) or subject.lower_ in ("it", "that", "which"):
            continue
        speaker = context.range_of(slot, *mention_of(subject))
        why = f"The sentence before is about “{speaker.text}”, and nobody else is named for these words."
        return Found(speaker, why, None, "cue" if is_cue(token) else "other")
    return None


PREVIOUS_SUBJECT = Rule(
    name="previous-subject",
    meaning="The sentence before is about somebody, and the words stand by themselves.",
    find=find,
    examples=(
        Example("Ana Lopez was furious. “We will rebuild it.”", "Ana Lopez"),
        Example("It rained all night. “We will rebuild it.”", None),
    ),
)
