"""Speech that stands by itself after a sentence about somebody: `Lopez was furious. “...”`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import FINITE, is_cue, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("inside a sentence")
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.first]
    start, end = clauses.sentences[number]
    if number == 0 or start < quote.first - 1 or end - quote.last > 3:
        return Miss("not by itself")
    start, end = clauses.sentences[number - 1]
    if any(quote_at >= 0 for quote_at in clauses.quote_at[start:end]):
        return Miss("quotes speech before")
    sentence = quote.doc[start:end]
    main = (token for token in sentence if is_verb(token) and token.dep_ in ("ROOT", "conj"))
    for token in (*filter(_is_aside, sentence), *main):
        subject = own_subject(token)
        if subject is None or not can_speak(subject) or subject.lower_ in ("it", "that", "which"):
            continue
        speaker = context.range_of(quote, *mention_of(subject))
        why = f"The sentence before is about “{speaker.text}”, and nobody else is named for these words."
        return Attribution(speaker, why, None, "cue" if is_cue(token) else "other")
    return Miss("no subject before")


def _is_aside(verb: Token) -> bool:
    """`The bridge, Lopez said, will stay.`: the sentence is hers."""
    if verb.tag_ not in FINITE or not is_speech_verb(verb) or verb.i + 1 >= len(verb.doc):
        return False
    subject = own_subject(verb)
    if subject is None or subject.i > verb.i or verb.nbor(1).text not in (",", "."):
        return False
    first = mention_of(subject)[0].i
    return bool(first > 0 and verb.doc[first - 1].text == ",")


PREVIOUS_SUBJECT = Rule(
    name="previous-subject",
    meaning="The sentence before is about somebody, and the words stand by themselves.",
    find=find,
    examples=(
        Example("Ana Lopez was furious. “We will rebuild it.”", "Ana Lopez"),
        Example("The bridge, Ana Lopez said, will not stay closed. “We will rebuild it.”", "Ana Lopez"),
        Example("It rained all night. “We will rebuild it.”", None),
    ),
)
