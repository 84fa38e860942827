"""The sentence after says whose words they are: `“...” Those are the words of Ana Lopez.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak, mention_of, possessor_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule, source_range
from quotes.attribution.subjects import agent_of, own_subject
from quotes.attribution.verbs import is_cue_noun, is_speech_verb, is_verb
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token

# here: words that point back at what was quoted: “...” That was the view of Ana Lopez
_POINTING = ("that", "those", "these", "this", "so", "such", "thus")

# here: forms of one verb, of which the tagger does not know every spelling
_IS = ("is", "was", "are", "were", "'s", "’s")


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    if not stands_alone(context.text, quote.span, quote.paragraph.start):
        return _pointed_at(quote, context) or Miss("inside a sentence")
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.last] + 1
    if number >= len(clauses.sentences):
        return _pointed_at(quote, context) or Miss("no sentence after")
    if clauses.sentences[number - 1][1] - quote.last > 2:
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


def _pointed_at(quote: ParsedQuote, context: Context) -> Attribution | None:
    """`The bridge is “a disgrace”. That is the view of Ana Lopez.`, in the same paragraph or as the next one begins."""
    clauses = context.clauses_of(quote)
    number = clauses.sentence_of[quote.last] + 1
    if number < len(clauses.sentences):
        paragraph, doc, (start, end) = quote.paragraph, quote.doc, clauses.sentences[number]
        if any(quote_at >= 0 for quote_at in clauses.quote_at[start:end]):
            return None
    else:
        after = context.paragraph_number(quote) + 1
        following = context.docs[after] if after < len(context.paragraphs) else None
        if following is None or not len(following):
            return None
        paragraph, doc = context.paragraphs[after], following
        first = next(doc.sents)
        start, end = first.start, first.end
        # a quotation begins there
        if any(token.text in '“”"' for token in doc[start:end]):
            return None
    if end - start < 4 or doc[start].lower_ not in _POINTING[:4] or doc[start + 1].lower_ not in _IS:
        return None
    for noun in doc[start + 2 : end]:
        who = (possessor_of(noun) or _maker_of(noun)) if is_cue_noun(noun) and noun.dep_ == "attr" else None
        if who is not None and can_speak(who):
            speaker = source_range(context.text, paragraph, *mention_of(who))
            cue = source_range(context.text, paragraph, noun, noun)
            why = f"The sentence after says that these are words of “{speaker.text}”."
            return Attribution(speaker, why, cue, "fragment")
    return None


def _maker_of(noun: Token) -> Token | None:
    """`the view voiced by Ana Lopez`."""
    return next((agent_of(child) for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"), None)


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
        Example("The bridge is “weak”.\n\nThat’s the view voiced by Ana Lopez.", "Ana Lopez", "view"),
        Example("The bridge is “weak”. This was the verdict of Ana Lopez.", "Ana Lopez", "verdict"),
        Example("The bridge is “weak”.\n\nThat is the bridge of Ana Lopez.", None),
        Example("“We lost everything.” It rained for days.", None),
    ),
)
