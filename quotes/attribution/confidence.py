"""The calibrated chance that a quotation's mention is who speaks, from the circumstances of its attribution.

The circumstances are short strings ("rule:speaker-after", "words:few", ...). Each has a weight, fitted by logistic
regression on annotated news and kept as data in `confidence.json`, which `quotes/evaluation/fit.py` made. The chance
that the mention's name is right as well is `name_confidence`'s; the product of both is a quotation's `confidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.attribution.sweep import Answer
from quotes.attribution.weights import Table, chance, log_odds, read

# here: the pronouns whose chance the table tells apart from names
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we", "his", "her", "their"])

# the upper bounds of the classes that numbers are told apart by
_LENGTHS = (1, 2, 5, 10, 20)
_AWAY = (20, 60, 160, 400)
_ODDS = (0, 100, 200, 300, 450, 600)


def mention_kind(mention: str) -> str:
    """Whether a mention is a "pronoun", a "name" or a "description", by its looks."""
    if mention.lower() in _PRONOUNS:
        return "pronoun"
    return "name" if any(word[:1].isupper() for word in mention.split()[-2:]) else "description"


def circumstances(
    answer: Answer, *, words: int, kind: str, away: int = 0, odds: int | None = None, joined: Answer | None = None
) -> tuple[str, ...]:
    """What an answer's chance depends on.

    `words` counts the quoted words, `away` the characters between them and the mention; `odds` are the hundredths of
    log-odds that they are a quotation at all (see `not_quotation`; None: that is not asked), `joined` is the answer it
    goes on from.
    """
    found = answer.found
    speaks = mention_kind(found.speaker.text)
    return (
        f"rule:{answer.rule.name}",
        f"rule:{answer.rule.name}/{found.confidence_key}",
        f"mention:{speaks}",
        f"words:{_up_to(words, _LENGTHS)}",
        f"away:{_up_to(away, _AWAY)}",
        f"quotation:{'not asked' if odds is None else _up_to(odds, _ODDS)}",
        f"kind:{kind}",
        f"cue:{'none' if found.cue is None else 'said' if found.cue.text.lower() in ('said', 'says') else 'other'}",
        f"joined:{joined.rule.name}" if joined else "joined:",
    )


def confidence(known: Sequence[str]) -> float:
    """The chance (0..1, two decimals) that the mention is who speaks, in these circumstances."""
    return round(chance(log_odds("confidence", known)), 2)


def weighed(known: Sequence[str], table: Table = "confidence") -> list[tuple[str, float]]:
    """The circumstances with what each adds to the log-odds, the one that tells most first."""
    weights = read(table)
    return sorted(((one, weights.get(one, 0) / 100) for one in known), key=lambda pair: (-abs(pair[1]), pair[0]))


def _up_to(number: int, bounds: Sequence[int]) -> str:
    """The class of a number: "up to 5", "more than 20"."""
    bound = next((bound for bound in bounds if number <= bound), None)
    return f"more than {bounds[-1]}" if bound is None else f"up to {bound}"
