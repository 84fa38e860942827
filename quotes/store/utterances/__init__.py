"""The same words in many articles: all that the rest of the project asks about copies of a quote."""

from quotes.store.utterances.copies import Copy, Similar, assign, look_at, similar

__all__ = [
    "Copy",
    "Similar",
    "assign",
    "look_at",
    "similar",
]
