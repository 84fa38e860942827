"""Two names, part by part: what one says of the other before anything else is known of their bearers."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Literal

from quotes.names import vietnamese
from quotes.names.cantonese import one_in_cantonese
from quotes.names.family_names import asian_habits, common_surnames
from quotes.names.given import genders, given_names, initials, is_given, origins
from quotes.names.name_parts import OF_RULERS, REIGNING, RULING_MEN, RULING_WOMEN, asian_like
from quotes.names.organizations import acronyms, core_words, is_cut, known_bodies
from quotes.names.parsing import Name, Reading, parse
from quotes.names.spelling import same_word, transposed
from quotes.names.surnames import each_says_more, same_surnames
from quotes.names.thai import thai_key

_LONG_ENOUGH_ALONE = 5
ANOTHER_NAME = "one gives another family name besides"


class Relation(IntEnum):
    """What two names say of each other, from nothing at all to the same name."""

    UNRELATED = 0  # not even the family name fits
    CONFLICT = 1  # cannot be one person
    FAR = 2  # nothing speaks for it: suggested, and one only by way of others
    SEPARATE_BUT_SUGGEST = 3  # could be one, but is kept apart and suggested
    LESS_SPECIFIC = 4  # one says less than the other: the same if nobody else fits
    SAME = 5


Comparison = tuple[Relation, str]
ANOTHER_FAMILY_NAME: Comparison = (Relation.UNRELATED, "another family name")


@lru_cache(maxsize=8192)
def compare_organizations(a: str, b: str) -> Comparison:
    if a == b:
        return Relation.SAME, "the same name, letter by letter"
    if core_words(a) == core_words(b):
        return Relation.SAME, "the same words in another order or another English"
    if acronyms(a) & acronyms(b) and (len(a.split()) == 1) != (len(b.split()) == 1):
        return Relation.LESS_SPECIFIC, "one is the other's initials"
    if known_bodies(a) & known_bodies(b):
        acronym = " " not in a or " " not in b
        return Relation.LESS_SPECIFIC if acronym else Relation.SAME, "one body's names in two languages"
    if is_cut(a, b):
        return Relation.LESS_SPECIFIC, "one goes without the last words"
    return Relation.UNRELATED, "other words"


@lru_cache(maxsize=32_768)
def compare_names(a: str, b: str) -> Comparison:
    """The strongest relation among all readings of two folded person's names."""
    if a == b:
        return Relation.SAME, "the same name, letter by letter"
    mine, theirs = a.split(), b.split()
    if mine == theirs[::-1] and not all(map(is_given, mine)):
        return Relation.SAME, "the same words, the family name first"
    if len(a) > 8 and a.replace(" ", "") == b.replace(" ", ""):
        return Relation.SAME, "the same letters, in other words"
    if _rotated(mine, theirs) or (thai_key(a) and thai_key(a) == thai_key(b)):
        return Relation.SAME, "renderings of one name"
    if answer := _vietnamese(a, b):
        return answer
    if one_in_cantonese(a, b):
        return Relation.LESS_SPECIFIC, "one may be the other in Cantonese"
    if _known_alone(mine, theirs):
        return Relation.LESS_SPECIFIC, "a first name that is known alone"
    if _last_words(mine, theirs):
        return Relation.LESS_SPECIFIC, "one goes without the first names"
    if _typed_wrong(mine, theirs):
        return Relation.LESS_SPECIFIC, "two letters have changed places"
    one, other = parse(a), parse(b)
    found = ANOTHER_FAMILY_NAME
    for first in one.readings:
        for second in other.readings:
            answer = _relate_readings(one, first, other, second)
            found = answer if answer[0] > found[0] else found
    return found


def _rotated(a: list[str], b: list[str]) -> bool:
    """Banffy-Kovacs Eszter, Eszter Banffy-Kovacs: a given name at one end of one, at the other of the other."""
    if len(a) != len(b) or len(a) < 3:
        return False
    return any(
        first[1:] + first[:1] == last and is_given(first[0]) and not is_given(last[0])
        for first, last in ((a, b), (b, a))
    )


def _vietnamese(a: str, b: str) -> Comparison | None:
    mine, theirs = vietnamese.readings(a), vietnamese.readings(b)
    if not mine and not theirs:
        return None
    if set(mine) & set(theirs):
        return Relation.SAME, "the same words, the family name first"
    if {vietnamese.shortened(name) for name in mine} & {vietnamese.shortened(name) for name in theirs}:
        return Relation.LESS_SPECIFIC, "a middle name that the other does not give"
    if vietnamese.called(a) & vietnamese.called(b) and bool(mine) != bool(theirs):
        return Relation.LESS_SPECIFIC, "the last of the given names alone"
    return None


