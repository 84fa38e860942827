"""Taking back what people decided about speakers: the decision stays in the history, and what it did goes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from quotes.errors import Conflict, NotFound
from quotes.store.schema import dates
from quotes.store.schema.speaker_tables import speaker_decisions, speaker_links, speaker_names, speaker_places, speakers
from quotes.store.schema.tables import articles, corrections, quotes
from quotes.store.speakers.by_hand import assign_again
from quotes.store.speakers.decisions import Decision
from quotes.store.speakers.grouping import _move_quotes, hand_over, regroup
from quotes.store.speakers.ids import slug_of
from quotes.store.speakers.rows import current


def undo(connection: Connection, decision_pk: int, *, by: str, note: str | None = None) -> str:
    """Take a decision back; the id of the speaker it was about. What others decided since stays.

    Raises NotFound for a decision that there is not, Conflict for one that was taken back already.
    """
    row = connection.execute(select(speaker_decisions).where(speaker_decisions.c.pk == decision_pk)).first()
    if row is None:
        raise NotFound("There is no such decision: the history of the speaker lists those that can be undone.")
    if row.kind == "undo":
        raise Conflict("An undo is not undone: decide once more what it took back.")
    if decision_pk in undone(connection, [row.speaker_pk]):
        raise Conflict("This was undone already: reload the page to see the history as it is.")
    speaker = current(connection, row.speaker_pk)
    what = json.loads(row.what)
    made = {"decision": decision_pk, "kind": row.kind}
    connection.execute(
        insert(speaker_decisions).values(
            kind="undo", speaker_pk=speaker, at=dates.now(), by=by, note=note, what=json.dumps(made)
        )
    )
    if row.kind == "rename":
        _unname(connection, speaker, decision_pk)
    else:
        _unlink(connection, row, what, speaker)
    return str(
        connection.execute(select(speakers.c.slug).where(speakers.c.pk == current(connection, speaker))).scalar()
    )


def undone(connection: Connection, speaker_pks: Sequence[int]) -> set[int]:
    """The decisions of these speakers that were taken back."""
    table = speaker_decisions.c
    rows = connection.execute(select(table.what).where(table.kind == "undo", _of(connection, speaker_pks)))
    return {int(json.loads(row.what)["decision"]) for row in rows}


def latest(connection: Connection, *, limit: int = 50) -> list[Decision]:
    """What was decided last, the newest first, each with `undone` in its `what` where it was taken back."""
    rows = connection.execute(select(speaker_decisions).order_by(speaker_decisions.c.pk.desc()).limit(limit)).all()
    return marked(connection, [Decision(r.pk, r.kind, r.at, r.by, r.note, json.loads(r.what)) for r in rows])


def marked(connection: Connection, decisions: Sequence[Decision]) -> list[Decision]:
    """The same decisions; what was taken back has `undone` in its `what`."""
    table = speaker_decisions.c
    if not decisions:
        return []
    pks = [one.pk for one in decisions]
    about = connection.execute(select(table.speaker_pk).where(table.pk.in_(pks))).scalars().all()
    gone = undone(connection, about) if about else set()
    return [replace(one, what=one.what | {"undone": True}) if one.pk in gone else one for one in decisions]


def _of(connection: Connection, speaker_pks: Sequence[int]) -> Any:
    """The condition: about one of these speakers, or about one that they were merged with."""
    now = {current(connection, pk) for pk in set(speaker_pks)} | set(speaker_pks)
    others = select(speakers.c.pk).where(speakers.c.merged_into.in_(now))
    return speaker_decisions.c.speaker_pk.in_(now) | speaker_decisions.c.speaker_pk.in_(others)


def _unname(connection: Connection, speaker: int, decision_pk: int) -> None:
    """The name of the rename before, if one stands; else the one that the articles use most."""
    gone = undone(connection, [speaker])
    table = speaker_decisions.c
    rows = connection.execute(select(speaker_decisions).where(table.kind == "rename", _of(connection, [speaker])))
    standing = sorted((row for row in rows if row.pk not in gone), key=lambda row: row.pk)
    name = json.loads(standing[-1].what)["after"] if standing else None
    mine = _records(connection, speaker)
    kept = {"kept_name": name, "kept_at": standing[-1].at if standing else None}
    connection.execute(update(speaker_names).where(speaker_names.c.pk.in_(mine)).values(**kept))
    regroup(connection, mine)


def _unlink(connection: Connection, decision: Row[Any], what: dict[str, Any], speaker: int) -> None:
    """Forget what the decision said of names, and sort those names into people again."""
    links = speaker_links.c
    pairs = connection.execute(select(links.a_pk, links.b_pk).where(links.decision_pk == decision.pk)).all()
    touched = {pk for pair in pairs for pk in pair} | set(_records(connection, speaker))
    connection.execute(delete(speaker_links).where(links.decision_pk == decision.pk))
    names_of = what["names_of"] if "names_of" in what else _named_so(connection, what.get("merged", ()), touched)
    for slug, folded in names_of.items():
        _give_back(connection, slug, folded, touched, speaker)
    if decision.kind == "split" and "new" in what:
        _take_home(connection, what["new"], speaker)
    placed = select(speaker_places.c.article_id).where(speaker_places.c.decision_pk == decision.pk)
    article_ids = list(connection.execute(placed.distinct()).scalars())
    connection.execute(delete(speaker_places).where(speaker_places.c.decision_pk == decision.pk))
    for pk in connection.execute(select(articles.c.pk).where(articles.c.id.in_(article_ids))).scalars().all():
        assign_again(connection, pk)
    regroup(connection, touched)
    names = speaker_names.c
    for row in connection.execute(select(names.pk, names.speaker_pk).where(names.pk.in_(touched))).all():
        _move_quotes(connection, row.pk, row.speaker_pk)
    _follow_corrections(connection, touched)


def _named_so(connection: Connection, slugs: Sequence[str], touched: set[int]) -> dict[str, list[str]]:
    """By id the names that make it, for a merge of an earlier version, which did not keep whose was whose."""
    folded = select(speaker_names.c.folded).where(speaker_names.c.pk.in_(touched)).distinct()
    names = sorted(connection.execute(folded).scalars())
    return {slug: [name for name in names if slug_of(name) == slug] for slug in slugs}


def _give_back(connection: Connection, slug: str, folded: list[str], touched: set[int], speaker: int) -> None:
    """The id that was merged is the id of its own names again."""
    old = connection.execute(select(speakers.c.pk).where(speakers.c.slug == slug)).scalar()
    if old is None or current(connection, old) != speaker or old == speaker:
        return
    table = speaker_names.c
    theirs = table.pk.in_(touched) & table.folded.in_(folded) & (table.speaker_pk == speaker)
    if len(list(connection.execute(select(table.pk).where(theirs)).scalars())) == len(_records(connection, speaker)):
        return
    connection.execute(update(speakers).where(speakers.c.pk == old).values(merged_into=None))
    connection.execute(update(speaker_names).where(theirs).values(speaker_pk=old))


def _take_home(connection: Connection, slug: str, speaker: int) -> None:
    """Whoever was split off is the speaker again, under the speaker's id."""
    new = connection.execute(select(speakers.c.pk).where(speakers.c.slug == slug)).scalar()
    if new is not None and current(connection, new) not in (speaker, current(connection, speaker)):
        hand_over(connection, current(connection, new), speaker)


def _follow_corrections(connection: Connection, records: set[int]) -> None:
    """Quotes corrected by hand go with the speaker that they were corrected to."""
    names = speaker_names.c
    people = select(names.speaker_pk).where(names.pk.in_(records))
    given = select(corrections.c.quote_id, corrections.c.after_pk).where(
        corrections.c.after_pk.is_not(None),
        corrections.c.quote_id.in_(select(quotes.c.id).where(quotes.c.corrected, quotes.c.speaker_pk.in_(people))),
    )
    last = {row.quote_id: row.after_pk for row in connection.execute(given.order_by(corrections.c.pk))}
    for quote_id, pk in last.items():
        to = current(connection, pk)
        connection.execute(update(quotes).where(quotes.c.id == quote_id).values(speaker_pk=to))


def _records(connection: Connection, speaker: int) -> list[int]:
    names = speaker_names.c
    return list(connection.execute(select(names.pk).where(names.speaker_pk == speaker).order_by(names.pk)).scalars())
