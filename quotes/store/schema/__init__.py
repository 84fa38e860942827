"""The tables, the types and dates in them, and the migrations that bring a database to this version's."""
