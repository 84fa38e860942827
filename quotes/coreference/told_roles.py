"""What an article tells of its people before any description of them is resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from operator import itemgetter

from quotes.coreference.elections import winners
from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.on_trial import DEFENDANT, in_court, on_trial
from quotes.coreference.people import People
from quotes.coreference.roles import Role, practice_of

_MOST_OF_A_HEAD = 50  # a list of senators must not be walked for each "the senator"


@dataclass(frozen=True, slots=True)
class ToldRoles:
    """The people of one article by what it tells of them; numbers are those of entities.

    `by_head` has the roles with a head noun and whose they are; `ages` the "36-year-old" of each; `origins` their
    countries; `first_named` the two persons named first, with where.
    """

    by_head: Mapping[str, Sequence[tuple[Entity, Role]]]
    ages: Mapping[int, str]
    origins: Mapping[int, frozenset[str]]
    first_named: Sequence[tuple[int, Entity]]


def told_roles(
    unquoted: str, people: People, roles: Mapping[int, Sequence[Role]], mentions: Sequence[Mention]
) -> ToldRoles:
    """What the roles beside names tell of the people of an article."""
    by_head: dict[str, list[tuple[Entity, Role]]] = defaultdict(list)
    for entity in people.entities:
        if entity.names and entity.is_person:
            for role in roles.get(entity.number, ()):
                for head in (role.head, *sorted(practice_of(role))):
                    if len(by_head[head]) < _MOST_OF_A_HEAD:
                        by_head[head].append((entity, replace(role, head=head)))
    befell = [(entity, DEFENDANT) for entity in on_trial(unquoted, people.entities)]
    for entity, head in (*befell, *in_court(unquoted, people.entities), *winners(unquoted, people.entities)):
        by_head[head].append((entity, Role(head, head, frozenset(), entity.mentions[0].start)))
    mentioned = {m.entity.number for m in mentions if m.form == "name" and m.entity is not None}
    # a third person's first name changes nothing: a page of names must not be walked for each description
    named = [
        (min(name.start for name in e.mentions), e)
        for e in people.entities
        if e.kind == "person" and e.mentions and e.number in mentioned
    ]
    return ToldRoles(
        by_head=dict(by_head),
        ages={number: role.head for number, known in roles.items() for role in known if role.head.endswith("-old")},
        origins={e.number: e.origins for e in people.entities if e.origins and e.mentions},
        first_named=nsmallest(2, named, key=itemgetter(0)),
    )
