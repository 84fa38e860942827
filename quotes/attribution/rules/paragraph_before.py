"""A paragraph of nothing but speech: the paragraph before says who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of, nominal_after
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule, source_range
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import is_cue, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if quote.first > 1 or not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("no paragraph's start")
    number = context.paragraph_number(quote)
    if number == 0:
        return Miss("no paragraph before")
    before = context.paragraphs[number - 1]
    doc = context.docs[number - 1]
    if doc is None or not len(doc):
        return Miss("paragraph not parsed")
    colon = before.text.rstrip()[-1:] == ":"
    if before.spans and not colon:
        return Miss("quotes speech before")
    chosen = _verb_and_subject(doc, colon)
    if chosen is None:
        return Miss("no speaker before")
    verb, subject = chosen
    first, last = mention_of(subject)
    if first.i <= verb.i < last.i:
        first = verb.nbor(1)
    speaker = source_range(context.text, before, first, last)
    cue = source_range(context.text, before, verb, verb)
    # where the text has no break, the paragraph is a guess, and this is the sentence before
    bare = context.clauses_of(quote).sentence(quote.last)[1] - quote.last <= 2
    same_line = (
        bare and subject.pos_ in ("PROPN", "PRON") and "\n" not in context.text[before.end : quote.paragraph.start]
    )
    if not colon and not is_speech_verb(verb) and not same_line:
        return Miss("no leading verb")
    confidence_key = ("colon" if colon else "lead-in") + ("" if is_cue(verb) else "-unknown-verb")
    why = f"The paragraph before leads in these words: “{speaker.text}” is the subject of its “{cue.text}”."
    return Attribution(speaker, why, cue, confidence_key)


def _verb_and_subject(doc: Doc, colon: bool) -> tuple[Token, Token] | None:
    """The verb of the last sentence that leads in, and its subject."""
    last = list(doc.sents)[-1]
    verbs = [token for token in reversed(list(last)) if is_verb(token)]
    main = [token for token in verbs if token.dep_ == "ROOT"]
    if colon and main:  # "Stating that it leaks, Ana Lopez used these words:"
        verbs = [token for token in verbs if token.i >= main[0].i or token.dep_ != "advcl"]
    for wanted in (is_speech_verb, is_cue, is_verb):
        if wanted is not is_speech_verb and not colon:
            verbs = main
        for verb in verbs if wanted is not is_verb else main:
            if not wanted(verb):
                continue
            subject = subject_of(verb)
            if subject is None and verb.i == last[0].i:
                subject = nominal_after(verb)
            if subject is not None and can_speak(subject):
                return verb, subject
    return None


PARAGRAPH_BEFORE = Rule(
    name="paragraph-before",
    meaning="A paragraph opens with speech that the paragraph before leads in.",
    find=find,
    examples=(
        Example("Ana Lopez went on:\n\n“We will rebuild it.”", "Ana Lopez", "went"),
        Example("Noting that it leaks, Ana Lopez used the following words:\n\n“Rebuild it.”", "Ana Lopez", "used"),
        Example("The bridge fell in March.\n\n“We will rebuild it.”", None),
    ),
)