def _known_alone(a: list[str], b: list[str]) -> bool:
    """Prabowo Subianto, Prabowo; not where the first name is one that many have."""
    alone, full = sorted((a, b), key=len)
    return len(alone) == 1 < len(full) and alone[0] == full[0] and is_known_alone(full)


def is_known_alone(words: list[str]) -> bool:
    """Whether somebody called so may go by the first word: it is rare, and no family name that stands first."""
    first = words[0]
    return (
        len(words) > 1
        and len(first) >= _LONG_ENOUGH_ALONE
        and (not is_given(first) or origins(first) == {"malay"})  # as Indonesians do
        and first not in REIGNING
        and first not in common_surnames()
        and not asian_like(words)
    )


def _last_words(a: list[str], b: list[str]) -> bool:
    """Aung San Suu Kyi, Suu Kyi; Mario Vargas Llosa, Vargas Llosa."""
    short, long = sorted((a, b), key=len)
    return len(short) == 2 < len(long) and long[-2:] == short and not is_given(short[0]) and len(short[0]) > 1


def _typed_wrong(a: list[str], b: list[str]) -> bool:
    """Two full names, word by word the same but for two letters of one long word."""
    if not len(a) == len(b) > 1:
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differing) == 1 and transposed(*differing[0])


def _relate_readings(a: Name, mine: Reading, b: Name, theirs: Reading) -> Comparison:
    if _reads_otherwise(a, mine, b, theirs):
        return ANOTHER_FAMILY_NAME
    families = a.families | b.families
    if "foreign" not in a.families & b.families or REIGNING & {*mine.given[:1], *theirs.given[:1]}:
        families -= {"foreign"}  # one of the two tells where it comes from, or has no given name
    surname = same_surnames(mine, theirs, families)
    if surname is None:
        return ANOTHER_FAMILY_NAME
    whole, woman_and_man = surname
    woman_and_man = woman_and_man and "slavic" in families
    if not mine.given or not theirs.given:
        if woman_and_man:
            return Relation.CONFLICT, "a woman's and a man's form of the family name"
        if mine.given or theirs.given:
            return _relate_lone_and_full(a, b, mine.given or theirs.given)
        return _relate_two_lone(a, mine, b, theirs, whole=whole)
    given, reason = _given(mine, theirs, families)
    if given is not Relation.CONFLICT and not whole and each_says_more(mine, theirs):
        given, reason = Relation.CONFLICT, "each gives a word that the other does not"
    if given is Relation.CONFLICT:
        return given, reason
    if woman_and_man and not (given is Relation.SAME and _one_gender(mine, theirs)):
        return Relation.CONFLICT, "a woman's and a man's form of the family name"
    if a.suffix != b.suffix:
        return _relate_suffixes(a, b, title=mine.given[0])
    if given is Relation.SAME and not whole:
        return Relation.LESS_SPECIFIC, ANOTHER_NAME
    return given, reason


def _reads_otherwise(a: Name, mine: Reading, b: Name, theirs: Reading) -> bool:
    """Whether one of two readings is not how its name is read beside the other."""
    if a.readings[0].asian and b.readings[0].asian and not (mine.asian and theirs.asian):
        return True  # Kim is no given name in Kim Yong-hyun
    # Moon alone is not Ban Ki-moon
    return (not mine.given and theirs.asian != b.readings[0].asian) or (
        not theirs.given and mine.asian != a.readings[0].asian
    )


def _relate_two_lone(a: Name, mine: Reading, b: Name, theirs: Reading, *, whole: bool) -> Comparison:
    """Two family names alone, renderings of one: Lukashenko, Lukashenka."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Relation.CONFLICT, f"{a.suffix} and {b.suffix}"
    tight = mine.surname == theirs.surname or min(len(a.folded), len(b.folded)) >= 6
    if a.suffix != b.suffix or not whole or not tight:
        return Relation.LESS_SPECIFIC, "a lone name"
    return Relation.SAME, "renderings of one lone name"


def _relate_lone_and_full(a: Name, b: Name, given: tuple[str, ...]) -> Comparison:
    """A family name alone, and a full name with these given names that ends in it."""
    if a.suffix != b.suffix and not _rules(a, b):
        return Relation.SEPARATE_BUT_SUGGEST, "a family name alone: it would say junior"
    if (a.suffix in OF_RULERS or b.suffix in OF_RULERS) and given[0] not in REIGNING:
        return Relation.UNRELATED, "a ruler's own name, another's family name"
    return Relation.LESS_SPECIFIC, "a family name alone"


def _relate_suffixes(a: Name, b: Name, *, title: str) -> Comparison:
    """Two full names that agree but for the suffix; `title` is the first word of one, a ruler's title or not."""
    if a.suffix and b.suffix:
        return Relation.CONFLICT, f"{a.suffix} and {b.suffix}"
    if title not in REIGNING and not _rules(a, b):
        return Relation.SEPARATE_BUT_SUGGEST, f"one is called {a.suffix or b.suffix}, the other is not"
    return Relation.LESS_SPECIFIC, "one goes without a number"


