"""For whom an unnamed spokesman speaks: "a WeWork spokesperson", "its spokeswoman", "a spokesman for the fund"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.coreference.name import Name
from quotes.coreference.people import People

# here: the nouns for whoever speaks for a body without a name
SPOKESPEOPLE = frozenset(("spokesman", "spokeswoman", "spokesperson", "representative", "rep"))
# by what a body speaks: "the paper's editorial board"
PART_OF_A_BODY = re.compile(
    r"(?P<owner>(?:[Tt]he|[Ii]ts) [\w ]{2,30}|[Ii]t)[’']s "
    r"(?:editorial (?:board|page|team|staff)|editors|press (?:office|team|service)|media (?:office|team)|newsroom"
    r"|(?:official )?(?:website|site|blog|account)|(?:\w+ )?(?:Twitter|Facebook|X|Instagram) (?:account|page|feed))"
)
_FOR = re.compile(r" (?:for|at|with|of) (?:the )?(?:[a-z][\w-]* ){0,2}$")
# "a spokesman for the European regulator, the EMA, said"
_APPOSED = re.compile(r" (?:for|at|with|of) (?:the|its|their) (?:[\w-]+ ){0,3}[a-z][\w-]*, (?:the )?$")


def spoken_for(
    unquoted: str, mention: Mention, index: int, mentions: Sequence[Mention], names: Sequence[Name], people: People
) -> Entity | None:
    """The organisation for which the unnamed spokesperson at `mentions[index]` speaks, None where it is not told."""
    starts = [name.start for name in names]
    first = bisect_left(starts, mention.start)
    for name in names[first : first + 3]:
        inside = name.start < mention.end
        if not inside and not any(behind.fullmatch(unquoted, mention.end, name.start) for behind in (_FOR, _APPOSED)):
            continue
        entity = people.of.get(name.start)
        if entity is not None and (entity.kind == "organization" or (entity.kind is None and inside)):
            return entity
    for other in reversed(mentions[max(0, index - 3) : index]):  # "its", "the company's"
        owns = other.form == "pronoun" and other.start == mention.start
        owns = owns or (other.form == "description" and mention.start - 8 < other.end <= mention.end)
        if owns and other.entity is not None and other.entity.kind == "organization":
            return other.entity
    return None
