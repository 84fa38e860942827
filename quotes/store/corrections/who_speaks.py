"""Who speaks, put right by hand: kept apart from the quotes, so that it outlives every new extraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from quotes.errors import BadInput, Conflict, NotFound
from quotes.store import speakers
from quotes.store.corrections import as_read, not_quotations
from quotes.store.corrections.not_quotations import AS_READ, NOT_A_QUOTATION
from quotes.store.quotes import json_lines
from quotes.store.quotes.rows import members, parsed
from quotes.store.schema import dates
from quotes.store.schema.speaker_tables import speakers as speakers_table
from quotes.store.schema.tables import corrections, quotes, superseded_quotes
from quotes.store.statements.one_of_many import one_of

_KINDS: dict[str | None, str] = {NOT_A_QUOTATION: "not-a-quotation", AS_READ: "as-read"}


_LAST = select(corrections).where(
    corrections.c.pk.in_(
        select(func.max(corrections.c.pk)).where(one_of(corrections.c.quote_id, "ids")).group_by(corrections.c.quote_id)
    )
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of a quote's speaker: when, by whose key, from whom to whom (None = nobody named).

    `after_name` is NOT_A_QUOTATION where the words were said to be none, AS_READ where what was said was taken back.
    """

    at: str
    by: str
    before_id: str | None
    before_name: str | None
    after_id: str | None
    after_name: str | None
    note: str | None

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        kind = _KINDS.get(self.after_name, "speaker")
        return {
            "kind": kind,
            "at": self.at,
            "by": self.by,
            "before": {"id": self.before_id, "name": self.before_name} if self.before_name else None,
            "after": {"id": self.after_id, "name": self.after_name} if kind == "speaker" and self.after_name else None,
            "note": self.note,
        }


