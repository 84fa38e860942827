"""A line that is a name stands above the words, or before them with a colon: `Ana Lopez, 61, baker` over `“...”`."""

from __future__ import annotations

import re

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.models import TextRange
from quotes.text.masking import stands_alone

_NAME = r"(?P<name>[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|van|von|al|bin|da|del|della|du|la|le)){1,4})"
_FROM = re.compile(
    r"(?:And |More |Also |Now |(?:A|This|One|Another) (?:[a-z]+ ){0,2})?[Ff]rom (?:the (?:desk|office|pen) of )?"
    rf"(?:[a-z-]+ ){{0,3}}{_NAME}(?P<rest>(?:, [^.!?“”\"]{{2,80}})?)[.:]?\s*"
)
# the age or the work follows the name: "Ana Lopez, 61, baker", "Ana Lopez, mayor of Brill:"
_AGED = re.compile(rf"{_NAME}(?P<rest>, (?:aged )?\d{{1,3}}(?:, [^.!?“”\"]{{2,60}})?):?\s*")
_WORKS = re.compile(rf"{_NAME}(?P<rest>, (?:the |an? )?[a-z][^.!?“”\":]{{2,80}}):\s*")
_BARE = re.compile(rf"{_NAME}(?P<rest>):?\s*")
_WORK = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3},?\s*")
_FORMS = (_FROM, _AGED, _WORKS)
LONGEST = 140  # characters of a line that may name a speaker


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    """The speaker that the line above, or the beginning of this one, is the name of."""
    text = context.text
    if not stands_alone(text, quote.span, quote.paragraph.start):
        return Miss("inside a sentence")
    line_start = text.rfind("\n", max(0, quote.span.outer_start - LONGEST), quote.span.outer_start) + 1
    line_start = max(line_start, quote.paragraph.start)
    if quote.span.outer_start - line_start > LONGEST:
        return Miss("too far off")
    if text[line_start : quote.span.outer_start].strip():
        if text[line_start : quote.span.outer_start].rstrip()[-1:] != ":":
            return Miss("no colon before")
        return _line_that_is_a_name(context, line_start, quote.span.outer_start) or Miss("no name before")
    number = context.paragraph_number(quote)
    if number == 0:
        return Miss("nothing above")
    above = context.paragraphs[number - 1]
    if above.spans or above.end - above.start > LONGEST:
        return Miss("line too long")
    answer = _line_that_is_a_name(context, above.start, above.end)
    if answer is not None:
        return answer
    # a name, the work in a line of its own, the words
    if number > 1 and _WORK.fullmatch(text, above.start, above.end) and text[above.end] == "\n":
        first = context.paragraphs[number - 2]
        close = "\n\n" not in text[first.start : quote.paragraph.start]
        match = _BARE.fullmatch(text, first.start, first.end) if close and not first.spans else None
        if match is not None:
            return _found(match)
    return Miss("no name above")


def _line_that_is_a_name(context: Context, start: int, end: int) -> Attribution | None:
    for form in _FORMS:
        match = form.fullmatch(context.text, start, end)
        if match is not None:
            return _found(match)
    return None


def _found(match: re.Match[str]) -> Attribution:
    start, end = match.span("name")
    speaker = TextRange(start, end, match["name"])
    return Attribution(speaker, f"The line with “{speaker.text}” stands over the words as their speaker's.")


SPEAKER_LINE = Rule(
    name="speaker-line",
    meaning="A line that is a name, with an age or a work, stands over the words or before them.",
    find=find,
    examples=(
        Example("Ana Lopez, 61, baker\n“We will rebuild it.”", "Ana Lopez"),
        Example("Ana Lopez, 61: “We will rebuild it.”", "Ana Lopez"),
        Example("Ana Lopez\nBaker\n“We will rebuild it.”", "Ana Lopez"),
        Example("Ana Lopez, mayor of Brill:\n\n“We will rebuild it.”", "Ana Lopez"),
        Example("A statement from Mayor Ana Lopez:\n\n“We will rebuild it.”", "Mayor Ana Lopez"),
        Example("From the desk of Ana Lopez, baker.\n\n“We will rebuild it.”", "Ana Lopez"),
        Example("The bridge is far from New Brill.\n\n“We will rebuild it.”", None),
        Example("A Day in Brill\n\n“We will rebuild it.”", None),
    ),
)
