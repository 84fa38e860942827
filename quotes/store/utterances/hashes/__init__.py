"""Sorted hashes in a SQLite file: a log-structured merge tree of runs, their pages and a Bloom filter for each page."""
