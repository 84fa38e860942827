"""What the sorting of nodes into people is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody decided of two nodes."""

    a: Key
    b: Key
    same: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two nodes that may be one person. `weighed`: there were several to choose from, and what is known of each
    counts; `settled`: the choice was made, and this is kept for the day it may fall otherwise."""

    a: Key
    b: Key
    reason: str
    weighed: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Partition:
    """People as groups of nodes; `unclear` are the nodes of which company, outlets and days were asked, with the
    nodes of all whom they may mean."""

    groups: tuple[frozenset[Key], ...]
    suggestions: tuple[Suggestion, ...] = ()
    unclear: dict[Key, frozenset[Key]] = field(default_factory=dict)
    undecided: frozenset[Key] = frozenset()  # the same name as two that exclude each other
