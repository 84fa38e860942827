"""A description that opens an article, and the bare family name that it foretells: "The Chilean president met
miners. “We will stay,” Reyes said."
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, MutableSequence, Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.people import People
from quotes.coreference.roles import Role, without_phrase
from quotes.coreference.spokespeople import SPOKESPEOPLE
from quotes.lexicon import words

_OPENING = 2  # sentences
_SOON = 500  # characters from the words for somebody to their name
# here: bystanders of whom a story has one
_ONE_OF_A_STORY = frozenset(("judge", "coach", "manager", "referee", "sheriff"))
_SPEAKS = re.compile(r" (?:said|told|says|tells|added|wrote|warned|asked|announced|explained)\b")
_SPOKEN = re.compile(r"\b(?:said|says|added) $")
_PLACED = re.compile(r"\b(?:of|from|in|at|near|to|for|by|with|outside) $")  # "the doctor from Leeds said"
_ANNOUNCES = re.compile(r"[^,.;\n]{0,50}? (?:said|announced|warned|told)\b")


def resolve_cataphora(
    unquoted: str, mentions: Sequence[Mention], people: People, roles: Mapping[int, MutableSequence[Role]]
) -> None:
    """Give the one unnamed person who opens the article to the one bare name that speaks afterwards, or to the full
    name that opens the next sentence.

    `unquoted` is the article's text outside quoted speech; nothing is done where there are two of either.
    """
    opening = [mention for mention in mentions if mention.sentence < _OPENING and _is_of_a_figure(mention)]
    spoken_of = [m for m in opening if m.prominence > 1 or _ANNOUNCES.match(unquoted, m.end) is not None]
    entity = (
        _bare_speaker(unquoted, mentions, people, roles, spoken_of)
        or _next_subject(mentions, opening)
        or _next_to_speak(unquoted, mentions, roles, spoken_of)
    )
    figure = (spoken_of or opening)[0].entity if opening else None
    if entity is None or figure is None or (entity.gender and figure.gender not in (None, entity.gender)):
        return
    opening = [mention for mention in opening if mention.entity is figure]
    entity.kind = "person"
    for mention in mentions:
        if mention.entity is figure:
            mention.entity = entity
            mention.why = "the opening tells of them before it names them"
    roles[entity.number].extend(without_phrase(mention.role) for mention in opening if mention.role is not None)


def resolve_introduced_next(mentions: Sequence[Mention], people: People, roles: Mapping[int, Sequence[Role]]) -> None:
    """Give "a judge", whom no name names, to the one judge of the article, if the next sentences name them."""
    by_head: dict[str, list[Entity]] = defaultdict(list)
    for entity in people.entities:
        if entity.is_person and entity.mentions:
            for head in sorted({role.head for role in roles[entity.number]}):
                by_head[head].append(entity)
    found: dict[int, Entity | None] = {}
    for mention in mentions:
        figure, role = mention.entity, mention.role
        if figure is None or figure.unnamed != "figure" or role is None or role.plural or figure.number in found:
            continue
        known = by_head[role.head] if len(by_head[role.head]) == 1 and not _is_passing(mention, role) else []
        found[figure.number] = next((e for e in known if _is_named_soon(mention, e, figure)), None)
    for mention in mentions:
        named = found.get(mention.entity.number) if mention.entity is not None else None
        if named is not None:
            mention.entity, mention.why = named, "the next sentences name the only one who is that"


def _is_of_a_figure(mention: Mention) -> bool:
    """Whether a definite description has nobody's name: "the Chilean president"."""
    role, figure = mention.role, mention.entity
    definite = mention.form == "description" and role is not None and role.definite
    return definite and figure is not None and figure.unnamed == "figure"


def _is_passing(mention: Mention, role: Role) -> bool:
    """Whether the words tell of somebody whom the story soon leaves: a passer-by, a spokesman, an object."""
    passing = role.head in words("bystanders") and role.head not in _ONE_OF_A_STORY
    return mention.prominence < 2 or passing or role.head in SPOKESPEOPLE or role.head.endswith("-old")


