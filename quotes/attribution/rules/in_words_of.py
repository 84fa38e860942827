"""A phrase that names whose words, view or account they are: `in Lopez's words`, `by her own admission`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.lexicon import words

_PREPOSITIONS = ("in", "by", "to")
_NOUNS = words("nouns_of_view")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    start, end = clauses.around(quote)
    for token in quote.doc[start:end]:
        if token.lemma_.lower() not in _NOUNS or clauses.is_quoted(token):
            continue
        if token.head.lower_ not in _PREPOSITIONS or token.head.i > token.i:
            continue
        first, last = token.head.i, max(token.right_edge.i if token.lemma_ == "word" else token.i, token.i)
        gap = quote.doc[last + 1 : quote.first] if last < quote.first else quote.doc[quote.last + 1 : first]
        # here: what may stand between the words and “as ... put it”
        if any(not t.is_punct and t.lower_ not in ("a", "an", "the", "was", "is") for t in gap):
            continue
        who = possessor_of(token)
        if who is None or not can_speak(who) or clauses.is_quoted(who):
            continue
        speaker = context.range_of(quote, *mention_of(who))
        cue = context.range_of(quote, token.head, token)
        return Attribution(speaker, f"The sentence gives the words as those of “{speaker.text}” (“{cue.text}”).", cue)
    return Miss("no such phrase")


IN_WORDS_OF = Rule(
    name="in-words-of",
    meaning="A phrase says whose words, view or account they are.",
    find=find,
    examples=(
        Example("The bridge was, in Ana Lopez’s words, “a disgrace”.", "Ana Lopez’s", "in Ana Lopez’s words"),
        Example("The trip was by her own admission a “mistake”.", "her", "by her own admission"),
        Example("She was, in the words of a friend, “the heir” to the house.", "a friend", "in the words"),
        Example("Ana Lopez found, in her bag, a book called “The Long Night”.", None),
    ),
)
