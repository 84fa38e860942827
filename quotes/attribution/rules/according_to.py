"""`..., according to X`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_cue
from quotes.lexicon import plain, words

if TYPE_CHECKING:
    from spacy.tokens import Token


# verbs of somebody who speaks, as a document does not
_OUTLETS = frozenset(
    # here: the nouns for an outlet that passes on what others say
    ("agency", "newspaper", "paper", "daily", "magazine", "broadcaster", "station", "channel", "network", "website")
)
_TELLS = frozenset(("tell", "shout", "yell", "ask"))


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    start, end = context.clauses_of(quote).around(quote)
    for token in quote.doc[start:end]:
        if token.lower_ == "according" and not quote.first <= token.i <= quote.last:
            following = next((child for child in token.children if child.lower_ == "to"), None)
            speaker = next((t for t in following.children if t.dep_ == "pobj"), None) if following else None
            if speaker is not None and following is not None:
                if token.i < quote.first and _another_reports(quote, speaker) is not None:
                    return Miss("another reports them")
                if token.i > quote.last and _passes_on(quote, speaker):
                    return Miss("it records another")
                mention = context.range_of(quote, *mention_of(speaker))
                cue = context.range_of(quote, token, following)
                return Attribution(mention, f"The sentence gives these words according to “{mention.text}”.", cue)
    return Miss("no “according to”")


def _another_reports(quote: ParsedQuote, source: Token) -> Token | None:
    """`according to Ana Lopez, Tom Reed said ...`: the verb by which another reports the words."""
    head = quote.tokens.root
    for _ in range(12):
        head = head.head
        if source.i < head.i < quote.first and is_cue(head):
            subject = own_subject(head)
            if subject is not None and subject.i > source.i and can_speak(subject):
                return head
        if head.head.i == head.i:
            break
    return None


def is_record(source: Token) -> bool:
    """Whether the source is a document that records what others said: an affidavit, court papers."""
    return plain(source.lemma_) in words("records_of_speech")


def _is_an_outlet(source: Token) -> bool:
    """Whether the source is one that passes on what others say: the state news agency, the Leeds Herald."""
    outlets = words("outlet_words") if source.pos_ == "PROPN" else _OUTLETS
    return plain(source.text) in outlets


def _passes_on(quote: ParsedQuote, source: Token) -> bool:
    """`She told deputies she was “borrowing it”, according to an affidavit`: she said so, the affidavit records it."""
    if is_record(source):
        return _is_told_in_it(quote, _TELLS)
    return _is_an_outlet(source) and _is_told_in_it(quote, words("speech_verbs"))


def _is_told_in_it(quote: ParsedQuote, verbs: frozenset[str]) -> bool:
    """Whether the words hang on one of the verbs, which has a subject that can speak."""
    head = quote.tokens.root
    for _ in range(12):
        if head.head.i == head.i:
            return False
        head = head.head
        if head.i < quote.first and head.lemma_ in verbs:
            subject = own_subject(head)
            return subject is not None and subject.i < head.i and can_speak(subject)
    return False


ACCORDING_TO = Rule(
    name="according-to",
    meaning="The sentence gives the words according to somebody.",
    find=find,
    examples=(
        Example(
            "The pipe had “simply burst”, according to the water company.",
            "the water company",
            "according to",
        ),
        Example("According to the mayor, Ana Lopez said the pipe had “simply burst”.", None),
        Example("Ana Lopez told the crew it had “simply burst”, according to court papers.", None),
        Example("Ana Lopez said it had “simply burst”, according to the state news agency.", None),
        Example("The pipe “simply burst” on Monday, the water company said.", None),
    ),
)
