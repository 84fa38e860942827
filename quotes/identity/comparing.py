"""Two names, part by part: one person, two people, or not to be told from the names alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Literal

from quotes.identity.given import genders, given_names, initials, is_given, origins
from quotes.identity.names import Name, Reading, asian_surnames, parse
from quotes.identity.organizations import acronyms, core_words
from quotes.identity.roles import incompatible
from quotes.identity.spelling import same_word
from quotes.identity.wordlists import entries

Answer = Literal["same", "new", "ambiguous"]


class Relation(IntEnum):
    """What two names say of each other, from nothing at all to the same name."""

    UNRELATED = 0  # not even the family name fits
    CONFLICT = 1  # cannot be one person
    APART = 2  # could be one, but is kept apart and suggested
    LESS = 3  # one says less than the other: the same if nobody else fits
    SAME = 4


@dataclass(frozen=True, slots=True)
class Node:
    """One distinct spelling with its witnesses: `facet` is the field of life its roles agree on (for a lone name
    the offices), `offices` what the roles say in plain words, `articles` in how many it was read."""

    folded: str
    type: str = "person"
    facet: str = ""
    offices: frozenset[str] = frozenset()
    articles: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.folded, self.type, self.facet)


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    reason: str


_ANSWERS: dict[Relation, Answer] = {
    Relation.UNRELATED: "new",
    Relation.CONFLICT: "new",
    Relation.APART: "ambiguous",
    Relation.LESS: "ambiguous",
    Relation.SAME: "same",
}

# Endings that tell a woman's name from her brother's, and what they stand for.
_FEMALE = re.compile(
    r"(?:(?<=sk)(?:aya|aia|aja|a)|(?<=ck)a|(?<=[oeya]v)a|(?<=[oe]w)a|(?<=in)a|(?<=[nts])(?:aya|aia|aja))$"
)
_MALE = re.compile(r"(?:sk(?:y|i|iy|yy|ij|yj|yi|ii|j)|[oeya]v|[oe]w|[oe]ff?|in|n(?:y|yy|iy|yj|i))$")


def compare(a: Node, b: Node) -> Verdict:
    """Whether two nodes are one person, as far as these two alone tell.

    >>> compare(Node("alexander lukashenko"), Node("alyaksandr lukashenka")).answer
    'same'
    """
    relation, reason = relate(a, b)
    return Verdict(_ANSWERS[relation], reason)


def relate(a: Node, b: Node) -> tuple[Relation, str]:
    if b.key < a.key:
        a, b = b, a
    if a.type == b.type == "person":
        relation, reason = relate_names(a.folded, b.folded)
        if relation is Relation.SAME and a.facet != b.facet and parse(a.folded).tier == parse(b.folded).tier == 2:
            relation, reason = _relate_lone(a, b)
        if relation in (Relation.SAME, Relation.LESS) and incompatible(
            _field(a), _field(b), common_name=_common(a) and _common(b)
        ):
            return Relation.CONFLICT, f"the roles do not go together: {_field(a)} and {_field(b)}"
        return relation, reason
    if "person" in (a.type, b.type):
        if a.folded != b.folded:
            return Relation.UNRELATED, "a person and an organisation"
        if " " in a.folded:
            return Relation.SAME, "the same name, letter by letter"
        return Relation.LESS, "the same single word, once of a person, once of an organisation"
    return relate_organizations(a.folded, b.folded)


def _relate_lone(a: Node, b: Node) -> tuple[Relation, str]:
    """One lone name with two roles: the same person's only if a role is the same, or one is not given."""
    if not a.facet or not b.facet or a.offices & b.offices:
        return Relation.LESS, "a lone name"
    return Relation.UNRELATED, "a lone name with another role"


def _common(node: Node) -> bool:
    return node.folded.split()[-1] in _common_surnames()


@cache
def _common_surnames() -> frozenset[str]:
    return frozenset(word for line in entries("common_surnames.txt") for word in line.split())


def _field(node: Node) -> str:
    return node.facet.partition(":")[0]


@lru_cache(maxsize=65536)
def relate_organizations(a: str, b: str) -> tuple[Relation, str]:
    if a == b:
        return Relation.SAME, "the same name, letter by letter"
    if core_words(a) == core_words(b):
        return Relation.SAME, "the same words in another order or another English"
    if acronyms(a) & acronyms(b) and (len(a.split()) == 1) != (len(b.split()) == 1):
        return Relation.LESS, "one is the other's initials"
    return Relation.UNRELATED, "other words"


@lru_cache(maxsize=262_144)
def relate_names(a: str, b: str) -> tuple[Relation, str]:
    """The strongest relation among all readings of two folded person's names."""
    if a == b:
        return Relation.SAME, "the same name, letter by letter"
    if a.split() == b.split()[::-1] and not all(map(is_given, a.split())):
        return Relation.SAME, "the same words, the family name first"
    one, other = parse(a), parse(b)
    found = (Relation.UNRELATED, "another family name")
    for mine in one.readings:
        for theirs in other.readings:
            found = max(found, _relate_readings(one, mine, other, theirs), key=lambda answer: answer[0])
    return found


