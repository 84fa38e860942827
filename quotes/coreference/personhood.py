"""Whether the entity of a name is a person, weighed by what the article does with the name.

"Victoria Street" begins as a woman's name does, and "Ruta Alksne" as nothing that a list knows: who speaks, is so and
so old, bears a title or a surname that is used alone is a person; what bears an article and ends as streets do is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.name_scanner import Name
from quotes.coreference.roles import Role
from quotes.lexicon import plain, words
from quotes.names.name_parts import keys_of

LEAST = 2.0  # so much evidence makes one a person, so much against it a place

_SPEAKS = re.compile(
    r"(?:, (?:who|whose)\b|,? (?:\w+ly )?(?:said|says|told|tells|added|adds|wrote|writes|asked|replied|recalled"
    r"|explained|insisted|joked|laughed|warned|argued|admitted|thinks|thought|believes|believed|wants|wanted)\b)"
)
_SPOKEN = re.compile(r"\b(?:said|says|told|adds|added|asked|replied|asks|recalled|explained|according to) (?:\w+ )?$")
_AGED = re.compile(r",? \(?(?:aged )?\d{1,3}\)?[,.; )]")
_PLACED = re.compile(
    r"\b(?:on|in|at|near|beside|outside|across|along|around|behind|through|past|inside|off)(?: the)? $"
)
_MANY = re.compile(r" (?:have|are|were)(?: \w+ly)? (?!(?:I|we|you|they)\b)")
_ALONE = re.compile(r"[,.;:!?)\n]|$| (?:and|or|in|on|at|is|was|to|for|with)\b")
_ANIMAL = re.compile(r",? (?:(?:his|her|their|the|a|an|my|our) )((?:[a-z-]+ ){0,2}[a-z]+)\b")


def weigh_persons(unquoted: str, entities: Iterable[Entity], roles: Mapping[int, Sequence[Role]]) -> None:
    """Settle the kind of those whose name alone does not tell it; `unquoted` is the text outside quoted speech."""
    for entity in entities:
        if entity.kind not in ("person", None) or not entity.mentions:
            continue
        told = [name for name in entity.mentions if not name.quoted and not name.headline]
        if entity.kind is None and any(_is_many(unquoted, name) for name in told):
            entity.kind = "organization"
            continue
        weight = sum(_said_of(unquoted, name) for name in told)
        weight += _of_the_name(entity, told, roles.get(entity.number, ()))
        if weight <= -LEAST:
            entity.kind = "place"
        elif weight >= LEAST and len(entity.keys) > 1:
            entity.kind = "person"


def _is_many(unquoted: str, name: Name) -> bool:
    """ "Big Machine have denied it": a body, where one person has; not the second of two people."""
    before = unquoted[max(0, name.start - 6) : name.start]
    return _MANY.match(unquoted, name.end) is not None and not before.endswith((" and ", " or ", "& "))


def _said_of(unquoted: str, name: Name) -> float:
    """What the words around one mention say for a person, and against one."""
    before = unquoted[max(0, name.start - 30) : name.start]
    weight = 0.0
    if name.title and any(plain(word) in words("honorifics") for word in name.title.split()):
        weight += 3.0
    if _SPEAKS.match(unquoted, name.end) is not None or _SPOKEN.search(before) is not None:
        weight += 4.0
    if _AGED.match(unquoted, name.end) is not None:
        weight += 3.0
    if (before.endswith(" the ") or before == "The ") and len(name.parts) > 1:
        weight -= 2.0 if _ALONE.match(unquoted, name.end) is not None else 1.0  # not "the Ana Roe campaign"
    if _PLACED.search(before) is not None:
        weight -= 0.5
    kept = _ANIMAL.match(unquoted, name.end)
    if kept is not None and not words("animals").isdisjoint(kept.group(1).split()):
        weight -= 4.0
    return weight


def _of_the_name(entity: Entity, told: Sequence[Name], roles: Iterable[Role]) -> float:
    """What the name itself, its other spellings and its entity's roles say for a person."""
    weight = 0.0
    if any(role.head in words("roles") for role in roles):
        weight += 2.0
    keys = {keys_of(name.parts) for name in told}
    if len(entity.keys) > 1:
        last = {plain(name.parts[-1]) for name in told if len(name.parts) > 1}
        if any((entity.keys[-1],) == alone for alone in keys):
            weight += 3.0
        if last & words("landmark_words"):
            weight -= 1.5 if last & words("landmark_surnames") else 2.5
    return weight
