"""What an article states of a name that is worth showing: a role that says something, a spelling that is a name."""

from __future__ import annotations

from quotes.lexicon import words
from quotes.names.folding import fold
from quotes.names.given import is_given


def is_role(role: str) -> bool:
    """Whether it says what somebody is or does; a form of address alone does not.

    >>> is_role("Adm."), is_role("Mr"), is_role("Lt. Col."), is_role("admiral of the fleet")
    (False, False, False, True)
    """
    said = [word.rstrip(".").casefold() for word in role.split()]
    return any(word not in words("dotted_titles") and word not in ("sir", "madam", "miss", "mister") for word in said)


def is_headline(spelling: str, name: str) -> bool:
    """Whether a spelling is a headline that ends or begins with the full name, in capitals as names are.

    >>> is_headline("Lawmakers Rip Donald Trump", "Donald Trump"), is_headline("Donald Trump Says No", "Donald Trump")
    (True, True)
    >>> is_headline("President Donald Trump", "Donald Trump"), is_headline("Jose Maria Ruiz Soto", "Ruiz Soto")
    (False, False)
    """
    mine, whole = fold(spelling).split(), fold(name).split()
    if len(whole) < 2 or len(mine) <= len(whole):
        return False
    if mine[: len(whole)] == whole:
        return mine[len(whole)] in words("verbs_after_names")
    if mine[-len(whole) :] != whole:
        return False
    before = mine[: -len(whole)]
    return len(before) >= 2 and not any(_belongs_to_a_name(word) for word in before)


def _belongs_to_a_name(word: str) -> bool:
    return len(word) < 3 or is_given(word) or word in words("titles_left_out") or word in words("honorifics_styles")
