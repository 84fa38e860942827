"""What a person said is no quotation: it leaves every list and search, its own link goes on answering.

A refusal is a row of `corrections` whose new name is NOT_A_QUOTATION; taking it back is one whose new name is AS_READ.
So it outlives a new reading of the article, as corrections of the speaker do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from quotes.errors import BadInput, Conflict, NotFound
from quotes.store import utterances
from quotes.store.quotes import numbering
from quotes.store.quotes.adding import add_quotes
from quotes.store.quotes.rows import parsed
from quotes.store.schema import dates
from quotes.store.schema.tables import articles, corrections, quotes, superseded_quotes
from quotes.store.utterances import filing

# No speaker's name is either of these: names are never empty.
NOT_A_QUOTATION = ""
AS_READ = " "
_MOVED = ("id", "article_pk", "speaker_pk", "revision", "person_name", "text", "body", "speaker_evidence",
          "source_fragment")  # fmt: skip


def refuse(connection: Connection, quote_id: str, *, by: str, note: str | None = None) -> None:
    """Say that these words are no quotation."""
    row = connection.execute(select(quotes).where(quotes.c.id == quote_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no current quote {quote_id[:100]!r}: take an id from GET /quotes.")
    write_down(connection, quote_id, NOT_A_QUOTATION, by, note, before=(row["speaker_pk"], row["person_name"]))
    set_aside(connection, [dict(row)])
    filing.unfile(connection, quotes.c.pk == row["pk"])
    connection.execute(delete(quotes).where(quotes.c.pk == row["pk"]))


def restore(
    connection: Connection, quote_id: str, *, by: str, note: str | None = None, undoes: int | None = None
) -> None:
    """Take the refusal back: the quotation is there again, as it was read."""
    if not is_refused(connection, quote_id):
        raise Conflict("Nobody said that this is no quotation, or it was taken back already: reload the page.")
    row = connection.execute(select(superseded_quotes).where(superseded_quotes.c.id == quote_id)).mappings().first()
    article = None
    if row is not None:
        article = connection.execute(select(articles).where(articles.c.pk == row["article_pk"])).mappings().first()
    if row is None or article is None or article["revision"] != row["revision"]:
        raise Conflict("The article has changed since, so that the words have no place in it: ingest it again.")
    body = parsed(row["body"])
    corrected = "corrected" in body
    after = row["speaker_pk"] if corrected else None
    name = row["person_name"] if corrected else AS_READ
    write_down(connection, quote_id, name, by, note, after_pk=after, undoes=undoes)
    made = {name: row[name] for name in _MOVED} | {
        "pk": _place(connection, article, body["parts"][0]["start"]),
        "outlet_pk": article["outlet_pk"],
        "month": dates.month_of(article["minute"]),
        "start": body["parts"][0]["start"],
        "end": body["parts"][-1]["end"],
        "words": len(body["text"].split()),
        "attributed": row["speaker_evidence"] is not None,
        "corrected": corrected,
        "confidence": body["confidence"],
        "kind": body["kind"],
        "rule": body["rule"],
    }
    connection.execute(delete(superseded_quotes).where(superseded_quotes.c.id == quote_id))
    add_quotes(connection, [made])
    connection.execute(update(articles).where(articles.c.pk == row["article_pk"]).values(quotes=articles.c.quotes + 1))
    utterances.assign(connection, [(made["pk"], made["text"])])


def is_refused(connection: Connection, quote_id: str) -> bool:
    """Whether the last word about a quotation is that it is none."""
    last = select(corrections.c.after_name).where(corrections.c.quote_id == quote_id)
    return connection.execute(last.order_by(corrections.c.pk.desc()).limit(1)).scalar() == NOT_A_QUOTATION


def set_aside(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep rows that are no longer, or not to be, in `quotes`, so that their links answer; the article has fewer."""
    if not rows:
        return
    ids = [row["id"] for row in rows]
    moment = dates.now()
    connection.execute(delete(superseded_quotes).where(superseded_quotes.c.id.in_(ids)))
    connection.execute(
        insert(superseded_quotes), [{name: row[name] for name in _MOVED} | {"superseded_at": moment} for row in rows]
    )
    for row in rows:
        of_article = articles.c.pk == row["article_pk"]
        connection.execute(update(articles).where(of_article).values(quotes=articles.c.quotes - 1))


def write_down(
    connection: Connection,
    quote_id: str,
    name: str | None,
    by: str,
    note: str | None,
    *,
    before: tuple[int | None, str | None] = (None, None),
    after_pk: int | None = None,
    undoes: int | None = None,
) -> None:
    """A row of `corrections`."""
    if not by.strip():
        raise BadInput("A correction needs the name of who makes it: give `by`.")
    values = {
        "before_pk": before[0],
        "before_name": before[1],
        "after_pk": after_pk,
        "after_name": name,
        "undoes": undoes,
    }
    connection.execute(insert(corrections).values(quote_id=quote_id, at=dates.now(), by=by, note=note, **values))


def _place(connection: Connection, article: Any, start: int) -> int:
    """A key between those of the quotations before and after it in the article; where none is free, its highest."""
    of_article = quotes.c.article_pk == article["pk"]
    before = connection.execute(select(func.min(quotes.c.pk)).where(of_article, quotes.c.start < start)).scalar()
    after = connection.execute(select(func.max(quotes.c.pk)).where(of_article, quotes.c.start > start)).scalar()
    if before is not None and (after is None or before - after > 1):
        if connection.execute(select(quotes.c.pk).where(quotes.c.pk == before - 1)).first() is None:
            return int(before) - 1
    elif after is not None and connection.execute(select(quotes.c.pk).where(quotes.c.pk == after + 1)).first() is None:
        return int(after) + 1
    (key,) = numbering.highest(connection, [(int(article["minute"]), 1)])
    return key
