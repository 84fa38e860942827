"""A passive verb before the words and its agent after them: `was called “a disgrace” by Lopez`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, is_nominal, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import is_passive
from quotes.attribution.verbs import is_cue


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    start, _ = clauses.clause_before(quote)
    at, end = clauses.clause_after(quote)
    doc = quote.doc
    if at + 1 >= end or doc[at].lower_ != "by":
        return Miss("no “by” after")
    verb = next((t for t in reversed(doc[max(start, quote.first - 8) : quote.first]) if t.tag_ == "VBN"), None)
    if verb is None or not is_cue(verb) or not is_passive(verb):
        return Miss("no passive verb")
    agent = next((child for child in doc[at].children if child.dep_ == "pobj" and child.i > at), None)
    if agent is None or not is_nominal(agent) or not can_speak(agent):
        return Miss("no agent")
    speaker = context.range_of(quote, *mention_of(agent))
    cue = context.range_of(quote, verb, verb)
    return Attribution(speaker, f"The words are “{cue.text}” by “{speaker.text}”.", cue)


PASSIVE_AGENT = Rule(
    name="passive-agent",
    meaning="A passive verb stands before the words, and its agent after them.",
    find=find,
    examples=(
        Example("The bridge has been called “a disgrace” by Ana Lopez, the mayor.", "Ana Lopez", "called"),
        Example("The bridge has been called “a disgrace” by now.", None),
    ),
)
