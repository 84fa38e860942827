"""Where copies of a quote are found: the hashes under which its words are filed."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from quotes.store.schema.metadata import BIG, metadata


def _filed(name: str) -> Table:
    # No index and no foreign key by the quote: see utterances/filing.py, which takes away what it has filed.
    return Table(
        name,
        metadata,
        Column("hash", BIG, nullable=False),
        Column("quote_pk", BIG, nullable=False),
        PrimaryKeyConstraint("hash", "quote_pk"),
        sqlite_with_rowid=False,
    )


# A quote has some hashes for its words as a whole (variants) and some for runs of them (cuts). A SQLite file keeps
# those that were put away in another form, see utterances/hashes/levels.py.
utterance_bands = _filed("utterance_bands")
# those of the latest quotes
utterance_bands_recent = _filed("utterance_bands_recent")
