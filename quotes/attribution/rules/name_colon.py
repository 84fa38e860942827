"""A name and a colon lead in the words: `Ana Lopez: “...”`, `From the report: “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, is_nominal, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.verbs import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# here: what may stand inside a name before a colon, signs among it; no list of particles has these
_INSIDE = (".", "of", "de", "von", "van", "al", "-", "’s", "'s", "&", "the")

_QUESTION_AND_ANSWER = ("Q", "A", "Question", "Answer")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    start, end = context.clauses_of(quote).clause_before(quote)
    doc = quote.doc
    if end - start < 2 or doc[end - 1].text not in (":", "):"):
        return Miss("no colon before")
    last = end - 1  # past the name: the colon, or the office in brackets before it
    if "):" in (doc[last].text, doc[last - 1].text + doc[last].text):
        while last - 1 > start and doc[last - 1].text != "(":
            last -= 1
        last -= 1
    first = last
    while first > start and (_is_name(doc[first - 1]) or (first < last and doc[first - 1].text in _INSIDE)):
        first -= 1
    while first < last and doc[first].text in _INSIDE:
        first += 1
    words = last - first
    # "Former secretary of state Ana Lopez:" and "Here’s Lopez in December:" are led in by words of their own
    set_off = first == start or doc[first - 1].text in "-–—.:;)]|" or _is_title(doc[start:first])
    if set_off and 0 < words <= 6 and doc[last - 1].text not in _QUESTION_AND_ANSWER:
        speaker = context.range_of(quote, doc[first], doc[last - 1])
        why = f"“{speaker.text}” and a colon stand before the words, as in a transcript."
        return Attribution(speaker, why, None, "name")
    return _after_here(quote, context, start, end) or _after_from(quote, context, start, end) or Miss("no name before")


def _after_here(quote: ParsedQuote, context: Context, start: int, end: int) -> Attribution | None:
    """`Here’s Lopez in December: “...”`"""
    if quote.doc[start].lower_ != "here":
        return None
    names = (token for token in quote.doc[start + 1 : end] if token.pos_ == "PROPN" and token.dep_ != "compound")
    name = next(names, None)
    if name is None:
        return None
    speaker = context.range_of(quote, *mention_of(name))
    return Attribution(speaker, f"The words are led in as those of “{speaker.text}”.", None, "here")


def _after_from(quote: ParsedQuote, context: Context, start: int, end: int) -> Attribution | None:
    """`More from the report: “...”`"""
    if any(is_verb(token) for token in quote.doc[start:end]):
        return None
    for token in quote.doc[start:end]:
        source = next((child for child in token.children if child.dep_ == "pobj"), None)
        if token.lower_ == "from" and source is not None and can_speak(source):
            speaker = context.range_of(quote, *mention_of(source))
            cue = context.range_of(quote, token, token)
            return Attribution(speaker, f"The words are led in as coming from “{speaker.text}”.", cue, "from")
    return None


def _is_title(tokens: Span) -> bool:
    if not any(token.pos_ == "NOUN" for token in tokens):
        return False
    return len(tokens) <= 8 and all(token.pos_ in ("NOUN", "PROPN", "ADJ", "ADP", "CCONJ") for token in tokens)


def _is_name(token: Token) -> bool:
    return is_nominal(token) and token.text[:1].isupper()


NAME_COLON = Rule(
    name="name-colon",
    meaning="A name and a colon stand before the words, as in a transcript or a digest.",
    find=find,
    examples=(
        Example("Ana Lopez: “We will rebuild it.”", "Ana Lopez"),
        Example("More from the report: “It will be rebuilt.”", "the report", "from"),
        Example("Former mayor Ana Lopez (Ind.): “We will rebuild it.”", "Ana Lopez"),
        Example("The mayor made a promise: “We will rebuild it.”", None),
    ),
)
