"""Whom an unclear name means where names and roles leave several: the company, outlet and days it is met in.

They belong to articles and not to people, so they are heard last, of a name that few articles use, and only where
they speak for one bearer and for no other: a whole family keeps the same company.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

# A name that more articles use means several people by now: their company is mixed.
MOST_ARTICLES = 20
_ENOUGH_COMPANY = 2
_FEW_DAYS = 31


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a spelling was met: `company` are the folded names beside it, `outlets` where it was read, `days` the
    first and last day of publication (counted from any one day)."""

    company: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    days: tuple[int, int] | None = None

    def __or__(self, other: Seen) -> Seen:
        spans = [seen.days for seen in (self, other) if seen.days]
        days = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
        return Seen(self.company | other.company, self.outlets | other.outlets, days)


NOT_SEEN = Seen()


def together(seen: Iterable[Seen]) -> Seen:
    """All that was seen of one person's spellings."""
    return reduce(Seen.__or__, seen, NOT_SEEN)


def witnessed(mine: Seen, bearers: Sequence[tuple[frozenset[str], Seen]]) -> int | None:
    """Which of several bearers (each with the spellings of the name) is meant, None where it is not told.

    Two names in company, or one in the same outlet and days, are enough; so are outlet and days where nobody's
    company fits.

    >>> putin = Seen(company=frozenset({"vladimir putin", "dmitry peskov"}))
    >>> witnessed(putin, [(frozenset({"alexander roe"}), putin), (frozenset({"ann roe"}), Seen())])
    0
    """
    # whoever stands beside the name in an article is somebody else there
    may_be = [not spellings & mine.company for spellings, _ in bearers]
    company = [len(mine.company & seen.company) * fits for (_, seen), fits in zip(bearers, may_be, strict=True)]
    outlet = [bool(mine.outlets & seen.outlets) for _, seen in bearers]
    days = [_near(mine.days, seen.days) for _, seen in bearers]
    met = [at for at, names in enumerate(company) if names]
    if len(met) == 1:
        (at,) = met
        return at if company[at] >= _ENOUGH_COMPANY or (outlet[at] and days[at]) else None
    spoken_for = [at for at in range(len(bearers)) if outlet[at] or days[at]]
    if not met and len(spoken_for) == 1:
        (at,) = spoken_for
        return at if outlet[at] and days[at] and may_be[at] else None
    return None


def _near(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is not None and b is not None and a[0] - _FEW_DAYS <= b[1] and b[0] - _FEW_DAYS <= a[1]
