"""A paragraph of nothing but speech after a paragraph that quotes somebody."""

from __future__ import annotations

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.text.masking import stands_alone


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if quote.first > 1 or not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("no paragraph's start")
    before = context.before(quote)
    if before is None or context.paragraph_number(quote) - context.paragraph_number(before) != 1:
        return Miss("no paragraph before")
    found = context.found.get(before.number)
    if found is None:
        return Miss("nobody spoke before")
    why = f"The paragraph says nobody else, and “{found.speaker.text}” spoke last in the one before."
    return Attribution(found.speaker, why, found.cue, "", before.number)


SAME_SPEAKER = Rule(
    name="same-speaker",
    meaning="A paragraph that opens with speech and names nobody goes on with the last speaker.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez.\n\n“It never stopped.”", "Ana Lopez", "said", span=1),
        Example("“It rained,” said Ana Lopez.\n\nIt never stopped.\n\n“We left.”", None, span=1),
    ),
)
