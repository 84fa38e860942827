"""From one text's words to another's, step by step: the one difference that verifying and comparing quotations show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz.distance import Indel

Operation = Literal["same", "missing", "added", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One step: `words` are the same in both, missing from the second, added by it, or there `instead`."""

    op: Operation
    words: str
    instead: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"op": self.op, "words": self.words, "instead": self.instead}


def compared(word: str) -> str:
    """A word as it is compared: small letters, one kind of apostrophe."""
    return word.replace("’", "'").casefold()


def word_diff(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[Operation, str, str]]:
    """Each step as (what, the first's words, the second's), as they are written.

    >>> list(word_diff("the old harbour".split(), "The harbour gate".split()))
    [('same', 'the', 'The'), ('missing', 'old', ''), ('same', 'harbour', 'harbour'), ('added', '', 'gate')]
    """
    gone: list[str] = []
    come: list[str] = []
    for step in Indel.opcodes([*map(compared, first)], [*map(compared, second)]):
        before, after = first[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        if step.tag == "equal":
            yield from _pending(gone, come)
            gone, come = [], []
            yield "same", " ".join(before), " ".join(after)
        else:
            gone += before
            come += after
    yield from _pending(gone, come)


def _pending(gone: list[str], come: list[str]) -> Iterator[tuple[Operation, str, str]]:
    if gone or come:
        yield "changed" if gone and come else "missing" if gone else "added", " ".join(gone), " ".join(come)
