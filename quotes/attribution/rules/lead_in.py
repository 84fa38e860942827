"""The sentence before reports speech or a gesture and quotes nothing: `The judge interrupted. “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import FINITE, is_speech_verb
from quotes.lexicon import words
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# here: verbs after which whoever is asked speaks
_ASKS = frozenset(("ask", "quiz", "grill", "press", "question"))


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("inside a sentence")
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.first]
    start, _ = clauses.sentences[number]
    if number == 0 or start < quote.first - 1:
        return Miss("not sentence's start")
    start, end = clauses.sentences[number - 1]
    if any(quote_at >= 0 for quote_at in clauses.quote_at[start:end]):
        return Miss("quotes speech before")
    asks = context.text[quote.span.start : quote.span.end].rstrip("”’\"' ")[-1:] == "?"
    verb, subject = _led_in(quote.doc[start:end], asks=asks)
    if verb is None:
        return Miss("no speech verb")
    if subject is None or not can_speak(subject):
        return Miss("nobody to speak")
    speaker = context.range_of(quote, *mention_of(subject))
    cue = context.range_of(quote, verb, verb)
    asked = subject.i > verb.i and verb.lemma_.lower() in _ASKS
    told = f"“{speaker.text}” is asked" if asked else f"“{speaker.text}” “{cue.text}”"
    why = f"The sentence before says that {told}, and these are the words."
    return Attribution(speaker, why, cue)


def _led_in(sentence: Span, *, asks: bool) -> tuple[Token | None, Token | None]:
    """The verb by which a sentence leads in the words of the next, and who says these; `asks`: they are a question."""
    main = [token for token in reversed(sentence) if token.dep_ in ("ROOT", "conj")]
    verb = next(filter(is_speech_verb, main), None)
    if verb is None and (question := next(filter(_is_answered, sentence[:3]), None)) is not None:
        return question, own_subject(question.head)
    verb = verb or next(filter(_is_a_gesture, main), None)
    if verb is None:
        return None, None
    subject = own_subject(verb)
    return verb, (_who_is_asked(verb) if subject is not None and not asks else None) or subject


def _is_a_gesture(verb: Token) -> bool:
    """`Ana Lopez shrugged.`, `Her mother shook her head.`: of one person; a crowd that nods does not speak."""
    subject = own_subject(verb)
    if verb.tag_ not in FINITE or subject is None or not _is_one_person(subject):
        return False
    if verb.lemma_.lower() in words("gestures"):
        return not any(child.dep_ == "dobj" for child in verb.children)
    with_it = (child for child in verb.children if child.dep_ == "dobj")
    return any(one.lemma_.lower() in words("gestured_with") and _is_ones_own(one) for one in with_it)


def _is_one_person(subject: Token) -> bool:
    if subject.tag_ == "NN":
        return subject.lemma_.lower() in words("roles") or subject.lemma_.lower() in words("kin")
    return subject.tag_ == "NNP" or subject.lower_ in ("he", "she")


def _is_ones_own(noun: Token) -> bool:
    """`her head`, `an eyebrow`; not `the hand of her son`."""
    return any(child.lower_ in ("his", "her", "a", "an") for child in noun.children)


def _who_is_asked(verb: Token) -> Token | None:
    """`The host asked Ana Lopez about it. “It is old.”`: she answers."""
    if verb.lemma_ not in _ASKS:
        return None
    asked = (child for child in verb.children if child.dep_ in ("dobj", "dative") and child.i > verb.i)
    return next((one for one in asked if one.pos_ in ("PROPN", "PRON") and can_speak(one)), None)


def _is_answered(verb: Token) -> bool:
    """`Asked whether she would go on, Ana Lopez smiled. “Why not?”`"""
    return (
        verb.lemma_.lower() in _ASKS and verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl" and verb.head.i > verb.i
    )


LEAD_IN = Rule(
    name="lead-in",
    meaning="The sentence before reports speech or a gesture and quotes nothing.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez. Her husband interrupted. “It poured.”", "Her husband", "interrupted", 1),
        Example("Max Ott asked Ana Lopez about the bridge. “It is old.”", "Ana Lopez", "asked"),
        Example("Max Ott asked Ana Lopez about the bridge. “Is it old?”", "Max Ott", "asked"),
        Example("Asked whether she had slept, Ana Lopez shrugged. “A little.”", "Ana Lopez", "Asked"),
        Example("“It rained,” said Ana Lopez. Max Ott shook his head. “It poured.”", "Max Ott", "shook", 1),
        Example("“It rained,” said Ana Lopez. The crowd nodded. “It poured.”", None, span=1),
        Example("“It rained,” said Ana Lopez. The bus was late. “It poured.”", None, span=1),
    ),
)