def _relate_readings(a: Name, mine: Reading, b: Name, theirs: Reading) -> tuple[Relation, str]:
    families = a.families | b.families
    if (not mine.given and theirs.asian != b.readings[0].asian) or (
        not theirs.given and mine.asian != a.readings[0].asian
    ):
        return Relation.UNRELATED, "another family name"  # Moon alone is not Ban Ki-moon
    surname = _surnames(mine, theirs, families)
    if surname is None:
        return Relation.UNRELATED, "another family name"
    whole, woman_and_man = surname
    if not mine.given or not theirs.given:
        if woman_and_man and _slavic(families):
            return Relation.CONFLICT, "a woman's and a man's form of the family name"
        if not mine.given and not theirs.given:
            tight = mine.surname == theirs.surname or min(len(a.folded), len(b.folded)) >= 6
            if a.suffix != b.suffix or not whole or not tight:
                return Relation.LESS, "a lone name"
            return Relation.SAME, "renderings of one lone name"
        if a.suffix != b.suffix:
            return Relation.APART, "a family name alone: it would say junior"
        return Relation.LESS, "a family name alone"
    given, reason = _given(mine, theirs, families)
    if given is Relation.CONFLICT:
        return given, reason
    if woman_and_man and _slavic(families) and not (given is Relation.SAME and _one_gender(mine, theirs)):
        return Relation.CONFLICT, "a woman's and a man's form of the family name"
    if a.suffix != b.suffix:
        if a.suffix and b.suffix:
            return Relation.CONFLICT, f"{a.suffix} and {b.suffix}"
        if mine.given[0] not in ("king", "queen", "pope", "emperor"):
            return Relation.APART, f"one is called {a.suffix or b.suffix}, the other is not"
        return Relation.LESS, "one goes without a number"
    if given is Relation.SAME and not whole:
        return Relation.LESS, "one gives another family name besides"
    return given, reason


def _slavic(families: frozenset[str]) -> bool:
    return "slavic" in families


def _surnames(mine: Reading, theirs: Reading, families: frozenset[str]) -> tuple[bool, bool] | None:
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
    if len(mine.surname) == len(theirs.surname) or not mine.given or not theirs.given:
        return None
    short, long = sorted((mine.surname, theirs.surname), key=len)
    ends = [long[-len(short) :]]
    if "arabic" in families or "iberian" in origins(mine.given[0]) | origins(theirs.given[0]):
        ends.append(long[: len(short)])  # Maduro Moros, Zayed Al Nahyan; but no Trump Foundation
    for word in ends:
        if (fit := _same_surname("".join(short), "".join(word), families)) is not None:
            return False, fit
    return None


@lru_cache(maxsize=262_144)
def _same_surname(a: str, b: str, families: frozenset[str]) -> bool | None:
    """None: another name; True: the same, but a woman's and a man's form; False: the same."""
    if a == b:
        return False
    if not _slavic(families):
        return False if same_word(a, b, families) else None
    stem_a, woman_a = _stem(a)
    stem_b, woman_b = _stem(b)
    if not same_word(stem_a, stem_b, families):
        # Latushka, Latushko: no woman's ending, only another vowel
        return False if same_word(a, b, families) else None
    if woman_a == woman_b:
        return False
    return bool(_MALE.search(b if woman_a else a))


def _stem(surname: str) -> tuple[str, bool]:
    """The man's form without its ending -y, and whether it was the woman's."""
    if len(surname) > 4 and (match := _FEMALE.search(surname)):
        return surname[: match.start()], True
    if len(surname) > 4 and (
        match := re.search(r"(?<=sk)(?:y|i|iy|yy|ij|yj|yi|ii|j)$|(?<=[nt])(?:y|yy|iy|yj)$", surname)
    ):
        return surname[: match.start()], False
    return surname, False


def _one_gender(mine: Reading, theirs: Reading) -> bool:
    """Whether the given names leave no doubt that it is one gender: then the other form is a reporter's slip."""
    return len(genders(mine.given[0])) == 1 and genders(mine.given[0]) == genders(theirs.given[0])


def _given(mine: Reading, theirs: Reading, families: frozenset[str]) -> tuple[Relation, str]:
    a, b = mine.given, theirs.given
    if mine.asian and theirs.asian:
        if same_word(a[0], b[0], frozenset({"asian"})):
            return Relation.SAME, "renderings of one name"
        return Relation.CONFLICT, "another given name"
    first = _same_given(a[0], b[0], families)
    if first is None:
        short, long = sorted((a, b), key=len)
        if _is_a_middle_name(short[0], long, families):
            return Relation.LESS, "one goes by a middle name"
        return Relation.CONFLICT, "another given name"
    for x, y in zip(a[1:], b[1:], strict=False):
        if _same_given(x, y, families) is None:
            return Relation.CONFLICT, "another middle name"
    if first == "initial" and (len(a[0]) > 1 or len(b[0]) > 1):
        return Relation.LESS, "an initial for the given name"
    if len(a) != len(b):
        return Relation.LESS, "a middle name that the other does not give"
    return Relation.SAME, "renderings of one name"


def _is_a_middle_name(name: str, others: tuple[str, ...], families: frozenset[str]) -> bool:
    """Whether somebody called by `others` may go by `name`: Recep Tayyip, Tayyip; but not Nixon Ronald, Ronald."""
    at = next(
        (at for at, word in enumerate(others) if at and len(word) > 1 and _same_given(name, word, families) == "full"),
        0,
    )
    before = [word for word in others[:at] if len(word) > 1]
    return bool(at) and len(name) > 1 and (bool(families & {"arabic", "asian"}) or all(map(is_given, before)))


@lru_cache(maxsize=262_144)
def _same_given(a: str, b: str, families: frozenset[str]) -> Literal["full", "initial"] | None:
    if len(a) == 1 or len(b) == 1:
        fits = a == b if len(a) == len(b) else (a in initials(b) if len(a) == 1 else b in initials(a))
        return "initial" if fits else None
    if a == b:
        return "full"
    ids_a, ids_b = ({name.id for name in given_names(word)} for word in (a, b))
    if ids_a and ids_b:
        return "full" if ids_a & ids_b else None
    return "full" if same_word(a, b, families - {"asian"}) else None
