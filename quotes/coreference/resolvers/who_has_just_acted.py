"""The bearer of a surname who is the subject of the sentence before, and clearly more present than the others."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import rivalry
from quotes.coreference.surname_choice import present_of, ranked, whom_the_title_fits

_CLEARLY = 1.3  # so much more present than the next entity of the surname: it is this one


def resolve(mention: Mention, state: State) -> Resolution | None:
    known = ranked(present_of(whom_the_title_fits(mention), mention, state), mention, state)
    if len(known) < 2:
        return None
    (most, first), (second, _) = known[:2]
    acted = most > _CLEARLY * second and state.salience.has_just_acted(first, mention)
    return Resolution(first, rivalry(known)) if acted else None


WHO_HAS_JUST_ACTED = Resolver(
    name="who-has-just-acted",
    form="name",
    meaning="Of several of a family name, the one whom the sentence before is about.",
    reason="of several who bear it, the one who has just acted",
    resolve=resolve,
    examples=(("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Slow,” said ⟨Roe⟩.", "Tom Roe"),),
)
