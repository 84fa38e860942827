"""Which of several entities of one surname is meant: an ordered list of steps, the first that answers wins.

The title narrows the choice before any step is asked: "Ms Roe" is a woman, "Mayor Roe" is who was called mayor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.mentions import Mention
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience, rivalry
from quotes.lexicon import plain, words

_CLEARLY = 1.3  # so much more present than the next entity of the surname: it is this one
_SPOKEN_OF = 0.5  # as present as this somebody is spoken of here
# what counts for being the article's main entity of the surname
_NAMED, _MOST_NAMED, _NAMED_FIRST, _PRESENT = 2.0, 5, 6.0, 0.5

_OWNED = re.compile(r"(?:his|her|their)\b|.*[’']s?\b", re.IGNORECASE)
_WHOSE_TITLE_FITS = "of several who bear it, the one whose title fits"


@dataclass(frozen=True, slots=True)
class Choice:
    """A mention of a surname, `fitting` those of its entities whom the title fits, `present` those of them who are
    spoken of here, and `ranked` these with how present they are, the most present first, without the kin of others."""

    mention: Mention
    fitting: Sequence[Entity]
    present: Sequence[Entity]
    ranked: Sequence[tuple[float, Entity]]
    salience: Salience


@dataclass(frozen=True, slots=True)
class Step:
    """One way to tell which entity of a surname is meant: `reason` in words, and texts that end in a lone surname
    with the full name that the step gives it."""

    name: str
    reason: str
    find: Callable[[Choice], Entity | None]
    examples: tuple[tuple[str, str], ...]


def resolve_surname(mention: Mention, salience: Salience, roles: Mapping[int, Sequence[Role]]) -> Entity:
    """Which of the `choices` of a mention is meant, by the first step that answers."""
    fitting = whom_the_title_fits(mention)
    present = [entity for entity in fitting if salience.value(entity, mention.sentence) > _SPOKEN_OF]
    choice = Choice(mention, fitting, present, _ranked(mention, present, salience, roles), salience)
    for step in STEPS:
        entity = step.find(choice)
        if entity is not None:
            mention.why = _WHOSE_TITLE_FITS if len(fitting) == 1 else step.reason
            if step is not ONE_PRESENT:
                mention.rivalry = rivalry(choice.ranked)
            return entity
    raise AssertionError("the last step always answers: put no step behind it")


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


def _ranked(
    mention: Mention, present: Sequence[Entity], salience: Salience, roles: Mapping[int, Sequence[Role]]
) -> list[tuple[float, Entity]]:
    """How present each is, the most present first.

    Kin of another entity ("his wife, Ana Roe") are called by their given name: the surname alone is the other's.
    """
    kin = {entity.number for entity in present if any(map(_of_the_family, roles.get(entity.number, ())))}
    others = [entity for entity in present if entity.number not in kin] or present
    values = [(salience.value(entity, mention.sentence), entity) for entity in others]
    return sorted(values, key=lambda pair: (-pair[0], pair[1].number))


def _of_the_family(role: Role) -> bool:
    return role.head in words("kin") and _OWNED.match(role.text) is not None


def _the_one_present(choice: Choice) -> Entity | None:
    return choice.present[0] if len(choice.present) == 1 else None


def _who_has_just_acted(choice: Choice) -> Entity | None:
    if len(choice.ranked) < 2:
        return None
    (most, first), (second, _) = choice.ranked[:2]
    return first if most > _CLEARLY * second and choice.salience.has_just_acted(first, choice.mention) else None


def _the_main_one(choice: Choice) -> Entity:
    told = {e.number: [name.start for name in e.mentions if not name.quoted] for e in choice.fitting}
    first = min((start for starts in told.values() for start in starts), default=0)

    def weight(entity: Entity) -> float:
        mine = told[entity.number]
        named_first = min(mine, default=1 << 60) <= first
        present = choice.salience.value(entity, choice.mention.sentence)
        return _NAMED * min(len(mine), _MOST_NAMED) + _NAMED_FIRST * named_first + _PRESENT * present

    return max(choice.fitting, key=lambda entity: (weight(entity), -entity.number))


ONE_PRESENT = Step(
    "the-one-present",
    "of several who bear it, the one who is spoken of here",
    _the_one_present,
    (
        (
            "Ana Roe opened the bridge in March. It rained.\n\nThe town has 900 people. It has one school. It has"
            " a mill. It has a port.\n\nTom Roe sells boats on the quay. “Trade is slow,” said Roe.",
            "Tom Roe",
        ),
    ),
)
JUST_ACTED = Step(
    "just-acted",
    "of several who bear it, the one who has just acted",
    _who_has_just_acted,
    (("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Trade is slow,” said Roe.", "Tom Roe"),),
)
MAIN_ONE = Step(
    "the-main-one",
    "of several who bear it, the one the article is about",
    _the_main_one,
    (("Ana Roe and Tom Roe came. “Trade is slow,” said Roe.", "Ana Roe"),),
)
STEPS: tuple[Step, ...] = (ONE_PRESENT, JUST_ACTED, MAIN_ONE)
