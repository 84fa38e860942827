"""Each quote as the line of JSON that a server sends, kept speaker by speaker where the store is a SQLite file.

PostgreSQL puts the lines of a page together itself when it is asked (`_JOINED`): to take its rows apart here, decode
them and put lines together took longer than to look the quotes up.

A speaker's newest fifty lie scattered over the rows of `quotes`, which are in the order of publication; here they are
neighbours, and nothing is left to put together. What a line cannot know (the server's address, what its speaker is
called today) stands in it as a mark that no JSON holds. Lines are written here, when a quote is saved or
corrected; triggers take one along when its quote goes to another speaker, and away with its quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote as escape

import orjson
from sqlalchemy import Connection, Select, column, delete, insert, select, table

from quotes.store.connections.reading import Reader
from quotes.store.quotes.lookup import MOST_ROWS, QuoteRow
from quotes.store.schema import dates
from quotes.store.schema.speaker_tables import speakers
from quotes.store.schema.tables import articles, quotes
from quotes.store.search import cursors
from quotes.store.search.filters import QuoteFilter, normal
from quotes.store.search.selects import ROW
from quotes.store.statements.one_of_many import one_of
from quotes.text.web_address import are_plain, place_in

# JSON escapes control characters, so these never stand in it for themselves.
_BASE, _NAMED, _HOME = "\x01", "\x02", "\x03"  # the server's address; name and id of who speaks; their own address
_NOBODY_SAID = '"type":null,"mention":null,"role":null,"chain":[]'
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.\-]+")
_LATEST = (1 << 63) - 1
_NO_OTHERS = (None,) * 7
_AT_ONCE = 5_000
# made by the migrations on SQLite alone
_lines = table("quote_lines", column("speaker_pk"), column("pk"), column("line"))
# As one value: to hand each line to Python by itself takes longer. The last column is the key of the next page's first.
_OF_ONE = "FROM quote_lines WHERE speaker_pk = :speaker AND pk BETWEEN :low AND :high ORDER BY pk"
_NEWEST, _OLDEST = (
    f"""SELECT CAST(group_concat(line, ',') AS BLOB), {last}(pk), (SELECT pk {_OF_ONE} {order} LIMIT 1 OFFSET :most)
    FROM (SELECT line, pk {_OF_ONE} {order} LIMIT :most)"""  # noqa: S608
    for last, order in (("min", "DESC"), ("max", "ASC"))
)
_WHO = {
    "sqlite": "SELECT slug, name FROM speakers WHERE pk = :speaker",
    "postgresql": "SELECT slug, name FROM speakers WHERE pk = %(speaker)s",
}
# What `line` says of a quote whose article has a plain id and address, as SQL; `_joined` looks whether all of a page
# have (a fragment is percent-encoded where it is made). In such brackets that what is long is copied least. The page's
# lines come as one value, and as bytes: the driver would decode a text.
_LINE = f"""('{{{{' || q.body || (',"speaker":{{{{{_NAMED},' || coalesce(q.speaker_evidence, '{_NOBODY_SAID}')))
    || (('}}}},"article":' || a.card || ',"links":{{{{"self":"{_BASE}/quotes/')
    || (q.id || '","article":"{_BASE}/articles/' || a.id)
    || ('","speaker":{_HOME},"embed":"{_BASE}/embed/quotes/' || q.id || '","source":')
    || (coalesce('"' || split_part(a.url, '#', 1) || coalesce('#' || nullif(q.source_fragment, ''), '') || '"', 'null')
    || '}}}}}}}}'))"""
# The quotes for which an index holds all of this, and those that are too long for it (migration 0015, word by word).
_SHORT = (
    "octet_length(body) + octet_length(coalesce(speaker_evidence, '')) + octet_length(coalesce(source_fragment, '')) "
    "<= 2400"
)
_SHORT_ONES, _LONG_ONES = (
    f"""(SELECT pk, article_pk, id, body, speaker_evidence, source_fragment FROM quotes
    WHERE speaker_pk = %(speaker)s AND pk BETWEEN %(low)s AND %(high)s AND {which}
    ORDER BY pk {{order}} LIMIT %(most)s)"""  # noqa: S608
    for which in (_SHORT, f"NOT ({_SHORT})")
)
_JOINED = f"""SELECT convert_to(string_agg(line, ','), 'UTF8'), string_agg(article, ''),
    string_agg(url, E'\\n'), {{last}}(pk),
    EXISTS (SELECT FROM quotes AS other WHERE other.speaker_pk = %(speaker)s AND other.pk {{beyond}} {{last}}(found.pk)
        AND other.pk BETWEEN %(low)s AND %(high)s)
    FROM (SELECT q.pk, a.id AS article, split_part(a.url, '#', 1) AS url, {_LINE} AS line
    FROM ({_SHORT_ONES} UNION ALL {_LONG_ONES} ORDER BY pk {{order}} LIMIT %(most)s) AS q
    JOIN articles AS a ON a.pk = q.article_pk ORDER BY q.pk {{order}}) AS found"""  # noqa: S608 - our own marks
_NEWEST_JOINED = _JOINED.format(last="min", beyond="<", order="DESC")
_OLDEST_JOINED = _JOINED.format(last="max", beyond=">", order="ASC")
_PLAIN_IDS = re.compile(r"[A-Za-z0-9_.\-]*")


class Said(NamedTuple):
    """One speaker's quotes in order, as lines with commas between them, and the cursor of the page after them (None:
    this is the last)."""

    lines: bytes
    speaker_id: str | None
    speaker_name: str | None
    next: str | None


def line(row: QuoteRow) -> bytes:
    """A quote as JSON in UTF-8, with marks."""
    someone = row.speaker_evidence is not None or row.speaker_id is not None
    speaker = f"{{{_NAMED},{row.speaker_evidence or _NOBODY_SAID}}}" if someone else "null"
    superseded = ',"superseded":true' if row.superseded else ""
    place = place_in(row.article_url, row.source_fragment)
    return (
        f'{{{row.body}{superseded},"speaker":{speaker},"article":{row.article},"links":{{'
        f'"self":"{_BASE}/quotes/{row.id}","article":"{_BASE}/articles/{path_of(row.article_id)}",'
        f'"speaker":{_HOME},"embed":"{_BASE}/embed/quotes/{row.id}",'
        f'"source":{"null" if place is None else _string(place)}}}}}'
    ).encode()


def fill_placeholders(lines: bytes, base: str, speaker_id: str | None, name: str | None) -> bytes:
    """Lines of one speaker (several joined by commas, say) with what the marks stand for."""
    named, home = _speaker(speaker_id, name, base)
    return lines.replace(b"\x02", named).replace(b"\x03", home).replace(b"\x01", base.encode())


def page(
    reader: Reader,
    asked: QuoteFilter,
    *,
    sort: str = "-published",
    limit: int = 50,
    cursor: str | None = None,
    who: tuple[str, str] | None = None,
) -> Said | None:
    """As `quotes.page`; None for what is not one speaker's quotes, by date at most, or has an unusual address.

    `who`: the id and name of the one speaker, where the caller has just read them.
    """
    if asked.speakers is not None and len(asked.speakers) > 1:
        asked = normal(asked)
    if not _is_one_speakers(asked) or sort not in ("-published", "published"):
        return None
    if not 1 <= limit <= MOST_ROWS:
        return None
    (speaker,) = asked.speakers or ()
    low, high = dates.key_range(asked.since, asked.until) or (0, _LATEST)
    if cursor is not None:
        last, _ = cursors.decode(cursor, sort, int, float)
        low, high = (low, min(high, last - 1)) if sort == "-published" else (max(low, min(last, _LATEST - 1) + 1), high)
    values = {"speaker": speaker, "low": low, "high": high, "most": limit}
    found = _kept(reader, sort, values) if reader.dialect == "sqlite" else _joined(reader, sort, values)
    if found is None:
        return None
    lines, last = found
    if not lines:
        return Said(b"", None, None, None)
    speaker_id, name = who or reader.rows(_WHO[reader.dialect], {"speaker": speaker})[0]
    return Said(lines, speaker_id, name, None if last is None else cursors.encode(sort, last, 0.0))


def _kept(reader: Reader, sort: str, values: dict[str, int]) -> tuple[bytes, int | None]:
    """The lines of a page as a SQLite file keeps them, and the key of the last where others come after it."""
    [(lines, last, following)] = reader.rows(_NEWEST if sort == "-published" else _OLDEST, values)
    return lines or b"", last if following is not None else None


def _joined(reader: Reader, sort: str, values: dict[str, int]) -> tuple[bytes, int | None] | None:
    """The same as PostgreSQL puts it together; None where the address of an article needs more than that."""
    [found] = reader.rows(_NEWEST_JOINED if sort == "-published" else _OLDEST_JOINED, values)
    lines, ids, urls, last, goes_on = found
    if lines is None:
        return b"", None
    if not _PLAIN_IDS.fullmatch(ids) or not (urls is None or are_plain(urls)):
        return None
    return lines, last if goes_on else None


def add(connection: Connection, pks: Iterable[int]) -> None:
    """Write the lines of these quotes, those that some speaker said, in place of what there is."""
    if connection.dialect.name != "sqlite":
        return
    # in the order of their table, whose pages are then written to one after the other
    rows = sorted(tuple(row.values()) for row in _made(connection.execute(_SHOWN_OF, {"pks": sorted(pks)})))
    if rows:
        connection.exec_driver_sql(_RENEW, rows)


def rebuild(connection: Connection) -> None:
    """Write every line anew: for a migration, when the shape of what is sent has changed."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(delete(_lines))
    statement = _shown().order_by(quotes.c.speaker_pk, quotes.c.pk).limit(_AT_ONCE)
    place: tuple[int, int] | None = (0, 0)
    while place is not None:
        speaker, pk = place
        later = (quotes.c.speaker_pk > speaker) | ((quotes.c.speaker_pk == speaker) & (quotes.c.pk > pk))
        place = _write(connection, statement.where(quotes.c.speaker_pk >= speaker, later))


