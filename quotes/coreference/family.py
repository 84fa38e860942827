"""Which of a family is meant: whose family name a word is, Jr. and Sr., "the elder Roe"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.name import Name
from quotes.coreference.roles import Role
from quotes.lexicon import sections
from quotes.names.name_parts import suffix_of

_ELDER = re.compile(r"\b(?:the|his|her|their) (?:(?P<old>elder|older|senior)|younger|junior) $", re.IGNORECASE)
_UNTOLD = 45  # years
_YOUNG = ("child", "grandchild", "niece_or_nephew")
_OLD = ("parent", "grandparent", "aunt_or_uncle")


def generation_of(entity: Entity) -> str:
    """The Jr. or Sr. of somebody's names, "" where none has any."""
    return next((told for name in entity.mentions if (told := suffix_of(name.parts))), "")


def of_the_family(
    unquoted: str, name: Name, choices: Sequence[Entity], roles: Mapping[int, Sequence[Role]]
) -> Entity | None:
    """Which of several who bear a family name is meant by "Roe Sr." or "the elder Roe"; None where nothing tells."""
    if mine := suffix_of(name.parts):
        found = [entity for entity in choices if generation_of(entity) == mine]
        return found[0] if len(found) == 1 else None
    said = _ELDER.search(unquoted, max(0, name.start - 24), name.start)
    if said is None:
        return None
    years = {entity.number: _years(entity, roles.get(entity.number, ())) for entity in choices}
    told = [entity for entity in choices if years[entity.number] != _UNTOLD]
    ranked = sorted(told if len(told) > 1 else choices, key=lambda entity: (years[entity.number], entity.number))
    if len(ranked) < 2 or years[ranked[0].number] == years[ranked[-1].number]:
        return None
    return ranked[-1] if said["old"] else ranked[0]


def _years(entity: Entity, roles: Sequence[Role]) -> int:
    """How old somebody is, in years where the article tells them; else old or young as their roles and Jr. say."""
    for role in roles:
        if role.head.endswith("-year-old") and role.head[: -len("-year-old")].isdigit():
            return int(role.head[: -len("-year-old")])
    if (told := generation_of(entity)) in ("jr", "sr"):
        return 60 if told == "sr" else 30
    for relations, years in ((_YOUNG, 30), (_OLD, 60)):
        kin = frozenset().union(*(sections("kin_relations")[relation] for relation in relations))
        if any(role.head in kin for role in roles):
            return years
    return _UNTOLD
