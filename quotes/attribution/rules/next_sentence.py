"""The sentence after says whose words they are: `“...” Those are the words of Ana Lopez.`"""

from __future__ import annotations

from quotes.attribution.noun_phrases import mention_of, possessor_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import is_cue_noun, is_verb, utters
from quotes.text.masking import stands_alone

_POINTING = ("that", "those", "these", "this", "so", "such", "thus")


def find(slot: Slot, context: Context) -> Found | None:
    if not stands_alone(context.text, slot.stretch, slot.frame.start):
        return None
    layout = context.layout_of(slot)
    number = layout.sentence_of[slot.last] + 1
    if number >= len(layout.sentences) or layout.sentences[number - 1][1] - slot.last > 2:
        return None
    start, end = layout.sentences[number]
    if any(owner >= 0 for owner in layout.owner[start:end]):
        return None
    if slot.doc[start].lower_ not in _POINTING:
        return _introduced(slot, context, start, end) if slot.first == 0 else None
    for token in slot.doc[start + 1 : end]:
        who = None
        if is_cue_noun(token):
            who = possessor_of(token)
        elif utters(token):
            who = own_subject(token)
        if who is not None and speaks(who) and who.lower_ not in _POINTING:
            speaker = context.range_of(slot, *mention_of(who))
            cue = context.range_of(slot, token, token)
            return Found(speaker, f"The sentence after says that these are words of “{speaker.text}”.", cue)
    return None


def _introduced(slot: Slot, context: Context, start: int, end: int) -> Found | None:
    """`“It was carnage.” Kelly Marsh, 29, was on the top deck.`: speech that opens a paragraph, then its speaker."""
    for token in slot.doc[start:end]:
        if token.dep_ in ("nsubj", "nsubjpass") and is_verb(token.head) and token.head.dep_ == "ROOT":
            if token.pos_ != "PROPN" or not speaks(token) or mention_of(token)[0].i != start:
                return None
            speaker = context.range_of(slot, *mention_of(token))
            why = f"Speech opens the paragraph, and the sentence after it introduces “{speaker.text}”."
            return Found(speaker, why, None, "introduced")
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
