"""What a resolver is: a name, a meaning, a reason, a `resolve`, and examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quotes.coreference.documents import Documents
from quotes.coreference.entities import Entity
from quotes.coreference.grammatical_role import GrammaticalRoles
from quotes.coreference.kin import Kin
from quotes.coreference.mentions import Mention
from quotes.coreference.name import Name
from quotes.coreference.people import People
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience
from quotes.coreference.salient_bodies import SalientBodies
from quotes.coreference.told_roles import ToldRoles


@dataclass(frozen=True, slots=True)
class State:
    """All that a resolver may look at: the article, and what the mentions before this one have told.

    `salience`, `kin`, `bodies`, `documents`, `figures` and `called` are live views: the pass of `resolve` brings them
    up to date after each mention, and no resolver does. By a noun for a person, `figures` has whoever was last called
    so and is named nowhere, `called` whoever has a name and was surely meant.
    """

    grammar: GrammaticalRoles
    mentions: Sequence[Mention]
    names: Sequence[Name]
    people: People
    roles: Mapping[int, Sequence[Role]]
    told: ToldRoles
    salience: Salience
    kin: Kin
    bodies: SalientBodies
    documents: Documents
    figures: Mapping[str, Entity]
    called: Mapping[str, Entity]
    crowd: Entity  # "protesters", "officials": many, and unnamed

    @property
    def unquoted(self) -> str:
        """The article's text outside quoted speech, every character in its place."""
        return self.grammar.unquoted


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolver's answer: whom a mention means. None: nobody, and no resolver after this one is asked.

    `rivalry` tells how near the next candidate came, 0 to 1; None: none was weighed. `tells_role`: what the mention
    calls them may be said of them from here on.
    """

    entity: Entity | None
    rivalry: float | None = None
    tells_role: bool = False


NOBODY = Resolution(None)


@dataclass(frozen=True, slots=True)
class Resolver:
    """One way to tell whom the mentions of a form mean.

    `reason` says in words why the mention is theirs, as `quotes explain` gives it. `examples` are texts with the
    mention between ⟨ and ⟩, each with the name that this resolver leads to; None: nobody who is named.
    """

    name: str
    form: str  # of the mentions that it is asked of: "name", "description", "document" or "pronoun"
    meaning: str
    reason: str
    resolve: Callable[[Mention, State], Resolution | None]
    examples: tuple[tuple[str, str | None], ...]
