"""Which names look alike, written down as they are compared."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "speaker_look_alikes",
        sa.Column("name_pk", BIG, nullable=False),
        sa.Column("other_pk", BIG, nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name_pk", "other_pk", name="pk_speaker_look_alikes"),
        sqlite_with_rowid=False,
        if_not_exists=True,  # a file that a later version has had may have it
    )
