"""Which quotes are asked for: filters, full text, orders and cursors, kept counts and facets."""
