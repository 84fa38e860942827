"""The tables of articles, quotes and what is kept about them; speakers have their own module.

The full-text index and the triggers that keep it and the tallies right differ by database: see migrations/.

`quotes.pk` is the sort order: minute of publication (since year 1; 0 = unknown) times 2**30 plus a running
number within that minute. So "newest first" is a walk down the primary key, every index ends in that order
by itself, a date range is a key range, and a cursor is one integer.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)

from quotes.store.schema.metadata import BIG, metadata

SEQUENCE_BITS = 30

# One row: the store's identity and the counter that every committed write raises.
state = Table(
    "state",
    metadata,
    Column("pk", SmallInteger, primary_key=True, autoincrement=False),
    Column("store_id", Text, nullable=False),
    Column("version", BIG, nullable=False),
)

outlets = Table(
    "outlets",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # folded: "BBC News" and "bbc news" are one outlet
    Column("name", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, unique=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_pk", BIG, ForeignKey("outlets.pk")),
    Column("author", Text),
    Column("published", Text),
    Column("minute", BIG, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("card", Text, nullable=False),  # the JSON object that stands in each of its quotes
    Column("added_at", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Index("ix_articles_newest", "minute", "pk"),
    Index("ix_articles_outlet_newest", "outlet_pk", "minute", "pk"),
    Index("ix_articles_text_hash", "text_hash"),
    # an id is never given out twice, so that what points to a deleted article points to nothing
    sqlite_autoincrement=True,
)

article_texts = Table(
    "article_texts",
    metadata,
    Column("article_pk", BIG, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("added_at", Text, nullable=False),
    PrimaryKeyConstraint("article_pk", "revision"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("pk", BIG, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("article_pk", BIG, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False),
    Column("speaker_pk", BIG, ForeignKey("speakers.pk")),
    Column("outlet_pk", BIG, ForeignKey("outlets.pk")),
    Column("utterance_pk", BIG),
    Column("month", Integer, nullable=False),  # yyyymm, 0 = unknown
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("attributed", Boolean, nullable=False),
    Column("corrected", Boolean, nullable=False, server_default=text("false")),
    Column("confidence", Float(53), nullable=False),
    Column("kind", Text, nullable=False),
    Column("rule", Text),
    Column("person_name", Text),  # the speaker's name as this article's people have it
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON members, ready to be sent
    Column("speaker_evidence", Text),  # JSON members; NULL = nobody is said to speak
    Column("source_fragment", Text),
    # The walks in the order of publication. The first ones carry what is counted and checked on the way, so
    # that a count or a facet reads no row of the table itself, which is wide.
    Index(
        "ix_quotes_speaker",
        *("speaker_pk", "pk", "kind", "attributed", "confidence", "outlet_pk", "month", "article_pk"),
    ),
    Index("ix_quotes_outlet", "outlet_pk", "pk", "kind", "attributed", "confidence", "speaker_pk", "month"),
    Index(
        "ix_quotes_kind", "kind", "pk", "attributed", "confidence", "speaker_pk", "outlet_pk", "month", "utterance_pk"
    ),
    # The same by a quote's key: a search that finds keys counts and checks them here, where 150 stand on a page. SQLite
    # has a table of it, `quotes_counted`, which triggers keep.
    Index("ix_quotes_counted", "pk", "speaker_pk", "outlet_pk", "month", "kind", "attributed", "confidence", "rule"),
    Index("ix_quotes_confidence", "confidence", "pk"),
    Index("ix_quotes_article", "article_pk", "pk"),
    Index("ix_quotes_rule", "rule", "pk", "confidence"),
    Index("ix_quotes_utterance", "utterance_pk", "pk"),
    Index(
        "ix_quotes_unattributed",
        "pk",
        sqlite_where=text("attributed = 0"),
        postgresql_where=text("NOT attributed"),
    ),
)

# What an earlier revision of an article said and the current one does not: the link still answers.
superseded_quotes = Table(
    "superseded_quotes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_pk", BIG, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("speaker_pk", BIG, ForeignKey("speakers.pk", ondelete="SET NULL")),
    Column("revision", Integer, nullable=False),
    Column("person_name", Text),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("speaker_evidence", Text),
    Column("source_fragment", Text),
    Column("superseded_at", Text, nullable=False),
)

# Kept counts: how many quotes, by `facet`'s `value`, among those whose `dim` is `key` (0 = none). Each is kept once,
# under the one of its two dims that has more keys, so that what a quote adds to its speaker lies side by side.
# dim: 0 all, 1 speaker, 2 outlet, 3 kind (1 direct, 2 fragment); facet: 0 their number, 2 outlet, 3 month, 4 kind.
tallies = Table(
    "tallies",
    metadata,
    Column("dim", SmallInteger, nullable=False),
    Column("key", BIG, nullable=False),
    Column("facet", SmallInteger, nullable=False),
    Column("value", BIG, nullable=False),
    Column("n", BIG, nullable=False),
    PrimaryKeyConstraint("dim", "key", "facet", "value"),
    sqlite_with_rowid=False,
)
# who has most of all quotes, of an outlet's, of a kind's
Index(
    "ix_tallies_most",
    *(tallies.c.dim, tallies.c.facet, tallies.c.value, tallies.c.n.desc(), tallies.c.key),
    sqlite_where=text("facet <> 3"),
    postgresql_where=text("facet <> 3"),
)

# No foreign key to quotes: a correction outlives the row it was made on.
corrections = Table(
    "corrections",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("quote_id", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("before_pk", BIG, ForeignKey("speakers.pk", ondelete="SET NULL")),
    Column("before_name", Text),
    Column("after_pk", BIG, ForeignKey("speakers.pk", ondelete="SET NULL")),
    Column("after_name", Text),
    Column("note", Text),
    Column("undoes", BIG),  # the correction that this one takes back
)

# What a corrected quote was when it was read last: a JSON object, to go back to.
quotes_as_read = Table(
    "quotes_as_read",
    metadata,
    Column("quote_id", Text, primary_key=True),
    Column("read", Text, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
)
