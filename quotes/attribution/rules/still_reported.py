"""The sentence before is somebody's report, and this one goes on with it: `..., Lopez said. It is not “enough”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject, subject_of
from quotes.attribution.verbs import FINITE, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST = 3  # words; fewer are as often a term or a word in doubt
# here: pronouns of things, which the report tells of
_OF_THINGS = frozenset(("it", "that", "this", "there", "these", "those", "which", "what"))
# here: verbs that tell what might be, as a reporter does who gives another's view
_MIGHT_BE = frozenset(("would", "could", "might", "should", "must", "can", "will", "may"))


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("a whole sentence")
    if context.text.count(" ", quote.span.start, quote.span.end) + 1 < _SHORTEST:
        return Miss("too few words")
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.first]
    if number == 0:
        return Miss("no sentence before")
    start, end = clauses.around(quote)
    if any(is_speech_verb(token) for token in quote.doc[start:end] if not clauses.is_quoted(token)):
        return Miss("reports by itself")
    subject = _subject_above(quote)
    if subject is not None and subject.lower_ not in _OF_THINGS:
        supposed = any(token.lower_ in _MIGHT_BE for token in quote.doc[start : quote.first])
        if subject.pos_ != "NOUN" or not supposed:
            return Miss("another told of")
    start, end = clauses.sentences[number - 1]
    for verb in reversed(quote.doc[start:end]):
        if clauses.is_quoted(verb) or not is_speech_verb(verb) or verb.tag_ not in FINITE or verb.dep_ == "relcl":
            continue
        speaker = own_subject(verb)
        if speaker is None or not can_speak(speaker) or clauses.is_quoted(speaker) or speaker.lower_ in _OF_THINGS:
            continue
        mention = context.range_of(quote, *mention_of(speaker))
        cue = context.range_of(quote, verb, verb)
        why = f"The sentence before gives what “{mention.text}” “{cue.text}”, and this one goes on with it."
        return Attribution(mention, why, cue)
    return Miss("no report before")


def _subject_above(quote: ParsedQuote) -> Token | None:
    """The subject of the clause that the words are part of."""
    head = quote.tokens.root
    while head.head.i != head.i:
        head = head.head
        if is_verb(head) and not quote.first <= head.i <= quote.last and (subject := subject_of(head)) is not None:
            return subject
    return None


STILL_REPORTED = Rule(
    name="still-reported",
    meaning="The sentence before is somebody's report, and this one tells of things alone.",
    find=find,
    examples=(
        Example("The crane is old, Ana Lopez said. It is “one storm from ruin”.", "Ana Lopez", "said"),
        Example("Ana Lopez said the vaults were dry. The cellar might be “a swamp by May”.", "Ana Lopez", "said"),
        Example("The crane is old, Ana Lopez said. Max Ott is “one storm from ruin”.", None),
        Example("The crane is old. It is “one storm from ruin”.", None),
    ),
)
