"""An aside between commas: `The bridge, she said, is “a disgrace”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import FINITE, is_speech_verb, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    start, end = clauses.around(quote)
    doc = quote.doc
    for index in range(min(quote.first, end) - 2, start, -1):
        verb = doc[index]
        if clauses.quote_at[index] >= 0:
            return Miss("another quotation between")
        if verb.tag_ not in FINITE or not is_speech_verb(verb):
            continue
        subject = own_subject(verb)
        if subject is None or not can_speak(subject) or clauses.is_quoted(subject) or _is_that_said(subject, verb):
            continue
        first = mention_of(subject)[0] if subject.i < verb.i else verb
        opens = first.i == start or doc[first.i - 1].text in (",", "—", "–", "-")
        last = max(verb.i, subject.i)
        closes = next((t.i for t in doc[last + 1 : quote.first] if t.text == ","), None)
        if not opens or closes is None or closes == quote.first - 1:
            continue
        if any(t.dep_ in ("ccomp", "nsubj", "mark") or is_verb(t) for t in doc[last + 1 : closes]):
            continue
        if first.i == start and not any(is_verb(t) and t.tag_ in FINITE for t in doc[closes : quote.first]):
            continue
        speaker = context.range_of(quote, *mention_of(subject))
        cue = context.range_of(quote, verb, verb)
        why = f"“{cue.text}” stands in the sentence as an aside, and “{speaker.text}” is its subject."
        return Attribution(speaker, why, cue)
    return Miss("no aside before")


def _is_that_said(subject: Token, verb: Token) -> bool:
    """`That said, she knew it was “a disgrace”`: nobody called “that” speaks."""
    return subject.lower_ in ("that", "this") and verb.i == subject.i + 1


ASIDE = Rule(
    name="aside",
    meaning="A verb of saying and its subject stand in the sentence between commas.",
    find=find,
    examples=(
        Example("The bridge, Ana Lopez said, is “a disgrace”.", "Ana Lopez", "said"),
        Example("Six months ago, the senator said, the media called him “a fringe candidate”.", "the senator", "said"),
        Example("That said, Ana Lopez finds that the bridge is “a disgrace”.", None),
        Example("Ana Lopez said the bridge, which fell in March, was “a disgrace”.", None),
    ),
)
