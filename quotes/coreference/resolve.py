"""One pass in reading order that gives every mention its entity."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from quotes.coreference.antecedents import CataphoricAntecedents, resolve_elder, resolve_pronoun
from quotes.coreference.bodies_in_mind import BodiesInMind
from quotes.coreference.descriptions import Descriptions
from quotes.coreference.documents import Documents
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.kin import Kin
from quotes.coreference.mentions import Mention
from quotes.coreference.names import Name
from quotes.coreference.people import People
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience
from quotes.coreference.surname_choice import resolve_surname


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
    kin = Kin(grammar.view, names, people)
    bodies = BodiesInMind(people.entities, salience)
    descriptions = Descriptions(grammar.view, mentions, names, people, roles, salience, ahead, kin, bodies)
    documents = Documents(grammar.view, people, mentions, names, bodies)
    for index, mention in enumerate(mentions):
        if mention.form == "name":
            if mention.entity is None:
                elder = resolve_elder(grammar.view, mention, roles)
                mention.entity = elder or resolve_surname(mention, salience, roles)
                people.settle(mention.name, mention.entity)
        elif mention.form == "description":
            mention.entity = descriptions.resolve(mention, index)
        elif mention.form == "document":
            mention.entity = documents.issuer(mention, index)
            if mention.entity is None or mention.entity.kind != "organization":
                continue  # a person's book brings no she to mind
        else:
            mention.entity = resolve_pronoun(mention, index, salience, ahead, documents)
            if mention.entity is not None:
                kin.hear(mention.start, mention.entity)
        if mention.entity is not None:
            salience.observe(mention, mention.entity)
    for entity, role in descriptions.inferred_roles:
        roles[entity.number].append(role)
