"""Quotes: looked up, listed and streamed; stored, drawn at random and compared in modules of their own."""

from quotes.store.quotes.lookup import (
    Page,
    QuoteRow,
    count,
    get,
    of_article,
    page,
    row_as_dict,
    stream,
    stream_steadily,
    total,
)
from quotes.store.search.facets import Facet, facets
from quotes.store.search.filters import QuoteFilter

__all__ = [
    "Facet",
    "Page",
    "QuoteFilter",
    "QuoteRow",
    "count",
    "facets",
    "get",
    "of_article",
    "page",
    "row_as_dict",
    "stream",
    "stream_steadily",
    "total",
]