def _rules(a: Name, b: Name) -> bool:
    """Felipe VI, and the same without his number; a senior's grandson is a third too, but has a family name."""
    numbered = a if a.suffix else b
    return numbered.suffix in OF_RULERS and len(numbered.folded.split()) == 2


def _one_gender(mine: Reading, theirs: Reading) -> bool:
    """Whether the given names leave no doubt that it is one gender: then the other form is a reporter's slip."""
    return len(genders(mine.given[0])) == 1 and genders(mine.given[0]) == genders(theirs.given[0])


def _given(mine: Reading, theirs: Reading, families: frozenset[str]) -> Comparison:
    a, b = mine.given, theirs.given
    if mine.asian and theirs.asian:
        if same_word(a[0], b[0], asian_habits(mine.surname[0], theirs.surname[0])):
            return Relation.SAME, "renderings of one name"
        return Relation.CONFLICT, "another given name"
    if a[0] in REIGNING and b[0] in REIGNING and a[0] != b[0]:
        return _titles(a[0], b[0])
    first = same_given(a[0], b[0], families)
    if first != "full" and _in_one_word(a, b, families):
        return Relation.SAME, "two given names written as one"
    if first is None:
        short, long = sorted((a, b), key=len)
        if _is_a_middle_name(short[0], long, families):
            return Relation.LESS_SPECIFIC, "one goes by a middle name"
        return Relation.CONFLICT, "another given name"
    for x, y in zip(a[1:], b[1:], strict=False):
        if same_given(x, y, families) is None:
            return Relation.CONFLICT, "another middle name"
    if first == "initial" and (len(a[0]) > 1 or len(b[0]) > 1):
        return Relation.LESS_SPECIFIC, "an initial for the given name"
    if len(a) != len(b):
        return Relation.LESS_SPECIFIC, "a middle name that the other does not give"
    return Relation.SAME, "renderings of one name"


def _titles(a: str, b: str) -> Comparison:
    """Crown Prince Naruhito is the emperor now; a pope was no prince."""
    if {a, b} <= RULING_MEN or {a, b} <= RULING_WOMEN:
        return Relation.LESS_SPECIFIC, "another title of a ruling house"
    return Relation.CONFLICT, "another title"


def _in_one_word(a: tuple[str, ...], b: tuple[str, ...], families: frozenset[str]) -> bool:
    """Haile Mariam, Hailemariam."""
    short, long = sorted((a, b), key=len)
    if len(short) != 1 or len(long) != 2 or min(map(len, long)) < 2:
        return False
    return same_given(short[0], "".join(long), families) == "full"


def _is_a_middle_name(name: str, others: tuple[str, ...], families: frozenset[str]) -> bool:
    """Whether somebody called by `others` may go by `name`: Recep Tayyip, Tayyip; but not Nixon Ronald, Ronald."""
    at = next(
        (at for at, word in enumerate(others) if at and len(word) > 1 and same_given(name, word, families) == "full"),
        0,
    )
    if "ethiopian" in origins(others[0]):
        return False  # Abiy Ahmed Ali is no Ahmed Ali: that is his father
    before = [word for word in others[:at] if len(word) > 1]
    return bool(at) and len(name) > 1 and (bool(families & {"arabic", "asian"}) or all(map(is_given, before)))


@lru_cache(maxsize=8192)
def same_given(a: str, b: str, families: frozenset[str] = frozenset({"european"})) -> Literal["full", "initial"] | None:
    """How far two folded given names are one: in full, one the other's initial, None for two names.

    >>> same_given("liz", "elizabeth"), same_given("e", "liz"), same_given("tom", "liz")
    ('full', 'initial', None)
    """
    if len(a) == 1 or len(b) == 1:
        fits = a == b if len(a) == len(b) else (a in initials(b) if len(a) == 1 else b in initials(a))
        return "initial" if fits else None
    if a == b:
        return "full"
    ids_a, ids_b = ({name.id for name in given_names(word)} for word in (a, b))
    if ids_a and ids_b:
        return "full" if ids_a & ids_b else None
    return "full" if same_word(a, b, families - {"asian"}) else None
