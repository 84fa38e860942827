"""The tables of who is who: speakers, the spellings that lead to them, and what people decided about them.

A row of `speaker_names` is one distinct folded spelling (with its type and, where the roles make it needful, a
facet): the record that linking sorts into people. Records are never deleted, so that what was decided about one
outlives the article it was seen in.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text
from sqlalchemy import text as sql

from quotes.store.schema.metadata import BIG, metadata

# A key is looked up by prefix too, which an index serves only where letters sort by their bytes.
_BYTES = Text().with_variant(Text(collation="C"), "postgresql")

speakers = Table(
    "speakers",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("merged_into", BIG, ForeignKey("speakers.pk"), index=True),  # set: this id answers with that one's
    # what the id is made of: a name without a number, and when it was first read; `kept`: decided by somebody
    Column("base", Text),
    Column("first_seen", _BYTES),
    Column("kept", Boolean, nullable=False, server_default=sql("false")),
    # nearly all are found by their slug
    Index("ix_speakers_base", "base", sqlite_where=sql("base <> slug"), postgresql_where=sql("base <> slug")),
)

speaker_names = Table(
    "speaker_names",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("facet", Text, nullable=False, server_default=sql("''")),
    Column("tier", SmallInteger, nullable=False),  # 0 a full name, 1 an initial for the given name, 2 a lone name
    Column("speaker_pk", BIG, ForeignKey("speakers.pk"), index=True),
    Column("articles", Integer, nullable=False, server_default=sql("0")),
    Column("by_hand", Boolean, nullable=False, server_default=sql("false")),
    # the earliest article that has it: minute of publication and id; the latest minute of one that has a date
    Column("first_seen", _BYTES),
    Column("last_seen", BIG),
    Column("undecided", Boolean, nullable=False, server_default=sql("false")),  # see Partition
    Column("kept_name", Text),  # a rename: what the person this spelling belongs to is called
    Column("kept_at", Text),
    Index("uq_speaker_names_node", "folded", "type", "facet", unique=True),
)

# How often, and in which outlet (0 = unknown), a spelling was read.
speaker_spellings = Table(
    "speaker_spellings",
    metadata,
    Column("name_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False),
    Column("spelling", Text, nullable=False),
    Column("outlet_pk", BIG, nullable=False),
    Column("articles", Integer, nullable=False),
    PrimaryKeyConstraint("name_pk", "spelling", "outlet_pk"),
    sqlite_with_rowid=False,
)

speaker_roles = Table(
    "speaker_roles",
    metadata,
    Column("name_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    PrimaryKeyConstraint("name_pk", "role"),
)

speaker_keys = Table(
    "speaker_keys",
    metadata,
    Column("key", _BYTES, nullable=False),
    Column("name_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False, index=True),
    PrimaryKeyConstraint("key", "name_pk"),
    sqlite_with_rowid=False,
)

# Names that look alike, both ways, each by the first of its records; see look_alikes.py. No foreign keys: records stay.
speaker_look_alikes = Table(
    "speaker_look_alikes",
    metadata,
    Column("name_pk", BIG, nullable=False),
    Column("other_pk", BIG, nullable=False),
    Column("keys", Text, nullable=False),  # JSON list: a key of the one, and the one that the other is filed under
    PrimaryKeyConstraint("name_pk", "other_pk"),
    sqlite_with_rowid=False,
)

# Which spelling an article names; `name` is how that article's quotes know the person.
speaker_appearances = Table(
    "speaker_appearances",
    metadata,
    Column("article_pk", BIG, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False),
    Column("name_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("outlet_pk", BIG, nullable=False),
    Column("spellings", Text, nullable=False),  # JSON list, so that it can be taken back
    Column("roles", Text, nullable=False),  # JSON list
    PrimaryKeyConstraint("article_pk", "name_pk", "name"),
    Index("ix_speaker_appearances_of_name", "name_pk", "article_pk"),
)

# An article that says of a name that another is the same person's (“née”, “better known as”, a nickname inside it).
stated_aliases = Table(
    "stated_aliases",
    metadata,
    Column("article_pk", BIG, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False),
    Column("name_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("alias_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False, index=True),
    PrimaryKeyConstraint("article_pk", "name_pk", "alias_pk"),
)

speaker_decisions = Table(
    "speaker_decisions",
    metadata,
    Column("pk", BIG, primary_key=True),
    Column("kind", Text, nullable=False),  # merge, split, rename, apart
    Column("speaker_pk", BIG, ForeignKey("speakers.pk"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text),
    Column("what", Text, nullable=False),  # JSON object
)

# What decisions say of two records: `same` they are one, or never.
speaker_links = Table(
    "speaker_links",
    metadata,
    Column("a_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False),
    Column("b_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("same", Boolean, nullable=False),
    Column("decision_pk", BIG, ForeignKey("speaker_decisions.pk"), nullable=False),
    PrimaryKeyConstraint("a_pk", "b_pk"),
)

# A split by articles: in this article (by its public id, so that it outlives deletion) the spelling is that record.
speaker_places = Table(
    "speaker_places",
    metadata,
    Column("article_id", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("facet", Text, nullable=False),
    Column("decision_pk", BIG, ForeignKey("speaker_decisions.pk"), nullable=False),
    PrimaryKeyConstraint("article_id", "folded", "type"),
)

# Two records that may be one person, where the evidence does not decide; and those between which a choice was made
# (`settled`), for whenever several were to choose from (`weighed`) a new article may tip the scales. Where it is not
# `open`, only one that names the lesser of the two may do so; where it is, perhaps none may any more.
speaker_suggestions = Table(
    "speaker_suggestions",
    metadata,
    Column("a_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False),
    Column("b_pk", BIG, ForeignKey("speaker_names.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("weighed", Boolean, nullable=False, server_default=sql("false")),
    Column("settled", Boolean, nullable=False, server_default=sql("false")),
    Column("open", Boolean, nullable=False, server_default=sql("true")),
    PrimaryKeyConstraint("a_pk", "b_pk"),
)
