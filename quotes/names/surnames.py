"""Two family names: renderings of one, a woman's and a man's form of it, or one with a name more than the other."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.family_names import asian_surnames, common_surnames, equal_surnames
from quotes.names.given import genders, given_names, is_given, origins
from quotes.names.name_parts import BODIES
from quotes.names.parsing import Reading
from quotes.names.spelling import same_word

# Where given names are of these origins the last word is the family name, and what is before it a middle name.
# here: origins, as given_names.txt names them
_LAST_IS_LAST = frozenset({"english", "german", "french", "slavic", "asian", "other", "hebrew", "greek", "indian"})
# Endings that tell a woman's name from her brother's, and what they stand for.
_FEMALE = re.compile(
    r"(?:(?<=sk)(?:aya|aia|aja|a)|(?<=ck)a|(?<=[oeya]v)a|(?<=[oe]w)a|(?<=in)a|(?<=[nts])(?:aya|aia|aja))$"
)
# here: endings that tell a woman also where nothing tells whose customs a name follows
_WOMENS_ONLY = ("skaya", "skaia", "ska", "ova", "eva", "ovna", "dottir", "kaya")
_SHORT = 5  # letters
_MALE = re.compile(r"(?:sk(?:y|i|iy|yy|ij|yj|yi|ii|j)|[oeya]v|[oe]w|[oe]ff?|in|n(?:y|yy|iy|yj|i))$")


def same_surnames(mine: Reading, theirs: Reading, families: frozenset[str]) -> tuple[bool, bool] | None:
    """None: another name. Else whether all of it fits, and whether one is the woman's and one the man's form."""
    if mine.asian != theirs.asian:
        alone = not mine.given or not theirs.given
        return (True, False) if alone and mine.surname == theirs.surname else None
    if mine.asian and theirs.asian:
        (a,), (b,) = mine.surname, theirs.surname
        known = asian_surnames()
        fits = a == b or bool(known.get(a, frozenset()) & known.get(b, frozenset()))
        return (True, False) if fits else None
    a, b = "".join(mine.surname), "".join(theirs.surname)
    if (fit := _same_surname(a, b, families)) is not None:
        return True, fit
    if a in equal_surnames().get(b, frozenset()):
        return True, False
    if len(mine.surname) == len(theirs.surname) or not mine.given or not theirs.given:
        return None
    short, long = sorted((mine.surname, theirs.surname), key=len)
    ends = [long[-len(short) :]]
    given = (mine.given[0], theirs.given[0])
    if long[-1] not in BODIES and ("arabic" in families or any(_may_add_a_name(name, long) for name in given)):
        ends.append(long[: len(short)])  # Maduro Moros, Zayed Al Nahyan; but no Trump Foundation
    for word in ends:
        if (fit := _same_surname("".join(short), "".join(word), families)) is not None:
            return False, fit
    return None


def _may_add_a_name(given: str, surname: tuple[str, ...]) -> bool:
    """Whether one called so may have a family name more behind the one he goes by: Tshisekedi Tshilombo.

    Where first names are English the word in front is the middle name: Martin Luther is no Martin Luther King.
    """
    found = origins(given)
    if genders(given) == {"f"} and not is_given(surname[0]):
        return True  # a married woman's
    if "english" in found and (surname[-1] in common_surnames() or any(map(is_given, surname))):
        return False
    return "iberian" in found or not found & _LAST_IS_LAST


def one_family_name(a: str, b: str) -> bool:
    """Whether two folded family names are one, or a man's and a woman's form of one.

    >>> one_family_name("lyubimov", "lyubimova"), one_family_name("petrovsky", "petrovskaya")
    (True, True)
    >>> one_family_name("roe", "lund"), one_family_name("petrov", "petrovsky")
    (False, False)
    """
    return a == b or _same_surname(a, b, frozenset({"slavic"})) is True


def is_womans(surname: str) -> bool:
    """Whether a folded family name has a form that only women's have.

    >>> is_womans("petrovskaya"), is_womans("jonsdottir"), is_womans("medina"), is_womans("nova")
    (True, True, False, False)
    """
    return len(surname) > _SHORT and surname.endswith(_WOMENS_ONLY)


def each_says_more(mine: Reading, theirs: Reading) -> bool:
    """World Health Organization, World Trade Organization: one word more is given here, another family name there."""
    short, long = sorted((mine, theirs), key=lambda reading: len(reading.surname))
    return len(short.given) > len(long.given)


@lru_cache(maxsize=8192)
def _same_surname(a: str, b: str, families: frozenset[str]) -> bool | None:
    """None: another name; True: the same, but a woman's and a man's form; False: the same."""
    if a == b:
        return False
    if is_given(a) and is_given(b) and not _one_given(a, b):
        return None  # Saleh is no Salah, a family name or not
    if "slavic" not in families:
        return False if same_word(a, b, families) else None
    stem_a, woman_a = _stem(a)
    stem_b, woman_b = _stem(b)
    if not same_word(stem_a, stem_b, families):
        # Latushka, Latushko: no woman's ending, only another vowel
        return False if same_word(a, b, families) else None
    if woman_a == woman_b:
        return False
    if _MALE.search(b if woman_a else a):
        return True
    return False if same_word(a, b, families) else None  # Tusk, Tuska


def _one_given(a: str, b: str) -> bool:
    return bool({name.id for name in given_names(a)} & {name.id for name in given_names(b)})


def _stem(surname: str) -> tuple[str, bool]:
    """The man's form without its ending -y, and whether it was the woman's."""
    if len(surname) > 4 and (match := _FEMALE.search(surname)):
        return surname[: match.start()], True
    if len(surname) > 4 and (
        match := re.search(r"(?<=sk)(?:y|i|iy|yy|ij|yj|yi|ii|j)$|(?<=[nt])(?:y|yy|iy|yj)$", surname)
    ):
        return surname[: match.start()], False
    return surname, False
