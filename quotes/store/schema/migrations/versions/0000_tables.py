"""The first tables: speakers, articles, quotes, kept counts, corrections, keys."""

import sqlalchemy as sa
from alembic import op

revision = "0000"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_api_keys"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
    )
    op.create_table(
        "outlets",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_outlets"),
        sa.UniqueConstraint("key", name="uq_outlets_key"),
    )
    op.create_table(
        "speakers",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("merged_into", BIG, nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["speakers.pk"], name="fk_speakers_merged_into"),
        sa.PrimaryKeyConstraint("pk", name="pk_speakers"),
        sa.UniqueConstraint("slug", name="uq_speakers_slug"),
    )
    op.create_index("ix_speakers_merged_into", "speakers", ["merged_into"], unique=False)
    op.create_table(
        "state",
        sa.Column("pk", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_state"),
    )
    op.create_table(
        "tallies",
        sa.Column("dim", sa.SmallInteger(), nullable=False),
        sa.Column("key", BIG, nullable=False),
        sa.Column("facet", sa.SmallInteger(), nullable=False),
        sa.Column("value", BIG, nullable=False),
        sa.Column("n", BIG, nullable=False),
        sa.PrimaryKeyConstraint("dim", "key", "facet", "value", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_tallies_top_speakers",
        "tallies",
        ["dim", "key", "n"],
        unique=False,
        sqlite_where=sa.text("facet = 1"),
        postgresql_where=sa.text("facet = 1"),
    )
    op.create_table(
        "articles",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_pk", BIG, nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("minute", BIG, nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quotes", sa.Integer(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_pk"], ["outlets.pk"], name="fk_articles_outlet_pk"),
        sa.PrimaryKeyConstraint("pk", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_newest", "articles", ["minute", "pk"], unique=False)
    op.create_index("ix_articles_outlet_newest", "articles", ["outlet_pk", "minute", "pk"], unique=False)
    op.create_index("ix_articles_text_hash", "articles", ["text_hash"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("pk", BIG, nullable=False),
        sa.Column("quote_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("before_pk", BIG, nullable=True),
        sa.Column("before_name", sa.Text(), nullable=True),
        sa.Column("after_pk", BIG, nullable=True),
        sa.Column("after_name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["after_pk"], ["speakers.pk"], name="fk_corrections_after_pk", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["before_pk"], ["speakers.pk"], name="fk_corrections_before_pk", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("pk", name="pk_corrections"),
    )
    op.create_index("ix_corrections_quote_id", "corrections", ["quote_id"], unique=False)
    op.create_table(
        "article_texts",
        sa.Column("article_pk", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name="fk_article_texts_article_pk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_pk", "revision", name="pk_article_texts"),
    )
    op.create_table(
        "quotes",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_pk", BIG, nullable=False),
        sa.Column("speaker_pk", BIG, nullable=True),
        sa.Column("outlet_pk", BIG, nullable=True),
        sa.Column("utterance_pk", BIG, nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("attributed", sa.Boolean(), nullable=False),
        sa.Column("corrected", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("speaker_evidence", sa.Text(), nullable=True),
        sa.Column("source_fragment", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_pk"], ["articles.pk"], name="fk_quotes_article_pk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["outlet_pk"], ["outlets.pk"], name="fk_quotes_outlet_pk"),
        sa.ForeignKeyConstraint(["speaker_pk"], ["speakers.pk"], name="fk_quotes_speaker_pk"),
        sa.PrimaryKeyConstraint("pk", name="pk_quotes"),
        sa.UniqueConstraint("id", name="uq_quotes_id"),
    )
    op.create_index("ix_quotes_article", "quotes", ["article_pk", "pk"], unique=False)
    op.create_index("ix_quotes_confidence", "quotes", ["confidence", "pk"], unique=False)
    op.create_index(
        "ix_quotes_kind",
        "quotes",
        ["kind", "pk", "attributed", "confidence", "speaker_pk", "outlet_pk", "month", "utterance_pk"],
        unique=False,
    )
    op.create_index(
        "ix_quotes_outlet",
        "quotes",
        ["outlet_pk", "pk", "kind", "attributed", "confidence", "speaker_pk", "month"],
        unique=False,
    )
    op.create_index("ix_quotes_rule", "quotes", ["rule", "pk", "confidence"], unique=False)
    op.create_index(
        "ix_quotes_speaker",
        "quotes",
        ["speaker_pk", "pk", "kind", "attributed", "confidence", "outlet_pk", "month"],
        unique=False,
    )
    op.create_index(
        "ix_quotes_unattributed",
        "quotes",
        ["pk"],
        unique=False,
        sqlite_where=sa.text("attributed = 0"),
        postgresql_where=sa.text("NOT attributed"),
    )
    op.create_index("ix_quotes_utterance", "quotes", ["utterance_pk", "pk"], unique=False)
    op.create_table(
        "superseded_quotes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_pk", BIG, nullable=False),
        sa.Column("speaker_pk", BIG, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("speaker_evidence", sa.Text(), nullable=True),
        sa.Column("source_fragment", sa.Text(), nullable=True),
        sa.Column("superseded_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name="fk_superseded_quotes_article_pk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_pk"], ["speakers.pk"], name="fk_superseded_quotes_speaker_pk", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_superseded_quotes"),
    )
    op.create_index("ix_superseded_quotes_article_pk", "superseded_quotes", ["article_pk"], unique=False)
