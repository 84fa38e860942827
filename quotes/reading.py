"""One article as the engine reads it: everything it decides, and everything it decides from.

What is extracted, explained, streamed and fitted are views of a `Reading`, so that none of them can say otherwise than
the rest.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.attribution.not_quotation import Refusal
from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.sweep import Answer
from quotes.coreference import ArticleSpeakers
from quotes.models import Document, Extraction, Quote, TextRange
from quotes.text.masking import MaskedParagraph, stands_alone
from quotes.text.quotation_marks import QuotedSpan
from quotes.text.reading_text import ReadingText

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST_CHANCE = 0.4  # a mention less likely to speak than this is not given: unattributed, never a guess


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """One quotation as it was judged: with its likeliest speaker, however unlikely, and what the chance comes from.

    `spans` are the numbers of its quoted spans, `answered` the one whose rule's answer it has, None where no rule
    answers; `circumstances` are what the chance of its mention depends on (see `confidence`), `naming` what that of
    its name does (see `name_confidence`).
    """

    quote: Quote
    spans: tuple[int, ...]
    answered: int | None = None
    circumstances: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()

    @property
    def is_attributed(self) -> bool:
        """Whether its mention is likely enough to be given as the speaker."""
        return self.quote.speaker is not None and self.quote.mention_confidence >= LEAST_CHANCE

    @property
    def given(self) -> Quote:
        """The quotation as `extract` gives it: without its speaker where that is likelier wrong than right."""
        if self.quote.speaker is None or self.is_attributed:
            return self.quote
        return replace(self.quote, speaker=None, cue=None, rule=None, why=None, confidence=0.0, mention_confidence=0.0)


@dataclass(frozen=True)
class Reading:
    """An article with all that the engine sees in it and decides of it; `quotes.read` makes one.

    The engine reads `source.text`, which leaves out what stands in the stored text for the eye alone, and offsets of
    spans, paragraphs and answers are offsets into that; `source.source(range)` leads back to `document.text`. Only
    `quotations` and `extraction` have the stored text's own offsets.
    """

    document: Document
    source: ReadingText
    spans: tuple[QuotedSpan, ...]  # every run of words in quotation marks, in order; their position is their number
    paragraphs: tuple[MaskedParagraph, ...]  # the whole text, its speech masked
    parses: tuple[Doc | None, ...]  # spaCy's of each paragraph; None: not parsed, since no rule needs it
    parsed_quotes: tuple[ParsedQuote, ...]  # the spans as they stand in their parses
    people: ArticleSpeakers  # the people of the article, and who each mention is
    answers: Mapping[int, Answer]  # span number -> what the first rule that answers says of it
    refusals: Mapping[int, Refusal]  # span number -> why nobody says it
    quotations: tuple[JudgedQuote, ...]  # what is left, in order

    @property
    def text(self) -> str:
        """The text that was read: what the offsets of spans, paragraphs and answers index."""
        return self.source.text

    @cached_property
    def context(self) -> Context:
        """What a rule is shown, before any rule has answered."""
        return Context(self.text, self.paragraphs, self.parses, self.parsed_quotes)

    def in_document(self, span: QuotedSpan) -> TextRange:
        """A span's words as the stored text has them."""
        return self.source.source(TextRange(span.start, span.end, self.text[span.start : span.end]))

    @property
    def extraction(self) -> Extraction:
        """What the article yields: `Extractor.extract` returns it."""
        return Extraction(self.document, tuple(judged.given for judged in self.quotations), self.people.people)


def unattributed_quotes(
    document: Document, source: ReadingText, quotes: Sequence[ParsedQuote], answers: Mapping[int, Answer]
) -> Iterator[tuple[Quote, list[ParsedQuote]]]:
    """The quotations that these spans make, without speakers, each with its spans."""
    seen: Counter[str] = Counter()
    for group in _groups(source.text, quotes, answers):
        parts = tuple(part for one in group for part in source.source_parts(one.span.start, one.span.end))
        text = " ".join(part.text for part in parts)
        key = " ".join(re.findall(r"\w+", text.casefold()))
        seen[key] += 1
        alone = stands_alone(source.text, group[0].span, group[0].paragraph.start)
        quote = Quote(
            id=quote_id(document.id, key, seen[key]),
            text=text,
            parts=parts,
            kind="direct" if alone else "fragment",
            repairs=tuple(dict.fromkeys(repair for one in group for repair in one.span.repairs)),
        )
        yield quote, group


def _groups(text: str, quotes: Sequence[ParsedQuote], answers: Mapping[int, Answer]) -> Iterator[list[ParsedQuote]]:
    """Spans that are one quotation: speech that goes on over a paragraph's end, or around its attribution."""
    group: list[ParsedQuote] = []
    for one in quotes:
        if group and not _goes_on(text, group[-1], one, answers):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(text: str, before: ParsedQuote, one: ParsedQuote, answers: Mapping[int, Answer]) -> bool:
    first, second = answers.get(before.number), answers.get(one.number)
    if one.span.continues:
        if first is not None and second is not None and second.found.inherits_from is None:
            return False  # the lines of a transcript, each opened by a mark that is never closed
        return one.number == before.number + 1 and before.span.open_ended
    if first is None or second is None or first.found.cue is None or first.found.cue != second.found.cue:
        return False
    # “It rained,” she said, “and it snowed.” is one sentence; “It rained,” she said. “It snowed.” is two
    between = text[before.span.outer_end : one.span.outer_start].strip()
    return (
        before.paragraph is one.paragraph
        and between.endswith(",")
        and text[before.span.end - 1] == ","
        and stands_alone(text, before.span, before.paragraph.start)
        and first.found.cue.start >= before.span.outer_end
    )


def quote_id(document_id: str, words: str, occurrence: int) -> str:
    """A quotation's id: the article, the normalised words, and the how-many-th time the article has them.

    Offsets are left out on purpose: an edit elsewhere in the article must not break a link.
    """
    digest = hashlib.sha256(f"{document_id}\x1f{words}\x1f{occurrence}".encode("utf-8", "replace"))
    return "q" + digest.hexdigest()[:16]