def correct_speaker(
    connection: Connection, quote_id: str, *, by: str, speaker_pk: int | None, note: str | None = None
) -> Correction:
    """Say who speaks a quote, or with None that the article does not tell; from then on it stays so."""
    row = connection.execute(select(quotes).where(quotes.c.id == quote_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no current quote {quote_id}: take an id from GET /quotes.")
    if not by.strip():
        raise BadInput("A correction needs the name of who makes it: give `by`.")
    if not row["corrected"]:
        as_read.keep(connection, [dict(row)])
    return _set(connection, row, speaker_pk, by=by, note=note)


def undo(connection: Connection, quote_id: str, *, by: str, note: str | None = None) -> None:
    """Take the last correction that stands back: the one before it holds again, or what the article says."""
    standing = _standing(connection, quote_id)
    if not standing:
        raise Conflict("Nobody has corrected this quotation: there is nothing to undo.")
    last, before = standing[-1], standing[-2] if len(standing) > 1 else None
    refused = last["after_name"] == NOT_A_QUOTATION
    if refused:
        not_quotations.restore(connection, quote_id, by=by, note=note, undoes=last["pk"])
    row = connection.execute(select(quotes).where(quotes.c.id == quote_id)).mappings().first()
    if row is None:
        raise Conflict("The article does not say this any more: there is nothing to undo in it.")
    if refused:
        if before is None or row["corrected"]:
            return
        as_read.keep(connection, [dict(row)])  # the article was read anew while the quote was refused
    elif before is None and as_read.put_back(connection, dict(row)):
        not_quotations.write_down(connection, quote_id, AS_READ, by, note, before=_said(row), undoes=last["pk"])
        return
    pk, name = (before["after_pk"], before["after_name"]) if before else (last["before_pk"], last["before_name"])
    if pk is None and name is not None:
        pk = speakers.find_or_add(connection, name)
    _set(connection, row, pk, by=by, note=note, undoes=last["pk"])


def stands(connection: Connection, quote_id: str) -> bool:
    """Whether there is a correction that `undo` would take back."""
    return bool(_standing(connection, quote_id))


def _standing(connection: Connection, quote_id: str) -> list[Any]:
    """The corrections that nobody took back, the oldest first."""
    made = select(corrections).where(corrections.c.quote_id == quote_id).order_by(corrections.c.pk)
    rows = connection.execute(made).mappings().all()
    undone = {row["undoes"] for row in rows}
    standing: list[Any] = []
    for row in rows:
        if row["undoes"] is None and row["after_name"] == AS_READ:  # an undo of a version that wrote no `undoes`
            standing = standing[:-1]
        elif row["undoes"] is None and row["pk"] not in undone:
            standing.append(row)
    return standing


def _said(row: Any) -> tuple[int | None, str | None]:
    """Whom a row of quotes names."""
    return row["speaker_pk"], row["person_name"]


def _set(
    connection: Connection, row: Any, speaker_pk: int | None, *, by: str, note: str | None, undoes: int | None = None
) -> Correction:
    """Write the correction down, and put it into the quote's row."""
    quote_id = row["id"]
    if speaker_pk is not None:
        speaker_pk = _current(connection, speaker_pk)
    made = Correction(
        at=dates.now(),
        by=by,
        before_id=_speaker(connection, row["speaker_pk"])[0],
        before_name=_speaker(connection, row["speaker_pk"])[1] or row["person_name"],
        after_id=_speaker(connection, speaker_pk)[0],
        after_name=_speaker(connection, speaker_pk)[1],
        note=note,
    )
    connection.execute(
        insert(corrections).values(
            quote_id=quote_id,
            at=made.at,
            by=by,
            before_pk=row["speaker_pk"],
            before_name=made.before_name,
            after_pk=speaker_pk,
            after_name=made.after_name,
            note=note,
            undoes=undoes,
        )
    )
    changed = dict(row)
    _correct(connection, changed, speaker_pk, made.at)
    names = ("speaker_pk", "attributed", "corrected", "speaker_evidence", "person_name", "body", "confidence")
    connection.execute(update(quotes).where(quotes.c.pk == row["pk"]).values({name: changed[name] for name in names}))
    json_lines.add(connection, [row["pk"]])
    return made


def history(connection: Connection, quote_id: str) -> list[Correction]:
    """Every correction of a quote's speaker, the oldest first; names as they were then, ids as they are now."""
    before, after = speakers_table.alias(), speakers_table.alias()
    rows = connection.execute(
        select(corrections, before.c.slug.label("before_id"), after.c.slug.label("after_id"))
        .outerjoin(before, before.c.pk == corrections.c.before_pk)
        .outerjoin(after, after.c.pk == corrections.c.after_pk)
        .where(corrections.c.quote_id == quote_id)
        .order_by(corrections.c.pk)
    ).mappings()
    names = Correction.__slots__
    return [Correction(**{name: row[name] for name in names}) for row in rows]


def latest(connection: Connection, *, limit: int = 50) -> list[tuple[str, str | None, Correction]]:
    """The last corrections of any quotes, the newest first, each with the quote's id and words (None: it is gone)."""
    gone = superseded_quotes.alias()
    rows = connection.execute(
        select(corrections, func.coalesce(quotes.c.text, gone.c.text).label("said"))
        .outerjoin(quotes, quotes.c.id == corrections.c.quote_id)
        .outerjoin(gone, gone.c.id == corrections.c.quote_id)
        .order_by(corrections.c.pk.desc())
        .limit(limit)
    ).mappings()
    return [
        (row["quote_id"], row["said"], Correction(row["at"], row["by"], None, row["before_name"], None,
                                                  row["after_name"], row["note"]))
        for row in rows
    ]  # fmt: skip


def apply(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Put the last correction of each quote into its row, which is about to be written; what is no quotation goes."""
    ids = [row["id"] for row in rows]
    found = connection.execute(_LAST, {"ids": ids}).mappings()
    by_id = {correction["quote_id"]: correction for correction in found}
    if not by_id:
        return
    refused = [row for row in rows if row["id"] in by_id and by_id[row["id"]]["after_name"] == NOT_A_QUOTATION]
    not_quotations.set_aside(connection, refused)
    gone = {row["id"] for row in refused}
    rows[:] = [row for row in rows if row["id"] not in gone]
    corrected = [row for row in rows if row["id"] in by_id and by_id[row["id"]]["after_name"] != AS_READ]
    as_read.keep(connection, corrected)
    for row in corrected:
        correction = by_id[row["id"]]
        pk = correction["after_pk"]
        if pk is None and correction["after_name"] is not None:
            pk = speakers.find_or_add(connection, correction["after_name"])
        _correct(connection, row, None if pk is None else _current(connection, pk), correction["at"])


def _correct(connection: Connection, row: dict[str, Any], speaker_pk: int | None, at: str) -> None:
    """Change a quote's row to the corrected speaker.

    The mention stays (it is what the article says), the chain and the role go: they lead to somebody else.
    """
    _, name, kind = _speaker(connection, speaker_pk)
    said = parsed(row["speaker_evidence"] or "")
    row["speaker_pk"] = speaker_pk
    row["person_name"] = name
    row["attributed"] = speaker_pk is not None
    row["corrected"] = True
    row["confidence"] = 1.0
    row["speaker_evidence"] = None
    if speaker_pk is not None:
        row["speaker_evidence"] = members({"type": kind, "mention": said.get("mention"), "role": None, "chain": []})
    body = parsed(row["body"])
    body |= {"confidence": 1.0, "corrected": {"at": at}}
    row["body"] = members(body)


def _speaker(connection: Connection, pk: int | None) -> tuple[str | None, str | None, str | None]:
    """Id, name and type of a speaker."""
    table = speakers_table.c
    row = connection.execute(select(table.slug, table.name, table.type).where(table.pk == pk)).first()
    return (row.slug, row.name, row.type) if row else (None, None, None)


def _current(connection: Connection, pk: int) -> int:
    """The speaker that a merged one has become."""
    table = speakers_table.c
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        row = connection.execute(select(table.merged_into).where(table.pk == pk)).first()
        if row is None:
            raise NotFound(f"There is no speaker with the key {pk}: take one from speakers.resolve().")
        if row.merged_into is None:
            break
        pk = int(row.merged_into)
    return pk
