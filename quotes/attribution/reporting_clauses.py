"""Where the quoted spans stand in a parsed paragraph: which tokens are quoted, and the reporter's sentences.

The parser's own sentences break at quotation marks as often as not; these follow the marks instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.attribution.rule import ParsedQuote

ENDS = ".!?"
REACH = 80  # tokens


@dataclass(frozen=True)
class ReportingClauses:
    """The quotes of one paragraph, in order, and the sentences that the reporter's words and the quotations make.

    `quote_at[i]` is the position in `quotes` of the span that token `i` stands for, -1 for the reporter's words;
    `sentences` are (first token, past the last token); `sentence_of[i]` is a position in `sentences`.
    """

    doc: Doc
    quotes: tuple[ParsedQuote, ...]
    quote_at: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]

    def sentence(self, index: int) -> tuple[int, int]:
        return self.sentences[self.sentence_of[index]]

    def is_quoted(self, token: Token) -> bool:
        return bool(self.quote_at[token.i] >= 0)

    def around(self, quote: ParsedQuote) -> tuple[int, int]:
        """The quote's sentence, as far as a reader looks; a sentence without end must not cost its square."""
        start, end = self.sentence(quote.first)
        return max(start, quote.first - REACH), min(end, quote.last + 1 + REACH)

    def _is_inside_a_name(self, quote: ParsedQuote) -> bool:
        """Whether the quoted words are a nickname between parts of a name: Marcia “Cia” Price."""
        doc = self.doc
        if quote.last - quote.first > 4 or quote.first == 0 or quote.last + 1 >= len(doc):
            return False
        names = [
            token
            for token in (doc[quote.first - 1], doc[quote.last + 1])
            if token.text[:1].isupper() and token.pos_ == "PROPN"
        ]
        return len(names) == 2

    def clause_before(self, quote: ParsedQuote) -> tuple[int, int]:
        """The reporter's words of the quote's sentence that stand before it, back to the span before."""
        start, _ = self.sentence(quote.first)
        position = self.quote_at[quote.first]
        if position > 0:
            start = max(start, self.quotes[position - 1].last + 1)
        end = quote.first
        while end > start and self.doc[end - 1].is_space:
            end -= 1
        return min(start, end), end

    def clause_after(self, quote: ParsedQuote) -> tuple[int, int]:
        """The reporter's words of the quote's sentence that follow it, up to the next span."""
        _, end = self.sentence(quote.last)
        for following in self.quotes[self.quote_at[quote.last] + 1 :]:
            if following.first >= end or not self._is_inside_a_name(following):
                end = min(end, following.first)
                break
        start = quote.last + 1
        while start < end and self.doc[start].is_space:
            start += 1
        return start, max(end, start)


_STOPS = (".", "!", "?", "...", "…")


def reporting_clauses(text: str, doc: Doc, quotes: Sequence[ParsedQuote]) -> ReportingClauses:
    """The clauses of one paragraph; `text` is the document's, `quotes` the paragraph's in order."""
    quote_at = [-1] * len(doc)
    for position, quote in enumerate(quotes):
        for index in range(quote.first, quote.last + 1):
            quote_at[index] = position
    sentences: list[tuple[int, int]] = []
    sentence_of = [0] * len(doc)
    start = 0
    for index, token in enumerate(doc):
        sentence_of[index] = len(sentences)
        may_end = quote_at[index] >= 0 or token.text in _STOPS
        if index + 1 == len(doc) or (may_end and _ends_after(text, doc, quotes, quote_at, index)):
            sentences.append((start, index + 1))
            start = index + 1
    return ReportingClauses(doc, tuple(quotes), tuple(quote_at), tuple(sentences), tuple(sentence_of))


def _ends_after(text: str, doc: Doc, quotes: Sequence[ParsedQuote], quote_at: list[int], index: int) -> bool:
    """Whether a sentence ends with the token at `index`, of quoted words or a stop, which has one after it."""
    following = doc[index + 1]
    position = quote_at[index]
    if position < 0:
        return following.text[:1] not in ",;:)" and not following.text[:1].islower()
    if quote_at[index + 1] == position:
        return False
    span = quotes[position].span
    last = text[span.start : span.end].rstrip("’'”\"… ")[-1:] or "."
    if following.text[:1] in ENDS and not following.text[1:2].isalnum():
        return False  # “...”. : the sentence ends with the mark that follows
    if quote_at[index + 1] >= 0:
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
        # but “Rain!” Lopez’s niece shouted
        joins = token.pos_ in ("VERB", "CCONJ", "SCONJ", "PART") and token.tag_ != "POS"
        if not set_off and token.i > start and joins:
            return False
    return False
