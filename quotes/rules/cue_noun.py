"""A noun right before the words that reports them and has an owner: `her comment that “...”`."""

from __future__ import annotations

from quotes.cues import is_cue_noun
from quotes.rule import Context, Example, Found, Rule, Slot
from quotes.subjects import mention_of, possessor_of, speaks

_LINKS = frozenset(("that", ",", ":", "of", "to", "for"))


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, _ = layout.room_before(slot)
    at = slot.first - 1
    while at >= start and slot.doc[at].lower_ in _LINKS:
        at -= 1
    if at < start or at == slot.first - 1:
        return None
    noun = slot.doc[at]
    if not is_cue_noun(noun):
        return None
    owner = possessor_of(noun)
    if owner is None or not speaks(owner) or layout.is_quoted(owner):
        return None
    speaker = context.range_of(slot, *mention_of(owner))
    cue = context.range_of(slot, noun, noun)
    return Found(speaker, f"The words are the “{cue.text}” of “{speaker.text}”.", cue)


CUE_NOUN = Rule(
    name="cue-noun",
    meaning="A noun right before the words reports them, and has an owner.",
    find=find,
    examples=(
        Example("The union is angry after her comment in March that, “We will close the pit.”", None),
        Example("The union is angry after her comment that, “We will close the pit.”", "her", "comment"),
    ),
)
