"""Two indexes that know the article too, so that a speaker's articles are counted without reading their rows."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SPEAKER = ("speaker_pk", "pk", "kind", "attributed", "confidence", "outlet_pk", "month", "article_pk")
APPEARANCES = ("name_pk", "article_pk")


def upgrade() -> None:
    _renew("ix_quotes_speaker", "ix_quotes_speaker", "quotes", SPEAKER)
    _renew("ix_speaker_appearances_name_pk", "ix_speaker_appearances_of_name", "speaker_appearances", APPEARANCES)


def _renew(old: str, new: str, table: str, columns: tuple[str, ...]) -> None:
    op.drop_index(old, table, if_exists=True)
    op.create_index(new, table, list(columns), if_not_exists=True)
