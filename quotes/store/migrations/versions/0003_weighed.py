"""Between which speakers a choice was made, so that it can be made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("weighed", "settled"):
        column: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("false"))
        op.add_column("speaker_suggestions", column)
    # which of those that are open came of a choice is not known: each is weighed again when it is next read of
    op.execute("UPDATE speaker_suggestions SET weighed = true")
