"""SQL over many rows or many values at once, the quickest way that each database has."""
