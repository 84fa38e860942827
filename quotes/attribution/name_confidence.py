"""The calibrated chance that a mention's name is right, given that the mention is who speaks.

It hangs on short strings, as the mention's own chance does (see `confidence`): whether the mention is a pronoun, how
its name was found, how near the next candidate came, how far back and how often the name stands. Where no name is
given, it is the chance that the article gives none. The weights are in `name_confidence.json`.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.attribution.confidence import mention_kind
from quotes.attribution.weights import chance, log_odds
from quotes.models import Speaker

# here: pronouns that leave out half of the people
_OF_A_GENDER = frozenset(["he", "she", "his", "her", "him"])
# here: pronouns whose person stands right before them
_RELATIVE = frozenset(["who", "that", "which"])


def name_circumstances(
    speaker: Speaker,
    why: str,
    *,
    rivalry: float | None = None,
    distance: int | None = None,
    times: int = 0,
    namesakes: int = 0,
    has_gender: bool = False,
) -> tuple[str, ...]:
    """What the chance of a name depends on; the arguments are those of a `Naming`, `why` the step to the name."""
    form = _form(speaker)
    shape = "none" if speaker.name is None else "full" if " " in speaker.name else "one-word"
    told = [
        f"mention:{form}",
        f"name:{shape}",
        f"mention:{form}/name:{shape}",
        f"by:{why or 'its own words'}",
        f"type:{_type_of(speaker)}",
    ]
    if speaker.name is None:
        return tuple(told)
    if form == "name":
        told.append(f"named:{_how_often(times)}")
        if namesakes:
            told.append("namesakes")
        return tuple(told)
    told += [f"rival:{_how_near(rivalry)}", f"back:{_how_far(distance)}", f"named-before:{_how_often(times)}"]
    if form == "he-or-she":
        told.append(f"gender:{'known' if has_gender else 'unknown'}")
    return tuple(told)


def name_confidence(known: Sequence[str]) -> float:
    """The chance (0..1) that the name is right in these circumstances, given that the mention is."""
    return chance(log_odds("name_confidence", known))


def _type_of(speaker: Speaker) -> str:
    """Whose type the chance hangs on: of a document, that of the bodies which issue most of them."""
    if speaker.type == "document":
        return "organization" if speaker.name else "unknown"
    return speaker.type or "unknown"


def _form(speaker: Speaker) -> str:
    """What the mention is: a pronoun of one of four kinds, a name or a description."""
    mention = speaker.mention.text if speaker.mention is not None else ""
    low = mention.lower()
    if low in _OF_A_GENDER:
        return "he-or-she"
    if low in _RELATIVE:
        return "who"
    kind = mention_kind(mention)
    if kind != "pronoun":
        return kind
    return "I" if low in ("i", "we") else "it-or-they"


def _how_near(rivalry: float | None) -> str:
    if rivalry is None:
        return "unweighed"
    return "none" if rivalry < 0.1 else "far" if rivalry < 0.35 else "near" if rivalry < 0.6 else "close"


def _how_far(distance: int | None) -> str:
    if distance is None:
        return "not-before"
    return "here" if distance <= 1 else "two" if distance == 2 else "few" if distance < 8 else "many"


def _how_often(times: int) -> str:
    return "once" if times <= 1 else "twice" if times == 2 else "few" if times < 6 else "often"
