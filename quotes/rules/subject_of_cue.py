"""The subject of the reporting verb that governs the quotation or stands next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.cues import is_cue, mention_of, subject_of
from quotes.rule import Context, Example, Found, Rule, Slot

if TYPE_CHECKING:
    from spacy.tokens import Token


def _candidates(slot: Slot) -> list[Token]:
    """Reporting verbs of the sentence, those that govern the quotation first, then the nearest."""
    doc = slot.doc
    governors: list[Token] = []
    root = slot.tokens.root
    while root.head.i != root.i:
        root = root.head
        if is_cue(root) and not slot.first <= root.i <= slot.last:
            governors.append(root)
    sentence = doc[slot.first].sent if slot.first < len(doc) else None
    near: list[Token] = []
    if sentence is not None:
        end = max(sentence.end, min(slot.last + 14, len(doc)))
        for i in range(slot.last + 1, end):
            if doc[i].text in "“.":
                break
            if is_cue(doc[i]):
                near.append(doc[i])
                break
        for i in range(slot.first - 1, sentence.start - 1, -1):
            if is_cue(doc[i]):
                near.append(doc[i])
                break
    return governors + near


def find(slot: Slot, context: Context) -> Found | None:
    for verb in _candidates(slot):
        subject = subject_of(verb)
        if subject is None or slot.first <= subject.i <= slot.last or subject.text in "“”":
            continue
        speaker = context.range_of(slot, *mention_of(subject))
        cue = context.range_of(slot, verb, verb)
        return Found(speaker, f"“{speaker.text}” is the subject of “{cue.text}”, which reports these words.", cue)
    return None


SUBJECT_OF_CUE = Rule(
    name="subject-of-cue",
    meaning="The subject of the reporting verb that governs the quotation, or stands next to it, speaks.",
    find=find,
    examples=(
        Example("“We will rebuild the bridge,” Mayor Ana Lopez said on Tuesday.", "Mayor Ana Lopez", "said"),
        Example("Residents filled the hall on Tuesday for “The Long Night”.", None),
    ),
)
