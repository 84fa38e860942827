"""Who is who: the spellings, what people decided of them, and where copies of a quote are found."""

import sqlalchemy as sa
from alembic import op

revision = "0000_people"
down_revision = "0000"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "speaker_decisions",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker_pk", BIG, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_pk"], ["speakers.pk"], name="fk_speaker_decisions_speaker_pk"),
        sa.PrimaryKeyConstraint("pk", name="pk_speaker_decisions"),
    )
    op.create_index("ix_speaker_decisions_speaker_pk", "speaker_decisions", ["speaker_pk"], unique=False)
    op.create_table(
        "speaker_names",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("facet", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("speaker_pk", BIG, nullable=True),
        sa.Column("articles", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("by_hand", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("kept_name", sa.Text(), nullable=True),
        sa.Column("kept_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["speaker_pk"], ["speakers.pk"], name="fk_speaker_names_speaker_pk"),
        sa.PrimaryKeyConstraint("pk", name="pk_speaker_names"),
    )
    op.create_index("ix_speaker_names_speaker_pk", "speaker_names", ["speaker_pk"], unique=False)
    op.create_index("uq_speaker_names_node", "speaker_names", ["folded", "type", "facet"], unique=True)
    op.create_index("ix_quotes_speaker_confidence", "quotes", ["speaker_pk", "confidence", "pk"], unique=False)
    op.create_table(
        "speaker_appearances",
        sa.Column("article_pk", BIG, nullable=False),
        sa.Column("name_pk", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outlet_pk", BIG, nullable=False),
        sa.Column("spellings", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name="fk_speaker_appearances_article_pk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["name_pk"], ["speaker_names.pk"], name="fk_speaker_appearances_name_pk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_pk", "name_pk", "name", name="pk_speaker_appearances"),
    )
    op.create_index("ix_speaker_appearances_name_pk", "speaker_appearances", ["name_pk"], unique=False)
    op.create_table(
        "speaker_keys",
        sa.Column("key", BYTES, nullable=False),
        sa.Column("name_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(["name_pk"], ["speaker_names.pk"], name="fk_speaker_keys_name_pk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "name_pk", name="pk_speaker_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_speaker_keys_name_pk", "speaker_keys", ["name_pk"], unique=False)
    op.create_table(
        "speaker_links",
        sa.Column("a_pk", BIG, nullable=False),
        sa.Column("b_pk", BIG, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("decision_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(["a_pk"], ["speaker_names.pk"], name="fk_speaker_links_a_pk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_pk"], ["speaker_names.pk"], name="fk_speaker_links_b_pk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decision_pk"], ["speaker_decisions.pk"], name="fk_speaker_links_decision_pk"),
        sa.PrimaryKeyConstraint("a_pk", "b_pk", name="pk_speaker_links"),
    )
    op.create_index("ix_speaker_links_b_pk", "speaker_links", ["b_pk"], unique=False)
    op.create_table(
        "speaker_places",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("decision_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(["decision_pk"], ["speaker_decisions.pk"], name="fk_speaker_places_decision_pk"),
        sa.PrimaryKeyConstraint("article_id", "folded", "type", name="pk_speaker_places"),
    )
    op.create_table(
        "speaker_roles",
        sa.Column("name_pk", BIG, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["name_pk"], ["speaker_names.pk"], name="fk_speaker_roles_name_pk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name_pk", "role", name="pk_speaker_roles"),
    )
    op.create_table(
        "speaker_spellings",
        sa.Column("name_pk", BIG, nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("outlet_pk", BIG, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name_pk"], ["speaker_names.pk"], name="fk_speaker_spellings_name_pk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name_pk", "spelling", "outlet_pk", name="pk_speaker_spellings"),
    )
    op.create_table(
        "speaker_suggestions",
        sa.Column("a_pk", BIG, nullable=False),
        sa.Column("b_pk", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["a_pk"], ["speaker_names.pk"], name="fk_speaker_suggestions_a_pk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_pk"], ["speaker_names.pk"], name="fk_speaker_suggestions_b_pk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a_pk", "b_pk", name="pk_speaker_suggestions"),
    )
    op.create_index("ix_speaker_suggestions_b_pk", "speaker_suggestions", ["b_pk"], unique=False)
    op.create_table(
        "utterance_bands",
        sa.Column("hash", BIG, nullable=False),
        sa.Column("quote_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(["quote_pk"], ["quotes.pk"], name="fk_utterance_bands_quote_pk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", "quote_pk", name="pk_utterance_bands"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_bands_quote_pk", "utterance_bands", ["quote_pk"], unique=False)
