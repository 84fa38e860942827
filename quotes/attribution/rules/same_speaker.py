"""A paragraph of nothing but speech after a paragraph that quotes somebody."""

from __future__ import annotations

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.lexicon import words
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
    if _take_turns(before, context):
        return Miss("two take turns")
    why = f"The paragraph says nobody else, and “{found.speaker.text}” spoke last in the one before."
    return Attribution(found.speaker, why, found.cue, "", before.number)


def _take_turns(answer: ParsedQuote, context: Context) -> bool:
    """Whether the quotation answers one of the paragraph before by another: what follows is hardly its speaker's."""
    asked = context.before(answer)
    if asked is None or context.paragraph_number(answer) - context.paragraph_number(asked) != 1:
        return False
    asker, answerer = context.found.get(asked.number), context.found.get(answer.number)
    if asker is None or answerer is None or asker.speaker.text == answerer.speaker.text:
        return False
    question = context.text[asked.span.start : asked.span.end].rstrip("\"”’' ").endswith("?")
    replied = answerer.cue is not None and answerer.cue.text.lower() in words("reply_verbs")
    return (question or replied) and asker.inherits_from is None and answerer.inherits_from is None


SAME_SPEAKER = Rule(
    name="same-speaker",
    meaning="A paragraph that opens with speech and names nobody goes on with the last speaker.",
    find=find,
    examples=(
        Example("“It rained,” said Ana Lopez.\n\n“It never stopped.”", "Ana Lopez", "said", span=1),
        Example("“Rain?” asked Max Ott.\n\n“Yes,” said Ana Lopez.\n\n“Much?”", None, span=2),
        Example("“It rained,” said Ana Lopez.\n\nIt never stopped.\n\n“We left.”", None, span=1),
    ),
    inherits=True,
)
