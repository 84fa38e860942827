"""What the resolvers of a shared surname have in common: whom the title fits, who is spoken of here, the kin of others.

The title narrows the choice before any of them is asked: "Ms Roe" is a woman, "Mayor Roe" is who was called mayor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import State
from quotes.coreference.roles import Role
from quotes.lexicon import plain, words

_SPOKEN_OF = 0.5  # as present as this somebody is spoken of here
_OWNED = re.compile(r"(?:his|her|their)\b|.*[’']s?\b", re.IGNORECASE)


def whom_the_title_fits(mention: Mention) -> list[Entity]:
    """The entities of a mention's surname of the gender that its title tells, and of those the ones who hold the
    office; all of them where the title fits none."""
    choices = list(mention.choices)
    titles = mention.name.title.split() if mention.name is not None else []
    if not titles:
        return choices
    gender = next((g for g in map(gender_of_noun, titles) if g), None)
    choices = [entity for entity in choices if gender is None or entity.gender in (gender, None)] or choices
    office = plain(titles[-1])
    holders = [e for e in choices if any(plain(n.title).endswith(office) for n in e.mentions if n.title)]
    called_so = [e for e in choices if any(n.title and len(n.parts) == 1 for n in e.mentions)]
    return holders or called_so or choices


def present_of(fitting: Sequence[Entity], mention: Mention, state: State) -> list[Entity]:
    """Those of them who are spoken of where the mention stands."""
    return [entity for entity in fitting if state.salience.value(entity, mention.sentence) > _SPOKEN_OF]


def ranked(present: Sequence[Entity], mention: Mention, state: State) -> list[tuple[float, Entity]]:
    """How present each is, the most present first.

    Kin of another entity ("his wife, Ana Roe") are called by their given name: the surname alone is the other's.
    """
    kin = {entity.number for entity in present if any(map(_of_the_family, state.roles.get(entity.number, ())))}
    others = [entity for entity in present if entity.number not in kin] or present
    values = [(state.salience.value(entity, mention.sentence), entity) for entity in others]
    return sorted(values, key=lambda pair: (-pair[0], pair[1].number))


def _of_the_family(role: Role) -> bool:
    return role.head in words("kin") and _OWNED.match(role.text) is not None
