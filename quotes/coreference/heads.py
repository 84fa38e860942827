"""Of whose name a mention is a mention: not "Trump's" in "Trump's lawyer", not Ohio in "the governor of Ohio"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.name import Name
from quotes.coreference.name_core import OFFICE_OF, ends_in_an_office_of
from quotes.coreference.people import People
from quotes.coreference.roles import role_of
from quotes.coreference.stated_bodies import NOUNS
from quotes.lexicon import plain, words
from quotes.models import TextRange

_DOCUMENT = re.compile(r"(?:[’']s?)?(?: [a-z-]+){1,2}$")

INSIDE = re.compile(r"\b(?:of|at|for|in|from|by|to|with|on|about|under|against)(?: the| a| an)?(?: \w+){0,3} $")


_OPENING_MARKS = ("“", "‘", '"', "«", "„")
_GOES_ON = re.compile(r"(?: [a-z]|-[a-z])")
_ENDS = re.compile(r" (?:and|of|who|for|in|at|from|on|with|now|said|himself|herself)\b")
_RELATIVE = re.compile(r"\S .*\b(?:who|whose|which|that)\b|^whose\b")  # "which Ana Roe called": Roe
_AND = re.compile(r"\b(?:and|&)(?: \w+){0,4} $")


class NameHeads:
    """The names of one article, asked which of them a mention is a mention of."""

    def __init__(self, text: str, names: Sequence[Name], entity: Callable[[Name], Entity | None]) -> None:
        self._text = text
        self._names = names
        self._name_starts = [name.start for name in names]
        self._entity = entity

    def within(self, start: int, end: int) -> list[Name]:
        low = bisect_left(self._name_starts, start)
        while low and self._names[low - 1].end > start:
            low -= 1
        high = bisect_left(self._name_starts, end)
        return list(self._names[low:high])

    def heads(self, mention: TextRange) -> list[Name]:
        """The names that the mention is a mention of: not those that only limit it ("Trump's", "of Ohio")."""
        heads: list[Name] = []
        for name in self.within(mention.start, mention.end):
            before = self._text[mention.start : name.start - (len(name.title) + 1 if name.title else 0)]
            rest = self._text[name.end : mention.end]
            if name.tentative and self._entity(name) is None and role_of(name.text, name.start) is not None:
                continue  # "Co-founder" opens the sentence
            if not heads and _speaks_by_a_document(before, rest):
                return [name]  # "a Treasury memo": the Treasury speaks by it
            if before.rstrip(" ")[-1:] in _OPENING_MARKS and self._text[name.start - 1] in _OPENING_MARKS:
                continue  # the star of “Ana Roe”: a title
            if not heads and self._is_a_body_with_its_noun(name, rest):
                return [name]
            if _is_owner_or_part(name, rest) or _RELATIVE.search(before) or self._limits(mention, name, before):
                continue
            if heads and ("," in before or not _AND.search(before)):
                continue
            if not heads and self._opens_an_office(mention, name, rest):
                continue
            heads.append(name)
        return heads

    def _is_a_body_with_its_noun(self, name: Name, rest: str) -> bool:
        """ "The Black Lives Matter movement", "the Haaretz newspaper"; not "the Roe campaign"."""
        entity = self._entity(name)
        body = entity is not None and entity.kind == "organization" and not name.possessive
        return body and rest.startswith(" ") and rest.strip() in NOUNS

    def _opens_an_office(self, mention: TextRange, name: Name, rest: str) -> bool:
        """ "U.N. High Commissioner Ana Roe": the person at the end speaks."""
        entity = self._entity(name)
        if (entity is not None and entity.kind not in ("place", "organization")) or not rest.strip(" ,"):
            return False
        following = [n for n in self.within(name.end, mention.end) if n.start > name.start]
        return bool(following) and following[-1].kind == "person" and not rest.startswith((",", " and "))

    def officer(self, mention: TextRange, body: Name) -> Name | None:
        """Whose office the words behind a body are: "Harbour chief Ana Roe", of which the parser took the first."""
        somebody = body.kind == "person" or _is_person(self._entity(body))
        if body.end != mention.end or body.possessive or somebody:
            return None  # "Roe accused Reed": no Roe's accused
        at = bisect_left(self._name_starts, mention.end)
        for name in self._names[at : at + 1]:
            gap = self._text[mention.end : name.start - (len(name.title) + 1 if name.title else 0)]
            bearer = self._entity(name)
            person = name.kind == "person" or (name.kind is None and bearer is not None and bearer.kind == "person")
            if len(gap) > 40 or not person or not re.fullmatch(r"(?: [a-z][a-z-]+){1,4} ", gap):
                return None
            last = gap.split()[-1]
            return name if last in words("roles") and role_of(f"the{gap}", mention.end) is not None else None
        return None

    def _limits(self, mention: TextRange, name: Name, before: str) -> bool:
        """Whether a name behind a preposition only limits the mention; in "Council of Beekeepers chair Ana Roe" the
        preposition is the body's own."""
        inside = INSIDE.search(before)
        entity = self._entity(name)
        person = name.kind == "person" or (entity is not None and entity.kind == "person")
        if inside is None or (person and (OFFICE_OF.search(before) or _is_of_a_place(name, before))):
            return False
        at = mention.start + inside.start()
        return not any(body.start < at < body.end for body in self.within(mention.start, name.start))


def _is_person(entity: Entity | None) -> bool:
    return entity is not None and entity.kind == "person"


def _speaks_by_a_document(before: str, rest: str) -> bool:
    if INSIDE.search(before) or not _DOCUMENT.match(rest):
        return False
    return rest.split()[-1].lower() in words("documents")


def _is_of_a_place(name: Name, before: str) -> bool:
    """ "MP for Upper Selo Ana Roe": what stands as her title is what the office is of."""
    last = plain(name.title.split()[-1]) if name.title else ""
    return bool(last) and last not in words("honorifics") | words("roles") and ends_in_an_office_of(before)


def _is_owner_or_part(name: Name, rest: str) -> bool:
    """ "Roe's lawyer", "Roe supporters"."""
    if name.possessive and len(rest.strip("’' s")) > 0:
        return True
    return _GOES_ON.match(rest) is not None and not _ENDS.match(rest)


def bearer(people: People, mentions: Sequence[Mention], starts: Sequence[int], name: Name) -> Entity | None:
    """Whose name it is; `starts` are those of the mentions."""
    entity = people.of.get(name.start)
    if entity is not None:
        return entity
    at = bisect_right(starts, name.start) - 1
    for mention in mentions[max(at - 1, 0) : at + 2]:
        # "ELLERY'S AUNT" is a description of somebody whom no name names: not the entity of "ELLERY"
        if mention.start <= name.start < mention.end and mention.entity is not None and mention.entity.mentions:
            return mention.entity
    return None
