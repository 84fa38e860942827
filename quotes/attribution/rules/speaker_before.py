"""The speaker and the verb stand before the opening mark: `X said: “...”`, `X told reporters, “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of, nominal_after, nominal_before, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import FINITE, is_cue, is_cue_noun, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("inside a sentence")
    start, end = context.clauses_of(quote).clause_before(quote)
    doc = quote.doc
    if end <= start or doc[end - 1].text in ".!?":
        return Miss("no words before")
    verb = _verb(doc, start, end)
    if verb is None:
        return Miss("no leading verb")
    if doc[end - 1].text == ":" and not is_speech_verb(verb) and _is_owned(doc[end - 2]):
        return Miss("noun leads in")
    subject = subject_of(verb)
    if subject is None and is_speech_verb(verb) and verb.i == start:
        subject = nominal_after(verb)
    if subject is None and verb.tag_ in FINITE:
        subject = nominal_before(verb, start)
    if subject is None or not can_speak(subject) or context.clauses_of(quote).is_quoted(subject):
        return Miss("nobody to speak")
    first, last = mention_of(subject)
    if first.i <= verb.i < last.i:
        first = verb.nbor(1)
    speaker = context.range_of(quote, first, last)
    cue = context.range_of(quote, verb, verb)
    confidence_key = "colon" if doc[end - 1].text == ":" else "before"
    if not is_cue(verb):
        confidence_key += "-unknown-verb"
    return Attribution(
        speaker, f"“{cue.text}” leads in the quotation, and “{speaker.text}” is its subject.", cue, confidence_key
    )


def _is_owned(noun: Token) -> bool:
    """`She waited for his answer: “...”`: the words are his."""
    owner = possessor_of(noun) if is_cue_noun(noun) else None
    return owner is not None and can_speak(owner)


def _verb(doc: Doc, start: int, end: int) -> Token | None:
    """The verb that leads in: the nearest one that reports; after a colon, the main verb."""
    colon = doc[end - 1].text == ":"
    nearest = [doc[at] for at in range(end - 1, start - 1, -1) if is_verb(doc[at])]
    if colon:
        for token in nearest:
            if is_speech_verb(token) and token.dep_ != "relcl":
                return token
            if token.dep_ in ("ROOT", "conj") and token.tag_ in FINITE and token.lemma_ not in ("be", "have", "do"):
                return token
    for wanted in (is_speech_verb, is_cue):
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
        Example("They waited for Ana Lopez’s answer: “We will rebuild it.”", None),
        Example("It rained on Tuesday. “The Long Night” was shown in the hall.", None),
    ),
)
