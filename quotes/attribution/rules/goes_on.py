"""Speech that goes on: the same paragraph's last speaker, or that of a quotation left open."""

from __future__ import annotations

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.text.masking import stands_alone


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if quote.number == 0:
        return Miss("nothing before")
    before = context.quotes[quote.number - 1]
    before = _main_part(before, context)
    found = context.found.get(before.number)
    if found is None:
        return Miss("nobody spoke before")
    if quote.span.continues and before.span.open_ended:
        why = f"The quotation opened in the paragraph before goes on; “{found.speaker.text}” speaks there."
        return Attribution(found.speaker, why, found.cue, "open", before.number)
    if found.cue is None and _share_a_sentence(before, quote, context):
        return Miss("nothing goes on")  # words such as “bridge” and “dam”
    same_paragraph = before.paragraph.start == quote.paragraph.start
    if same_paragraph and stands_alone(context.text, quote.span, quote.paragraph.start):
        why = f"“{found.speaker.text}” spoke last in this paragraph, and nobody else is introduced."
        return Attribution(found.speaker, why, found.cue, "paragraph", before.number)
    return Miss("nothing goes on")


def _share_a_sentence(before: ParsedQuote, quote: ParsedQuote, context: Context) -> bool:
    if before.paragraph.start != quote.paragraph.start:
        return False
    sentence_of = context.clauses_of(quote).sentence_of
    return sentence_of[before.last] == sentence_of[quote.first]


def _main_part(before: ParsedQuote, context: Context) -> ParsedQuote:
    """Of the parts of one sentence the last that stands by itself: not a fragment quoted by the way."""
    clauses = context.clauses_of(before)
    for quote in reversed(clauses.quotes[: clauses.quote_at[before.first] + 1]):
        if clauses.sentence_of[quote.last] != clauses.sentence_of[before.first]:
            break
        if quote.number in context.found and stands_alone(context.text, quote.span, quote.paragraph.start):
            return quote
    return before


GOES_ON = Rule(
    name="goes-on",
    meaning="The speaker of the quotation before goes on, in the same paragraph or over the paragraph's end.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez. “It never stopped.”", "Ana Lopez", "said", span=1),
        Example("“It rained,” said Ana Lopez. The hall was full for “The Long Night”.", None, span=1),
    ),
    inherits=True,
)
