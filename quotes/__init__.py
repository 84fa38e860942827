"""Who said what: direct quotations and their speakers out of news articles, with the evidence for each."""

from typing import TYPE_CHECKING, Any

from quotes.errors import QuotesError
from quotes.models import Document, Extraction, Person, Quote, RawArticle, Speaker, TextRange

if TYPE_CHECKING:
    from quotes.engine import Extractor, extract, read
    from quotes.reading import Reading

__all__ = [
    "Document",
    "Extraction",
    "Extractor",
    "Person",
    "Quote",
    "QuotesError",
    "RawArticle",
    "Reading",
    "Speaker",
    "TextRange",
    "extract",
    "read",
]


def __getattr__(name: str) -> Any:
    # spaCy costs a second to import: `import quotes` and `quotes --help` must not pay it
    if name in ("Extractor", "extract", "read"):
        import quotes.engine

        return getattr(quotes.engine, name)
    if name == "Reading":
        import quotes.reading

        return quotes.reading.Reading
    if name in ("extract_frame", "to_frame"):
        import quotes.data_frames

        return getattr(quotes.data_frames, name)
    if name == "__version__":
        from importlib.metadata import version

        return version("quotes")
    raise AttributeError(f"module 'quotes' has no attribute {name!r}")
