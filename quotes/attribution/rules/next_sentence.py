"""The sentence after says whose words they are: `“...” Those are the words of Ana Lopez.`"""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_cue_noun, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

# here: words that point back at what was quoted: “...” That was the view of Ana Lopez
_POINTING = ("that", "those", "these", "this", "so", "such", "thus")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if not stands_alone(context.text, quote.span, quote.paragraph.start):
        return Miss("inside a sentence")
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.last] + 1
    if number >= len(clauses.sentences) or clauses.sentences[number - 1][1] - quote.last > 2:
        return Miss("no sentence after")
    start, end = clauses.sentences[number]
    if any(quote_at >= 0 for quote_at in clauses.quote_at[start:end]):
        return Miss("quoted words after")
    if quote.doc[start].lower_ not in _POINTING:
        introduced = _introduced(quote, context, start, end) if quote.first == 0 else None
        return introduced or Miss("nobody introduced")
    for token in quote.doc[start + 1 : end]:
        who = None
        if is_cue_noun(token):
            who = possessor_of(token)
        elif is_speech_verb(token):
            who = own_subject(token)
        if who is not None and can_speak(who) and who.lower_ not in _POINTING:
            speaker = context.range_of(quote, *mention_of(who))
            cue = context.range_of(quote, token, token)
            return Attribution(speaker, f"The sentence after says that these are words of “{speaker.text}”.", cue)
    return Miss("no pointing noun")


def _introduced(quote: ParsedQuote, context: Context, start: int, end: int) -> Attribution | None:
    """`“It was carnage.” Kelly Marsh, 29, was on the top deck.`: speech that opens a paragraph, then its speaker."""
    for token in quote.doc[start:end]:
        if token.dep_ in ("nsubj", "nsubjpass") and is_verb(token.head) and token.head.dep_ == "ROOT":
            if token.pos_ != "PROPN" or not can_speak(token) or mention_of(token)[0].i != start:
                return None
            speaker = context.range_of(quote, *mention_of(token))
            why = f"Speech opens the paragraph, and the sentence after it introduces “{speaker.text}”."
            return Attribution(speaker, why, None, "introduced")
    return None


NEXT_SENTENCE = Rule(
    name="next-sentence",
    meaning="The sentence after points back to the words and says whose they are.",
    find=find,
    examples=(
        Example("“We lost everything.” Those are the words of Amina, who fled in March.", "Amina", "words"),
        Example("“We lost everything.” So says Ana Lopez.", "Ana Lopez", "says"),
        Example("“It was carnage.” Kelly Marsh, 29, was on the top deck.", "Kelly Marsh"),
        Example("“We lost everything.” It rained for days.", None),
    ),
)
