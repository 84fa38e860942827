"""An article in, its quotations with their speakers out: every stage of the engine, composed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quotes.attribution.confidence import circumstances, confidence
from quotes.attribution.not_quotation import not_quotations
from quotes.attribution.parser import load, one_article, parse
from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.rules import RULES
from quotes.attribution.sweep import Answer, Step, attribute
from quotes.attribution.sweep import explain as explain_quote
from quotes.coreference import ArticleSpeakers, resolve_article
from quotes.errors import QuotesError, TooLarge
from quotes.models import Document, Extraction, Failure, Quote, RawArticle, TextRange
from quotes.text.clean import to_document
from quotes.text.masking import masked_paragraphs, stands_alone, to_parse
from quotes.text.quotation_marks import QuotedSpan, quoted_spans
from quotes.text.reading_text import ReadingText

MAX_CHARS = 2_000_000
LEAST_CHANCE = 0.4  # a speaker less likely than this is not given: unattributed, never a guess


class Extractor:
    """Reads articles with one loaded model.

    `model` is a spaCy pipeline's name, or "auto"; `max_chars` the longest article that is read, in characters.
    Answers depend on the article alone: not on the ones read before, nor on how many processes read.
    """

    def __init__(self, model: str = "auto", *, max_chars: int = MAX_CHARS) -> None:
        self.max_chars = max_chars
        self._nlp = load(model)

    def extract(self, article: RawArticle | Document | str) -> Extraction:
        """The quotations of one article; raises `QuotesError` where it cannot be read."""
        document = self._document(article)
        reading = ReadingText(document.text)
        with one_article(self._nlp):
            context, people = self._read(reading.text)
            judged = _judged(document, reading, context, people)
            return Extraction(document, tuple(_or_unattributed(quote) for quote, _ in judged), people.people)

    def judged(self, article: RawArticle | Document | str) -> list[tuple[Quote, tuple[str, ...]]]:
        """Each quotation with the circumstances its confidence comes from; none where no rule answers.

        Answers that `extract` would not give, being likelier wrong than right, are here too: to be counted.
        """
        document = self._document(article)
        reading = ReadingText(document.text)
        with one_article(self._nlp):
            return _judged(document, reading, *self._read(reading.text))

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]:
        """The same for many, in order; an article that cannot be read yields its `Failure` and the rest goes on."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            try:
                yield self.extract(article)
            except QuotesError as error:
                yield Failure(article.id, error.code, str(error), error.status)

    def explain(self, article: RawArticle | Document | str) -> list[tuple[TextRange, list[Step]]]:
        """For each quoted span, what every rule says of it, misses included."""
        document = self._document(article)
        reading = ReadingText(document.text)
        with one_article(self._nlp):
            context, _ = self._read(reading.text)
            return [
                (
                    reading.source(_range(context.text, one.span)),
                    [_in_source(reading, step) for step in explain_quote(context, RULES, one)],
                )
                for one in context.quotes
            ]

    def _document(self, article: RawArticle | Document | str) -> Document:
        if isinstance(article, str):
            article = RawArticle(text=article)
        if isinstance(article, RawArticle):
            return to_document(article, max_chars=self.max_chars)
        if len(article.text) > self.max_chars:
            raise TooLarge(f"The article is {len(article.text):,} characters long and the limit is {self.max_chars:,}.")
        return article

    def _read(self, text: str) -> tuple[Context, ArticleSpeakers]:
        """The parsed article; its docs are good until the end of `one_article`, if one is open."""
        found = quoted_spans(text)
        paragraphs = masked_paragraphs(text, found)
        wanted = to_parse(text, paragraphs)
        docs = dict(zip(wanted, parse(self._nlp, (paragraphs[number].text for number in wanted)), strict=True))
        parsed: list[ParsedQuote] = []
        for number in wanted:
            paragraph, doc = paragraphs[number], docs[number]
            for span, (start, end) in zip(paragraph.spans, paragraph.masks, strict=True):
                tokens = doc.char_span(start, end, alignment_mode="expand")
                parsed.append(ParsedQuote(span, found[span], paragraph, doc, tokens.start, tokens.end - 1))
        in_order = [docs.get(number) for number in range(len(paragraphs))]
        context = Context(text, paragraphs, in_order, parsed)
        return context, resolve_article(text, paragraphs, in_order)


