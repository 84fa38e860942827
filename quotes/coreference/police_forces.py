"""The one police force that an article names, which "police said" means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes.coreference.entities import Entity

# here: forms of one word, of use here alone
_POLICE = frozenset(("police", "the police"))
_ELSEWHERE = re.compile(r" (?:in|of|from|at|across|officers?|sources?|forces)\b")
# here: what a force's name may end with behind "police"; a Police Federation is none
_PARTS = frozenset(("department", "dept", "service", "force", "bureau"))


def force_meant(low: str, following: str, entities: Iterable[Entity]) -> Entity | None:
    """The force that a mention means, None where its words are others or the article names no force or several.

    `low` is the mention in lower case, `following` what stands behind it: "police in Leeds" may be others.
    """
    if low not in _POLICE or _ELSEWHERE.match(following) is not None:
        return None
    forces = [one for one in entities if one.mentions and one.kind == "organization" and _is_force(one.keys)]
    return forces[0] if len(forces) == 1 else None


def _is_force(keys: tuple[str, ...]) -> bool:
    if len(keys) < 2:
        return False
    return keys[-1] in ("police", "constabulary") or (len(keys) > 2 and keys[-2] == "police" and keys[-1] in _PARTS)
