"""What an article says somebody is: roles beside names, and descriptions that stand for a name.

"Belarusian President X", "X, a doctor,", "the bank's chief economist, X," and "X is the mayor" all give X a role;
"the mayor" then means X. A role's head is the noun that says what the person is, free of what limits it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from quotes.lexicon import groups, plain, sections, words
from quotes.text.words import WRITTEN, places

STOPS = words("role_stops")
_DETERMINERS = "a|an|the|one|another|his|her|its|their|our|my|your|this|that|some|no|every|each"
_DETERMINER = re.compile(r"^(?:a|an|the|one|another|his|her|its|their|our|my)[ \u00a0]", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|this|that|his|her|its|their|our|my)\b|.{2,30}[’']s\b", re.IGNORECASE)
_PHRASE_END = re.compile(r" (?:who|whose|whom|which|that|where|when|as|and|but|said|says|told|is|was|has|had)\b")
COMMON_VERBS = words("verbs_after_names")
Word = tuple[str, str, int]  # as written, as lists hold it, where it begins


@dataclass(frozen=True, slots=True)
class Role:
    """A role as written, its head noun (lower case, singular) and what limits it."""

    text: str
    head: str
    limits: frozenset[str]
    start: int
    plural: bool = False
    definite: bool = False
    phrase: str = ""

    @property
    def said(self) -> str:
        """The whole phrase without its determiner: "nurse from Leeds"."""
        return _DETERMINER.sub("", self.phrase or self.text, count=1).strip(" ,.;:")


def without_phrase(role: Role) -> Role:
    """The role as its words end, where what follows them goes on with the sentence."""
    return replace(role, phrase="")


@cache
def _same() -> dict[str, frozenset[str]]:
    return {group[0]: frozenset(group) for group in groups("same_role")}


@cache
def offices(head: str) -> frozenset[str]:
    """The role nouns that may be said of the same person: "senator", "lawmaker"."""
    told = _same().get(head, frozenset())
    return (told | {other for other, group in _same().items() if head in group}) - {head}


@cache
def _practitioners() -> dict[str, frozenset[str]]:
    """What those are called who practise a field: "cardiology" -> "cardiologist"."""
    found: dict[str, set[str]] = {}
    for noun, fields in sections("fields_of_practice").items():
        for field in fields:
            found.setdefault(field, set()).add(noun)
    return {field: frozenset(nouns) for field, nouns in found.items()}


def practice_of(role: Role) -> frozenset[str]:
    """What one is called by one's field: "professor of economics" -> "economist"."""
    if role.plural or role.head not in words("field_holders"):
        return frozenset()
    return frozenset().union(*(_practitioners().get(limit, frozenset()) for limit in role.limits))


def role_of(text: str, start: int) -> Role | None:
    """The role that a noun phrase tells, None where its head is no person's noun."""
    return _role_told(text, start) if any(map(_may_tell_a_role, WRITTEN.findall(text))) else None


def _role_told(text: str, start: int) -> Role | None:
    """The same of a phrase with a word that may tell a role."""
    tokens: list[Word] = []
    coming = ((m.group(), plain(m.group()), m.start()) for m in WRITTEN.finditer(text))
    head, plural, at = _head_of(tokens, coming)
    if at < 0:
        tokens.extend(islice(coming, max(0, 3 - len(tokens))))
        if not (origin := _one_of_a_nation(tokens)):
            return None
        return Role(text[: tokens[1][2] + len(tokens[1][0])], origin, frozenset([origin]), start, definite=True)
    tokens.extend(coming)
    end = tokens[at][2] + len(tokens[at][0].rstrip("."))
    said_of_none = words("openers")
    limits = frozenset(
        low.removesuffix("'s")
        for i, (_, low, _) in enumerate(tokens)
        if i != at and low not in STOPS and low not in _PLAIN and low not in said_of_none
    )
    definite = _DEFINITE.match(text) is not None
    return Role(text[:end].strip(), head, limits, start, plural, definite, _PHRASE_END.split(text, maxsplit=1)[0])


@lru_cache(maxsize=4096)
def _may_tell_a_role(written: str) -> bool:
    """Whether a word is such that a phrase without one tells no role: most phrases have none."""
    low = plain(written)
    return _noun_for_a_person(low) is not None or low in words("nationalities")


def _head_of(tokens: list[Word], coming: Iterator[Word]) -> tuple[str, bool, int]:
    """The person's noun that the phrase is about, whether it is a plural, and its place; ("", False, -1): none.

    `tokens` gets those of the coming words that were looked at: most phrases end after two or three.
    """
    head, plural, at = "", False, -1
    for i, word in enumerate(coming):
        tokens.append(word)
        raw, low, _ = word
        the_accused = i == 1 and low == "accused" and tokens[0][1] == "the"
        if i and not head and _goes_on(tokens):
            continue
        if i and not the_accused and (low in STOPS or low in COMMON_VERBS or low in LIMITERS):
            break
        titled = i and tokens[i - 1][0][0].isupper() and raw[0].islower()  # the Captain Fantastic actor
        if not titled and 0 <= at < i - (3 if tokens[at][1] in words("nationalities") else 1):
            break  # what follows the noun and is no noun for a person itself goes on with the sentence
        if raw.endswith(("'s", "’s", "s'", "s’")):
            head, plural, at = "", False, -1  # "the nominee's daughter" is the daughter
            continue
        if (found := _noun_for_a_person(low)) is not None:
            head, plural, at = *found, i
    return head, plural, at


