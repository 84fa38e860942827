"""Whether two quotes are one utterance: copies, cuts and light variants of the same words.

The words of a quote are filed under some hashes (MinHash bands for variants, runs of four words for cuts); what
shares one is compared word by word.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Indel, LCSseq

from quotes import lexicon
from quotes.matching.word_diff import Change, compared, word_diff
from quotes.text.words import SPOKEN

_RUN = 4  # words of a run that is filed
_WINDOW = 3  # of so many runs in a row the one with the least hash is filed: copies file the same ones
_BANDS, _ROWS = 6, 3
_SHORT = 5  # below so many words only the same speaker's very same words count
_FUNCTION_WORDS = lexicon.words("function_words")
# By what is known of the speakers: how many words, how many of them telling, and what share of them must agree.
_NEEDED = {"same": (_SHORT, 2, 0.8), "unknown": (6, 3, 0.85), "different": (8, 4, 0.95)}
_MATTER = 0.7  # of the telling words must be there, however many others agree
Speakers = Literal["same", "unknown", "different"]


def words_of(text: str) -> list[str]:
    """The words as they are compared: small letters, one kind of apostrophe, no punctuation.

    >>> words_of("We WON’T, he said")
    ['we', "won't", 'he', 'said']
    """
    return [compared(word) for word in SPOKEN.findall(text)]


def filed_under(words: list[str]) -> frozenset[int]:
    """The hashes of a quote's words, up to some forty for a long one; 63-bit numbers."""
    if not words:
        return frozenset()
    found = {_hash("all", " ".join(words))}
    if len(words) < _RUN:
        return frozenset(found)
    runs = [_hash("run", " ".join(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)]
    for at in range(max(1, len(runs) - _WINDOW + 1)):
        found.add(min(runs[at : at + _WINDOW]))
    if len(words) >= _SHORT:
        found |= _bands(words)
    return frozenset(found)


def number_of(quote_id: str) -> int:
    """A number for the utterance that begins with this quote: 63 bits of its id."""
    return _hash("utterance", quote_id)


def one_utterance(a: list[str], b: list[str], speakers: Speakers) -> bool:
    """Whether the words of two quotes are one utterance.

    `speakers`: whether they are known to be the same, known to be different, or one is not known. The less is
    known of who speaks, the more words must agree: "thank you" is everybody's.
    """
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if not short:
        return False
    if len(short) < _SHORT:
        return speakers == "same" and short == long
    needed, telling, share = _NEEDED[speakers]
    matter = set(short) - _FUNCTION_WORDS
    if len(short) < needed or len(matter) < telling or len(matter & set(long)) < _MATTER * len(matter):
        return False
    if LCSseq.similarity(short, long) < share * len(short):
        return False
    # words that agree one by one, scattered over a long text, are chance: count those in runs
    return _in_runs(short, long) >= share * len(short) - 1


def differences(said: str, other: str) -> list[Change]:
    """Step by step from one quote's words to another's, as they are written."""
    steps = word_diff(SPOKEN.findall(said), SPOKEN.findall(other))
    return [
        Change("added", after) if op == "added" else Change(op, before, after if op == "changed" else None)
        for op, before, after in steps
    ]


def _in_runs(short: list[str], long: list[str]) -> int:
    """How many words of the shorter stand in the longer in runs of two and more."""
    runs = (step.src_end - step.src_start for step in Indel.opcodes(short, long) if step.tag == "equal")
    return sum(run for run in runs if run > 1)


def _hash(kind: str, told: str) -> int:
    return int.from_bytes(blake2b(f"{kind} {told}".encode(), digest_size=8).digest(), "big") >> 1


def _bands(words: list[str]) -> set[int]:
    """MinHash of the pairs of words that stand together, in bands: quotes much alike share one."""
    # imported here: NumPy takes a while, and only an ingest needs it
    from quotes.matching.min_hash import signature

    values = signature([f"{one} {other}".encode() for one, other in pairwise(words)], _BANDS * _ROWS)
    return {
        _hash("band", " ".join(map(str, (band, *values[band * _ROWS : (band + 1) * _ROWS])))) for band in range(_BANDS)
    }
