"""Whether more articles of somebody may change a choice that they were one of: of old choices that is not known yet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if all(column["name"] != "open" for column in sa.inspect(op.get_bind()).get_columns("speaker_suggestions")):
        op.add_column("speaker_suggestions", sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.true()))
