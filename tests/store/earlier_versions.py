"""Stores as earlier versions left them."""

from __future__ import annotations

from sqlalchemy import text

from quotes.store import Store

# of a SQLite file before the schema 0017 that has put no hashes away
HASHES_BY_ROW = (
    "DROP TABLE utterance_pages",
    "DROP TABLE utterance_levels",
    "CREATE TABLE utterance_filters (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, hashes INTEGER NOT NULL, "
    "bits BLOB NOT NULL)",
)
# before the schema 0018: each dim under each other one
COUNTED_TWICE = (
    *(
        f'INSERT INTO tallies (dim, "key", facet, value, n) SELECT {cell}, n FROM tallies WHERE {of}'
        for cell, of in (
            ('0, 0, dim, "key"', "dim IN (1, 2) AND facet = 0"),
            ('2, value, 1, "key"', "dim = 1 AND facet = 2"),
            ('3, value, dim, "key"', "facet = 4"),
        )
    ),
    "DELETE FROM tallies WHERE facet = 4",
    "DROP INDEX ix_tallies_most",
    'CREATE INDEX ix_tallies_top_speakers ON tallies (dim, "key", n) WHERE facet = 1',
)
# of a SQLite file before the schema 0019
SPELLINGS_BY_ROW = (
    "CREATE TABLE by_row (name_pk INTEGER NOT NULL, spelling TEXT NOT NULL, outlet_pk INTEGER NOT NULL, "
    "articles INTEGER NOT NULL, CONSTRAINT pk_speaker_spellings PRIMARY KEY (name_pk, spelling, outlet_pk), "
    "CONSTRAINT fk_speaker_spellings_name_pk FOREIGN KEY (name_pk) REFERENCES speaker_names (pk) ON DELETE CASCADE)",
    "INSERT INTO by_row SELECT * FROM speaker_spellings",
    "DROP TABLE speaker_spellings",
    "ALTER TABLE by_row RENAME TO speaker_spellings",
)
# of a SQLite file before the schema 0021
COUNTED_BY_INDEX = (
    *(f"DROP TRIGGER quotes_counted_{event}" for event in ("insert", "delete", "update")),
    "DROP TABLE quotes_counted",
    "CREATE INDEX ix_quotes_counted ON quotes (pk, speaker_pk, outlet_pk, month, kind, attributed, confidence, rule)",
)


def leave_as_version(number: str, store: Store, *statements: str) -> None:
    """Undo by these statements what came after the schema of that number, and close the store."""
    with store.write() as connection:
        for statement in (*statements, f"UPDATE alembic_version SET version_num = '{number}'"):
            connection.execute(text(statement))
    store.close()
