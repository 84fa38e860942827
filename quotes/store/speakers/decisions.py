"""What people decide about speakers: kept with who and when, and obeyed by identity from then on.

A decision is about names (records), which outlive the articles they were read in; so it holds again when an article
is deleted and read anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from quotes.errors import BadInput, Conflict, NotFound
from quotes.linking import describe, fold
from quotes.store.schema import dates
from quotes.store.schema.speaker_tables import (
    speaker_decisions,
    speaker_links,
    speaker_names,
    speaker_spellings,
    speakers,
)
from quotes.store.speakers.grouping import hand_over, regroup
from quotes.store.speakers.manual_split import place_articles
from quotes.store.speakers.rows import ListedSpeaker, current, found

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `kind` is merge, split, rename, apart or undo; `what` the ids and names it was about."""

    pk: int
    kind: str
    at: str
    by: str
    note: str | None
    what: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        what = {name: value for name, value in self.what.items() if name != "undone"}
        said = {"id": self.pk, "kind": self.kind, "at": self.at, "by": self.by, "note": self.note, "what": what}
        return said | {"undone": bool(self.what.get("undone"))}


def merge(
    connection: Connection, speaker_id: str, other_ids: Sequence[str], *, by: str, note: str | None = None
) -> ListedSpeaker:
    """Say that the others are this speaker; their ids answer with this one's from then on."""
    one = _speaker(connection, speaker_id)
    others = [_speaker(connection, other) for other in dict.fromkeys(other_ids)]
    if not others:
        raise BadInput("There is nobody to merge: give the ids of the other speakers.")
    if one in others:
        raise Conflict(f"{speaker_id} cannot be merged into itself: give the id of another speaker.")
    mine = _records(connection, one)
    theirs = {other: _records(connection, other) for other in others}
    what = {"into": _slug(connection, one), "merged": list(other_ids), "names_of": _names_of(connection, theirs)}
    decision = _decide(connection, "merge", one, by, note, what)
    everyone = [*mine, *(record for records in theirs.values() for record in records)]
    for records in theirs.values():
        _unlink(connection, mine, records)
    _link(connection, [(everyone[0], record) for record in everyone[1:]], True, decision)
    # the id that was asked for stays, however many articles the others have
    for other, records in theirs.items():
        connection.execute(update(speaker_names).where(speaker_names.c.pk.in_(records)).values(speaker_pk=one))
        hand_over(connection, other, one)
    regroup(connection, everyone)
    return _found(connection, current(connection, one))


def split(
    connection: Connection,
    speaker_id: str,
    *,
    names: Sequence[str] = (),
    articles: Sequence[str] = (),
    by: str,
    note: str | None = None,
) -> ListedSpeaker:
    """Take some of a speaker's spellings, or what some articles say of them, away as another speaker's."""
    if not names and not articles:
        raise BadInput("Say what to split off: some of the speaker's names, or ids of articles.")
    one = _speaker(connection, speaker_id)
    records = _records(connection, one)
    what = {"from": _slug(connection, one), "names": list(names), "articles": list(articles)}
    decision = _decide(connection, "split", one, by, note, what)
    gone = _records_named(connection, records, names)
    if articles:
        gone |= place_articles(connection, records, articles, decision)
    left = [record for record in records if record not in gone]
    if not any(_is_read(connection, record) for record in left):
        raise Conflict("These are all the names the speaker has: leave at least one, or rename the speaker.")
    _unlink(connection, left, gone)
    ordered = sorted(gone)
    _link(connection, [(ordered[0], record) for record in ordered[1:]], True, decision)
    _link(connection, [(a, b) for a in left for b in ordered], False, decision)
    regroup(connection, [*left, *ordered])
    new = connection.execute(select(speaker_names.c.speaker_pk).where(speaker_names.c.pk == ordered[0])).scalar_one()
    made = _found(connection, int(new))
    connection.execute(
        update(speaker_decisions)
        .where(speaker_decisions.c.pk == decision)
        .values(what=json.dumps(what | {"new": made.id}, ensure_ascii=False))
    )
    return made


