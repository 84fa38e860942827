"""Man or woman, as far as the article's own words tell: title, role, given name."""

from __future__ import annotations

from quotes.lexicon import plain, words


def gender_of_noun(noun: str) -> str | None:
    """The gender that a title or a role noun says: "Mrs", "spokesman", "widow"."""
    low = plain(noun)
    if low in words("honorifics_male"):
        return "m"
    if low in words("honorifics_female"):
        return "f"
    if low.endswith("woman"):
        return "f"
    return "m" if low.endswith("man") and low in words("roles") else None


def gender_of_given(name: str) -> str | None:
    """The gender that a given name says; None where both bear it or it is not listed."""
    low = plain(name)
    male, female = low in words("given_names_male"), low in words("given_names_female")
    if not male and not female and "-" in low:
        return gender_of_given(low.partition("-")[0])
    return None if male == female else "m" if male else "f"
