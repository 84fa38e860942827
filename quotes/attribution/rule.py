"""What a rule is: a name, a meaning, a `find`, and examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.attribution.reporting_clauses import Layout, layout
from quotes.models import TextRange
from quotes.text.masking import Frame
from quotes.text.quotation_marks import Stretch

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


_WITH_A_STOP = frozenset(("Jr.", "Sr.", "Inc.", "Corp.", "Co.", "Ltd.", "Bros.", "Esq."))


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's answer: who speaks, by which cue, and why in one sentence.

    `condition` names the circumstance the rule's confidence depends on (data of `confidence`).
    `joined` is the number of the stretch whose speaker this one shares, for rules by which speech goes on.
    """

    speaker: TextRange
    why: str
    cue: TextRange | None = None
    condition: str = ""
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own making and whom the rule should find in it; None: the rule must keep silent.

    The stretch meant is the first quoted one unless `stretch` says otherwise.
    """

    text: str
    speaker: str | None
    cue: str | None = None
    stretch: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One way a news text says who speaks."""

    name: str
    meaning: str
    find: Callable[[Slot, Context], Found | None]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch as it stands in its parsed frame.

    `first` and `last` are the indices, in `doc`, of the tokens that stand for it, marks included.
    """

    number: int
    stretch: Stretch
    frame: Frame
    doc: Doc
    first: int
    last: int

    @property
    def tokens(self) -> Span:
        return self.doc[self.first : self.last + 1]


@dataclass(frozen=True)
class Context:
    """All that a rule may look at: the text, every slot, and what stronger rules have found so far.

    `found` is a live view while the rules are swept: a rule sees what it found itself for earlier stretches.
    """

    text: str
    frames: Sequence[Frame]
    docs: Sequence[Doc | None]  # None: a paragraph that was not parsed, since no rule needs it
    slots: Sequence[Slot]
    found: Mapping[int, Found] = field(default_factory=dict)

    @cached_property
    def _layouts(self) -> dict[int, Layout]:
        by_frame: dict[int, list[Slot]] = {}
        for slot in self.slots:
            by_frame.setdefault(slot.frame.start, []).append(slot)
        return {start: layout(self.text, slots[0].doc, slots) for start, slots in by_frame.items()}

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {slot.number: position for position, slot in enumerate(self.slots)}

    @cached_property
    def _frame_numbers(self) -> dict[int, int]:
        return {frame.start: number for number, frame in enumerate(self.frames)}

    def frame_number(self, slot: Slot) -> int:
        """The position in `frames` of the slot's paragraph."""
        return self._frame_numbers[slot.frame.start]

    def layout_of(self, slot: Slot) -> Layout:
        """The slots and sentences of the slot's frame."""
        return self._layouts[slot.frame.start]

    def before(self, slot: Slot) -> Slot | None:
        """The slot before this one in the document."""
        position = self._positions[slot.number]
        return self.slots[position - 1] if position else None

    def after(self, slot: Slot) -> Slot | None:
        """The slot after this one in the document."""
        position = self._positions[slot.number] + 1
        return self.slots[position] if position < len(self.slots) else None

    def range_of(self, slot: Slot, first: Token, last: Token) -> TextRange:
        """The document range of the tokens from `first` to `last` of the slot's frame."""
        return source_range(self.text, slot.frame, first, last)


def source_range(text: str, frame: Frame, first: Token, last: Token) -> TextRange:
    """The document range of the tokens from `first` to `last` of a frame's parse, without a sentence's full stop.

    The tokenizer leaves the stop at what may be an abbreviation: "said Olga Mar." has no month in it.
    """
    start, end = frame.range_in_source(first.idx, last.idx + len(last))
    word = text[start:end].rpartition(" ")[2]
    if word.endswith(".") and "." not in word[:-1] and len(word) > 2 and word not in _WITH_A_STOP:
        end -= 1
    return TextRange(start, end, text[start:end])
