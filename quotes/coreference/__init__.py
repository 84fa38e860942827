"""Who the mentions of one article are: from "he" and "the mayor" to the fullest name, with the chain that proves it."""

from quotes.coreference.casting import Cast, cast

__all__ = ["Cast", "cast"]
