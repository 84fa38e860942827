"""Speech that goes on: the same paragraph's last speaker, or that of a quotation left open."""

from __future__ import annotations

from quotes.frames import stands_alone
from quotes.rule import Context, Example, Found, Rule, Slot


def find(slot: Slot, context: Context) -> Found | None:
    if slot.number == 0:
        return None
    before = context.slots[slot.number - 1]
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


GOES_ON = Rule(
    name="goes-on",
    meaning="The speaker of the quotation before goes on, in the same paragraph or over the paragraph's end.",
    find=find,
    examples=(Example("“It rained,” said Ana Lopez. “It never stopped.”", "Ana Lopez", "said", stretch=1),),
)
