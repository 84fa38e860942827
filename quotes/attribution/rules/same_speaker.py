"""A paragraph of nothing but speech after a paragraph that quotes somebody."""

from __future__ import annotations

from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.text.masking import stands_alone


def find(slot: Slot, context: Context) -> Found | None:
    if slot.first > 1 or not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    before = context.before(slot)
    if before is None or context.frame_number(slot) - context.frame_number(before) != 1:
        return None
    found = context.found.get(before.number)
    if found is None:
        return None
    why = f"The paragraph says nobody else, and “{found.speaker.text}” spoke last in the one before."
    return Found(found.speaker, why, found.cue, "", before.number)


SAME_SPEAKER = Rule(
    name="same-speaker",
    meaning="A paragraph that opens with speech and names nobody goes on with the last speaker.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez.\n\n“It never stopped.”", "Ana Lopez", "said", stretch=1),
        Example("“It rained,” said Ana Lopez.\n\nIt never stopped.\n\n“We left.”", None, stretch=1),
    ),
)
