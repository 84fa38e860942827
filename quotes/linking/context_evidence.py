"""Whom a name means where names and roles leave several: which names, outlet and days it is met with.

They belong to articles and not to people, so they count last, of a name that few articles use, and only where
they speak for one candidate and for no other: a whole family is named beside the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

# A name that more articles use means several people by now, named beside all sorts of others.
MOST_ARTICLES = 20
# whoever looks up company need not look for more
ENOUGH_CO_MENTIONS = 2
_FEW_DAYS = 31
# So long after (or before) a person was last read, a lone name with a namesake of another age is the namesake's.
ONE_AGE = 9 * 365  # days


@dataclass(frozen=True, slots=True)
class ContextEvidence:
    """Where a spelling was met: `co_mentions` are those named beside it (the folded name, with `/` and what else sets
    the record apart: a namesake beside somebody tells nothing of them), `outlets` where it was read, `days` the
    first and last day of publication (counted from any one day)."""

    co_mentions: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    days: tuple[int, int] | None = None

    def __or__(self, other: ContextEvidence) -> ContextEvidence:
        spans = [context.days for context in (self, other) if context.days]
        days = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
        return ContextEvidence(self.co_mentions | other.co_mentions, self.outlets | other.outlets, days)


NO_CONTEXT = ContextEvidence()


def combine(context: Iterable[ContextEvidence]) -> ContextEvidence:
    """All that was seen of one person's spellings."""
    return reduce(ContextEvidence.__or__, context, NO_CONTEXT)


def choose_by_context(
    mine: ContextEvidence, candidates: Sequence[tuple[frozenset[str], ContextEvidence]]
) -> int | None:
    """Which of several candidates (each with the spellings of the name) is meant, None where the context does not say.

    Two co-mentions, or one in the same outlet and days, are enough; so are outlet and days where nobody's
    co-mentions fit.

    >>> putin = ContextEvidence(co_mentions=frozenset({"vladimir putin", "dmitry peskov"}))
    >>> choose_by_context(putin, [(frozenset({"alexander roe"}), putin), (frozenset({"ann roe"}), ContextEvidence())])
    0
    """
    co_mentions = _co_mentions(mine, candidates)
    outlet = [bool(mine.outlets & context.outlets) for _, context in candidates]
    days = [_near(mine.days, context.days) for _, context in candidates]
    met = [at for at, names in enumerate(co_mentions) if names]
    if len(met) == 1:
        (at,) = met
        return at if co_mentions[at] >= ENOUGH_CO_MENTIONS or (outlet[at] and days[at]) else None
    spoken_for = [at for at in range(len(candidates)) if outlet[at] or days[at]]
    if not met and len(spoken_for) == 1:
        (at,) = spoken_for
        return at if outlet[at] and days[at] and _may_be(mine, candidates)[at] else None
    return None


def still_open(mine: ContextEvidence, candidates: Sequence[tuple[frozenset[str], ContextEvidence]]) -> frozenset[int]:
    """Those of the candidates of whom more articles may change the choice, as long as none names the name itself.

    Nobody's, once two have stood beside those who stand beside the name; nor his, of whom two co-mentions are known.

    >>> putin = ContextEvidence(co_mentions=frozenset({"vladimir putin", "dmitry peskov"}))
    >>> still_open(putin, [(frozenset({"alexander roe"}), putin), (frozenset({"ann roe"}), ContextEvidence())])
    frozenset({1})
    """
    co_mentions = _co_mentions(mine, candidates)
    if sum(map(bool, co_mentions)) > 1:
        return frozenset()
    return frozenset(at for at, number in enumerate(co_mentions) if number < ENOUGH_CO_MENTIONS)


def _co_mentions(mine: ContextEvidence, candidates: Sequence[tuple[frozenset[str], ContextEvidence]]) -> list[int]:
    """How many stand beside the name and beside each candidate, who may be meant."""
    return [
        len(mine.co_mentions & context.co_mentions) * fits
        for (_, context), fits in zip(candidates, _may_be(mine, candidates), strict=True)
    ]


def _may_be(mine: ContextEvidence, candidates: Sequence[tuple[frozenset[str], ContextEvidence]]) -> list[bool]:
    """Whoever stands beside the name in an article is somebody else there."""
    beside = {name.partition("/")[0] for name in mine.co_mentions}
    return [not spellings & beside for spellings, _ in candidates]


def late_enough(first: int) -> tuple[int, int]:
    """The days from which on somebody's last day is near a name that was first read on a day, and of its age: between
    them another last day changes no choice."""
    return first - _FEW_DAYS, first - ONE_AGE


def _near(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is not None and b is not None and a[0] - _FEW_DAYS <= b[1] and b[0] - _FEW_DAYS <= a[1]
