"""The words that set one speaker apart from the rest.

Log-odds of each word among the speaker's against all the words, with the words of all as the prior (Monroe,
Colaresi and Quinn 2008, "Fightin' Words"): a word everybody uses scores low without any
list, a rare one needs to be said twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from quotes.lexicon import words

_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}[^\W_]")


def distinctive(own: Iterable[str], everybody: Iterable[str], *, limit: int = 12) -> list[str]:
    """Up to `limit` words that these texts use and others do not, the most telling first.

    `everybody` are texts of the whole store, or a sample of it, these ones among them.
    """
    return telling(counted(own), counted(everybody), limit=limit)


def telling(said: Counter[str], everybody: Counter[str], *, limit: int = 12) -> list[str]:
    """As `distinctive`, of words that were counted before: who compares many texts with the same ones counts once."""
    total = said.total()
    all_words = everybody.total() + total
    scored = []
    for word, count in said.items():
        if count < 2 or word in everyday() or _short_form(word) in everyday():
            continue
        prior = everybody[word] + count
        others = max(0, prior - 2 * count)
        rest = max(1, all_words - 2 * total)
        mass = prior / all_words * 100
        odds = log((count + mass) / (total + 100 - count - mass)) - log((others + mass) / (rest + 100 - others - mass))
        scored.append((odds / sqrt(1 / (count + mass) + 1 / (others + mass)), word))
    return [word for score, word in sorted(scored, key=lambda item: (-item[0], item[1])) if score > 0][:limit]


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts, small letters and capitals alike."""
    counts: Counter[str] = Counter()
    # as they are written first: most words come many times, and each is put into small letters once
    for word, number in Counter(_WORD.findall("\n".join(texts))).items():
        counts[word.lower().replace("'", "’")] += number
    return counts


def _short_form(word: str) -> str:
    """What is left of "today’s", "people’ll": the word that says as little."""
    return word.partition("’")[0]


def everyday() -> frozenset[str]:
    """Words that say nothing of anybody: too few quotations are no prior, and these would look like one's own."""
    return words("everyday_words")
