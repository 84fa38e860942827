"""One index less: a speaker's quotes by confidence are sorted when they are asked for, as an outlet's are."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_quotes_speaker_confidence", "quotes", if_exists=True)
