"""A verb of saying elsewhere in the same sentence, where the parse does not hang the words on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import is_speech_verb, is_stance_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

_TRIES = 8


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    start, end = clauses.around(quote)
    doc = quote.doc
    ways = [(is_speech_verb, "speech-verb-before", range(quote.first - 1, start - 1, -1))]
    if context.text.count(" ", quote.span.start, quote.span.end) > 2:
        ways.append((is_speech_verb, "speech-verb-after", range(quote.last + 1, end)))
    else:
        ways.append((_as_somebody_says, "speech-verb-after", range(quote.last + 1, end)))
    ways.append((_takes_a_stance, "stance-verb-before", range(quote.first - 1, start - 1, -1)))
    for wanted, name, indices in ways:
        tried = 0
        for index in indices:
            token = doc[index]
            if clauses.quote_at[index] >= 0 or not wanted(token):
                continue
            tried += 1
            if tried > _TRIES:
                break
            subject = subject_of(token)
            if subject is None or not can_speak(subject) or clauses.is_quoted(subject):
                continue
            speaker = context.range_of(quote, *mention_of(subject))
            cue = context.range_of(quote, token, token)
            why = f"“{cue.text}” is the nearest verb in the sentence that reports, and “{speaker.text}” is its subject."
            return Attribution(speaker, why, cue, name)
    return Miss("no reporting verb")


def _as_somebody_says(token: Token) -> bool:
    """`a “regional” candidate, as his manager suggested`."""
    return is_speech_verb(token) and any(child.lower_ == "as" and child.i < token.i for child in token.children)


def _takes_a_stance(token: Token) -> bool:
    # here: stance verbs that tell the topic and not the words: they spoke about “...”
    return is_stance_verb(token) and token.lemma_ not in ("speak", "talk", "support", "oppose", "discuss", "find")


SENTENCE_VERB = Rule(
    name="sentence-verb",
    meaning="The nearest verb of the same sentence that reports has this subject.",
    find=find,
    examples=(
        Example("The plan, Ana Lopez told reporters, would be to “start over”.", "Ana Lopez", "told"),
        Example("The bridge over the river has a “weak” arch.", None),
    ),
)
