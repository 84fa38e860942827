"""A passive verb before the words and its agent after them: `was called “a disgrace” by Lopez`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import is_nominal, mention_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import is_passive
from quotes.attribution.verbs import is_cue


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, _ = layout.room_before(slot)
    at, end = layout.room_after(slot)
    doc = slot.doc
    if at + 1 >= end or doc[at].lower_ != "by":
        return None
    verb = next((t for t in reversed(doc[max(start, slot.first - 8) : slot.first]) if t.tag_ == "VBN"), None)
    if verb is None or not is_cue(verb) or not is_passive(verb):
        return None
    agent = next((child for child in doc[at].children if child.dep_ == "pobj" and child.i > at), None)
    if agent is None or not is_nominal(agent) or not speaks(agent):
        return None
    speaker = context.range_of(slot, *mention_of(agent))
    cue = context.range_of(slot, verb, verb)
    return Found(speaker, f"The words are “{cue.text}” by “{speaker.text}”.", cue)


PASSIVE_AGENT = Rule(
    name="passive-agent",
    meaning="A passive verb stands before the words, and its agent after them.",
    find=find,
    examples=(
        Example("The bridge has been called “a disgrace” by Ana Lopez, the mayor.", "Ana Lopez", "called"),
        Example("The bridge has been called “a disgrace” by now.", None),
    ),
)
