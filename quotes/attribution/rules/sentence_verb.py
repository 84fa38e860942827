"""A verb of saying elsewhere in the same sentence, where the parse does not hang the words on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import mention_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import judges, utters

if TYPE_CHECKING:
    from spacy.tokens import Token

_TRIES = 8


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, end = layout.around(slot)
    doc = slot.doc
    ways = [(utters, "utters-before", range(slot.first - 1, start - 1, -1))]
    if context.text.count(" ", slot.stretch.start, slot.stretch.end) > 2:
        ways.append((utters, "utters-after", range(slot.last + 1, end)))
    else:
        ways.append((_as_somebody_says, "utters-after", range(slot.last + 1, end)))
    ways.append((_judges, "judges-before", range(slot.first - 1, start - 1, -1)))
    for wanted, name, indices in ways:
        tried = 0
        for index in indices:
            token = doc[index]
            if layout.owner[index] >= 0 or not wanted(token):
                continue
            tried += 1
            if tried > _TRIES:
                break
            subject = subject_of(token)
            if subject is None or not speaks(subject) or layout.is_quoted(subject):
                continue
            speaker = context.range_of(slot, *mention_of(subject))
            cue = context.range_of(slot, token, token)
            why = f"“{cue.text}” is the nearest verb in the sentence that reports, and “{speaker.text}” is its subject."
            return Found(speaker, why, cue, name)
    return None


def _as_somebody_says(token: Token) -> bool:
    """`a “regional” candidate, as his manager suggested`."""
    return utters(token) and any(child.lower_ == "as" and child.i < token.i for child in token.children)


def _judges(token: Token) -> bool:
    return judges(token) and token.lemma_ not in ("speak", "talk", "support", "oppose", "discuss", "find")


SENTENCE_VERB = Rule(
    name="sentence-verb",
    meaning="The nearest verb of the same sentence that reports has this subject.",
    find=find,
    examples=(
        Example("The plan, Ana Lopez told reporters, would be to “start over”.", "Ana Lopez", "told"),
        Example("The bridge over the river has a “weak” arch.", None),
    ),
)
