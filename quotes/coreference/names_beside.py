"""The name that stands beside what somebody is: "the minister, Ana Roe", "a driver, who gave his name as Sunday"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quotes.coreference.name import Name
from quotes.coreference.roles import LIMITERS, STOPS, role_of
from quotes.lexicon import words

# whom somebody serves, between their description and their name
_SERVED = re.compile(
    r" (?:for|of|at|from|with|to|in) (?P<whom>[^\n\x01,;:.“”\"]{2,70}), (?:(?:the|state|former|fellow|then|now) )?"
)
# the name ends there, or goes on with what tells of its bearer: "its chief, Ana Roe of Acme, said"
_CLOSED = re.compile(r"[,.;:”’\"')\n—–]|$| (?:of|from|at) [A-Z]")
_CLOSES = re.compile(r"[,.;:”’\")\n—–]|$")

# "a driver, who gave his name as Sunday"
_GIVES_A_NAME = re.compile(
    r"(?: (?:at|from|in|of) [A-Z][\w-]*)?,? (?:who |whose |and )?(?:[a-z]+ ){0,4}?"
    r"(?:called|named|identified|known|name(?: was| is)?|names?)"
    r"(?: himself| herself)?(?: only| simply)?(?: as| by)?,? (?:(?:his|her) (?:first|middle|last) name,? )?"
    # "the engineer in charge of the drill, a Canadian named"
    r"|(?: (?:in|of|for|at|from|with|on) [^,.;:\n\x01“”\"]{2,50})?, an? (?:[\w-]+ ){1,4}?(?:called|named|known as) "
)
_LONGEST_GAP = 90
_DETERMINERS = LIMITERS | {"one"}  # behind which two offices may be two people's: the mayor and President Roe
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
    r"(?P<role>(?:[A-Za-z-]+ ){0,5}(?:[A-Za-z-]+)) "
)


_STANDS_BEHIND = re.compile(r", (?:\d+, )?(?:an?|the|her|his|their|its|one of the) (?:[\w’'-]+ ){0,4}")


def apposed_to(text: str, head: int, names: Sequence[Name]) -> Name | None:
    """The name before `head`, where a description with its head there stands right behind it: "Ana Roe, a nurse"."""
    at = bisect_left(names, head, key=lambda name: name.start) - 1
    return names[at] if at >= 0 and _STANDS_BEHIND.fullmatch(text, names[at].end, head) else None


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
    if text[name.end : name.end + 2] in (" \x01", " “", ' "', " ‘", " '"):
        return False  # "the lawyer called Roe “a liar”"
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
        if any(stands_so(text, start, end, gap, name) for stands_so in _APPOSED):
            return name
    return None


def _is_cut_behind_a_title(text: str, _start: int, end: int, _gap: str, name: Name) -> bool:
    """ "the Rev. Dr. Ana Roe", cut behind the first title."""
    return bool(name.title) and name.start - len(name.title) - 1 <= end < name.start and text[end] == "."


def _is_set_off(text: str, _start: int, _end: int, gap: str, name: Name) -> bool:
    """ "the venue, Fjordhallen,"."""
    praised = re.fullmatch(r", the (?:[a-z-]+ )?([a-z-]+) ", gap)  # "the band's drummer, the great Kofi Roe,"
    apart = gap in (", ", ", the ", " – ", " — ", " - ", " is ", " was ")
    return (apart or (praised is not None and praised[1] not in STOPS)) and _is_closed(text, name)


def _is_right_behind(text: str, start: int, end: int, gap: str, name: Name) -> bool:
    """ "the Latvian journalist Ana Roe", "his lawyer Ruta Alksne", cut before the name."""
    return gap == " " and _is_named_so(text[start:end].rsplit(" ", 1)[-1].lower(), name)


def _is_behind_an_office(_text: str, _start: int, _end: int, gap: str, name: Name) -> bool:
    """ "Roe's niece, state Sen. Ana Lee"; "Tulsa police Chief Tom Fox"."""
    offices = bool(name.title) and re.fullmatch(r",? (?:[a-z]+ ){0,2}", gap) is not None
    return offices and all(map(_is_office, gap.split()))


def _is_behind_a_role(text: str, _start: int, end: int, gap: str, name: Name) -> bool:
    """ "the minister, a doctor Ana Roe"; not "the minister, a professor from Leeds"."""
    placed = gap.split()[-1:] and gap.split()[-1] in STOPS
    also = None if placed or not _is_closed(text, name) else _ROLE_GAP.fullmatch(gap)
    return also is not None and role_of(also["role"].strip(), end) is not None


def _is_cut_at_the_hyphen(text: str, start: int, _end: int, gap: str, name: Name) -> bool:
    """ "co-founder and chief Amit Rao"."""
    cut = re.fullmatch(r"-[\w-]+(?: [\w-]+){0,4} ", gap) is not None
    return cut and role_of(text[start : name.start], start) is not None


def _is_closed(text: str, name: Name) -> bool:
    return _CLOSED.match(text, name.end) is not None


def _is_a_second_role(text: str, _start: int, _end: int, gap: str, name: Name) -> bool:
    """Whether the gap tells that the one before it is something else besides: " and former drummer, "."""
    second = _SECOND_ROLE.fullmatch(gap) if _is_closed(text, name) else None
    role = role_of(second["role"], 0) if second is not None else None
    return role is not None and not role.plural and role.head not in words("kin")


def _is_a_second_office(text: str, start: int, end: int, _gap: str, name: Name) -> bool:
    """ "managing director and chief executive Ana Roe": one who holds both, as no article stands before the first."""
    if name.kind == "organization" or len(name.parts) < 2 or text[start:end].split(" ", 1)[0].lower() in _DETERMINERS:
        return False
    second = _SECOND_OFFICE.fullmatch(text, end, name.start)
    if second is None or role_of(text[start:end], start) is None:
        return False
    return second["role"].isupper() or role_of(second["role"], end) is not None


def _is_behind_the_served(text: str, start: int, end: int, name: Name) -> bool:
    """Whether the name stands behind whom one serves: "a lawyer for the fishermen, Ana Roe, said".

    Behind one person's description it may be that person's: "a spokesman for the mayor, Ana Roe".
    """
    if name.possessive or name.kind in ("place", "organization") or len(name.parts) < 2:
        return False
    if name.start - end > _LONGEST_GAP:
        return False
    gap = text[end : name.start - (len(name.title) + 1 if name.title else 0)]
    served = _SERVED.fullmatch(gap)
    if served is None or _CLOSES.match(text, name.end) is None:
        return False
    one, other = role_of(text[start:end], start), role_of(served["whom"], end)
    return one is not None and not one.plural and (other is None or other.plural or not other.text.islower())


def _holds_the_office(text: str, start: int, _end: int, gap: str, name: Name) -> bool:
    """ "the minister for heavy industries H.D. Roe"."""
    whole = text[start : name.start]
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


_APPOSED = (
    _is_cut_behind_a_title,
    _is_set_off,
    _is_right_behind,
    _is_behind_an_office,
    _is_behind_a_role,
    _is_a_second_role,
    _is_a_second_office,
    _holds_the_office,
    _is_cut_at_the_hyphen,
)
