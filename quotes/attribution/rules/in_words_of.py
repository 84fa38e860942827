"""A phrase that names whose words, view or account they are: `in Lopez's words`, `by her own admission`."""

from __future__ import annotations

from quotes.attribution.noun_phrases import mention_of, possessor_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot

_PREPOSITIONS = ("in", "by", "to")
_NOUNS = frozenset(
    (
        "word",
        "view",
        "opinion",
        "phrase",
        "telling",
        "admission",
        "estimation",
        "parlance",
        "eye",
        "reckoning",
    )
)


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, end = layout.around(slot)
    for token in slot.doc[start:end]:
        if token.lemma_.lower() not in _NOUNS or layout.is_quoted(token):
            continue
        if token.head.lower_ not in _PREPOSITIONS or token.head.i > token.i:
            continue
        first, last = token.head.i, max(token.right_edge.i if token.lemma_ == "word" else token.i, token.i)
        gap = slot.doc[last + 1 : slot.first] if last < slot.first else slot.doc[slot.last + 1 : first]
        if any(not t.is_punct and t.lower_ not in ("a", "an", "the", "was", "is") for t in gap):
            continue
        who = possessor_of(token)
        if who is None or not speaks(who) or layout.is_quoted(who):
            continue
        speaker = context.range_of(slot, *mention_of(who))
        cue = context.range_of(slot, token.head, token)
        return Found(speaker, f"The sentence gives the words as those of “{speaker.text}” (“{cue.text}”).", cue)
    return None


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
