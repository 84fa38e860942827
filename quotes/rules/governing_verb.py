"""Words inside the reporter's own sentence: the verb or noun above them that reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.cues import is_cue, is_cue_noun, is_verb, utters
from quotes.rule import Context, Example, Found, Rule, Slot
from quotes.subjects import mention_of, possessor_of, speaks, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    for above in _above(slot):
        if layout.is_quoted(above):
            continue
        if is_cue(above):
            subject = subject_of(above)
            kind = "utters" if utters(above) else "judges"
        elif is_cue_noun(above):
            subject = possessor_of(above)
            kind = "noun"
        else:
            continue
        if subject is None or layout.is_quoted(subject) or not speaks(subject):
            continue
        speaker = context.range_of(slot, *mention_of(subject))
        cue = context.range_of(slot, above, above)
        return Found(speaker, f"The words depend on “{cue.text}”, and “{speaker.text}” is its subject.", cue, kind)
    return None


def _above(slot: Slot) -> list[Token]:
    """The tokens that the quoted words depend on, nearest first."""
    head = slot.tokens.root
    result: list[Token] = []
    while head.head.i != head.i and len(result) < 30:
        head = head.head
        result.append(head)
    return result


GOVERNING_VERB = Rule(
    name="governing-verb",
    meaning="The quoted words are part of a sentence whose verb or noun reports them.",
    find=find,
    examples=(
        Example("Ana Lopez called the bridge “a disgrace”.", "Ana Lopez", "called"),
    ),
)
