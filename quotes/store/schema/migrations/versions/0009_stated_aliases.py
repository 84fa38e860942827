"""Which two names an article says are one person's."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stated_aliases",
        sa.Column("article_pk", _BIG, nullable=False),
        sa.Column("name_pk", _BIG, nullable=False),
        sa.Column("alias_pk", _BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name="fk_stated_aliases_article_pk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["name_pk"], ["speaker_names.pk"], name="fk_stated_aliases_name_pk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["alias_pk"], ["speaker_names.pk"], name="fk_stated_aliases_alias_pk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_pk", "name_pk", "alias_pk", name="pk_stated_aliases"),
        if_not_exists=True,
    )
    for column in ("name_pk", "alias_pk"):
        op.create_index(f"ix_stated_aliases_{column}", "stated_aliases", [column], if_not_exists=True)