def path_of(article_id: str) -> str:
    """An article's id inside an address."""
    return article_id if _PLAIN_ID.fullmatch(article_id) else escape(article_id, safe="")


def _is_one_speakers(asked: QuoteFilter) -> bool:
    """Whether a filter is for one speaker, and for dates at most besides."""
    others = (
        asked.articles, asked.outlets, asked.kinds, asked.rules, asked.q, asked.min_confidence, asked.attributed,
    )  # fmt: skip
    one = asked.speakers is not None and len(asked.speakers) == 1
    return one and not asked.distinct and others == _NO_OTHERS


def _shown() -> Select[Any]:
    return (
        select(quotes.c.speaker_pk, *ROW)
        .join(articles, articles.c.pk == quotes.c.article_pk)
        .join(speakers, speakers.c.pk == quotes.c.speaker_pk)
    )


_SHOWN_OF = _shown().where(one_of(quotes.c.pk, "pks"))
_RENEW = "INSERT OR REPLACE INTO quote_lines (speaker_pk, pk, line) VALUES (?, ?, ?)"


def _made(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"speaker_pk": row[0], "pk": row[1], "line": line(QuoteRow(*row[1:]))} for row in found]


def _write(connection: Connection, statement: Select[Any]) -> tuple[int, int] | None:
    """Write the lines of the quotes selected; the last one's place, None where there was none."""
    rows = _made(connection.execute(statement))
    if not rows:
        return None
    connection.execute(insert(_lines), rows)
    return rows[-1]["speaker_pk"], rows[-1]["pk"]


@lru_cache(maxsize=20_000)
def _speaker(speaker_id: str | None, name: str | None, base: str) -> tuple[bytes, bytes]:
    """Two members of a speaker's JSON, and the speaker's address as JSON."""
    named = b'"name":%b,"id":%b' % (orjson.dumps(name), orjson.dumps(speaker_id))
    if speaker_id is None:
        return named, b"null"
    return named, orjson.dumps(f"{base}/speakers/{escape(speaker_id, safe='')}")


def _string(text: str) -> str:
    return orjson.dumps(text).decode()
