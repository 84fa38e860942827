"""The hashes of the latest quotes in a table of their own; those of all without an index and a key by the quote."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_index("ix_utterance_bands_quote_pk", "utterance_bands", if_exists=True)
    _make("utterance_bands_recent")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE utterance_bands DROP CONSTRAINT IF EXISTS fk_utterance_bands_quote_pk")
        return
    # SQLite takes no key away from a table that is there
    _make("utterance_bands_anew")
    op.execute("INSERT INTO utterance_bands_anew SELECT hash, quote_pk FROM utterance_bands ORDER BY hash, quote_pk")
    op.drop_table("utterance_bands")
    op.rename_table("utterance_bands_anew", "utterance_bands")


def _make(name: str) -> None:
    op.create_table(
        name,
        sa.Column("hash", BIG, nullable=False),
        sa.Column("quote_pk", BIG, nullable=False),
        sa.PrimaryKeyConstraint("hash", "quote_pk", name=f"pk_{name}"),
        sqlite_with_rowid=False,
        if_not_exists=True,  # a file that a later version has had may have it
    )
