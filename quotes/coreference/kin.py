"""Who is whose wife, son or mother, as an article tells it: "Greg Roe and his wife, Ana ... her husband said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.name import Name
from quotes.coreference.people import People
from quotes.lexicon import plain, sections
from quotes.names.surnames import one_family_name

# here: the relations that kin_relations has, and their counterparts
_OTHER = {
    "aunt_or_uncle": "niece_or_nephew",
    "niece_or_nephew": "aunt_or_uncle",
    "child": "parent",
    "parent": "child",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
    "partner": "partner",
    "sibling": "sibling",
}
_MOST = 50  # people: a directory of names must not cost the square of its length
# "his", "her", "their", "my", "Roe’s": the search leaps from one first letter or mark to the next
_OWNED = re.compile(
    r"[htmHTM’'](?i:(?P<pronoun>(?<!\w.)(?:(?<=h)(?:is|er)|(?<=t)heir|(?<=m)y))|(?<=\w[’'])s?)"
    r"(?i: (?:[a-z0-9-]+ ){0,3}?(?P<kin>"
    + "|".join(sorted({word for kin in sections("kin_relations").values() for word in kin} | {"parents"}))
    + r")\b)"
)
_NAMED = re.compile(r"(?:,? (?:[a-z]+ )?named)?,? (?:the )?$")


@cache
def _relations() -> dict[str, str]:
    """A word for kin -> what it says: "wife" -> "partner"."""
    return {word: relation for relation, kin in sections("kin_relations").items() for word in kin}


def relation_of(noun: str) -> str | None:
    """What a word for kin says somebody is, None where it is none."""
    return _relations().get(plain(noun))


class Kin:
    """The families of one article, learnt in reading order."""

    def __init__(self, unquoted: str, names: Sequence[Name], people: People) -> None:
        self.writer = people.unnamed("writer")  # whose mother "my mother" is
        self._told: dict[tuple[int, str], list[Entity]] = {}  # (somebody, a relation) -> who is that to them
        self._by_pronoun: dict[int, list[tuple[str, Entity]]] = {}
        self._named = [e for e in people.entities if e.kind == "person" and len(e.keys) > 1][:_MOST]
        starts = [name.start for name in names]
        for match in _OWNED.finditer(unquoted):
            noun = match["kin"].lower()
            relation = _relations().get(noun)
            parents = noun == "parents"
            if relation is None and not parents:
                continue
            for bearer, said in self._bearers(unquoted, match.end(), names, starts, people, parents):
                if match.group().lower().startswith("my "):
                    self._tell(self.writer, said or str(relation), bearer)
                    continue
                if match["pronoun"]:
                    self._by_pronoun.setdefault(match.start(), []).append((said or str(relation), bearer))
                    continue
                at = bisect_left(starts, match.start()) - 1
                owner = people.of.get(names[at].start) if at >= 0 and names[at].end == match.start() else None
                if owner is not None:
                    self._tell(owner, said or str(relation), bearer)
        self._couples(unquoted, names, people)

    def _bearers(
        self, unquoted: str, end: int, names: Sequence[Name], starts: Sequence[int], people: People, parents: bool
    ) -> list[tuple[Entity, str]]:
        """The name behind the kin's noun; of "parents", the two of them."""
        at = bisect_left(starts, end)
        found: list[tuple[Entity, str]] = []
        for name in names[at : at + (2 if parents else 1)]:
            begin = name.start - (len(name.title) + 1 if name.title else 0)
            gap = unquoted[end:begin]
            bearer = people.of.get(name.start)
            expected = gap == " and " if found else len(gap) < 30 and _NAMED.fullmatch(gap) is not None
            if not expected or bearer is None or not bearer.is_person or name.possessive:
                break
            found.append((bearer, "parent" if parents else ""))
            end = name.end
        return found

    def _couples(self, unquoted: str, names: Sequence[Name], people: People) -> None:
        """ "Greg and Ana Roe": a man and a woman of one surname are a couple until told otherwise."""
        for first, second in pairwise(names):
            if unquoted[first.end : second.start] != " and ":
                continue
            one, other = people.of.get(first.start), people.of.get(second.start)
            if one is None or other is None or (one.gender and one.gender == other.gender):
                continue
            if len(one.keys) > 1 and len(other.keys) > 1 and one.keys[-1] == other.keys[-1]:
                self._tell(one, "partner", other)

    def _tell(self, owner: Entity, relation: str, bearer: Entity) -> None:
        if owner is bearer:
            return
        self._told.setdefault((owner.number, relation), []).append(bearer)
        self._told.setdefault((bearer.number, _OTHER[relation]), []).append(owner)

    def observe(self, start: int, owner: Entity) -> None:
        """Learn whose the kin named beside the pronoun at `start` are, now that it is resolved."""
        for relation, bearer in self._by_pronoun.get(start, ()):
            self._tell(owner, relation, bearer)

    def name_partners(self, people: People) -> None:
        """ "Tom Roe and his wife, Ana ... Mrs Roe said": Ana Roe, where no other woman bears the name."""
        by_number = {entity.number: entity for entity in people.entities}
        for (number, relation), partners in self._told.items():
            owner = by_number.get(number)
            if relation != "partner" or owner is None or len(owner.keys) < 2 or len(partners) != 1:
                continue
            (partner,) = partners
            if len(partner.keys) == 1 and partner.gender not in (None, owner.gender) and partner.mentions:
                people.call_by_surname(partner, owner)

    def whose(self, owner: Entity, noun: str) -> Entity | None:
        """Somebody's kin: the husband of Ana Roe. None where the article names none, or two."""
        relation = relation_of(noun)
        gender = gender_of_noun(noun)
        known = self._told.get((owner.number, relation), ()) if relation else ()
        fitting = {entity.number: entity for entity in known if gender is None or entity.gender in (gender, None)}
        if not known and gender and relation == "child":
            fitting = self._of_the_same_name(owner, gender)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _of_the_same_name(self, owner: Entity, gender: str) -> dict[int, Entity]:
        """Who bears the owner's family name, or a Slavic name's other form of it: his daughter Lyubimova."""
        if len(owner.keys) < 2:
            return {}
        others = {entity.number for (number, _), kin in self._told.items() if number == owner.number for entity in kin}
        return {
            entity.number: entity
            for entity in self._named
            if entity is not owner
            and entity.number not in others
            and entity.gender == gender
            and one_family_name(owner.keys[-1], entity.keys[-1])
        }
