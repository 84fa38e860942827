"""One pass in reading order that gives every mention its bearer."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from quotes.coreference.antecedents import Ahead, choose, meant
from quotes.coreference.descriptions import Descriptions
from quotes.coreference.grammatical_role import Standing
from quotes.coreference.mentions import Mention
from quotes.coreference.people import People
from quotes.coreference.roles import Role
from quotes.coreference.salience import Mind


def resolve(
    mentions: Sequence[Mention], people: People, roles: Mapping[int, MutableSequence[Role]], standing: Standing
) -> None:
    """Set every mention's entity; what descriptions tell of somebody is added to their roles."""
    mind = Mind()
    ahead = Ahead(mentions, standing)
    descriptions = Descriptions(people, roles, mind, ahead)
    for index, mention in enumerate(mentions):
        if mention.form == "name":
            if mention.entity is None:
                mention.entity = choose(mention, mind, roles)
                people.settle(mention.name, mention.entity)
        elif mention.form == "description":
            mention.entity = descriptions.meant(mention, index)
        else:
            mention.entity = meant(mention, index, mind, ahead)
        if mention.entity is not None:
            mind.hear(mention, mention.entity)
    for entity, role in descriptions.said_of:
        roles[entity.number].append(role)
