"""A noun right before the words that reports them and has an owner: `her comment that “...”`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import mention_of, possessor_of, speaks
from quotes.attribution.rule import Context, Example, Found, Rule, Slot
from quotes.attribution.verbs import is_cue_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = frozenset(("that", ",", ":", "of", "to", "for"))


def find(slot: Slot, context: Context) -> Found | None:
    layout = context.layout_of(slot)
    start, _ = layout.room_before(slot)
    at = slot.first - 1
    while at >= start and slot.doc[at].lower_ in _LINKS:
        at -= 1
    noun = slot.doc[at] if start <= at < slot.first - 1 and is_cue_noun(slot.doc[at]) else _equated(slot, context)
    owner = possessor_of(noun) if noun is not None else None
    if noun is None or owner is None or not speaks(owner) or layout.is_quoted(owner):
        return None
    speaker = context.range_of(slot, *mention_of(owner))
    cue = context.range_of(slot, noun, noun)
    return Found(speaker, f"The words are the “{cue.text}” of “{speaker.text}”.", cue)


def _equated(slot: Slot, context: Context) -> Token | None:
    """The noun that is said to be the words: `his message was “...”`, `“...” was her reply`."""
    layout = context.layout_of(slot)
    start, end = layout.room_before(slot)
    for index in (*range(end - 1, start - 1, -1), *range(*layout.room_after(slot))):
        token = slot.doc[index]
        if token.lemma_ == "be":
            for child in token.children:
                if child.dep_ in ("nsubj", "attr") and is_cue_noun(child) and not layout.is_quoted(child):
                    return child
    return None


CUE_NOUN = Rule(
    name="cue-noun",
    meaning="A noun right before the words reports them, and has an owner.",
    find=find,
    examples=(
        Example("The union is angry after her comment in March that, “We will close the pit.”", None),
        Example("His message to voters was simple: “Don’t believe it.”", "His", "message"),
        Example("“Not on my watch,” was the minister’s reply.", "the minister’s", "reply"),
        Example("The union is angry after her comment that, “We will close the pit.”", "her", "comment"),
    ),
)
