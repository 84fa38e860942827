"""What a store tells of its articles, to be compared with another store of them, on whichever database."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, text

from quotes.io import export
from quotes.store import Store, articles, speakers

_SUGGESTED = """SELECT a.folded || '/' || a.facet, b.folded || '/' || b.facet, reason, weighed, settled
    FROM speaker_suggestions JOIN speaker_names a ON a.pk = a_pk JOIN speaker_names b ON b.pk = b_pk"""
_COUNTED = """SELECT dim, coalesce(s.slug, o.name), facet, CASE facet WHEN 2 THEN (SELECT name FROM outlets
    WHERE pk = value) ELSE CAST(value AS text) END, n FROM tallies t LEFT JOIN speakers s ON dim = 1 AND s.pk = t."key"
    LEFT JOIN outlets o ON dim = 2 AND o.pk = t."key" WHERE n <> 0"""


def told_of(store: Store) -> dict[str, list[str]]:
    """The export, the speakers, the utterances, the suggestions, the counts and the outlets."""
    with store.read() as connection:
        return {
            "export": [json.dumps(row) for row in export.stored_rows(connection)],
            # in the order of their names, which namesakes share
            "speakers": sorted(json.dumps(one.as_dict()) for one in speakers.page(connection, limit=1000).rows),
            "utterances": _rows(connection, "SELECT id, utterance_pk FROM quotes"),
            # either of the two may have come first
            "suggestions": sorted(
                str((*sorted(row[:2]), *row[2:3], *map(bool, row[3:]))) for row in _found(connection, _SUGGESTED)
            ),
            "counts": _rows(connection, _COUNTED),
            "outlets": list(articles.outlet_names(connection)),
        }


def _found(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(sql))]


def _rows(connection: Connection, sql: str) -> list[str]:
    return sorted(map(str, _found(connection, sql)))
