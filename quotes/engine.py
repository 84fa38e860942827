"""An article in, its quotations with their speakers out: every stage of the engine, composed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.attribution.confidence import circumstances, confidence
from quotes.attribution.english_words import english_words
from quotes.attribution.name_confidence import name_circumstances, name_confidence
from quotes.attribution.not_quotation import quotation_odds, refusals
from quotes.attribution.parser import current, keeping_words, load, one_article, parse
from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.rules import RULES
from quotes.attribution.sweep import Answer, attribute
from quotes.coreference import ArticleSpeakers, resolve_article
from quotes.errors import QuotesError, TooLarge
from quotes.explanation import Explanation, explain
from quotes.models import MAX_ARTICLE_CHARS, Document, Extraction, Failure, Quote, RawArticle
from quotes.reading import LEAST_CHANCE, JudgedQuote, Reading, quote_id, unattributed_quotes
from quotes.text.clean import to_document
from quotes.text.masking import masked_paragraphs, to_parse
from quotes.text.quotation_marks import quoted_spans
from quotes.text.reading_text import ReadingText

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ("LEAST_CHANCE", "Extractor", "extract", "quote_id", "read")


class Extractor:
    """Reads articles with one loaded model.

    `model` is a spaCy pipeline's name, or "auto"; `max_chars` the longest article that is read, in characters.
    Answers depend on the article alone: not on the ones read before, nor on how many processes read.
    """

    def __init__(self, model: str = "auto", *, max_chars: int = MAX_ARTICLE_CHARS) -> None:
        self.max_chars = max_chars
        self._model = model
        load(model)  # or say now that it is missing

    @property
    def _nlp(self) -> Language:
        return current(self._model)

    def read(self, article: RawArticle | Document | str) -> Reading:
        """The article with all that is seen and decided; raises `QuotesError` where it cannot be read.

        Its parses last as long as it does, and so do its words in the model's vocabulary: for many articles, `stream`.
        """
        document = self._document(article)
        with keeping_words():
            return self._read(document)

    def extract(self, article: RawArticle | Document | str) -> Extraction:
        """The quotations of one article; raises `QuotesError` where it cannot be read."""
        document = self._document(article)
        with one_article(self._nlp):
            return self._read(document).extraction

    def judged(self, article: RawArticle | Document | str) -> tuple[JudgedQuote, ...]:
        """Each quotation with the circumstances its confidence comes from; none where no rule answers.

        Answers that `extract` would not give, being likelier wrong than right, are here too: to be counted.
        """
        document = self._document(article)
        with one_article(self._nlp):
            return self._read(document).quotations

    def explain(self, article: RawArticle | Document | str) -> list[Explanation]:
        """For each quoted span, what `extract` gives and why, with what every rule says of it, misses included."""
        document = self._document(article)
        with one_article(self._nlp):
            return explain(self._read(document))

    def stream(self, articles: Iterable[RawArticle | Document | Failure]) -> Iterator[Extraction | Failure]:
        """The same for many, in order; an article that cannot be read yields its `Failure` and the rest goes on."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            try:
                yield self.extract(article)
            except QuotesError as error:
                yield Failure.of(article.called, error)

    def _document(self, article: RawArticle | Document | str) -> Document:
        if isinstance(article, str):
            article = RawArticle(text=article)
        if isinstance(article, RawArticle):
            return to_document(article, max_chars=self.max_chars)
        if len(article.text) > self.max_chars:
            raise TooLarge(f"The article is {len(article.text):,} characters long and the limit is {self.max_chars:,}.")
        return article

    def _read(self, document: Document) -> Reading:
        """The reading; its parses are good until the end of `one_article`, if one is open."""

        def english(word: str) -> frozenset[str]:  # these words cost memory: few texts ask for them
            return english_words(self._nlp)(word)

        source = ReadingText(document.text, english)
        text = source.text
        spans = quoted_spans(text)
        paragraphs = masked_paragraphs(text, spans)
        wanted = to_parse(text, paragraphs)
        docs = dict(zip(wanted, parse(self._nlp, (paragraphs[number].text for number in wanted)), strict=True))
        parsed: list[ParsedQuote] = []
        for number in wanted:
            paragraph, doc = paragraphs[number], docs[number]
            for span, (start, end) in zip(paragraph.spans, paragraph.masks, strict=True):
                tokens = doc.char_span(start, end, alignment_mode="expand")
                parsed.append(ParsedQuote(span, spans[span], paragraph, doc, tokens.start, tokens.end - 1))
        parses = tuple(docs.get(number) for number in range(len(paragraphs)))
        context = Context(text, paragraphs, parses, parsed)
        people = resolve_article(text, paragraphs, parses, document.title or "", english)
        answers = attribute(context, RULES)
        refused, weighed = refusals(context, answers)
        kept = [one for one in parsed if one.number not in refused]
        quotations = tuple(
            _judged(quote, group, context, answers, weighed, people, source)
            for quote, group in unattributed_quotes(document, source, kept, answers)
        )
        return Reading(
            document=document,
            source=source,
            spans=tuple(spans),
            paragraphs=tuple(paragraphs),
            parses=parses,
            parsed_quotes=tuple(parsed),
            people=people,
            answers=answers,
            refusals=refused,
            quotations=quotations,
        )


def extract(text: str) -> tuple[Quote, ...]:
    """The quotations of a plain text: `extract(text)[0].speaker.name`."""
    return Extractor().extract(text).quotes


def read(article: RawArticle | Document | str) -> Reading:
    """An article with all that the engine sees in it and decides of it: `read(text).quotations[0].quote.speaker.name`.

    `article` is a plain text, an article as it came or a stored document; raises `QuotesError` where it cannot be read.
    """
    return Extractor().read(article)


def _judged(
    quote: Quote,
    group: list[ParsedQuote],
    context: Context,
    answers: Mapping[int, Answer],
    weighed: Mapping[int, frozenset[str]],
    people: ArticleSpeakers,
    source: ReadingText,
) -> JudgedQuote:
    """A quotation with its likeliest speaker, by the first of its spans that a rule answers."""
    spans = tuple(one.number for one in group)
    answered = next((number for number in spans if number in answers), None)
    if answered is None:
        return JudgedQuote(quote, spans)
    answer = answers[answered]
    found = answer.found
    inherited = answers.get(found.inherits_from) if found.inherits_from is not None else None
    parsed = next(one for one in group if one.number == answered)
    known = circumstances(
        answer,
        words=len(quote.text.split()),
        kind=quote.kind,
        away=max(found.speaker.start - parsed.span.end, parsed.span.start - found.speaker.end, 0),
        odds=quotation_odds(context, parsed, answer, weighed),
        joined=inherited,
    )
    naming = people.naming(found.speaker)
    speaker = naming.speaker
    named = name_circumstances(
        speaker,
        naming.why,
        rivalry=naming.rivalry,
        distance=naming.distance,
        times=naming.times,
        namesakes=naming.namesakes,
        has_gender=naming.has_gender,
    )
    of_mention = confidence(known)
    attributed = replace(
        quote,
        speaker=replace(
            speaker,
            mention=source.source(speaker.mention) if speaker.mention else None,
            chain=tuple(map(source.source, speaker.chain)),
        ),
        cue=source.source(found.cue) if found.cue else None,
        rule=answer.rule.name,
        why=found.why,
        confidence=round(of_mention * name_confidence(named), 2),
        mention_confidence=of_mention,
    )
    return JudgedQuote(attributed, spans, answered, known, named)
