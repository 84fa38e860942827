"""Speech that goes on: the same paragraph's last speaker, or that of a quotation left open."""

from __future__ import annotations

from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.text.masking import stands_alone


def find(slot: Slot, context: Context) -> Found | None:
    if slot.number == 0:
        return None
    before = context.slots[slot.number - 1]
    before = _main_part(before, context)
    found = context.found.get(before.number)
    if found is None:
        return None
    if slot.stretch.continues and before.stretch.open_ended:
        why = f"The quotation opened in the paragraph before goes on; “{found.speaker.text}” speaks there."
        return Found(found.speaker, why, found.cue, "open", before.number)
    same_paragraph = before.frame.start == slot.frame.start
    if same_paragraph and stands_alone(context.text, slot.stretch, slot.frame.start):
        why = f"“{found.speaker.text}” spoke last in this paragraph, and nobody else is introduced."
        return Found(found.speaker, why, found.cue, "paragraph", before.number)
    return None


def _main_part(before: Slot, context: Context) -> Slot:
    """Of the parts of one sentence the last that stands by itself: not a fragment quoted by the way."""
    layout = context.layout_of(before)
    for slot in reversed(layout.slots[: layout.owner[before.first] + 1]):
        if layout.sentence_of[slot.last] != layout.sentence_of[before.first]:
            break
        if slot.number in context.found and stands_alone(context.text, slot.stretch, slot.frame.start):
            return slot
    return before


GOES_ON = Rule(
    name="goes-on",
    meaning="The speaker of the quotation before goes on, in the same paragraph or over the paragraph's end.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez. “It never stopped.”", "Ana Lopez", "said", stretch=1),
        Example("“It rained,” said Ana Lopez. The hall was full for “The Long Night”.", None, stretch=1),
    ),
)
