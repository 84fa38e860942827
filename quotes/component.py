"""A spaCy component: `nlp.add_pipe("quotes")`, then `doc._.quotes` and, on a span, `span._.quotes`.

The engine masks quoted speech before it parses, so it reads `doc.text` with a model of its own; whatever
pipeline holds the component, a blank one too, its own annotations stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from quotes.engine import Extractor
from quotes.models import Document, Quote

if TYPE_CHECKING:
    from collections.abc import Callable


def _quotes_of_span(span: Span) -> tuple[Quote, ...]:
    start, end = span.start_char, span.end_char
    return tuple(quote for quote in span.doc._.quotes if start <= quote.start and quote.end <= end)


@Language.factory("quotes", default_config={"model": "auto"}, assigns=["doc._.quotes"])
def make_quotes(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:
    """Build the component; `model` is the spaCy pipeline that the engine parses with."""
    if not Doc.has_extension("quotes"):
        Doc.set_extension("quotes", default=())
        Span.set_extension("quotes", getter=_quotes_of_span)
    extractor = Extractor(model)

    def add_quotes(doc: Doc) -> Doc:
        doc._.quotes = extractor.extract(Document(id=name, text=doc.text)).quotes
        return doc

    return add_quotes
