"""A headline: the words, a colon, and who says them: `'I'm out': Minister quits`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_verb

# here: words with which a headline announces its article and quotes nobody: Why ..., Inside ...
_INTRODUCING = ("why", "how", "what", "inside", "when", "where", "who", "this")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    at, end = context.clauses_of(quote).clause_after(quote)
    doc = quote.doc
    if at + 1 >= end or doc[at].text != ":" or quote.first > 1 or doc[at + 1].lower_ in _INTRODUCING:
        return Miss("no headline colon")
    for token in doc[at + 1 : end]:
        if is_verb(token):
            subject = own_subject(token)
            if subject is not None and at < subject.i < token.i:
                break
    else:
        subject = next((token for token in doc[at + 1 : end] if token.dep_ == "ROOT"), doc[at + 1])
    if subject is None or not can_speak(subject):
        return Miss("nobody after colon")
    speaker = context.range_of(quote, *mention_of(subject))
    return Attribution(speaker, f"The words head a headline, and after the colon stands “{speaker.text}”.")


HEADLINE = Rule(
    name="headline",
    meaning="The words open a headline, and after a colon stands who says them.",
    find=find,
    examples=(
        Example("“I am out”: Minister quits over tax row", "Minister"),
        Example("“The Long Night”: how it was filmed", None),
    ),
)
