"""One pass in reading order that gives every mention its entity."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from quotes.coreference.antecedents import CataphoricAntecedents
from quotes.coreference.descriptions import Descriptions
from quotes.coreference.documents import Documents
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.kin import Kin
from quotes.coreference.mentions import Mention
from quotes.coreference.name_scanner import Name
from quotes.coreference.people import People
from quotes.coreference.resolvers import State, entity_of
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience
from quotes.coreference.salient_bodies import SalientBodies


def resolve(
    mentions: Sequence[Mention],
    names: Sequence[Name],
    people: People,
    roles: Mapping[int, MutableSequence[Role]],
    grammar: GrammaticalRoles,
) -> None:
    """Set every mention's entity; what descriptions tell of somebody is added to their roles."""
    salience = Salience()
    ahead = CataphoricAntecedents(mentions, grammar)
    kin = Kin(grammar.unquoted, names, people)
    bodies = SalientBodies(people.entities, salience)
    descriptions = Descriptions(grammar.unquoted, mentions, names, people, roles, salience, ahead, kin, bodies)
    documents = Documents(grammar.unquoted, people, mentions, names, bodies)
    state = State(grammar.unquoted, roles, salience, ahead, descriptions, documents)
    for index, mention in enumerate(mentions):
        known = mention.form == "name" and mention.entity is not None
        if not known:
            mention.entity = entity_of(mention, index, state)
        if mention.form == "name" and not known:
            people.settle(mention.name, mention.entity)
        if mention.entity is None or (mention.form == "document" and mention.entity.kind != "organization"):
            continue  # a person's book brings no she to mind
        if mention.form == "pronoun":
            kin.observe(mention.start, mention.entity)
        salience.observe(mention, mention.entity)
    for entity, role in descriptions.inferred_roles:
        roles[entity.number].append(role)
