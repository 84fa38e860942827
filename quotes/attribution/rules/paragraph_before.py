"""A paragraph of nothing but speech: the paragraph before says who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import mention_of, nominal_after, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot, source_range
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import is_cue, is_verb, utters
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find(slot: Slot, context: Context) -> Found | None:
    if slot.first > 1 or not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    number = context.frame_number(slot)
    if number == 0:
        return None
    before = context.frames[number - 1]
    doc = context.docs[number - 1]
    if doc is None or not len(doc):
        return None
    colon = before.text.rstrip()[-1:] == ":"
    if before.stretches and not colon:
        return None
    chosen = _reporter(doc, colon)
    if chosen is None:
        return None
    verb, subject = chosen
    first, last = mention_of(subject)
    if first.i <= verb.i < last.i:
        first = verb.nbor(1)
    speaker = source_range(context.text, before, first, last)
    cue = source_range(context.text, before, verb, verb)
    # where the text has no break, the paragraph is a guess, and this is the sentence before
    bare = context.layout_of(slot).sentence(slot.last)[1] - slot.last <= 2
    same_line = bare and subject.pos_ in ("PROPN", "PRON") and "\n" not in context.text[before.end : slot.frame.start]
    if not colon and not utters(verb) and not same_line:
        return None
    condition = ("colon" if colon else "lead-in") + ("" if is_cue(verb) else "-unknown-verb")
    why = f"The paragraph before leads in these words: “{speaker.text}” is the subject of its “{cue.text}”."
    return Found(speaker, why, cue, condition)


def _reporter(doc: Doc, colon: bool) -> tuple[Token, Token] | None:
    """The verb of the last sentence that leads in, and its subject."""
    last = list(doc.sents)[-1]
    verbs = [token for token in reversed(list(last)) if is_verb(token)]
    main = [token for token in verbs if token.dep_ == "ROOT"]
    for wanted in (utters, is_cue, is_verb):
        if wanted is not utters and not colon:
            verbs = main
        for verb in verbs if wanted is not is_verb else main:
            if not wanted(verb):
                continue
            subject = subject_of(verb)
            if subject is None and verb.i == last[0].i:
                subject = nominal_after(verb)
            if subject is not None and speaks(subject):
                return verb, subject
    return None


PARAGRAPH_BEFORE = Rule(
    name="paragraph-before",
    meaning="A paragraph opens with speech that the paragraph before leads in.",
    find=find,
    examples=(
        Example("Ana Lopez went on:\n\n“We will rebuild it.”", "Ana Lopez", "went"),
        Example("The bridge fell in March.\n\n“We will rebuild it.”", None),
    ),
)
