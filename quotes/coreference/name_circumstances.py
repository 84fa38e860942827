"""How a mention came by its name: what the chance that the name is right hangs on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.coreference.entities import Entity
from quotes.coreference.mentions import Mention
from quotes.models import Speaker

_REACH = 6  # mentions on either side of the words that may be the mention meant


@dataclass(frozen=True, slots=True)
class Naming:
    """A mention's speaker with the circumstances of the naming.

    `why` says in a few words why the mention is theirs. `rivalry` tells how near the next candidate came, 0 to 1, None
    where none was weighed. `distance` counts the sentences back to where their name stood before, None where it stands
    in the mention, or nowhere before. `times` counts their names outside quotations, `namesakes` the others of their
    last name. `has_gender`: the article tells whether they are he or she.
    """

    speaker: Speaker
    why: str
    rivalry: float | None = None
    distance: int | None = None
    times: int = 0
    namesakes: int = 0
    has_gender: bool = False


class Namings:
    """The namings of one article, from its mentions in order and its entities."""

    def __init__(self, mentions: Sequence[Mention], entities: Iterable[Entity]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        named = [entity for entity in entities if entity.mentions and entity.name and entity.keys]
        self._bearers = Counter(entity.keys[-1] for entity in named)
        self._known: dict[str, tuple[Entity, int]] = {}
        for entity in named:
            self._known.setdefault(entity.name, (entity, sum(not name.quoted for name in entity.mentions)))

    def naming(self, speaker: Speaker, why: str) -> Naming:
        """The circumstances in which a speaker's mention was given its name."""
        at = speaker.mention
        if at is None:
            return Naming(speaker, why)
        middle = bisect_left(self._starts, at.start)
        near = self._mentions[max(0, middle - _REACH) : middle + _REACH]
        here = [one for one in near if one.start < at.end and at.start < one.end]
        rivalry = next((one.rivalry for one in here if one.why == why), here[0].rivalry if len(here) == 1 else None)
        if speaker.name not in self._known:
            return Naming(speaker, why, rivalry)
        entity, times = self._known[speaker.name]
        antecedent = speaker.chain[1] if len(speaker.chain) > 1 else None
        before = antecedent is not None and antecedent.end <= at.start
        distance = self._sentence(at.start) - self._sentence(antecedent.start) if antecedent and before else None
        return Naming(
            speaker, why, rivalry, distance, times, self._bearers[entity.keys[-1]] - 1, entity.gender is not None
        )

    def _sentence(self, offset: int) -> int:
        """The sentence of the last mention up to an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self._mentions[at].sentence if at >= 0 else 0
