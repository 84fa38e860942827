"""Spellings lie in the order of their key, and an index holds the few speakers whose id is another than their name's.

On SQLite the key of a spelling had a tree beside the table's; ids were found twice, by themselves and by their name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_index("ix_speakers_base", "speakers", if_exists=True)
    op.create_index(
        "ix_speakers_base",
        "speakers",
        ["base"],
        sqlite_where=sa.text("base <> slug"),
        postgresql_where=sa.text("base <> slug"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _file_by_key()


def _file_by_key() -> None:
    op.create_table(
        "spellings_by_name",
        sa.Column("name_pk", BIG, nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("outlet_pk", BIG, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name_pk"], ["speaker_names.pk"], name="fk_speaker_spellings_name_pk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name_pk", "spelling", "outlet_pk", name="pk_speaker_spellings"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO spellings_by_name SELECT name_pk, spelling, outlet_pk, articles FROM speaker_spellings "
        "ORDER BY name_pk, spelling, outlet_pk"
    )
    op.drop_table("speaker_spellings")
    op.rename_table("spellings_by_name", "speaker_spellings")
