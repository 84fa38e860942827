"""Who the mentions of one article are: from "he" and "the mayor" to the fullest name, with the chain that proves it."""

from quotes.coreference.resolve_article import resolve_article
from quotes.coreference.speakers import ArticleSpeakers

__all__ = ["ArticleSpeakers", "resolve_article"]
