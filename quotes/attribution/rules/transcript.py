"""The quoted words are a transcript's line and open with the speaker's name: `“LOPEZ: We will rebuild it.`"""

from __future__ import annotations

import re

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.models import TextRange

_LINE = re.compile(r"\(?(?P<name>[A-Z][A-Z.’'-]*[A-Z](?: [A-Z][A-Z.’'-]+){0,3}|[A-Z][a-z]+ [A-Z][\w’'-]+)\)?: ")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    match = _LINE.match(context.text, quote.span.start, quote.span.end)
    if match is None:
        return Miss("no speaker's line")
    if context.text[quote.span.start : quote.span.end].rstrip("’'”\" ").endswith(","):
        return Miss("attribution follows")
    speaker = TextRange(*match.span("name"), match["name"])
    return Attribution(speaker, f"The words are a transcript's line that opens with “{speaker.text}” and a colon.")


TRANSCRIPT = Rule(
    name="transcript",
    meaning="The quoted words open with a name and a colon, as a transcript's line does.",
    find=find,
    examples=(
        Example("The exchange went like this:\n\n“LOPEZ: We will rebuild it.”", "LOPEZ"),
        Example("“South Leeds: it is the new north,” one user quipped.", None),
        Example("“Remember: we will rebuild it,” said Ana Lopez.", None),
    ),
)
