"""The calibrated chance that a quotation's speaker is right, from the circumstances of its attribution.

The circumstances are short strings ("rule:speaker-after", "words:few", ...). Each has a weight, fitted by logistic
regression on annotated news and kept as data in `confidence.json`, which `quotes/evaluation/fit.py` made.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.attribution.sweep import Answer
from quotes.attribution.weights import chance, log_odds, read

# here: forms of grammar, of use to this condition alone
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we", "his", "her", "their"])


def mention_kind(mention: str) -> str:
    """Whether a mention is a "pronoun", a "name" or a "description", by its looks."""
    if mention.lower() in _PRONOUNS:
        return "pronoun"
    return "name" if any(word[:1].isupper() for word in mention.split()[-2:]) else "description"


def circumstances(answer: Answer, *, words: int, kind: str, joined: Answer | None = None) -> tuple[str, ...]:
    """What an answer's chance depends on. `words` counts the quoted words; `joined` is the answer it goes on from."""
    found = answer.found
    speaks = mention_kind(found.speaker.text)
    length = "few" if words <= 2 else "some" if words <= 5 else "many"
    return (
        f"rule:{answer.rule.name}",
        f"rule:{answer.rule.name}/{found.confidence_key}",
        f"mention:{speaks}",
        f"words:{length}",
        f"kind:{kind}",
        f"cue:{'none' if found.cue is None else 'said' if found.cue.text.lower() in ('said', 'says') else 'other'}",
        f"joined:{joined.rule.name}" if joined else "joined:",
    )


def confidence(known: Sequence[str]) -> float:
    """The chance (0..1, two decimals) that the speaker is right, in these circumstances."""
    return round(chance(log_odds("confidence", known)), 2)


def weighed(known: Sequence[str]) -> list[tuple[str, float]]:
    """The circumstances with what each adds to the log-odds, the one that tells most first."""
    weights = read("confidence")
    return sorted(((one, weights.get(one, 0) / 100) for one in known), key=lambda pair: (-abs(pair[1]), pair[0]))
