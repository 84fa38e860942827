"""Where the quoted stretches stand in a parsed frame: which tokens are quoted, and the reporter's sentences.

The parser's own sentences break at quotation marks as often as not; these follow the marks instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.attribution.rule import Slot

ENDS = ".!?"
REACH = 80  # tokens


@dataclass(frozen=True)
class Layout:
    """The slots of one frame, in order, and the sentences that the reporter's words and the quotations make.

    `owner[i]` is the position in `slots` of the stretch that token `i` stands for, -1 for the reporter's words;
    `sentences` are (first token, past the last token); `sentence_of[i]` is a position in `sentences`.
    """

    doc: Doc
    slots: tuple[Slot, ...]
    owner: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]

    def sentence(self, index: int) -> tuple[int, int]:
        return self.sentences[self.sentence_of[index]]

    def is_quoted(self, token: Token) -> bool:
        return bool(self.owner[token.i] >= 0)

    def around(self, slot: Slot) -> tuple[int, int]:
        """The slot's sentence, as far as a reader would look: a sentence without end must not cost the square of it."""
        start, end = self.sentence(slot.first)
        return max(start, slot.first - REACH), min(end, slot.last + 1 + REACH)

    def _is_inside_a_name(self, slot: Slot) -> bool:
        """Whether the quoted words are a nickname between parts of a name: Marcia “Cia” Price."""
        doc = self.doc
        if slot.last - slot.first > 4 or slot.first == 0 or slot.last + 1 >= len(doc):
            return False
        names = [
            token
            for token in (doc[slot.first - 1], doc[slot.last + 1])
            if token.text[:1].isupper() and token.pos_ == "PROPN"
        ]
        return len(names) == 2

    def room_before(self, slot: Slot) -> tuple[int, int]:
        """The reporter's words of the slot's sentence that stand before it, back to the stretch before."""
        start, _ = self.sentence(slot.first)
        position = self.owner[slot.first]
        if position > 0:
            start = max(start, self.slots[position - 1].last + 1)
        end = slot.first
        while end > start and self.doc[end - 1].is_space:
            end -= 1
        return min(start, end), end

    def room_after(self, slot: Slot) -> tuple[int, int]:
        """The reporter's words of the slot's sentence that follow it, up to the next stretch."""
        _, end = self.sentence(slot.last)
        for following in self.slots[self.owner[slot.last] + 1 :]:
            if following.first >= end or not self._is_inside_a_name(following):
                end = min(end, following.first)
                break
        start = slot.last + 1
        while start < end and self.doc[start].is_space:
            start += 1
        return start, max(end, start)


def layout(text: str, doc: Doc, slots: Sequence[Slot]) -> Layout:
    """The layout of one frame; `text` is the document's, `slots` the frame's in order."""
    owner = [-1] * len(doc)
    for position, slot in enumerate(slots):
        for index in range(slot.first, slot.last + 1):
            owner[index] = position
    sentences: list[tuple[int, int]] = []
    sentence_of = [0] * len(doc)
    start = 0
    for index in range(len(doc)):
        sentence_of[index] = len(sentences)
        if index + 1 == len(doc) or _ends_after(text, doc, slots, owner, index):
            sentences.append((start, index + 1))
            start = index + 1
    return Layout(doc, tuple(slots), tuple(owner), tuple(sentences), tuple(sentence_of))


def _ends_after(text: str, doc: Doc, slots: Sequence[Slot], owner: list[int], index: int) -> bool:
    """Whether a sentence ends with the token at `index`, which has one after it."""
    following = doc[index + 1]
    position = owner[index]
    if position < 0:
        if doc[index].text not in (".", "!", "?", "...", "…"):
            return False
        return following.text[:1] not in ",;:)" and not following.text[:1].islower()
    if owner[index + 1] == position:
        return False
    stretch = slots[position].stretch
    last = text[stretch.start : stretch.end].rstrip("’'”\"… ")[-1:] or "."
    if following.text[:1] in ENDS and not following.text[1:2].isalnum():
        return False  # “...”. : the sentence ends with the mark that follows
    if owner[index + 1] >= 0:
        return last in ENDS
    if following.text[:1].islower() or not following.text[:1].isalnum():
        return False
    if last == ".":
        return True
    return last in "!?" and not _names_a_speaker(doc, index + 1)


def _names_a_speaker(doc: Doc, start: int) -> bool:
    """Whether a subject and its finite verb follow at once: “Why?” Ana Lopez asked."""
    set_off = False
    for token in doc[start : start + 24]:
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "acl"):
            return True
        set_off = set_off or token.text in (",", "(")
        if token.text in ".!?:" or (token.text == "“" and not token.nbor(-1).text[:1].isupper()):
            return False
        if not set_off and token.i > start and token.pos_ in ("VERB", "CCONJ", "SCONJ", "PART"):
            return False
    return False
