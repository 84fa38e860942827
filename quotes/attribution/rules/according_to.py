"""`..., according to X`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    start, end = context.clauses_of(quote).around(quote)
    for token in quote.doc[start:end]:
        if token.lower_ == "according" and not quote.first <= token.i <= quote.last:
            following = next((child for child in token.children if child.lower_ == "to"), None)
            speaker = next((t for t in following.children if t.dep_ == "pobj"), None) if following else None
            if speaker is not None and following is not None:
                mention = context.range_of(quote, *mention_of(speaker))
                cue = context.range_of(quote, token, following)
                return Attribution(mention, f"The sentence gives these words according to “{mention.text}”.", cue)
    return Miss("no “according to”")


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
        Example("The pipe “simply burst” on Monday, the water company said.", None),
    ),
)
