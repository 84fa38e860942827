"""Whom a description means that tells of a person, though nobody was called so: `the Brazilian swimmer said`."""

from __future__ import annotations

import re

from quotes.coreference.antecedents import subject_beside
from quotes.coreference.descriptions import PRESENT, definite_role, of_other_origin_or_age, only_person_so_far
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.roles import Role, offices
from quotes.coreference.salience import fits, rivalry
from quotes.lexicon import plain, words

_NO_PERSON, _UNLISTED, _TOLD_ELSE = 0.3, 0.5, 0.4  # no list knows the names of Ikwo Tvarok
_MOST = 20  # people, and mentions of each, that are counted
_OCCUPATIONS = words("roles") - words("kin")
_OWNED = re.compile(r"(?:his|her|its|their|our|my)\b", re.IGNORECASE)
_ONCE = re.compile(r"(?:[A-Z]\w+[’']s|[Tt]he) (?:former|ex-|retired|outgoing|veteran|one-time|onetime)")


def resolve(mention: Mention, state: State) -> Resolution | None:
    role = definite_role(mention)
    if role is None or _OWNED.match(mention.text) or not _tells_of_somebody(mention, role):
        return None
    others = of_other_origin_or_age(role, state)
    beside = subject_beside(mention, state) if mention.prominence < 2 else None  # "Roe met the Acme chairman": not Roe
    ranked = [
        (value * _fits_what_is_told(role, entity, state), entity)
        for value, entity in state.salience.prominence(mention.sentence, gender_of_noun(role.head))
        if entity.name and entity.number not in others and entity is not beside
    ]
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] <= PRESENT:
        main = _whom_it_is_about(mention, role, state, others) if role.head.endswith("-old") else None
        return Resolution(main) if main is not None else None
    found = ranked[0][1]
    return Resolution(found, rivalry(ranked), tells_role=found is only_person_so_far(role, mention, state))


def _whom_it_is_about(mention: Mention, role: Role, state: State, others: set[int]) -> Entity | None:
    """ "Says the 29-year-old", where nobody has been named for long: the person named most often so far."""
    counts = [
        (sum(1 for name in entity.mentions[:_MOST] if name.start < mention.start and not name.quoted), entity)
        for entity in state.people.entities[:_MOST]
        if entity.kind == "person" and entity.number not in others and fits(entity, gender_of_noun(role.head))
    ]
    counts.sort(key=lambda pair: -pair[0])
    alone = len(counts) == 1 or (len(counts) > 1 and counts[0][0] > counts[1][0])
    return counts[0][1] if alone and counts[0][0] > 1 else None


def _fits_what_is_told(role: Role, entity: Entity, state: State) -> float:
    """How well the words fit somebody, 0 to 1: one who is told to be something else is less likely meant."""
    if role.head.endswith(("-old", "-footer")):
        if entity.kind is None and len(entity.keys) > 1:
            return _UNLISTED
        return 1.0 if entity.kind == "person" else _NO_PERSON
    told = {known.head for known in state.roles.get(entity.number, ()) if known.head in _OCCUPATIONS}
    if role.head.endswith(("-elect", "-designate")) and told:
        return _NO_PERSON  # "the president-elect" is no taxi driver
    return 1.0 if not told or role.head in told or not told.isdisjoint(offices(role.head)) else _TOLD_ELSE


def _tells_of_somebody(mention: Mention, role: Role) -> bool:
    """Whether the words tell enough to be said of somebody who was not called so before."""
    return (
        bool(role.limits & (words("places") | words("nationalities")))
        or _names_more_than_an_office(mention.text)
        or role.head.endswith(("-old", "-footer"))
        or any(limit.endswith("-old") for limit in role.limits)
        or role.head in words("epithets")
        or mention.text.endswith(("-elect", "-designate"))
        or _ONCE.match(mention.text) is not None
    )


def _names_more_than_an_office(described: str) -> bool:
    """“the Labour leader”; but “the Lieutenant Governor”, whom no article calls so for the first time by chance."""
    return any(word[:1].isupper() and plain(word) not in words("honorifics") for word in described.split()[1:])


SALIENT_PERSON = Resolver(
    name="salient-person",
    form="description",
    meaning="Words that tell somebody's origin, age or past mean the person spoken of most whom they fit.",
    reason="whoever is spoken of most here may be called so",
    resolve=resolve,
    examples=(
        ("Ana Roe, who is 44, met Tom Fox. “No,” ⟨the 44-year-old⟩ said.", "Ana Roe"),
        ("Ana Roe won. She met Tom Fox. “No,” ⟨the former champion⟩ said.", "Ana Roe"),
        ("Ana Roe won. She met Tom Fox. “No,” ⟨the plumber⟩ said.", None),
    ),
)