def rename(connection: Connection, speaker_id: str, name: str, *, by: str, note: str | None = None) -> ListedSpeaker:
    """Say what the speaker is called; the id stays."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(f"A name has 1 to {_LONGEST_NAME} characters.")
    one = _speaker(connection, speaker_id)
    before = connection.execute(select(speakers.c.name).where(speakers.c.pk == one)).scalar_one()
    _decide(connection, "rename", one, by, note, {"id": _slug(connection, one), "before": before, "after": name})
    connection.execute(
        update(speaker_names)
        .where(speaker_names.c.pk.in_(_records(connection, one)))
        .values(kept_name=name, kept_at=dates.now())
    )
    regroup(connection, _records(connection, one))
    return _found(connection, current(connection, one))


def keep_apart(connection: Connection, speaker_id: str, other_id: str, *, by: str, note: str | None = None) -> None:
    """Say that these two are not one person; they are no longer suggested."""
    one, other = _speaker(connection, speaker_id), _speaker(connection, other_id)
    if one == other:
        raise Conflict(f"{speaker_id} and {other_id} are one speaker already: split it instead.")
    what = {"a": _slug(connection, one), "b": _slug(connection, other)}
    decision = _decide(connection, "apart", one, by, note, what)
    mine, theirs = _records(connection, one), _records(connection, other)
    _link(connection, [(a, b) for a in mine for b in theirs], False, decision)
    regroup(connection, [*mine, *theirs])


def history(connection: Connection, speaker_id: str) -> tuple[Decision, ...]:
    """Every decision about the speaker (and about those merged into it), the oldest first."""
    one = _speaker(connection, speaker_id)
    here = select(speakers.c.pk).where((speakers.c.pk == one) | (speakers.c.merged_into == one))
    table = speaker_decisions.c
    rows = connection.execute(select(speaker_decisions).where(table.speaker_pk.in_(here)).order_by(table.pk))
    return tuple(Decision(row.pk, row.kind, row.at, row.by, row.note, json.loads(row.what)) for row in rows)


def _speaker(connection: Connection, speaker_id: str) -> int:
    pk = connection.execute(select(speakers.c.pk).where(speakers.c.slug == speaker_id)).scalar()
    if pk is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r}: take an id from GET /speakers.")
    return current(connection, int(pk))


def _slug(connection: Connection, pk: int) -> str:
    return str(connection.execute(select(speakers.c.slug).where(speakers.c.pk == pk)).scalar_one())


def _names_of(connection: Connection, theirs: dict[int, list[int]]) -> dict[str, list[str]]:
    """The folded names of each speaker, by its id."""
    names = speaker_names.c
    return {
        _slug(connection, pk): sorted(connection.execute(select(names.folded).where(names.pk.in_(records))).scalars())
        for pk, records in theirs.items()
    }


def _found(connection: Connection, pk: int) -> ListedSpeaker:
    return found(connection, [pk])[0]


def _records(connection: Connection, speaker: int) -> list[int]:
    names = speaker_names.c
    return list(connection.execute(select(names.pk).where(names.speaker_pk == speaker).order_by(names.pk)).scalars())


def _records_named(connection: Connection, records: Sequence[int], names: Sequence[str]) -> set[int]:
    """Those of the records that are spelt so."""
    gone: set[int] = set()
    table = speaker_names.c
    for name in names:
        forms = {describe(name, type).folded for type in ("person", "organization")} | {fold(name)}
        spelt = select(speaker_spellings.c.name_pk).where(
            func.lower(speaker_spellings.c.spelling) == name.strip().lower(), speaker_spellings.c.name_pk.in_(records)
        )
        here = select(table.pk).where(table.pk.in_(records), table.folded.in_(forms))
        matching = set(connection.execute(here).scalars()) or set(connection.execute(spelt).scalars())
        if not matching:
            raise NotFound(f"The speaker has no name {name!r}: take one from `aliases` of GET /speakers/{{id}}.")
        gone |= matching
    return gone


def _is_read(connection: Connection, record: int) -> bool:
    names = speaker_names.c
    active = (names.articles > 0) | names.by_hand
    return connection.execute(select(names.pk).where(names.pk == record, active)).first() is not None


def _decide(connection: Connection, kind: str, speaker: int, by: str, note: str | None, what: dict[str, Any]) -> int:
    if not by.strip():
        raise BadInput("A decision needs the name of who makes it: give `by`.")
    # whoever was decided about is known by this id
    connection.execute(update(speakers).where(speakers.c.pk == speaker).values(kept=True))
    made = insert(speaker_decisions).values(
        kind=kind,
        speaker_pk=speaker,
        at=dates.now(),
        by=by,
        note=note,
        what=json.dumps(what, ensure_ascii=False),
    )
    return int(connection.execute(made.returning(speaker_decisions.c.pk)).scalar_one())


def _link(connection: Connection, pairs: Iterable[tuple[int, int]], same: bool, decision: int) -> None:
    """The last word counts: what was said of a pair before is replaced."""
    for a, b in {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}:
        connection.execute(delete(speaker_links).where(speaker_links.c.a_pk == a, speaker_links.c.b_pk == b))
        connection.execute(insert(speaker_links).values(a_pk=a, b_pk=b, same=same, decision_pk=decision))


def _unlink(connection: Connection, some: Iterable[int], others: Iterable[int]) -> None:
    """Forget what was said of any pair across the two lists."""
    some, others = list(some), list(others)
    links = speaker_links.c
    across = (links.a_pk.in_(some) & links.b_pk.in_(others)) | (links.a_pk.in_(others) & links.b_pk.in_(some))
    connection.execute(delete(speaker_links).where(across))
