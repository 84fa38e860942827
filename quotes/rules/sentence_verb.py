"""A verb of saying elsewhere in the same sentence, where the parse does not hang the words on it."""

from __future__ import annotations

from quotes.cues import judges, utters
from quotes.rule import Context, Example, Found, Rule, Slot
from quotes.subjects import mention_of, speaks, subject_of


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, end = layout.sentence(slot.first)
    doc = slot.doc
    before, after = range(slot.first - 1, start - 1, -1), range(slot.last + 1, end)
    for wanted, name in ((utters, "utters"), (judges, "judges")):
        for indices, side in ((before, "before"), (after, "after")):
            for index in indices:
                token = doc[index]
                if layout.owner[index] >= 0 or not wanted(token):
                    continue
                subject = subject_of(token)
                if subject is None or not speaks(subject) or layout.is_quoted(subject):
                    continue
                speaker = context.range_of(slot, *mention_of(subject))
                cue = context.range_of(slot, token, token)
                why = f"“{cue.text}” is the nearest verb in the sentence that reports, and “{speaker.text}” is its subject."
                return Found(speaker, why, cue, f"{name}-{side}")
    return None


SENTENCE_VERB = Rule(
    name="sentence-verb",
    meaning="The nearest verb of the same sentence that reports has this subject.",
    find=find,
    examples=(Example("The plan, Ana Lopez told reporters, would be to “start over”.", "Ana Lopez", "told"),),
)
