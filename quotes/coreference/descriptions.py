"""What the resolvers of descriptions share: how well a description fits, who is left out, who is the only one."""

from __future__ import annotations

import re

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.origins import country_of
from quotes.coreference.resolver import State
from quotes.coreference.roles import Role, offices
from quotes.coreference.salience import fits
from quotes.lexicon import words

PRESENT = 1.0  # as present as somebody is whom the sentence before speaks of


def definite_role(mention: Mention) -> Role | None:
    """What a definite description of a person calls them: "the mayor", "Leeds’s mayor", and not "a mayor"."""
    return mention.role if mention.role is not None and mention.role.definite else None


def who_is_told_to_be(role: Role, mention: Mention, state: State) -> Entity | None:
    """The one of whom the article says this, or an office that is called so as well."""
    best, most = None, 0.0
    for head in (role.head, *offices(role.head), *role.limits):
        for entity, known in state.told.by_head.get(head, ()):
            score = _agreement(role, known)
            if score > 0:
                score += min(0.9, 0.05 * state.salience.value(entity, mention.sentence))
            if score > most or (score == most and best is not None and score > 0 and entity.number < best.number):
                best, most = entity, score
    return best


def is_named_later(mention: Mention, entity: Entity) -> bool:
    """Whether no name of theirs stands before the mention."""
    return not any(name.start < mention.start for name in entity.mentions)


def compatriots(role: Role, state: State) -> set[int]:
    """The numbers of those who are from the country of "the Dane"; none where the words tell no country."""
    country = country_of(role.head)
    return {number for number, told in state.told.origins.items() if country in told} if country is not None else set()


def of_other_origin_or_age(role: Role, state: State) -> set[int]:
    """The numbers of those whom "the Dane" or "the 36-year-old" cannot mean."""
    others: set[int] = set()
    if role.head.endswith("-old"):
        others = {number for number, head in state.told.ages.items() if head != role.head}
    if country_of(role.head) is not None:  # "the Dane" is the Danish striker before anybody, the Greek one never
        here = compatriots(role, state)
        others |= {e.number for e in state.people.entities if e.number in state.told.origins or here} - here
    return others


def only_person_so_far(role: Role, mention: Mention, state: State) -> Entity | None:
    """The one person named so far, where the words may be said of anybody the article is about."""
    if mention.prominence < 3 or not re.match(r"the\b", mention.text, re.I) or role.head in words("bystanders"):
        return None
    named = [entity for start, entity in state.told.first_named if start < mention.start]
    if len(named) != 1 or not fits(named[0], gender_of_noun(role.head)):
        return None
    return named[0] if state.salience.value(named[0], mention.sentence) > PRESENT else None


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
