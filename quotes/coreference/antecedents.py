"""Antecedents that stand after their mention, or beside it: "In his speech, Roe said", "Fox met him"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import State

_FRONTED = (
    r"(?:In|After|As|While|When|With|Despite|During|At|On|For|Before|Since|Throughout|Upon|Asked|Speaking)"
    r"\b[^,.;:]{0,60}"
)
_LONGEST_OPENING = 80  # characters
_COMMA = r", (?:[\w.’'-]+ ){0,5}$"


def next_person(mention: Mention, state: State, gender: str | None, *, introduced: bool = False) -> Entity | None:
    """The next person of the gender that a sentence is about; `introduced`: by a full name."""
    for other in state.mentions[mention.index + 1 : mention.index + 12]:
        if other.sentence > mention.sentence + 2:
            return None
        entity = other.entity
        if other.form != "name" or other.quoted or entity is None or other.prominence < 2:
            continue
        if introduced and (other.name is None or len(other.name.parts) < 2 or other.prominence < 3):
            continue
        if entity.kind == "person" and (entity.gender in (gender, None) or gender is None):
            return entity
    return None


def subject_beside(mention: Mention, state: State) -> Entity | None:
    """The subject of the verb that has the mention for its object."""
    at = state.grammar.co_subject(mention.start, mention.end)
    if at is None:
        return None
    for other in reversed(state.mentions[max(0, mention.index - 12) : mention.index]):
        if other.start <= at < other.end:
            return other.entity
    return None


def subject_after_its_phrase(mention: Mention, state: State, gender: str) -> Entity | None:
    """The subject after an opening phrase that holds the pronoun: "In her book, Roe wrote"."""
    begin = state.grammar.starts[mention.sentence]
    opening = state.unquoted[begin : min(mention.start, begin + _LONGEST_OPENING)]
    if mention.start - begin > _LONGEST_OPENING or not re.fullmatch(_FRONTED, opening):
        return None
    for other in state.mentions[mention.index + 1 : mention.index + 6]:
        if other.sentence != mention.sentence:
            return None
        entity = other.entity or _of_the_gender(other.choices, gender)
        if other.form == "name" and other.prominence == 3 and entity is not None and entity.kind == "person":
            between = state.unquoted[mention.end : other.start]
            return entity if entity.gender == gender and re.search(_COMMA, between) else None
    return None


def _of_the_gender(choices: Sequence[Entity], gender: str) -> Entity | None:
    """The one of several of a surname who is of the gender; None where there are more."""
    fitting = [entity for entity in choices if entity.gender == gender]
    return fitting[0] if len(fitting) == 1 else None
