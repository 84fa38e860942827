"""Who has won an election in an article: "Ana Roe won Sunday's vote ... the president-elect said"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes.coreference.entities import Entity

_MOST = 12  # mentions of one person that are looked at
_CALLED = re.compile(r"[Tt](?<!\w.)(?i:he (?:\w+ )?(?P<head>[a-z]+-elect|winner|victor)\b)")
_VOTE = r"(?:election|elections|vote|race|poll|polls|runoff|run-off|ballot|contest|presidency|primary|seat)\b"
_OFFICE = r"(?:president|governor|mayor|senator|premier|chancellor|prime minister|leader)"
_WON = re.compile(
    r"(?:,[^.;\n\x01]{1,80},)?(?:"
    r" (?:has |had )?(?:won|wins|swept|sweeps|clinched|takes|took|claimed|beats?|defeats|defeated|ousted|unseated)\b"
    rf"[^.;\n\x01]{{0,120}}?\b{_VOTE}"
    r"| (?:was|is|has been|had been) (?:re-?)?(?:elected|voted in|declared|proclaimed)\b"
    rf"[^.;\n\x01]{{0,60}}?\b(?:winner|victor|{_OFFICE})\b"
    r"|,? the (?:winner|victor) of\b)"
)
_MADE = re.compile(rf"(?: as)?(?: its| their| the)?(?: new| next| first)? (?:winner|victor|{_OFFICE})\b")
_MAKES = re.compile(r"\b(?:elected|declared|proclaimed|named|chose|voted in)(?: [\w’'-]+){0,5} $")


def winners(unquoted: str, entities: Iterable[Entity]) -> list[tuple[Entity, str]]:
    """The persons whom the text outside quoted speech tells to have won a vote, each with every noun that the text has
    for such a one: ("Ana Roe", "president-elect"); none where it has no such noun."""
    heads = sorted({match["head"].lower() for match in _CALLED.finditer(unquoted)})
    if not heads:
        return []
    won = [entity for entity in entities if entity.kind == "person" and _has_won(unquoted, entity)]
    return [(entity, head) for entity in won for head in heads]


def _has_won(unquoted: str, entity: Entity) -> bool:
    return any(
        _WON.match(unquoted, name.end) is not None
        # "declared the challenger Ana Roe the winner"
        or (
            _MADE.match(unquoted, name.end) is not None
            and _MAKES.search(unquoted, max(0, name.start - 70), name.start) is not None
        )
        for name in entity.mentions[:_MOST]
        if not name.quoted and not name.headline
    )
