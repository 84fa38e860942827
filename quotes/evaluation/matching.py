"""Whether what an extractor claims agrees with gold: the same speaker, the same name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotes.text.words import SEARCHED

Range = tuple[int, int]

# here: the measure must not depend on the lists that it measures
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we", "him", "her", "them", "that", "which"])
_NOT_NAMES = frozenset(
    [
        # here: the measure must not depend on the lists that it measures
        *("the", "a", "an", "of", "and", "said", "for"),
        # here: the measure must not depend on the lists that it measures
        *("mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "jr", "sr"),
    ]
)
_POSSESSIVES = ("’s", "'s")


@dataclass(frozen=True, slots=True)
class Claim:
    """What an extractor says of one quotation: its ranges, the mention that speaks, the name."""

    spans: tuple[Range, ...]
    speaker: Range | None = None
    name: str | None = None

    @property
    def attributed(self) -> bool:
        return bool(self.speaker or self.name)

    @property
    def named(self) -> bool:
        return bool(self.name) and self.name is not None and not is_pronoun(self.name)


def same_speaker(quote: Mapping[str, Any], claim: Claim, text: str) -> bool:
    """Whether the claim names gold's speaker, or points at a mention of the same words or last name."""
    if quote.get("name") and same_name(quote["name"], claim.name):
        return True
    mention = text[slice(*claim.speaker)] if claim.speaker else None
    if quote.get("gold_ok") is False:  # gold's own mention is known to be wrong: its name alone counts
        said = _words(mention)
        return bool(said and quote.get("name")) and said[-1] in _words(quote["name"])
    if claim.speaker and any(overlap(claim.speaker, place) > 0 for place in quote["speaker"]):
        return True
    if is_pronoun(quote["speaker_text"]):
        return False  # one "he" cannot be told from another
    wanted = _words(quote["speaker_text"])
    return any(said[-1] in wanted for said in (_words(claim.name), _words(mention)) if said)


def same_name(gold: str, said: str | None) -> bool:
    """Whether a name is gold's full one; of a joint "A; B" either will do, a bare surname will not."""
    if not said or is_pronoun(said):
        return False
    words = _words(_folded(said))
    return any(_same_words(_words(_folded(one)), words) for one in gold.split(";"))


def is_pronoun(words: str) -> bool:
    return words.lower() in _PRONOUNS


def _same_words(gold: list[str], said: list[str]) -> bool:
    if not gold or not said:
        return False
    if "".join(gold) == "".join(said):
        return True
    if len(gold) == 1:  # the article itself has no more than this one word
        return gold[0] in said
    short, long = sorted((gold, said), key=len)
    ends_agree = (short[0], short[-1]) == (long[0], long[-1])
    return len(short) > 1 and (ends_agree or set(short) <= set(long))


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _words(name: str | None) -> list[str]:
    return [word for word in SEARCHED.findall(_bare(name or "").lower()) if word not in _NOT_NAMES]


def _folded(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def _bare(name: str) -> str:
    for possessive in _POSSESSIVES:
        name = name.replace(possessive, "")
    return name
