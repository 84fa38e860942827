"""Quotes joined into utterances: copies, cuts and variants of a quote share one `utterance_pk`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from quotes.matching.utterance import Speakers, filed_under, number_of, one_utterance, words_of
from quotes.store.schema.tables import SEQUENCE_BITS, quotes
from quotes.store.statements.for_each import for_each
from quotes.store.statements.one_of_many import among, one_of
from quotes.store.utterances import ahead, filing
from quotes.store.utterances.ahead import NOTHING, Ahead

_MOST_COMPARED = 100
_SHORT = 5  # words: so few are one utterance only within some days
_MINUTES_OF_SHORT = 7 * 24 * 60


def assign(
    connection: Connection,
    added: Sequence[tuple[int, str]],
    moved: Iterable[int] = (),
    filed_ahead: Ahead = NOTHING,
) -> None:
    """File quotes (pk, text) that were just inserted, and join each to the utterance it is a copy of.

    `moved` are quotes that were there and have another speaker now: who speaks is part of what is compared, so that
    they are compared again, and with them all that were one utterance with them.
    """
    words = {pk: filing.filed(said)[0] for pk, said in added}
    coming = {pk: filing.filed(said)[1] for pk, said in added}
    again = _parted(connection, set(moved) - words.keys())
    words |= again
    filed = coming | {pk: filed_under(said) for pk, said in again.items()}
    if not filed:
        return
    under = ahead.under(connection, set().union(*filed.values()), filed_ahead)
    for pk, numbers in coming.items():
        for number in numbers:
            under.setdefault(number, []).append(pk)
    for number, pks in under.items():
        if len(pks) > 1:
            under[number] = sorted(set(pks), reverse=True)[: filing.MOST_UNDER_A_HASH]
    filing.file(connection, {pk: numbers for pk, numbers in coming.items() if pk not in filed_ahead.keys})
    filing.put_away_now_and_then(connection, coming)
    shared = {
        pk: Counter(other for number in filed[pk] for other in under.get(number, ()) if other != pk) for pk in filed
    }
    compared = {pk: sorted(counts, key=lambda other: (-counts[other], other)) for pk, counts in shared.items()}
    compared = {pk: others[:_MOST_COMPARED] for pk, others in compared.items()}
    known = _told(connection, set(filed).union(*compared.values()))
    groups = _Groups(known)
    for pk in sorted(compared):
        for other in compared[pk]:
            if other not in known or pk not in known or groups.joined(pk, other):
                continue
            if _same(known[pk], known[other], words):
                groups.join(pk, other)
    groups.write(connection)


def look_at(texts: Iterable[str]) -> None:
    """Do for these quotes what needs no store, before `assign` is called in a transaction."""
    for said in texts:
        filing.filed(said)


def _parted(connection: Connection, moved: set[int]) -> dict[int, list[str]]:
    """Take these quotes and all that are one utterance with one of them apart; their words."""
    if not moved:
        return {}
    numbers = select(quotes.c.utterance_pk).where(
        among(connection, quotes.c.pk, moved), quotes.c.utterance_pk.is_not(None)
    )
    joined = set(connection.execute(numbers).scalars())
    apart = among(connection, quotes.c.utterance_pk, joined)
    chosen = select(quotes.c.pk, quotes.c.text).where(or_(among(connection, quotes.c.pk, moved), apart))
    words = {row.pk: words_of(row.text) for row in connection.execute(chosen)}
    if joined:
        connection.execute(update(quotes).where(apart).values(utterance_pk=None))
    return words


def _told(connection: Connection, pks: set[int]) -> dict[int, Row[Any]]:
    return {row.pk: row for row in connection.execute(_TOLD, {"pks": pks}).all()}


_NUMBER = bindparam("number", type_=quotes.c.utterance_pk.type)
_JOIN = update(quotes).where(quotes.c.pk == bindparam("of_quote")).values(utterance_pk=_NUMBER)
_TOLD = select(*(quotes.c[name] for name in ("pk", "id", "text", "speaker_pk", "utterance_pk"))).where(
    one_of(quotes.c.pk, "pks")
)


def _same(a: Row[Any], b: Row[Any], words: dict[int, list[str]]) -> bool:
    speakers: Speakers = "same" if a.speaker_pk == b.speaker_pk else "different"
    if a.speaker_pk is None or b.speaker_pk is None:
        speakers = "unknown"
    mine, theirs = (words.get(row.pk) or words_of(row.text) for row in (a, b))
    if min(len(mine), len(theirs)) < _SHORT and not _near_in_time(a.pk, b.pk):
        return False
    return one_utterance(mine, theirs, speakers)


def _near_in_time(a: int, b: int) -> bool:
    """Whether two quotes were published within some days, as far as both dates are known (see schema/tables.py)."""
    first, second = sorted((a >> SEQUENCE_BITS, b >> SEQUENCE_BITS))
    return first == 0 or second - first <= _MINUTES_OF_SHORT


class _Groups:
    """The utterances of some quotes: those that were, and those that are found now."""

    def __init__(self, known: dict[int, Row[Any]]) -> None:
        self._known = known
        self._parent: dict[int, int] = {pk: pk for pk in known}
        first: dict[int, int] = {}
        for pk in sorted(known):
            if (number := known[pk].utterance_pk) is not None:
                self.join(pk, first.setdefault(number, pk), new=False)
        self._changed: set[int] = set()

    def joined(self, a: int, b: int) -> bool:
        return self._root(a) == self._root(b)

    def join(self, a: int, b: int, *, new: bool = True) -> None:
        one, other = sorted((self._root(a), self._root(b)))
        self._parent[other] = one
        if new:
            self._changed |= {one, other}

    def write(self, connection: Connection) -> None:
        """One number for each group that has grown: the least of its quotes' numbers, whichever came first."""
        members: dict[int, list[int]] = defaultdict(list)
        for pk in self._known:
            members[self._root(pk)].append(pk)
        changed = []
        for root in sorted({self._root(pk) for pk in self._changed}):
            group = members[root]
            had = sorted({self._known[pk].utterance_pk for pk in group} - {None})
            # made of an id, not of a key: keys are given out again
            alone = [pk for pk in group if self._known[pk].utterance_pk is None]
            number = min([*had, *(number_of(self._known[pk].id) for pk in alone)])
            column = quotes.c.utterance_pk
            if others := [one for one in had if one != number]:
                connection.execute(update(quotes).where(column.in_(others)).values(utterance_pk=number))
            changed += [{"of_quote": pk, "number": number} for pk in alone]
        for_each(connection, _JOIN, changed)

    def _root(self, pk: int) -> int:
        while self._parent[pk] != pk:
            self._parent[pk] = self._parent[self._parent[pk]]
            pk = self._parent[pk]
        return pk
