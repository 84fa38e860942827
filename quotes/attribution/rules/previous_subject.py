"""Speech that stands by itself after a sentence about somebody: `Lopez was furious. “...”`"""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_cue, is_verb
from quotes.text.masking import stands_alone


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
    for token in quote.doc[start:end]:
        if not is_verb(token) or token.dep_ not in ("ROOT", "conj"):
            continue
        subject = own_subject(token)
        if subject is None or not can_speak(subject) or subject.lower_ in ("it", "that", "which"):
            continue
        speaker = context.range_of(quote, *mention_of(subject))
        why = f"The sentence before is about “{speaker.text}”, and nobody else is named for these words."
        return Attribution(speaker, why, None, "cue" if is_cue(token) else "other")
    return Miss("no subject before")


PREVIOUS_SUBJECT = Rule(
    name="previous-subject",
    meaning="The sentence before is about somebody, and the words stand by themselves.",
    find=find,
    examples=(
        Example("Ana Lopez was furious. “We will rebuild it.”", "Ana Lopez"),
        Example("It rained all night. “We will rebuild it.”", None),
    ),
)
