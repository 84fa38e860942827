"""Where copies of a quote are found: the hashes under which its words are filed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, Table

from quotes.store.metadata import BIG, metadata

# A quote has some hashes for its words as a whole (variants) and some for runs of them (cuts).
utterance_bands = Table(
    "utterance_bands",
    metadata,
    Column("hash", BIG, nullable=False),
    Column("quote_pk", BIG, ForeignKey("quotes.pk", ondelete="CASCADE"), nullable=False, index=True),
    PrimaryKeyConstraint("hash", "quote_pk"),
    sqlite_with_rowid=False,
)
