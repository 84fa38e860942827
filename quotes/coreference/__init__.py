"""Who the mentions of one article are: from "he" and "the mayor" to the fullest name, with the chain that proves it."""

from quotes.coreference.resolve_article import cast
from quotes.coreference.speakers import Cast

__all__ = ["Cast", "cast"]