def _is_named_soon(mention: Mention, entity: Entity, figure: Entity) -> bool:
    first = min(entity.mentions, key=lambda name: name.start)
    agrees = figure.gender is None or entity.gender in (figure.gender, None)
    return agrees and len(first.parts) > 1 and 0 < first.start - mention.end < _SOON


def _bare_speaker(
    unquoted: str,
    mentions: Sequence[Mention],
    people: People,
    roles: Mapping[int, Sequence[Role]],
    opening: Sequence[Mention],
) -> Entity | None:
    """The one bare name that speaks, after an opening that tells of one figure."""
    speakers = [entity for entity in people.entities if _is_bare(entity, roles) and _speaks(unquoted, entity)]
    if len(speakers) != 1 or len({mention.entity.number for mention in opening if mention.entity is not None}) != 1:
        return None
    (entity,) = speakers
    first = min(name.start for name in entity.mentions)
    return None if first < opening[0].start or _is_named_first(mentions, first, entity) else entity


def _next_subject(mentions: Sequence[Mention], opening: Sequence[Mention]) -> Entity | None:
    """The one person of the article, whose full name opens the sentence after the figure's."""
    named = [m for m in mentions if m.form == "name" and m.name is not None and m.entity is not None]
    persons = {m.entity.number for m in named if m.entity is not None and m.entity.kind == "person"}
    figures = {m.entity.number for m in opening if m.entity is not None}
    if len(figures) != 1 or len(persons) > 1:
        return None
    for mention in named:
        name, entity = mention.name, mention.entity
        if name is not None and len(name.parts) > 1 and mention.sentence == opening[0].sentence + 1:
            person = entity is not None and entity.kind in ("person", None)
            return entity if person and mention.prominence == 3 and name.sentence_initial else None
    return None


def _next_to_speak(
    unquoted: str, mentions: Sequence[Mention], roles: Mapping[int, Sequence[Role]], opening: Sequence[Mention]
) -> Entity | None:
    """ "The education minister announced a ban. Ana Roe said it was time. “It is,” the minister said.": whoever is the
    first to be named opens the next sentence and speaks, told to be nothing else."""
    named = next((one for one in mentions if one.form == "name" and one.entity and one.entity.kind == "person"), None)
    if named is None or named.entity is None or len({id(one.entity) for one in opening}) != 1:
        return None
    office = opening[0]
    if office.role is None or office.role.head in words("bystanders") or roles[named.entity.number]:
        return None
    again = any(one.entity is office.entity and one.start > named.start for one in mentions)
    speaks = again and _opens_next(named, office) and _SPEAKS.match(unquoted, named.end) is not None
    return named.entity if speaks else None


def _opens_next(named: Mention, before: Mention) -> bool:
    """Whether a full name opens the sentence after another mention's."""
    name = named.name
    follows = named.sentence == before.sentence + 1
    return follows and name is not None and len(name.parts) > 1 and name.sentence_initial


def _is_bare(entity: Entity, roles: Mapping[int, Sequence[Role]]) -> bool:
    one_word = bool(entity.mentions) and all(len(name.parts) == 1 for name in entity.mentions)
    return one_word and entity.kind in ("person", None) and not any(" " in role.text for role in roles[entity.number])


def _speaks(unquoted: str, entity: Entity) -> bool:
    return any(
        (
            _SPEAKS.match(unquoted, name.end) is not None
            and not _PLACED.search(unquoted, max(0, name.start - 9), name.start)
        )
        or _SPOKEN.search(unquoted, max(0, name.start - 8), name.start) is not None
        for name in entity.mentions
    )


def _is_named_first(mentions: Sequence[Mention], until: int, entity: Entity) -> bool:
    """Whether somebody with a full name is what the article is about before the bare name comes."""
    by_number: dict[int, int] = defaultdict(int)
    for mention in mentions:
        person = mention.entity
        if mention.form == "name" and mention.start < until and person is not None and person is not entity:
            by_number[person.number] = max(
                by_number[person.number], mention.prominence if person.kind == "person" else 0
            )
    return any(prominence > 2 for prominence in by_number.values())