def extract(text: str) -> tuple[Quote, ...]:
    """The quotations of a plain text: `extract(text)[0].speaker.name`."""
    return Extractor().extract(text).quotes


def _range(text: str, span: QuotedSpan) -> TextRange:
    return TextRange(span.start, span.end, text[span.start : span.end])


def _groups(context: Context, answers: Mapping[int, Answer]) -> Iterator[list[ParsedQuote]]:
    """Slots that are one quotation: speech that goes on over a paragraph's end, or around its attribution."""
    group: list[ParsedQuote] = []
    for one in context.quotes:
        if group and not _goes_on(context.text, group[-1], one, answers):
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


def _judged(
    document: Document, reading: ReadingText, context: Context, people: ArticleSpeakers
) -> list[tuple[Quote, tuple[str, ...]]]:
    answers = attribute(context, RULES)
    no_quotations = not_quotations(context, answers)
    kept = replace(context, quotes=[one for one in context.quotes if one.number not in no_quotations])
    seen: Counter[str] = Counter()
    result: list[tuple[Quote, tuple[str, ...]]] = []
    for group in _groups(kept, answers):
        parts = tuple(part for one in group for part in reading.source_parts(one.span.start, one.span.end))
        text = " ".join(part.text for part in parts)
        key = " ".join(re.findall(r"\w+", text.casefold()))
        seen[key] += 1
        alone = stands_alone(context.text, group[0].span, group[0].paragraph.start)
        quote = Quote(
            id=quote_id(document.id, key, seen[key]),
            text=text,
            parts=parts,
            kind="direct" if alone else "fragment",
            repairs=tuple(dict.fromkeys(repair for one in group for repair in one.span.repairs)),
        )
        answer = next((answers[one.number] for one in group if one.number in answers), None)
        if answer is None:
            result.append((quote, ()))
        else:
            joined = answers.get(answer.found.inherits_from) if answer.found.inherits_from is not None else None
            known = circumstances(answer, words=len(text.split()), kind=quote.kind, joined=joined)
            result.append((_attributed(quote, answer, people, reading, confidence(known)), known))
    return result


def _attributed(quote: Quote, answer: Answer, people: ArticleSpeakers, reading: ReadingText, chance: float) -> Quote:
    found = answer.found
    speaker = people.who(found.speaker)
    return replace(
        quote,
        speaker=replace(
            speaker,
            mention=reading.source(speaker.mention) if speaker.mention else None,
            chain=tuple(map(reading.source, speaker.chain)),
        ),
        cue=reading.source(found.cue) if found.cue else None,
        rule=answer.rule.name,
        why=found.why,
        confidence=chance,
    )


def _in_source(reading: ReadingText, step: Step) -> Step:
    """An explanation's step with the ranges of the stored text."""
    if step.found is None:
        return step
    cue = reading.source(step.found.cue) if step.found.cue else None
    return replace(step, found=replace(step.found, speaker=reading.source(step.found.speaker), cue=cue))


def _or_unattributed(quote: Quote) -> Quote:
    """The quotation without its answer where that is likelier wrong than right."""
    if quote.speaker is None or quote.confidence >= LEAST_CHANCE:
        return quote
    return replace(quote, speaker=None, cue=None, rule=None, why=None, confidence=0.0)


def quote_id(document_id: str, words: str, occurrence: int) -> str:
    """A quotation's id: the article, the normalised words, and the how-many-th time the article has them.

    Offsets are left out on purpose: an edit elsewhere in the article must not break a link.
    """
    digest = hashlib.sha256(f"{document_id}\x1f{words}\x1f{occurrence}".encode("utf-8", "replace"))
    return "q" + digest.hexdigest()[:16]
