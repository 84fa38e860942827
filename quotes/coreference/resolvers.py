"""Who a mention is: the resolvers in order; the first of a mention's form that answers wins.

A name that is one entity's alone needs none. What each resolver weighs inside is its own module's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quotes.coreference.antecedents import CataphoricAntecedents, resolve_elder, resolve_pronoun
from quotes.coreference.descriptions import Descriptions
from quotes.coreference.documents import Documents
from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.roles import Role
from quotes.coreference.salience import Salience
from quotes.coreference.surname_choice import resolve_surname


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the article where a mention is met: all that came before, and where names stand ahead."""

    unquoted: str
    roles: Mapping[int, Sequence[Role]]
    salience: Salience
    ahead: CataphoricAntecedents
    descriptions: Descriptions
    documents: Documents


@dataclass(frozen=True, slots=True)
class Resolver:
    """One way to tell whom mentions of a form mean, given the mention, its number and the state.

    `examples` are texts with the mention between ⟨ and ⟩, each with the name; None: nobody who is named.
    """

    name: str
    form: str  # of the mentions that it is asked of: "name", "description", "document" or "pronoun"
    meaning: str
    resolve: Callable[[Mention, int, State], Entity | None]
    examples: tuple[tuple[str, str | None], ...]


ELDER = Resolver(
    "elder-or-younger",
    "name",
    "Of several of a family name, the father or the son of whom the article tells.",
    lambda mention, index, state: resolve_elder(state.unquoted, mention, state.roles),
    (("Tom Roe Sr. founded it. His son, Ben Roe Jr., runs it. “No,” ⟨Roe Jr.⟩ said.", "Ben Roe Jr."),),
)
SURNAME = Resolver(
    "surname",
    "name",
    "Of several of a family name, the one whose title fits, who has just acted, or whom the article is about.",
    lambda mention, index, state: resolve_surname(mention, state.salience, state.roles),
    (
        ("Ana Roe and Tom Roe came. “No,” ⟨Mr. Roe⟩ said.", "Tom Roe"),
        ("Ana Roe and Tom Roe came. “No,” ⟨Ms. Roe⟩ said.", "Ana Roe"),
    ),
)
DESCRIPTION = Resolver(
    "description",
    "description",
    "Words for somebody mean whoever the article calls so, else whoever is spoken of and may be.",
    lambda mention, index, state: state.descriptions.resolve(mention, index),
    (
        ("Ana Roe, the mayor, met Tom Fox. “No,” ⟨the mayor⟩ said.", "Ana Roe"),
        ("Ana Roe met Tom Fox. “No,” ⟨a baker⟩ said.", None),
    ),
)
DOCUMENT = Resolver(
    "document",
    "document",
    "A document speaks for whoever issued it.",
    lambda mention, index, state: state.documents.issuer(mention, index),
    (("The Wexham Institute issued a report on Monday. “It is late,” ⟨the report⟩ said.", "Wexham Institute"),),
)
PRONOUN = Resolver(
    "pronoun",
    "pronoun",
    "A pronoun means the person or body it fits who is spoken of most, else the one named next.",
    lambda mention, index, state: resolve_pronoun(mention, index, state.salience, state.ahead, state.documents),
    (
        ("Ana Roe met Tom Fox. “No,” ⟨she⟩ said.", "Ana Roe"),
        ("Ana Roe met Tom Fox. “No,” ⟨he⟩ said.", "Tom Fox"),
    ),
)
RESOLVERS: tuple[Resolver, ...] = (ELDER, SURNAME, DESCRIPTION, DOCUMENT, PRONOUN)


def entity_of(mention: Mention, index: int, state: State) -> Entity | None:
    """The entity of a mention by the first resolver of its form that answers."""
    found = (one.resolve(mention, index, state) for one in RESOLVERS if one.form == mention.form)
    return next((entity for entity in found if entity is not None), None)
