"""The bearer of a surname whom the article is about: named first, named often, spoken of here."""

from __future__ import annotations

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.salience import rivalry
from quotes.coreference.surname_choice import present_of, ranked, whom_the_title_fits

# what counts for being the article's main entity of the surname
_NAMED, _MOST_NAMED, _NAMED_FIRST, _PRESENT = 2.0, 5, 6.0, 0.5


def resolve(mention: Mention, state: State) -> Resolution | None:
    fitting = whom_the_title_fits(mention)
    if not fitting:
        return None
    told = {e.number: [name.start for name in e.mentions if not name.quoted] for e in fitting}
    first = min((start for starts in told.values() for start in starts), default=0)

    def weight(entity: Entity) -> float:
        mine = told[entity.number]
        named_first = min(mine, default=1 << 60) <= first
        present = state.salience.value(entity, mention.sentence)
        return _NAMED * min(len(mine), _MOST_NAMED) + _NAMED_FIRST * named_first + _PRESENT * present

    main = max(fitting, key=lambda entity: (weight(entity), -entity.number))
    return Resolution(main, rivalry(ranked(present_of(fitting, mention, state), mention, state)))


THE_MAIN_ONE = Resolver(
    name="the-main-one",
    form="name",
    meaning="Of several of a family name, the one whom the article is about.",
    reason="of several who bear it, the one the article is about",
    resolve=resolve,
    examples=(("Ana Roe and Tom Roe came. “Trade is slow,” said ⟨Roe⟩.", "Ana Roe"),),
)
