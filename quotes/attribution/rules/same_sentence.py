"""Several quoted stretches in one sentence share its speaker."""

from __future__ import annotations

from quotes.attribution.rule import Context, Example, Found, Rule, Slot


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    position = layout.owner[slot.first]
    sentence = layout.sentence_of[slot.first]
    for other in (*reversed(layout.slots[:position]), *layout.slots[position + 1 :]):
        if layout.sentence_of[other.first] != sentence and layout.sentence_of[other.last] != sentence:
            continue
        found = context.found.get(other.number)
        if found is not None:
            why = f"“{found.speaker.text}” speaks in another part of the same sentence, and nobody else does here."
            side = "before" if other.number < slot.number else "after"
            return Found(found.speaker, why, found.cue, side, other.number)
    return None


SAME_SENTENCE = Rule(
    name="same-sentence",
    meaning="Another quoted part of the same sentence has this speaker.",
    find=find,
    examples=(
        Example("Ana Lopez called the bridge “a disgrace” and the road “no better”.", "Ana Lopez", "called", stretch=1),
        Example("Ana Lopez called the bridge “a disgrace”. The road is “no better”.", None, stretch=1),
    ),
)
