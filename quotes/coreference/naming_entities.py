"""What an entity is called where it speaks: by which name, and as what."""

from __future__ import annotations

from quotes.coreference.entities import Entity
from quotes.lexicon import words
from quotes.models import Person, PersonType


def with_a_name(entity: Entity | None) -> Entity | None:
    """The entity whose name is given for it: its own, or that of the body it speaks for."""
    if entity is None or entity.name:
        return entity
    return entity.speaks_for if entity.speaks_for is not None and entity.speaks_for.name else None


def is_common(entity: Entity) -> bool:
    """Whether an organisation is called by a common noun alone: "the Court", "the Council"."""
    return len(entity.keys) == 1 and entity.keys[0] in words("organisation_nouns") and not entity.name.isupper()


def person_type(entity: Entity) -> PersonType:
    return "organization" if entity.kind in ("organization", "place") else "person"


def as_person(entity: Entity) -> Person:
    """The entity as what linking compares across articles."""
    roles = tuple(dict.fromkeys(role for role, _ in entity.roles))
    return Person(entity.name, person_type(entity), tuple(entity.names), roles, tuple(entity.also.values()))
