"""How a quotation in a draft relates to one on record: the same words, shortened, changed, or another matter.

Words are compared without case, punctuation and the shape of marks: a reporter may set a comma, not a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from quotes.matching.word_diff import Change, compared, word_diff
from quotes.text.words import SPOKEN

# here: names of this program's own values
Status = Literal["verbatim", "truncated", "altered", "other-speaker", "not-in-corpus"]

# Below this share of common words two quotations are about the same thing at most.
ALTERED_SHARE = 0.6
_GAP = re.compile(r"\.\.\.|…|\[[^\]]*\]")
_STRENGTH = {"verbatim": 3, "truncated": 2, "altered": 1, "not-in-corpus": 0}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on the words alone; `share` (0..1) of the words agree, `difference` leads record to draft."""

    status: Status
    share: float
    difference: tuple[Change, ...] = ()


def words(text: str) -> list[str]:
    """The words that count, in one spelling."""
    return [compared(word) for word in _written(text)]


def _written(text: str) -> list[str]:
    """The words as written; a hyphen more or less changes nothing."""
    return SPOKEN.findall(text.replace("-", " "))


def compare(draft: str, recorded: str) -> Comparison:
    """A draft's quotation against one on record."""
    pieces = [words(piece) for piece in _GAP.split(draft)]
    pieces = [piece for piece in pieces if piece]
    said = words(recorded)
    drafted = [word for piece in pieces for word in piece]
    if not drafted or not said:
        return Comparison("not-in-corpus", 0.0)
    if drafted == said:
        return Comparison("verbatim", 1.0)
    if _in_order(pieces, said):
        return Comparison("truncated", 1.0, difference(draft, recorded))
    changes = Levenshtein.distance(said, drafted)
    # The part of a long quotation that a draft takes up counts, not all the rest it leaves out.
    left_out = max(0, len(said) - len(drafted))
    share = max(
        1 - changes / max(len(said), len(drafted)),
        (1 - (changes - left_out) / len(drafted)) * 0.95 if changes >= left_out and len(drafted) >= 4 else 0.0,
    )
    if share >= ALTERED_SHARE:
        return Comparison("altered", round(share, 3), difference(draft, recorded))
    return Comparison("not-in-corpus", round(max(0.0, share), 3))


def best(draft: str, candidates: Iterable[str]) -> tuple[int, Comparison] | None:
    """The candidate nearest to the draft, by position, with the comparison; None where none is on record."""
    found: tuple[int, Comparison] | None = None
    for position, candidate in enumerate(candidates):
        comparison = compare(draft, candidate)
        if comparison.status != "not-in-corpus" and (found is None or rank(comparison) > rank(found[1])):
            found = (position, comparison)
    return found


def rank(comparison: Comparison) -> tuple[int, float]:
    """Nearer comparisons rank higher."""
    return _STRENGTH.get(comparison.status, 0), comparison.share


def phrases(text: str, *, length: int = 3, most: int = 8) -> list[str]:
    """Runs of words, spread over the text, one of which an altered quotation is likely to have kept."""
    found: list[str] = []
    for piece in _GAP.split(text):
        of_piece = words(piece)
        if len(of_piece) <= length:
            if of_piece:
                found.append(" ".join(of_piece))
            continue
        found.extend(
            " ".join(of_piece[start : start + length]) for start in range(0, len(of_piece) - length + 1, length)
        )
        found.append(" ".join(of_piece[-length:]))
    distinct = list(dict.fromkeys(found))
    if len(distinct) <= most:
        return distinct
    step = len(distinct) / most
    return [distinct[int(number * step)] for number in range(most)]


def difference(draft: str, recorded: str) -> tuple[Change, ...]:
    """Word by word from what is on record to what the draft says, in the spelling of each."""
    steps = word_diff(_written(recorded), _written(_GAP.sub(" ", draft)))
    return tuple(Change(op, before, after if op in ("added", "changed") else None) for op, before, after in steps)


def _in_order(pieces: Sequence[Sequence[str]], said: Sequence[str]) -> bool:
    """Whether each piece stands in what was said, one after the other."""
    position = 0
    for piece in pieces:
        for start in range(position, len(said) - len(piece) + 1):
            if list(said[start : start + len(piece)]) == list(piece):
                position = start + len(piece)
                break
        else:
            return False
    return True
