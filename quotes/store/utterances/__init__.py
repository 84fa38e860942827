"""The same words in many articles: all that the rest of the project asks about copies of a quote."""

from quotes.store.utterances.copies import Copy, Similar, similar
from quotes.store.utterances.joining import assign, look_at

__all__ = [
    "Copy",
    "Similar",
    "assign",
    "look_at",
    "similar",
]
