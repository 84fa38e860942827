"""Whom a description means: "the mayor", "the Brazilian swimmer", "the union".

By what the article says somebody is; else, for descriptions that tell of a person without having been told before,
the one in the reader's mind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest
from operator import itemgetter

from quotes.coreference.antecedents import CROWD, CataphoricAntecedents
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.kin import WRITER, Kin, relation_of
from quotes.coreference.mentions import Mention
from quotes.coreference.name import Name
from quotes.coreference.origins import country_of
from quotes.coreference.people import People
from quotes.coreference.roles import Role, offices
from quotes.coreference.salience import Salience, fits, rivalry
from quotes.coreference.salient_bodies import SalientBodies
from quotes.coreference.spokespeople import SPOKESPEOPLE, spoken_for
from quotes.lexicon import words


class Descriptions:
    """Answers whom the descriptions of one article mean, in reading order."""

    def __init__(
        self,
        unquoted: str,
        mentions: Sequence[Mention],
        names: Sequence[Name],
        people: People,
        roles: Mapping[int, Sequence[Role]],
        salience: Salience,
        ahead: CataphoricAntecedents,
        kin: Kin,
        bodies: SalientBodies,
    ) -> None:
        self._unquoted, self._mentions, self._names, self._people = unquoted, mentions, names, people
        self._kin = kin
        self._salience = salience
        self._bodies = bodies
        self._ahead = ahead
        self._ages = {
            number: role.head for number, known in roles.items() for role in known if role.head.endswith("-old")
        }
        self._by_head: dict[str, list[tuple[Entity, Role]]] = defaultdict(list)
        for entity in people.entities:
            if entity.names and entity.kind in ("person", None):
                for role in roles.get(entity.number, ()):
                    if len(self._by_head[role.head]) < 50:
                        self._by_head[role.head].append((entity, role))
        self._origins = {e.number: e.origins for e in people.entities if e.origins and e.mentions}
        # a third person's first name changes nothing: a page of names must not be walked for each description
        named = [
            (min(name.start for name in e.mentions), e)
            for e in people.entities
            if e.kind == "person" and e.mentions and e.number in ahead.named
        ]
        self._first = nsmallest(2, named, key=itemgetter(0))
        self._unnamed: dict[str, Entity] = {}
        self.inferred_roles: list[tuple[Entity, Role]] = []  # what subjects are called that were not told to be it

    def resolve(self, mention: Mention, index: int) -> Entity | None:
        """The entity, an unnamed figure, or None."""
        role = mention.role
        if role is None and mention.noun:
            return self._owned_body(mention, index)
        if role is None:
            mention.why = "the organisation of that kind that is spoken of here"
            return mention.entity or self._bodies.meant(mention)
        if mention.entity is not None:
            mention.why = "the name stands beside it"
            return mention.entity
        if role.plural:
            return CROWD
        if role.definite and relation_of(role.head) and (entity := self._of_kin(mention, index, role)) is not None:
            return entity
        if not role.definite and self._ahead.is_said_of_the_next(index):
            return None
        if role.definite and (entity := self._told_by_now(mention, index, role)) is not None:
            mention.why = "the article calls them so"
            return entity
        if role.definite and (entity := self._known(mention, index, role)) is not None:
            mention.why = "whoever is spoken of most here may be called so"
            return entity
        cataphoric = mention.prominence > 1 and (role.head in words("epithets") or role.head.endswith("-old"))
        if cataphoric and not self._salience.has_person:
            # "A Bendigo woman says ...", and only the next sentences name her
            found = self._ahead.person(index, gender_of_noun(role.head), introduced=True)
            if found is not None:
                mention.why = "the person whom the next sentences name"
                return found
        if role.head not in self._unnamed or not role.definite:
            self._unnamed[role.head] = self._figure(mention, index, role)
        return self._unnamed[role.head]

    def _figure(self, mention: Mention, index: int, role: Role) -> Entity:
        """Somebody whom no name names, and the body that an unnamed spokesperson speaks for."""
        figure = Entity(1_000_000 + len(self._unnamed), "person", gender=gender_of_noun(role.head))
        if role.head in SPOKESPEOPLE:
            told = spoken_for(self._unquoted, mention, index, self._mentions, self._names, self._people)
            figure.speaks_for = told or self._bodies.just_acted(mention)
        return figure

    def _of_kin(self, mention: Mention, index: int, role: Role) -> Entity | None:
        """ "Her husband", "Ana Roe's mother": whoever the article says that is."""
        first = mention.text.split(" ", 1)[0]
        if first.lower() == "my":
            return self._kin.whose(WRITER, role.head)
        stem = mention.start + len(re.sub(r"[’']s?$", "", first))
        for other in reversed(self._mentions[max(0, index - 3) : index]):
            owns = other.start == mention.start if other.form == "pronoun" else other.end == stem
            if owns and other.form in ("pronoun", "name") and other.entity is not None:
                return self._kin.whose(other.entity, role.head)
        return None

    def _owned_body(self, mention: Mention, index: int) -> Entity | None:
        """ "Her campaign", "his office": the body that is called after whoever the pronoun means."""
        for other in reversed(self._mentions[max(0, index - 2) : index]):
            owner = other.entity
            owns = other.form == "pronoun" and other.start == mention.start
            if owns and owner is not None and owner.name and owner.kind == "person" and owner.mentions:
                return self._people.organizations.eponymous(owner, mention.noun, owner.mentions[-1])
        return None

    def _told_by_now(self, mention: Mention, index: int, role: Role) -> Entity | None:
        """ "The singer" of the first paragraphs is not the one who is met in the last, where somebody else may be."""
        told = self._told(mention, role)
        if told is not None and self._is_named_later(mention, told) and self._known(mention, index, role) is not None:
            return None
        return told

    @staticmethod
    def _is_named_later(mention: Mention, entity: Entity) -> bool:
        return not any(name.start < mention.start for name in entity.mentions)

    def _told(self, mention: Mention, role: Role) -> Entity | None:
        """The one of whom the article says this, or an office that is called so as well."""
        best, most = None, 0.0
        for head in (role.head, *offices(role.head), *role.limits):
            for entity, known in self._by_head.get(head, ()):
                score = _agreement(role, known)
                if score > 0:
                    score += min(0.9, 0.05 * self._salience.value(entity, mention.sentence))
                if score > most or (score == most and best is not None and score > 0 and entity.number < best.number):
                    best, most = entity, score
        return best

    def _known(self, mention: Mention, index: int, role: Role) -> Entity | None:
        known = self._unnamed.get(role.head)
        if known is not None and self._salience.value(known, mention.sentence) > 0.05:
            return known
        beside = self._ahead.subject_beside(index) if mention.prominence < 2 else None
        others = {number for number, head in self._ages.items() if role.head.endswith("-old") and head != role.head}
        country = country_of(role.head)
        if country is not None:  # "the Dane" is the Danish striker before anybody, the Greek one never
            here = {number for number, told in self._origins.items() if country in told}
            others |= {e.number for e in self._people.entities if e.number in self._origins or here} - here
            if len(here) == 1:
                (compatriot,) = here
                mention.why = "the one of that country"
                return self._people.entities[compatriot]
        only = self._only_person(mention, role)
        found = _salient(mention, role, self._salience, others, beside) or only
        if found is not None and found is only:
            self.inferred_roles.append((found, replace(role, phrase="")))
        return found

    def _only_person(self, mention: Mention, role: Role) -> Entity | None:
        """The one person named so far, where the words may be said of anybody the article is about."""
        if mention.prominence < 3 or not re.match(r"the\b", mention.text, re.I) or role.head in words("bystanders"):
            return None
        named = [entity for start, entity in self._first if start < mention.start]
        if len(named) != 1 or not fits(named[0], gender_of_noun(role.head)):
            return None
        return named[0] if self._salience.value(named[0], mention.sentence) > 1.0 else None


def _salient(
    mention: Mention, role: Role, salience: Salience, others: set[int], beside: Entity | None
) -> Entity | None:
    """Whom a description means that fits no role told: the most salient person, if it tells of them."""
    origin = words("places") | words("nationalities")
    telling = (
        bool(role.limits & origin)
        or re.search(r" [A-Z]", mention.text) is not None
        or role.head.endswith(("-old", "-footer"))
        or any(limit.endswith("-old") for limit in role.limits)
        or role.head in words("epithets")
        or mention.text.endswith(("-elect", "-designate"))
        or re.match(r"(?:[A-Z]\w+[’']s|[Tt]he) (?:former|ex-|retired|outgoing|veteran|one-time|onetime)", mention.text)
        is not None
    )
    if not telling or re.match(r"(?:his|her|its|their|our|my)\b", mention.text, re.I):
        return None
    ranked = [(v, e) for v, e in salience.prominence(mention.sentence, gender_of_noun(role.head)) if e.name]
    if others:
        ranked = [(v, e) for v, e in ranked if e.number not in others]
    ranked = [(v, e) for v, e in ranked if e is not beside]  # "Roe met the Acme chairman": not Roe
    mention.rivalry = rivalry(ranked)
    return ranked[0][1] if ranked and ranked[0][0] > 1.0 else None


def _agreement(said: Role, known: Role) -> float:
    """How well a description fits a role that the article gives somebody, 0: not at all."""
    if said.head == known.head or (known.head in said.limits and said.head in known.limits):
        score = 2.0
    elif known.head in offices(said.head):
        score = 1.0
    else:
        return 0.0
    for origin in (words("places"), words("nationalities")):
        mine, theirs = said.limits & origin, known.limits & origin
        if mine and theirs and not mine & theirs:
            return 0.0
    # "Latvia's president" is "the Latvian president": the stem will do
    stems = {limit[:5] for limit in known.limits}
    return score + sum(limit[:5] in stems for limit in said.limits)
