"""Articles in and quotations out: files, many processes, the store, tables."""