def _noun_for_a_person(low: str) -> tuple[str, bool] | None:
    """The singular of a noun for people, and whether the word is its plural; None where it is no such noun."""
    return _compound_for_a_person(low) if "-" in low else _nouns_for_people().get(low)


@cache
def _nouns_for_people() -> dict[str, tuple[str, bool]]:
    """Every noun for people, with its singular and whether it is a plural."""
    found = {plural: (one, True) for plural, one in _SINGULARS.items()}
    for end, put in reversed(_PLURALS):  # of two singulars the first ending's counts
        found |= {role[: len(role) - len(put)] + end: (role, True) for role in words("roles") if role.endswith(put)}
    found |= {title: (title, False) for title in words("honorifics") - words("title_modifiers")}
    return found | {role: (role, False) for role in words("roles")}


@cache
def _words_that_tell_a_role() -> frozenset[str]:
    return words("nationalities") | _nouns_for_people().keys()


@lru_cache(maxsize=2048)
def _compound_for_a_person(low: str) -> tuple[str, bool] | None:
    if (found := _nouns_for_people().get(low)) is not None and not found[1]:
        return found
    if (base := _without_affix(low)) in words("roles"):
        return base, False  # the mayor-elect, a co-leader
    return found or ((low, False) if low.endswith(("-old", "-footer")) and low[0].isdigit() else None)


def _goes_on(tokens: Sequence[Word]) -> bool:
    """Whether the last word is a small one inside a body's name: "a Department of Health and Social Care spokesman"."""
    (before, _, _), (_, low, _) = tokens[-2:]
    of = low in ("of", "for") or (low == "and" and any(word in ("of", "for") for _, word, _ in tokens[:-1]))
    return of and before[0].isupper() and len(tokens) > 2


def _without_affix(low: str) -> str:
    """The office in "mayor-elect", "co-leader", "ex-striker"."""
    return re.sub(r"^(?:ex|co|vice|deputy|then|interim)-|-(?:elect|designate|turned-\w+)$", "", low)


def _one_of_a_nation(tokens: list[Word]) -> str:
    """“The Greek said”: one person, told by where they are from; “the French” and “the Greek government” are not."""
    if len(tokens) < 3 or tokens[0][1] != "the" or not tokens[1][0][0].isupper():
        return ""
    origin, verb = tokens[1][1], tokens[2][1]
    known = words("nationalities")
    many = origin.endswith(("sh", "ese", "ss", "men")) or origin in ("french", "dutch") or origin[:-1] in known
    return origin if origin in known and not many and verb in COMMON_VERBS else ""


# here: determiners, which tell nothing of a role but that another phrase begins
LIMITERS = frozenset(("a", "an", "the", "another", "his", "her", "its", "their", "our", "my"))
_PLAIN = LIMITERS | {"one", "former", "ex"}


_PLURALS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""))
_SINGULARS = {"people": "people", "children": "child", "police": "police", "clergy": "clergy"}


def singular(low: str) -> str | None:
    """The singular of a plural role noun, None where it is none."""
    for end, put in _PLURALS:
        if low.endswith(end) and low[: -len(end)] + put in words("roles"):
            return low[: -len(end)] + put
    return _SINGULARS.get(low)


def descriptions(text: str, where: Mapping[str, Sequence[int]] | None = None) -> list[tuple[int, int, Role]]:
    """Noun phrases with a determiner or an owner and a person's noun, as (start, end, role); `where` is the text's
    `places`, if they are known."""
    found: list[tuple[int, int, Role]] = []
    known = places(text) if where is None else where
    listed = _words_that_tell_a_role()
    told = (word for word in known if (word.lower() in listed if word.isalpha() else _may_tell_a_role(word)))
    telling = sorted(start for word in told for start in known[word])
    end = 0
    for start in _beginnings(text):
        phrase = _DESCRIPTION.match(text, start) if start >= end else None
        if phrase is None:
            continue
        # a determiner or an owner tells no role itself
        following = bisect_right(telling, start)
        tells = following < len(telling) and telling[following] < phrase.end()
        role = _role_told(phrase.group(), start) if tells else None
        if role is not None:
            end = start + len(role.text)
            found.append((start, end, role))
    return found


def _beginnings(text: str) -> list[int]:
    """Where words begin that may open a description: a determiner, or an owner, who is told by what ends the word."""
    found = {match.start() for match in _OPENS_WITH_A_DETERMINER.finditer(text)}
    for match in _ENDS_AN_OWNER.finditer(text):
        start = match.start()
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        found.add(start)
    return sorted(found)


def _by_first_letters(listed: str) -> str:
    """An expression for any of the words, in any case, that begins with a letter: the search leaps from one such letter
    to the next, where it would try every word."""
    rests: dict[str, list[str]] = {}
    for word in listed.split("|"):
        rests.setdefault(word[0], []).append(word[1:])
    firsts = "".join(rests)
    one_of = "|".join(f"(?<={first})(?:{'|'.join(some)})" for first, some in rests.items())
    return rf"[{firsts}{firsts.upper()}ſı](?<!\w.)(?i:{one_of})"  # ſ and ı are s and i in another case


_OPENS_WITH_A_DETERMINER = re.compile(_by_first_letters(_DETERMINERS) + r"[ \u00a0]")
_ENDS_AN_OWNER = re.compile(r"[’']s[ \u00a0]", re.IGNORECASE)
_DESCRIPTION = re.compile(rf"(?:{_DETERMINERS}|[^\W_]\w+[’']s)(?:[ \u00a0][\w’'.-]+){{1,7}}", re.IGNORECASE)
