"""A dash and a name after the words: `“...” — Ana Lopez, mayor`, on the same line or the next."""

from __future__ import annotations

import re

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.models import TextRange
from quotes.text.masking import stands_alone

_SIGNED = re.compile(
    r"\s*(?:[-–—―]|--)\s*(?:[a-z][\w-]+ ){0,2}"
    r"(?P<name>@\w{2,30}|[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|de|van|von|al|bin|the|and)){0,5})"
    r"(?P<rest>[^\n“\"«]{0,90}?)[^\S\n]*(?P<end>\n|$|(?=[“\"«]))"
)

_LONGEST_SIGNATURE = 80  # characters
_ABOUT = re.compile(r" (?:on|about|of|from|at|in) [^.!?]*$")


# the end of a paragraph that opens with a mark: ...” ― Ana Lopez
_SIGNED_PARAGRAPH = re.compile(
    r"[”\"’'»]\.?\s*(?:[-–—―]|--)\s*(?P<name>[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|de|van|von|al|bin)){1,4})\.?\s*$"
)
_MARKS = '“”"«„‘'


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    signed = _whole_paragraph(quote, context)
    return signed if signed is not None else _behind_it(quote, context)


def _whole_paragraph(quote: ParsedQuote, context: Context) -> Attribution | None:
    """A paragraph in marks that quotes others by the way, and is signed: all of it is the signer's."""
    paragraph = quote.paragraph
    if context.text[paragraph.start : paragraph.start + 1] not in _MARKS or len(paragraph.spans) < 2:
        return None
    tail = max(paragraph.start, paragraph.end - _LONGEST_SIGNATURE)
    match = _SIGNED_PARAGRAPH.search(context.text, tail, paragraph.end)
    if match is None or quote.span.outer_end > match.start() + 1:
        return None
    start, end = match.span("name")
    name = context.text[start:end].rstrip(".")
    speaker = TextRange(start, start + len(name), name)
    return Attribution(speaker, f"The paragraph in which the words stand is signed “{speaker.text}”.")


def _behind_it(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    words = context.text[quote.span.start : quote.span.end].rstrip()
    if not stands_alone(context.text, quote.span, quote.paragraph.start) and not (
        words[:1].isupper() and words[-1:] in ".!?"
    ):
        return Miss("inside a sentence")
    match = _SIGNED.match(context.text, quote.span.outer_end)
    # without a line's end only the bare name is a signature, before the next quotation
    if match is not None and match["end"] == "" and match.end() < len(context.text) and match["rest"].strip(" .\xa0"):
        return Miss("words follow dash")
    about = match is not None and " " in match["name"] and _ABOUT.match(match["rest"]) is not None
    if match is None or (match["rest"].strip()[:1] not in ("", ",", ".", "(") and not about):
        return Miss("no signing dash")
    if re.search(r"[.!?“\"] ", match["rest"]) or " said" in match["rest"]:
        return Miss("sentence follows dash")
    start, end = match.span("name")
    name = context.text[start:end].rstrip(".")
    speaker = TextRange(start, start + len(name), name)
    return Attribution(speaker, f"The words are signed “{speaker.text}” after a dash.")


SIGNATURE = Rule(
    name="signature",
    meaning="A dash and a name sign the words.",
    find=find,
    examples=(
        Example("“We will rebuild it.” — Ana Lopez, mayor", "Ana Lopez"),
        Example("“We will rebuild it.”\n\n- Ana Lopez, of the council", "Ana Lopez"),
        Example("“We will rebuild it.”—Ana Lopez, mayor\n\n“When?”—Max Ott, baker", "Ana Lopez"),
        Example("“We will rebuild it.” – baker Ana Lopez on the mill", "Ana Lopez"),
        Example("“We will rebuild it” — @lopez_of_leeds", "@lopez_of_leeds"),
        Example("“No builder is idle.” All that he has is “his hard work.” ― Ana Lopez", "Ana Lopez"),
        Example("“We will rebuild it” - Tuesday's crowd heard it all night long. It cheered.", None),
    ),
)
