"""Names that many have: people's whose given and family name are common, and bodies' that every country has."""

from __future__ import annotations

from functools import cache, lru_cache

from quotes.lexicon import sections, words
from quotes.names.family_names import common_surnames
from quotes.names.given import is_given
from quotes.names.organizations import core_words
from quotes.names.parsing import parse
from quotes.names.places import is_place, shared_places

_LONGEST_ACRONYM = 5


@cache
def _bodies() -> dict[str, frozenset[str]]:
    return sections("body_words")


@cache
def _every_body_word() -> frozenset[str]:
    return frozenset().union(*_bodies().values())


@lru_cache(maxsize=16384)
def has_common_surname(folded: str) -> bool:
    """Whether many people have the family name of a folded name.

    >>> has_common_surname("boris johnson"), has_common_surname("boris zelwer")
    (True, False)
    """
    return parse(folded).readings[0].surname[-1] in common_surnames()


@lru_cache(maxsize=16384)
def is_common_full_name(folded: str) -> bool:
    """Whether a full name is one of which every country has several: a common family name, common given names.

    >>> is_common_full_name("gary johnson"), is_common_full_name("gary mazumdar johnson")
    (True, False)
    """
    name = parse(folded)
    given = name.readings[0].given
    return has_common_surname(folded) and all(
        len(word) == 1 or is_given(word) or word in common_surnames() for word in given
    )


@lru_cache(maxsize=16384)
def is_generic(folded: str) -> bool:
    """Whether a folded organisation's name is one that other places have as well: Ministry of Health, Labour Party,
    Municipality of Santiago, an acronym that is not known all over the world.

    >>> is_generic("ministry of health"), is_generic("zambian ministry of health"), is_generic("nato")
    (True, False, False)
    """
    spelt = folded.split()
    if len(spelt) == 1 and folded.isascii() and 2 <= len(folded) <= _LONGEST_ACRONYM and not _is_word(folded):
        return folded not in words("known_acronyms")
    if "-".join(spelt) in _bodies()["club"]:
        return True
    core = core_words(folded) | (set(spelt) & shared_places())
    plain = {word for word in core if word not in shared_places()}
    joined = "-".join(spelt)
    told = any(is_place(word) for word in plain)
    return (
        not told and (plain <= _every_body_word() or joined in _every_body_word()) and bool(core & _every_body_word())
    )


@lru_cache(maxsize=16384)
def is_local(folded: str) -> bool:
    """Whether such a body is one of a town's, so that two parts of one country have two: a bank, a school.

    >>> is_local("first community bank"), is_local("national bank"), is_local("ministry of housing")
    (True, False, False)
    """
    spelt = set(folded.split())
    of_state = (_bodies()["state"] - _bodies()["local"]) | _bodies()["country"]
    return bool(spelt & _bodies()["local"]) and not spelt & of_state


def _is_word(folded: str) -> bool:
    """Whether a short single word is no acronym but a body's word: bank, army."""
    return folded in _every_body_word()
