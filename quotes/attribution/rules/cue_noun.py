"""A noun right before the words that reports them and has an owner: `her comment that “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.verbs import is_cue_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = frozenset(("that", ",", ":", "of", "to", "for"))


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    start, _ = clauses.clause_before(quote)
    at = quote.first - 1
    while at >= start and quote.doc[at].lower_ in _LINKS:
        at -= 1
    noun = quote.doc[at] if start <= at < quote.first - 1 and is_cue_noun(quote.doc[at]) else _equated(quote, context)
    owner = possessor_of(noun) if noun is not None else None
    if noun is None or owner is None or not can_speak(owner) or clauses.is_quoted(owner):
        return Miss("no owned noun")
    speaker = context.range_of(quote, *mention_of(owner))
    cue = context.range_of(quote, noun, noun)
    return Attribution(speaker, f"The words are the “{cue.text}” of “{speaker.text}”.", cue)


def _equated(quote: ParsedQuote, context: Context) -> Token | None:
    """The noun that is said to be the words: `his message was “...”`, `“...” was her reply`."""
    clauses = context.clauses_of(quote)
    start, end = clauses.clause_before(quote)
    for index in (*range(end - 1, start - 1, -1), *range(*clauses.clause_after(quote))):
        token = quote.doc[index]
        if token.lemma_ == "be":
            for child in token.children:
                if child.dep_ in ("nsubj", "attr") and is_cue_noun(child) and not clauses.is_quoted(child):
                    return child
    return None


CUE_NOUN = Rule(
    name="cue-noun",
    meaning="A noun right before the words reports them, and has an owner.",
    find=find,
    examples=(
        Example("The union is angry after her comment in March that, “We will close the pit.”", None),
        Example("His message to voters was simple: “Don’t believe it.”", "His", "message"),
        Example("“Not on my watch,” was the minister’s reply.", "the minister’s", "reply"),
        Example("The union is angry after her comment that, “We will close the pit.”", "her", "comment"),
    ),
)
