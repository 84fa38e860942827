"""The name that stands beside what somebody is: "the minister, Ana Roe", "a driver, who gave his name as Sunday"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.coreference.name import Name
from quotes.coreference.roles import STOPS, role_of
from quotes.lexicon import words

# whom somebody serves, between their description and their name
_SERVED = re.compile(r" (?:for|of|at|from|with|to|in) (?P<whom>[^\n\x01,;:.“”\"]{2,70}), (?:the )?")
# the name ends there, or goes on with what tells of its bearer: "its chief, Ana Roe of Acme, said"
_CLOSED = re.compile(r"[,.;:”’\"')\n—–]|$| (?:of|from|at) [A-Z]")
_CLOSES = re.compile(r"[,.;:”’\")\n—–]|$")

# "a driver, who gave his name as Sunday"
_GIVES_A_NAME = re.compile(
    r"(?: (?:at|from|in|of) [A-Z][\w-]*)?,? (?:who |whose |and )?(?:[a-z]+ ){0,4}?"
    r"(?:called|named|identified|known|name(?: was| is)?|names?)"
    r"(?: himself| herself)?(?: only| simply)?(?: as| by)?,? (?:(?:his|her) (?:first|middle|last) name,? )?"
)
_LONGEST_GAP = 90
# here: determiners, behind which two offices may be two people's: the mayor and President Roe
_LIMITERS = frozenset(("a", "an", "the", "another", "his", "her", "its", "their", "our", "my", "one"))
_OF_A_FIELD = re.compile(r" (?:of|for) (?:the )?(?:[a-z-]+ ){1,4}$")  # "councillor for the area Ana Roe"
_FIELD = re.compile(
    r" (?:of|for) (?:(?:the|and) )?(?:[a-z-]+ ){1,4}"
    r"| (?:to|in|for|at) (?:the )?(?:[A-Z][^\W\d_.-]+ ){1,3}"  # "the ambassador to New Zealand Ana Roe"
)
# "the minister, a doctor Ana Roe"; "his rival and friend Ana Roe"
_ROLE_GAP = re.compile(r"(?:, (?:the |an? )?| and )(?P<role>(?:[a-z-]+ ){1,4})")
# "Her ex-husband and former drummer, Ana Roe"; another's kin would be a second person
_SECOND_ROLE = re.compile(r" and (?!(?:an?|the|his|her|its|their|another|one) )(?P<role>(?:[a-z-]+ ){0,4}[a-z-]+), ")
# "managing director and chief executive officer Ana Roe", "co-founder and CEO Ana Roe"
_SECOND_OFFICE = re.compile(
    r"(?:, (?:[a-z-]+ ){0,3}[a-z-]+){0,2},? and (?!(?:an?|the|his|her|its|their|another|one) )"
    r"(?P<role>(?:[a-z-]+ ){0,5}(?:[a-z-]+|[A-Z]{2,4})) "
)


def beside(text: str, start: int, end: int, following: Sequence[Name]) -> Name | None:
    """The name of which the words from `start` to `end` are an apposition: "The venue, Fjordhallen, said"."""
    for name in following[:2]:
        if _gives_it(text, end, name) or _is_behind_the_served(text, start, end, name):
            return name
    return _apposed(text, start, end, following)


def _gives_it(text: str, end: int, name: Name) -> bool:
    """Whether the name is the one that whoever is told of gives: "a driver, who gave his name as Sunday"."""
    if name.possessive or name.kind == "place" or name.start - end > _LONGEST_GAP:
        return False
    return _GIVES_A_NAME.fullmatch(text, end, name.start) is not None


def _is_named_so(noun: str, name: Name) -> bool:
    """Whether a name right behind a noun is the name of whoever the noun tells of."""
    if name.kind == "person" or name.title:
        return True
    someone = not name.tentative and (noun in words("roles") or noun in words("kin"))
    return someone or noun in words("organisation_nouns")


def _apposed(text: str, start: int, end: int, following: Sequence[Name]) -> Name | None:
    """The name right behind the words, with no more than a comma, a dash or an office between."""
    for name in following[:1]:
        gap = text[end : name.start - (len(name.title) + 1 if name.title else 0)]
        if len(gap) > 60 or "\n" in gap or name.possessive or name.kind == "place":
            return None
        if name.title and name.start - len(name.title) - 1 <= end < name.start and text[end] == ".":
            return name  # "the Rev. Dr. Ana Roe", cut behind the first title
        closed = _CLOSED.match(text, name.end) is not None
        if closed and gap in (", ", ", the ", " – ", " — ", " - ", " is ", " was "):
            return name
        if gap == " " and _is_named_so(text[start:end].rsplit(" ", 1)[-1].lower(), name):
            return name  # "the Latvian journalist Ana Roe", "his lawyer Ruta Alksne", cut before the name
        if name.title and re.fullmatch(r",? (?:[a-z]+ ){0,2}", gap) and all(map(_is_office, gap.split())):
            return name  # "Roe's niece, state Sen. Ana Lee"; "Tulsa police Chief Tom Fox"
        placed = gap.split()[-1:] and gap.split()[-1] in STOPS  # "the minister, a professor from Leeds"
        also = _ROLE_GAP.fullmatch(gap) if closed and not placed else None
        if also is not None and role_of(also["role"].strip(), end) is not None:
            return name
        if (closed and _is_a_second_role(gap)) or _is_a_second_office(text, start, end, name):
            return name
        whole = text[start : name.start]
        if _holds_the_office(whole, start, gap, name):
            return name
        if re.fullmatch(r"-[\w-]+(?: [\w-]+){0,4} ", gap) and role_of(whole, start) is not None:
            return name  # "co-founder and chief Amit Rao", cut at the hyphen
    return None


def _is_a_second_role(gap: str) -> bool:
    """Whether the gap tells that the one before it is something else besides: " and former drummer, "."""
    second = _SECOND_ROLE.fullmatch(gap)
    role = role_of(second["role"], 0) if second is not None else None
    return role is not None and not role.plural and role.head not in words("kin")


def _is_a_second_office(text: str, start: int, end: int, name: Name) -> bool:
    """ "managing director and chief executive Ana Roe": one who holds both, as no article stands before the first."""
    if name.kind == "organization" or len(name.parts) < 2 or text[start:end].split(" ", 1)[0].lower() in _LIMITERS:
        return False
    second = _SECOND_OFFICE.fullmatch(text, end, name.start)
    if second is None or role_of(text[start:end], start) is None:
        return False
    return second["role"].isupper() or role_of(second["role"], end) is not None


def _is_behind_the_served(text: str, start: int, end: int, name: Name) -> bool:
    """Whether the name stands behind whom one serves: "a lawyer for the fishermen, Ana Roe, said".

    Behind one person's description it may be that person's: "a spokesman for the mayor, Ana Roe".
    """
    if name.possessive or name.kind in ("place", "organization") or len(name.parts) < 2 or name.start - end > 90:
        return False
    gap = text[end : name.start - (len(name.title) + 1 if name.title else 0)]
    served = _SERVED.fullmatch(gap)
    if served is None or _CLOSES.match(text, name.end) is None:
        return False
    one, other = role_of(text[start:end], start), role_of(served["whom"], end)
    return one is not None and not one.plural and (other is None or other.plural or not other.text.islower())


def _holds_the_office(whole: str, start: int, gap: str, name: Name) -> bool:
    """ "the minister for heavy industries H.D. Roe": `whole` is what stands before the name."""
    if name.kind == "organization" or len(name.parts) < 2:
        return False
    if _FIELD.fullmatch(gap) is None and (gap != " " or _OF_A_FIELD.search(whole) is None):
        return False
    role = role_of(whole, start)
    return role is not None and not role.plural


def _is_office(word: str) -> bool:
    # here: what stands in the name of an office, of use here alone
    return word in (",", "state", "city", "county", "fire", "former") or any(
        word in words(name) for name in ("roles", "honorifics", "organisation_words")
    )
