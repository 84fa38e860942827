"""A spaCy component: `nlp.add_pipe("quotes")`, then `doc._.quotes` and, on a span, `span._.quotes`.

The engine masks quoted speech before it parses, so it reads `doc.text` with a model of its own; whatever
pipeline holds the component, a blank one too, its own annotations stay as they are. `doc.spans["quotes"]` has each
part of each quotation and `doc.spans["speakers"]` who says it; a quotation's id is the `id_` of its spans, the
speaker's name their `kb_id_`. A doc holds plain values only, so that processes and a `DocBin` can hand it on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from multiprocessing import parent_process
from os import getpid
from typing import Any
from uuid import uuid4

from spacy.language import Language
from spacy.tokens import Doc, Span

from quotes.engine import Extractor
from quotes.models import Document, Quote, Speaker, TextRange
from quotes.text.clean import derive_id

KEY = "quotes"  # of `doc.user_data`: each quotation in its public shape


def _quotes_of_doc(doc: Doc) -> tuple[Quote, ...]:
    return tuple(_quote(value) for value in doc.user_data.get(KEY, ()))


def _quotes_of_span(span: Span) -> tuple[Quote, ...]:
    start, end = span.start_char, span.end_char
    return tuple(quote for quote in span.doc._.quotes if start <= quote.start and quote.end <= end)


# On import, so that `import quotes.component` is all it takes to read what a DocBin has kept.
Doc.set_extension("quotes", getter=_quotes_of_doc, force=True)
Span.set_extension("quotes", getter=_quotes_of_span, force=True)


@Language.factory("quotes", default_config={"model": "auto"}, assigns=["doc._.quotes", "doc.spans"])
def make_quotes(nlp: Language, name: str, model: str) -> QuotesComponent:
    """Build the component for a pipeline."""
    return QuotesComponent(model)


class QuotesComponent:
    """The component; `model` is the spaCy pipeline that the engine parses with.

    Quotations have ids made of their document's. That is `doc.user_data["id"]`, or the `id` of the context that
    `nlp.pipe(..., as_tuples=True)` gives, which make the same ids in every run; else it is made of the text, and the
    second document of one text has another.
    """

    def __init__(self, model: str = "auto") -> None:
        self.model = model
        self._seen: Counter[str] = Counter()

    def __call__(self, doc: Doc) -> Doc:
        document = Document(id=self._id_of(doc), text=doc.text)
        found = _extractor(self.model).extract(document).quotes
        doc.user_data[KEY] = [quote.as_dict() for quote in found]
        said = [(quote, part) for quote in found for part in quote.parts]
        by = [(quote, quote.speaker.mention) for quote in found if quote.speaker and quote.speaker.mention]
        doc.spans["quotes"] = list(_spans(doc, said, "QUOTE"))
        doc.spans["speakers"] = list(_spans(doc, by, "SPEAKER"))
        return doc

    def _id_of(self, doc: Doc) -> str:
        context = getattr(doc, "_context", None)
        given = doc.user_data.get("id", context.get("id") if isinstance(context, dict) else None)
        if given is not None:
            return str(given)
        made = derive_id(doc.text)
        self._seen[made] += 1
        # processes do not know what the others have seen
        where = "" if parent_process() is None else f"-{_process(getpid())}"
        return made + where + (f"-{self._seen[made]}" if self._seen[made] > 1 else "")


@lru_cache(maxsize=1)
def _extractor(model: str) -> Extractor:
    """Loaded by the first document: a pipeline that is handed to other processes does not carry it."""
    return Extractor(model)


@lru_cache(maxsize=1)
def _process(number: int) -> str:
    return uuid4().hex[:8]


def _spans(doc: Doc, places: Iterable[tuple[Quote, TextRange]], label: str) -> Iterator[Span]:
    for quote, place in places:
        name = (quote.speaker and quote.speaker.name) or ""
        span = doc.char_span(place.start, place.end, label=label, kb_id=name, span_id=quote.id, alignment_mode="expand")
        if span is not None:
            yield span


def _quote(value: dict[str, Any]) -> Quote:
    """The quotation whose public shape this is."""
    speaker = value["speaker"]
    if speaker is not None:
        chain = tuple(TextRange(**link) for link in speaker["chain"])
        speaker = Speaker(**{**speaker, "mention": _range(speaker["mention"]), "chain": chain})
    return Quote(
        **{
            **value,
            "parts": tuple(TextRange(**part) for part in value["parts"]),
            "speaker": speaker,
            "cue": _range(value["cue"]),
            "repairs": tuple(value["repairs"]),
        }
    )


def _range(value: dict[str, Any] | None) -> TextRange | None:
    return TextRange(**value) if value else None
