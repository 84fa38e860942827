"""The one MetaData that every table of the store hangs on, and the types both databases share."""

from sqlalchemy import BigInteger, Integer, MetaData

# Names are fixed so that a migration can drop or change a constraint by name on either database.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite gives rowids to INTEGER keys alone, and its INTEGER holds 64 bits anyway.
BIG = BigInteger().with_variant(Integer(), "sqlite")
