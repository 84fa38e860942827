"""The body that is called after whoever a pronoun means: `her campaign said`, `his office said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import NOBODY, Resolution, Resolver, State


def resolve(mention: Mention, state: State) -> Resolution | None:
    if mention.role is not None or not mention.noun:
        return None
    for other in reversed(state.mentions[max(0, mention.index - 2) : mention.index]):
        owner = other.entity
        owns = other.form == "pronoun" and other.start == mention.start
        if owns and owner is not None and owner.name and owner.kind == "person" and owner.mentions:
            return Resolution(state.people.organizations.eponymous(owner, mention.noun, owner.mentions[-1]))
    return NOBODY


OWNED_BODY = Resolver(
    name="owned-body",
    form="description",
    meaning="The campaign, office or foundation of whoever the pronoun means is called after them.",
    reason="the body of whoever the pronoun means",
    resolve=resolve,
    examples=(
        ("Ana Roe won the vote. “We are glad,” ⟨her campaign⟩ said.", "Roe campaign"),
        ("The vote is over. “We are glad,” ⟨her campaign⟩ said.", None),
    ),
)
