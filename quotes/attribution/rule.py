"""What a rule is: a name, a meaning, a `find`, and examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.attribution.reporting_clauses import ReportingClauses, reporting_clauses
from quotes.models import TextRange
from quotes.text.masking import MaskedParagraph
from quotes.text.quotation_marks import QuotedSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


_WITH_A_STOP = frozenset(("Jr.", "Sr.", "Inc.", "Corp.", "Co.", "Ltd.", "Bros.", "Esq."))


@dataclass(frozen=True, slots=True)
class Attribution:
    """A rule's answer: who speaks, by which cue, and why in one sentence.

    `confidence_key` names the circumstance the rule's confidence depends on (data of `confidence`).
    `inherits_from` is the number of the span whose speaker this one shares, for rules by which speech goes on.
    """

    speaker: TextRange
    why: str
    cue: TextRange | None = None
    confidence_key: str = ""
    inherits_from: int | None = None


class Miss(str):
    """Why a rule does not answer, in three words or fewer: "no colon before"."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own making and whom the rule should find in it; None: the rule must keep silent.

    The span meant is the first quoted one unless `span` says otherwise.
    """

    text: str
    speaker: str | None
    cue: str | None = None
    span: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One way a news text says who speaks."""

    name: str
    meaning: str
    find: Callable[[ParsedQuote, Context], Attribution | Miss]
    examples: tuple[Example, ...]
    inherits: bool = False  # whether the speaker that it finds is another quotation's


@dataclass(frozen=True, slots=True)
class ParsedQuote:
    """One span as it stands in its parsed paragraph.

    `first` and `last` are the indices, in `doc`, of the tokens that stand for it, marks included.
    """

    number: int
    span: QuotedSpan
    paragraph: MaskedParagraph
    doc: Doc
    first: int
    last: int

    @property
    def tokens(self) -> Span:
        return self.doc[self.first : self.last + 1]


@dataclass(frozen=True)
class Context:
    """All that a rule may look at: the text, every quote, and what stronger rules have found so far.

    `found` is a live view while the rules are swept: a rule sees what it found itself for earlier spans.
    """

    text: str
    paragraphs: Sequence[MaskedParagraph]
    docs: Sequence[Doc | None]  # None: a paragraph that was not parsed, since no rule needs it
    quotes: Sequence[ParsedQuote]
    found: Mapping[int, Attribution] = field(default_factory=dict)

    @cached_property
    def _clauses(self) -> dict[int, ReportingClauses]:
        by_paragraph: dict[int, list[ParsedQuote]] = {}
        for quote in self.quotes:
            by_paragraph.setdefault(quote.paragraph.start, []).append(quote)
        return {start: reporting_clauses(self.text, quotes[0].doc, quotes) for start, quotes in by_paragraph.items()}

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {quote.number: position for position, quote in enumerate(self.quotes)}

    @cached_property
    def _paragraph_numbers(self) -> dict[int, int]:
        return {paragraph.start: number for number, paragraph in enumerate(self.paragraphs)}

    def paragraph_number(self, quote: ParsedQuote) -> int:
        """The position in `paragraphs` of the quote's paragraph."""
        return self._paragraph_numbers[quote.paragraph.start]

    def clauses_of(self, quote: ParsedQuote) -> ReportingClauses:
        """The quotes and sentences of the quote's paragraph."""
        return self._clauses[quote.paragraph.start]

    def before(self, quote: ParsedQuote) -> ParsedQuote | None:
        """The quote before this one in the document."""
        position = self._positions[quote.number]
        return self.quotes[position - 1] if position else None

    def after(self, quote: ParsedQuote) -> ParsedQuote | None:
        """The quote after this one in the document."""
        position = self._positions[quote.number] + 1
        return self.quotes[position] if position < len(self.quotes) else None

    def range_of(self, quote: ParsedQuote, first: Token, last: Token) -> TextRange:
        """The document range of the tokens from `first` to `last` of the quote's paragraph."""
        return source_range(self.text, quote.paragraph, first, last)


def source_range(text: str, paragraph: MaskedParagraph, first: Token, last: Token) -> TextRange:
    """The document range of the tokens from `first` to `last` of a paragraph's parse, without a sentence's full stop.

    The tokenizer leaves the stop at what may be an abbreviation: "said Olga Mar." has no month in it.
    """
    start, end = paragraph.range_in_source(first.idx, last.idx + len(last))
    word = text[start:end].rpartition(" ")[2]
    if word.endswith(".") and "." not in word[:-1] and len(word) > 2 and word not in _WITH_A_STOP:
        end -= 1
    return TextRange(start, end, text[start:end])
