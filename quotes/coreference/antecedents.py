"""Whom a pronoun means, what comes after it included, and who "the elder Roe" is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quotes.coreference.documents import Documents
from quotes.coreference.entities import Entity
from quotes.coreference.family import of_the_family
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.mentions import GENDER, Mention
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience, rivalry

CROWD = Entity(2_000_000, "group")  # "protesters", "officials": many, and unnamed
_FRONTED = (
    r"(?:In|After|As|While|When|With|Despite|During|At|On|For|Before|Since|Throughout|Upon|Asked|Speaking)"
    r"\b[^,.;:]{0,60}"
)

_SAID_OF_THE_NEXT = re.compile(r"[^,.;:\n]{0,60}, (?:he|she)\b")

_COMMA = r", (?:[\w.’'-]+ ){0,5}$"


def resolve_elder(unquoted: str, mention: Mention, roles: Mapping[int, Sequence[Role]]) -> Entity | None:
    """Who of several of a family name "the elder Roe" and "Roe Jr." are; None where nothing tells."""
    told = of_the_family(unquoted, mention.name, mention.choices, roles) if mention.name is not None else None
    if told is not None:
        mention.why = "of several who bear it, the elder or younger one who is told of"
    return told


def resolve_pronoun(
    mention: Mention, index: int, salience: Salience, ahead: CataphoricAntecedents, documents: Documents
) -> Entity | None:
    low = mention.text.lower()
    # here: the pronouns of bodies and crowds
    if low in ("they", "them", "their", "it", "its"):
        ranked = salience.organisations(mention.sentence, crowds=low[0] == "t")
        near = [entity for value, entity in ranked if value > (3.0 if low[0] == "t" else 1.0)]
        if not near and low == "it":
            mention.why = "whoever issued the document that is told of just before"
            return documents.just_told_of(mention.sentence)
        mention.why = "the organisation that is spoken of most here"
        mention.rivalry = rivalry(ranked)
        return near[0] if near and near[0] is not CROWD else None
    gender = GENDER.get(mention.text.lower())
    if (entity := ahead.fronted(index, gender)) is not None:
        mention.why = "the subject that follows in its sentence"
        return entity
    fitting = salience.prominence(mention.sentence, gender, near=mention.prominence < 2)
    if low in ("him", "her") and (subject := ahead.subject_beside(index)) is not None:
        fitting = [(value, entity) for value, entity in fitting if entity is not subject]
    if fitting:
        mention.why = "the person it fits who is spoken of most here"
        mention.rivalry = rivalry(fitting)
        return fitting[0][1]
    mention.why = "the person it fits whom the next sentences name"
    return ahead.person(index, GENDER.get(mention.text.lower()))


class CataphoricAntecedents:
    """Names that come after a pronoun: "In his speech, X said", a speaker introduced after the quotation."""

    def __init__(self, mentions: Sequence[Mention], grammar: GrammaticalRoles) -> None:
        self._mentions = mentions
        self._grammar = grammar
        self._unquoted = grammar.unquoted
        self.named = frozenset(m.entity.number for m in mentions if m.form == "name" and m.entity is not None)

    def person(self, index: int, gender: str | None, *, introduced: bool = False) -> Entity | None:
        """The next person that a sentence is about; `introduced`: by a full name."""
        here = self._mentions[index]
        for mention in self._mentions[index + 1 : index + 12]:
            if mention.sentence > here.sentence + 2:
                return None
            entity = mention.entity
            if mention.form != "name" or mention.quoted or entity is None or mention.prominence < 2:
                continue
            if introduced and (mention.name is None or len(mention.name.parts) < 2 or mention.prominence < 3):
                continue
            if entity.kind == "person" and (entity.gender in (gender, None) or gender is None):
                return entity
        return None

    def is_said_of_the_next(self, index: int) -> bool:
        """Whether the words are said of the pronoun that follows: "A former judge, she moved here"."""
        here = self._mentions[index]
        return _SAID_OF_THE_NEXT.match(self._unquoted, here.end) is not None

    def subject_beside(self, index: int) -> Entity | None:
        """The subject of the verb that has the pronoun for its object."""
        at = self._grammar.co_subject(self._mentions[index].start, self._mentions[index].end)
        if at is None:
            return None
        for mention in reversed(self._mentions[max(0, index - 12) : index]):
            if mention.start <= at < mention.end:
                return mention.entity
        return None

    def fronted(self, index: int, gender: str | None) -> Entity | None:
        """The subject after an opening phrase that holds the pronoun: "In her book, Roe wrote"."""
        here = self._mentions[index]
        begin = self._grammar.starts[here.sentence]
        opening = self._unquoted[begin : min(here.start, begin + 80)]
        if here.start - begin > 80 or not re.fullmatch(_FRONTED, opening):
            return None
        for mention in self._mentions[index + 1 : index + 6]:
            if mention.sentence != here.sentence:
                return None
            entity = mention.entity
            if mention.form == "name" and mention.prominence == 3 and entity is not None and entity.kind == "person":
                between = self._unquoted[here.end : mention.start]
                return entity if entity.gender == gender and re.search(_COMMA, between) else None
        return None
