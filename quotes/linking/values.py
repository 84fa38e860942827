"""What the sorting of records into people is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

RecordKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody decided of two records; or, not `by_hand`, what an article states: that `b` is an alias of `a`."""

    a: RecordKey
    b: RecordKey
    same: bool
    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two records that may be one person.

    `had_alternatives`: there were several to choose from, and what is known of each counts; `resolved`: the choice
    was made, and this is kept for the day it may fall otherwise. `open`: more articles of the one that was to choose
    from may have it fall otherwise; else only those that name the one that chose.
    """

    a: RecordKey
    b: RecordKey
    reason: str
    had_alternatives: bool = False
    resolved: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class Partition:
    """People as groups of records; `needs_context` gives, for each record that only its context could place, the
    records of all whom it may mean."""

    groups: tuple[frozenset[RecordKey], ...]
    suggestions: tuple[Suggestion, ...] = ()
    needs_context: dict[RecordKey, frozenset[RecordKey]] = field(default_factory=dict)
    undecided: frozenset[RecordKey] = frozenset()  # the same name as two that exclude each other
