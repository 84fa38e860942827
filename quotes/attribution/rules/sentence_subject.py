"""Nothing in the sentence reports: whoever its main clause is about."""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import subject_of
from quotes.attribution.verbs import is_verb
from quotes.text.masking import stands_alone


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("a whole sentence")
    clauses = context.clauses_of(quote)
    head = quote.tokens.root
    while head.head.i != head.i:
        head = head.head
        if clauses.is_quoted(head) or not is_verb(head):
            continue
        subject = subject_of(head)
        if subject is None or not can_speak(subject) or clauses.is_quoted(subject):
            continue
        speaker = context.range_of(quote, *mention_of(subject))
        why = f"Nothing in the sentence reports the words; “{speaker.text}” is the subject of the clause they stand in."
        kind = "pronoun" if subject.pos_ == "PRON" else "name" if subject.pos_ == "PROPN" else "noun"
        return Attribution(speaker, why, None, kind)
    return Miss("no subject above")


SENTENCE_SUBJECT = Rule(
    name="sentence-subject",
    meaning="The words are part of a clause whose subject is somebody.",
    find=find,
    examples=(
        Example("Ana Lopez believes in bridges that “carry weight”.", "Ana Lopez"),
        Example("The word “bridge” has six letters.", None),
    ),
)
