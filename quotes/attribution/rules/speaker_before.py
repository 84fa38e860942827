"""The speaker and the verb stand before the opening mark: `X said: “...”`, `X told reporters, “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import mention_of, nominal_after, nominal_before, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import FINITE, is_cue, is_verb, utters
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find(slot: Slot, context: Context) -> Found | None:
    if not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    start, end = context.layout_of(slot).room_before(slot)
    doc = slot.doc
    if end <= start or doc[end - 1].text in ".!?":
        return None
    verb = _verb(doc, start, end)
    if verb is None:
        return None
    subject = subject_of(verb)
    if subject is None and utters(verb) and verb.i == start:
        subject = nominal_after(verb)
    if subject is None and verb.tag_ in FINITE:
        subject = nominal_before(verb, start)
    if subject is None or not speaks(subject) or context.layout_of(slot).is_quoted(subject):
        return None
    first, last = mention_of(subject)
    if first.i <= verb.i < last.i:
        first = verb.nbor(1)
    speaker = context.range_of(slot, first, last)
    cue = context.range_of(slot, verb, verb)
    condition = "colon" if doc[end - 1].text == ":" else "before"
    if not is_cue(verb):
        condition += "-unknown-verb"
    return Found(speaker, f"“{cue.text}” leads in the quotation, and “{speaker.text}” is its subject.", cue, condition)


def _verb(doc: Doc, start: int, end: int) -> Token | None:
    """The verb that leads in: the nearest one that reports; after a colon, the main verb."""
    colon = doc[end - 1].text == ":"
    nearest = [doc[at] for at in range(end - 1, start - 1, -1) if is_verb(doc[at])]
    if colon:
        for token in nearest:
            if utters(token) and token.dep_ != "relcl":
                return token
            if token.dep_ in ("ROOT", "conj") and token.tag_ in FINITE and token.lemma_ not in ("be", "have", "do"):
                return token
    for wanted in (utters, is_cue):
        for token in nearest:
            if wanted(token) and token.dep_ != "relcl":
                return token
    if colon:
        return next((token for token in nearest if token.dep_ == "ROOT"), None)
    return None


SPEAKER_BEFORE = Rule(
    name="speaker-before",
    meaning="A verb that reports leads in the quotation, set off by a comma or a colon.",
    find=find,
    examples=(
        Example("Ana Lopez told reporters on Tuesday: “We will rebuild it.”", "Ana Lopez", "told"),
        Example("Ana Lopez smiled and said, “We will rebuild it.”", "Ana Lopez", "said"),
        Example("Ana Lopez walked off, saying: “We will rebuild it.”", "Ana Lopez", "saying"),
        Example("Continued Ana Lopez: “We will rebuild it.”", "Ana Lopez", "Continued"),
        Example("It rained on Tuesday. “The Long Night” was shown in the hall.", None),
    ),
)
