"""An article in, its quotations with their speakers out: every stage of the engine, composed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quotes.attribution.confidence import circumstances, confidence
from quotes.attribution.not_quotation import refused
from quotes.attribution.parser import load, one_article, parse
from quotes.attribution.rule import Context, Slot
from quotes.attribution.rules import RULES
from quotes.attribution.sweep import Answer, Step, attribute
from quotes.attribution.sweep import explain as explain_slot
from quotes.coreference import Cast, cast
from quotes.errors import QuotesError, TooLarge
from quotes.models import Document, Extraction, Failure, Quote, RawArticle, TextRange
from quotes.text.clean import to_document
from quotes.text.masking import frames, stands_alone, to_parse
from quotes.text.quotation_marks import Stretch, stretches
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
        """For each quoted stretch, what every rule says of it, misses included."""
        document = self._document(article)
        reading = ReadingText(document.text)
        with one_article(self._nlp):
            context, _ = self._read(reading.text)
            return [
                (
                    reading.source(_range(context.text, slot.stretch)),
                    [_in_source(reading, step) for step in explain_slot(context, RULES, slot)],
                )
                for slot in context.slots
            ]

    def _document(self, article: RawArticle | Document | str) -> Document:
        if isinstance(article, str):
            article = RawArticle(text=article)
        if isinstance(article, RawArticle):
            return to_document(article, max_chars=self.max_chars)
        if len(article.text) > self.max_chars:
            raise TooLarge(f"The article is {len(article.text):,} characters long and the limit is {self.max_chars:,}.")
        return article

    def _read(self, text: str) -> tuple[Context, Cast]:
        """The parsed article; its docs are good until the end of `one_article`, if one is open."""
        found = stretches(text)
        pages = frames(text, found)
        wanted = to_parse(text, pages)
        docs = dict(zip(wanted, parse(self._nlp, (pages[number].text for number in wanted)), strict=True))
        slots: list[Slot] = []
        for number in wanted:
            page, doc = pages[number], docs[number]
            for stretch, (start, end) in zip(page.stretches, page.slots, strict=True):
                span = doc.char_span(start, end, alignment_mode="expand")
                slots.append(Slot(stretch, found[stretch], page, doc, span.start, span.end - 1))
        in_order = [docs.get(number) for number in range(len(pages))]
        context = Context(text, pages, in_order, slots)
        return context, cast(text, pages, in_order)


def extract(text: str) -> tuple[Quote, ...]:
    """The quotations of a plain text: `extract(text)[0].speaker.name`."""
    return Extractor().extract(text).quotes


def _range(text: str, stretch: Stretch) -> TextRange:
    return TextRange(stretch.start, stretch.end, text[stretch.start : stretch.end])


def _groups(context: Context, answers: Mapping[int, Answer]) -> Iterator[list[Slot]]:
    """Slots that are one quotation: speech that goes on over a paragraph's end, or around its attribution."""
    group: list[Slot] = []
    for slot in context.slots:
        if group and not _goes_on(context.text, group[-1], slot, answers):
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _goes_on(text: str, before: Slot, slot: Slot, answers: Mapping[int, Answer]) -> bool:
    first, second = answers.get(before.number), answers.get(slot.number)
    if slot.stretch.continues:
        if first is not None and second is not None and second.found.joined is None:
            return False  # the lines of a transcript, each opened by a mark that is never closed
        return slot.number == before.number + 1 and before.stretch.open_ended
    if first is None or second is None or first.found.cue is None or first.found.cue != second.found.cue:
        return False
    # “It rained,” she said, “and it snowed.” is one sentence; “It rained,” she said. “It snowed.” is two
    between = text[before.stretch.outer_end : slot.stretch.outer_start].strip()
    return (
        before.frame is slot.frame
        and between.endswith(",")
        and text[before.stretch.end - 1] == ","
        and stands_alone(text, before.stretch, before.frame.start)
        and first.found.cue.start >= before.stretch.outer_end
    )


def _judged(
    document: Document, reading: ReadingText, context: Context, people: Cast
) -> list[tuple[Quote, tuple[str, ...]]]:
    answers = attribute(context, RULES)
    no_quotations = refused(context, answers)
    kept = replace(context, slots=[slot for slot in context.slots if slot.number not in no_quotations])
    seen: Counter[str] = Counter()
    result: list[tuple[Quote, tuple[str, ...]]] = []
    for group in _groups(kept, answers):
        parts = tuple(part for slot in group for part in reading.source_parts(slot.stretch.start, slot.stretch.end))
        text = " ".join(part.text for part in parts)
        key = " ".join(re.findall(r"\w+", text.casefold()))
        seen[key] += 1
        alone = stands_alone(context.text, group[0].stretch, group[0].frame.start)
        quote = Quote(
            id=quote_id(document.id, key, seen[key]),
            text=text,
            parts=parts,
            kind="direct" if alone else "fragment",
            repairs=tuple(dict.fromkeys(repair for slot in group for repair in slot.stretch.repairs)),
        )
        answer = next((answers[slot.number] for slot in group if slot.number in answers), None)
        if answer is None:
            result.append((quote, ()))
        else:
            joined = answers.get(answer.found.joined) if answer.found.joined is not None else None
            known = circumstances(answer, words=len(text.split()), kind=quote.kind, joined=joined)
            result.append((_attributed(quote, answer, people, reading, confidence(known)), known))
    return result


def _attributed(quote: Quote, answer: Answer, people: Cast, reading: ReadingText, chance: float) -> Quote:
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
