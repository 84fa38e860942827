"""A description that opens an article, and the bare family name that it foretells: "The Chilean president met
miners. “We will stay,” Reyes said."
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import replace

from quotes.coreference.bearers import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.people import People
from quotes.coreference.roles import Role

_OPENING = 2  # sentences
_SPEAKS = re.compile(r" (?:said|told|says|tells|added|wrote|warned|asked|announced|explained)\b")
_SPOKEN = re.compile(r"\b(?:said|says|added) $")
_PLACED = re.compile(r"\b(?:of|from|in|at|near|to|for|by|with|outside) $")  # "the doctor from Leeds said"
_ANNOUNCES = re.compile(r"[^,.;\n]{0,50}? (?:said|announced|warned|told)\b")
_UNNAMED = range(1_000_000, 2_000_000)


def name_the_foretold(
    view: str, mentions: Sequence[Mention], people: People, roles: Mapping[int, MutableSequence[Role]]
) -> None:
    """Give the one unnamed person who opens the article to the one bare name that speaks afterwards.

    `view` is the article's text outside quoted speech; nothing is done where there are two of either.
    """
    opening = [
        mention
        for mention in mentions
        if mention.form == "description"
        and mention.sentence < _OPENING
        and (mention.rank > 1 or _ANNOUNCES.match(view, mention.end) is not None)
        and mention.role is not None
        and mention.role.definite
        and mention.entity is not None
        and mention.entity.number in _UNNAMED
    ]
    figures = {mention.entity.number for mention in opening if mention.entity is not None}
    speakers = [entity for entity in people.entities if _is_bare(entity, roles) and _speaks(view, entity)]
    if len(figures) != 1 or len(speakers) != 1:
        return
    (bearer,), first = speakers, opening[0]
    figure = first.entity
    if figure is None or (bearer.gender and figure.gender not in (None, bearer.gender)):
        return
    if min(name.start for name in bearer.mentions) < first.start or _is_named_first(mentions, first, bearer):
        return
    bearer.kind = "person"
    for mention in mentions:
        if mention.entity is figure:
            mention.entity = bearer
    # where the description ends is known, what follows goes on with the sentence
    roles[bearer.number].extend(replace(mention.role, phrase="") for mention in opening if mention.role is not None)


def _is_bare(entity: Entity, roles: Mapping[int, Sequence[Role]]) -> bool:
    one_word = bool(entity.mentions) and all(len(name.parts) == 1 for name in entity.mentions)
    return one_word and entity.kind in ("person", None) and not any(" " in role.text for role in roles[entity.number])


def _speaks(view: str, entity: Entity) -> bool:
    return any(
        _SPEAKS.match(view, name.end) is not None
        or _SPOKEN.search(view, max(0, name.start - 8), name.start) is not None
        for name in entity.mentions
    )


def _is_named_first(mentions: Sequence[Mention], first: Mention, bearer: Entity) -> bool:
    """Whether somebody with a full name is what the article is about before the bare name comes."""
    until = min(name.start for name in bearer.mentions)
    by_number: dict[int, int] = defaultdict(int)
    for mention in mentions:
        person = mention.entity
        if mention.form == "name" and mention.start < until and person is not None and person is not bearer:
            by_number[person.number] = max(by_number[person.number], mention.rank if person.kind == "person" else 0)
    return any(rank > 2 for rank in by_number.values())
