"""The title before a surname: `Ms Roe said` where Ana and Tom Roe are told of, `Mayor Roe said`."""

from __future__ import annotations

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import Resolution, Resolver, State
from quotes.coreference.surname_choice import whom_the_title_fits


def resolve(mention: Mention, state: State) -> Resolution | None:
    fitting = whom_the_title_fits(mention)
    return Resolution(fitting[0]) if len(fitting) == 1 else None


WHOM_THE_TITLE_FITS = Resolver(
    name="whom-the-title-fits",
    form="name",
    meaning="Of several of a family name, the one of that gender, or in that office.",
    reason="of several who bear it, the one whose title fits",
    resolve=resolve,
    examples=(
        ("Mayor Ana Roe came. Tom Roe met her. Tom Roe sells boats. “Trade is slow,” said ⟨Mayor Roe⟩.", "Ana Roe"),
    ),
)
