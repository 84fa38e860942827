"""One pass in reading order that gives every mention its entity, by the first resolver of its form that answers."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from quotes.coreference.documents import Documents
from quotes.coreference.entities import Entity
from quotes.coreference.gender import gender_of_noun
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.kin import Kin
from quotes.coreference.mentions import Mention
from quotes.coreference.name_scanner import Name
from quotes.coreference.people import People
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.resolvers import RESOLVERS
from quotes.coreference.roles import Role, without_phrase
from quotes.coreference.salience import Salience
from quotes.coreference.salient_bodies import SalientBodies
from quotes.coreference.told_roles import told_roles

_BY_FORM = {form: tuple(one for one in RESOLVERS if one.form == form) for form in {one.form for one in RESOLVERS}}
# "the mayor" of "the mayor’s plan" is found as any description is
_BY_FORM["owner"] = _BY_FORM["description"]


def resolve(
    mentions: Sequence[Mention],
    names: Sequence[Name],
    people: People,
    roles: Mapping[int, MutableSequence[Role]],
    grammar: GrammaticalRoles,
) -> None:
    """Set every mention's entity; what descriptions tell of somebody is added to their roles."""
    salience = Salience()
    bodies = SalientBodies(people.entities, salience)
    figures: dict[str, Entity] = {}
    called: dict[str, Entity] = {}
    state = State(
        grammar=grammar,
        mentions=mentions,
        names=names,
        people=people,
        roles=roles,
        told=told_roles(grammar.unquoted, people, roles, mentions),
        salience=salience,
        kin=Kin(grammar.unquoted, names, people),
        bodies=bodies,
        documents=Documents(grammar.unquoted, grammar.words, people, mentions, names, bodies),
        figures=figures,
        called=called,
        crowd=people.unnamed("crowd"),
    )
    inferred: list[tuple[Entity, Role]] = []  # what subjects are called that were not told to be it
    for mention in mentions:
        if mention.form != "name" or mention.entity is None:
            told = _take(mention, state)
            if told is not None:
                inferred.append(told)
        entity = mention.entity
        if entity is None or (mention.form == "document" and entity.kind != "organization"):
            continue  # a person's book brings no she to mind
        if mention.role is not None and entity.unnamed == "figure":
            figures[mention.role.head] = entity
            called.pop(mention.role.head, None)
        elif mention.role is not None and _is_called_surely(mention, mention.role, entity):
            called[mention.role.head] = entity
        if mention.form == "pronoun":
            state.kin.observe(mention.start, entity)
        salience.observe(mention, entity)
    state.kin.name_partners(people)
    for entity, role in inferred:
        roles[entity.number].append(role)


def _is_called_surely(mention: Mention, role: Role, entity: Entity) -> bool:
    """Whether who is called "the skipper" here is meant by the next "the skipper": "the man" may be anybody."""
    described = mention.form == "description" and bool(entity.name) and entity.is_person
    return described and not mention.rivalry and gender_of_noun(role.head) is None


def resolution_of(mention: Mention, state: State) -> tuple[Resolver, Resolution] | None:
    """The first resolver of the mention's form that answers, with its answer."""
    for resolver in _BY_FORM[mention.form]:
        resolution = resolver.resolve(mention, state)
        if resolution is not None:
            return resolver, resolution
    return None


def _take(mention: Mention, state: State) -> tuple[Entity, Role] | None:
    """Write down whom a mention means, and why; the role that it tells of them from here on, if any."""
    answer = resolution_of(mention, state)
    if answer is None:
        mention.entity = None
        return None
    resolver, resolution = answer
    mention.entity, mention.rivalry = resolution.entity, resolution.rivalry
    if resolution.entity is None:
        return None
    mention.why = resolver.reason
    if mention.form == "name":
        state.people.settle(mention.name, resolution.entity)
    return (resolution.entity, without_phrase(mention.role)) if resolution.tells_role and mention.role else None
