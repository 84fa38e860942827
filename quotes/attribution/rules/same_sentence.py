"""Several quoted spans in one sentence share its speaker."""

from __future__ import annotations

from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    position = clauses.quote_at[quote.first]
    sentence = clauses.sentence_of[quote.first]
    for other in (*reversed(clauses.quotes[:position]), *clauses.quotes[position + 1 :]):
        if clauses.sentence_of[other.first] != sentence and clauses.sentence_of[other.last] != sentence:
            continue
        found = context.found.get(other.number)
        if found is not None:
            why = f"“{found.speaker.text}” speaks in another part of the same sentence, and nobody else does here."
            side = "before" if other.number < quote.number else "after"
            return Attribution(found.speaker, why, found.cue, side, other.number)
    return Miss("sentence names nobody")


SAME_SENTENCE = Rule(
    name="same-sentence",
    meaning="Another quoted part of the same sentence has this speaker.",
    find=find,
    examples=(
        Example("Ana Lopez called the bridge “a disgrace” and the road “no better”.", "Ana Lopez", "called", span=1),
        Example("Ana Lopez called the bridge “a disgrace”. The road is “no better”.", None, span=1),
    ),
)
