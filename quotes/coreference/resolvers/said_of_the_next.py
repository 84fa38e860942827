"""Words said of the pronoun that follows: `A former judge, she moved here in May`."""

from __future__ import annotations

import re

from quotes.coreference.mentions import Mention
from quotes.coreference.resolver import NOBODY, Resolution, Resolver, State

_SAID_OF_THE_NEXT = re.compile(r"[^,.;:\n]{0,60}, (?:he|she)\b")


def resolve(mention: Mention, state: State) -> Resolution | None:
    if mention.role is None or mention.role.definite:
        return None
    return NOBODY if _SAID_OF_THE_NEXT.match(state.unquoted, mention.end) is not None else None


SAID_OF_THE_NEXT = Resolver(
    name="said-of-the-next",
    form="description",
    meaning="Words before “she” that open her sentence tell of her, and bring nobody else to mind.",
    reason="said of the pronoun that follows",
    resolve=resolve,
    examples=(("Ana Roe came in May. ⟨A former judge⟩, she had moved to Leeds. “I like it,” she said.", None),),
)
