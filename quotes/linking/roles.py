"""What a role as stated tells of the person: the field of life, the office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from quotes.lexicon import sections, words
from quotes.names.folding import plain
from quotes.names.places import nations, placed

# Fields that one person seldom works in at a time; what is not listed goes together (an actor who is president).
_INCOMPATIBLE = frozenset(
    frozenset(pair)
    for pair in (
        ("sport", "politics"), ("sport", "science"), ("sport", "faith"), ("sport", "law"), ("sport", "forces"),
        ("sport", "arts"), ("sport", "everyday"), ("arts", "science"), ("arts", "faith"), ("arts", "law"),
        ("arts", "forces"), ("arts", "everyday"), ("politics", "everyday"), ("politics", "faith"), ("science", "law"),
        ("science", "everyday"), ("science", "faith"), ("faith", "law"), ("faith", "forces"), ("faith", "everyday"),
        ("law", "everyday"), ("forces", "everyday"), ("media", "faith"), ("media", "everyday"), ("media", "forces"),
        ("media", "law"),
    )
)  # fmt: skip
# These go together in one life, but not lightly in that of somebody whose name many have.
_INCOMPATIBLE_IF_COMMON = frozenset(
    frozenset(pair)
    for pair in (
        ("politics", "arts"),
        ("politics", "science"),
        ("politics", "forces"),
        ("law", "forces"),
        ("arts", "media"),
        ("science", "media"),
    )
)
# Of namesakes only these pairs of fields are one life as easily as two.
_COMPATIBLE = frozenset(
    frozenset(pair)
    for pair in (
        ("politics", "legal"), ("politics", "business"), ("politics", "media"), ("politics", "law"),
        ("politics", "activism"), ("law", "legal"), ("law", "forces"), ("science", "health"), ("science", "education"),
        ("science", "engineering"), ("arts", "media"), ("business", "trade"), ("business", "engineering"),
        ("everyday", "trade"), ("everyday", "activism"), ("activism", "legal"), ("activism", "media"),
    )
)  # fmt: skip
# Whoever is at the head of one of these works in its field.
_HEADS = frozenset({"head", "chief", "commander", "commandant"})
_BODIES = {"army": "forces", "navy": "forces", "police": "law", "church": "faith"}
# here: words by which an office is not held today
_PAST = frozenset({"former", "ex", "retired", "onetime", "late", "then", "future", "aspiring"})
# here: words behind which an office says where and whose it is: minister | of health
_AFTER_HEAD = frozenset({"of", "for", "to", "in", "at", "from", "with", "who", "on", "by", "and"})
# the Indonesian president, Indonesia's president and the 35th are presidents of one country
_NOT_SAID = re.compile(r"['’]s\b|\b\d+(?:st|nd|rd|th)\b")
_NO_OFFICE = words("no_office")
# what one office is called besides
_ALSO_CALLED = (
    (re.compile(r"\bhead of (?:the )?state\b", re.IGNORECASE), "president"),
    (re.compile(r"\b(?:prime minister|premier|PM|head of (?:the )?government)\b", re.IGNORECASE), "prime-minister"),
    (re.compile(r"\b(?:chief|top) diplomat\b", re.IGNORECASE), "foreign minister"),
)


@cache
def _fields() -> dict[str, str]:
    return {word: field for field, words in sorted(sections("role_fields").items()) for word in words}


@cache
def _abbreviated() -> dict[str, str]:
    return {short: word for word, shorts in sections("office_abbreviations").items() for short in shorts}


def spelt_out(role: str) -> str:
    """A role in plain words, its offices and ranks not shortened.

    >>> spelt_out("Lt. Gov.")
    'lieutenant governor'
    """
    return " ".join(_abbreviated().get(word, word) for word in plain(role).split())


@lru_cache(maxsize=16384)
def field_of(role: str) -> str:
    """The field of life of one role, "" where it says none (or says it is past).

    >>> field_of("Belarusian President"), field_of("the former boxer")
    ('politics', '')
    """
    words = spelt_out(role).split()
    # "wife of a footballer" is no footballer: the head of the phrase counts
    cut = next((at for at, word in enumerate(words) if word in _AFTER_HEAD), len(words))
    heads = bool(_HEADS & set(words[:cut])) and words[cut : cut + 1] == ["of"]
    if heads and not _PAST & set(words) and (over := {_BODIES[word] for word in words[cut:] if word in _BODIES}):
        return over.pop() if len(over) == 1 else ""  # the head of the British Army
    if words[cut : cut + 1] == ["of"] and "court" in words[cut:]:
        return "law"  # the president of the Supreme Court
    words = words[:cut]
    found = _only({_fields()[word] for word in words if word in _fields()})
    if _PAST & set(words) or any(word.startswith("ex-") for word in words):
        # whoever held an office stays a politician; boxers become mayors
        return found if found == "politics" else ""
    return "politics" if "prime" in words and "minister" in words else found


def _only(found: set[str]) -> str:
    """The one field, by its kind where a kind is told."""
    kinds = {field for field in found if "-" in field} or found
    whole = {field.partition("-")[0] for field in found}
    return "" if len(whole) != 1 else kinds.pop() if len(kinds) == 1 else whole.pop()


def field(roles: Iterable[str]) -> str:
    """The field that all roles agree on, two with a plus sign between them (a novelist and minister), else ""."""
    found = {field_of(role) for role in roles} - {""}
    if one := _only(found):
        return one
    whole = sorted({name.partition("-")[0] for name in found})
    return "+".join(whole) if len(whole) == 2 else ""


@lru_cache(maxsize=16384)
def role_words(role: str) -> tuple[str, ...]:
    """The words of a role in plain letters, countries and offices by one name each."""
    role = _NOT_SAID.sub("", role)
    for names, name in _ALSO_CALLED:
        role = names.sub(name, role)
    return placed(spelt_out(role))


@lru_cache(maxsize=16384)
def office(role: str) -> str:
    """Country and office in plain words: what two articles must agree on to mean one holder.

    >>> office("Belarusian President") == office("president of Belarus")
    True
    """
    said = role_words(role)
    words = set(said) - _NO_OFFICE - _PAST
    if "leader" in said and words and words <= set(nations().values()):
        words.add("president")  # China's leader is its president; an opposition leader is somebody else
    return " ".join(sorted(words))


def incompatible(a: str, b: str, *, common_name: bool = False) -> bool:
    """Whether two fields are seldom one person's; less is needed where many people have that name."""
    if "+" in a or "+" in b:
        return all(incompatible(x, y, common_name=common_name) for x in a.split("+") for y in b.split("+"))
    if "-" in a and "-" in b and a != b:
        return True  # two kinds of sport
    pair = frozenset((a.partition("-")[0], b.partition("-")[0]))
    return pair in _INCOMPATIBLE or (common_name and pair in _INCOMPATIBLE_IF_COMMON)


def seldom_one_life(a: str, b: str) -> bool:
    """Whether two fields tell two people of one name that many have, though one person might do both.

    >>> seldom_one_life("education", "health"), seldom_one_life("politics", "business"), seldom_one_life("", "health")
    (True, False, False)
    """
    mine, theirs = ({one.partition("-")[0] for one in field.split("+") if one} for field in (a, b))
    pairs = [frozenset((x, y)) for x in mine for y in theirs]
    return bool(pairs) and all(len(pair) == 2 and pair not in _COMPATIBLE for pair in pairs)
