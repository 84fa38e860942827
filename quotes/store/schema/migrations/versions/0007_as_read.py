"""What a corrected quotation was before anybody corrected it, and which correction an undo takes back."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("corrections")}
    if "undoes" not in there:  # a file that a later version has had may have it
        op.add_column("corrections", sa.Column("undoes", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
    op.create_table(
        "quotes_as_read",
        sa.Column("quote_id", sa.Text(), primary_key=True),
        sa.Column("read", sa.Text(), nullable=False),
        if_not_exists=True,
    )
