"""`quotes ingest`: articles into the store, each once."""

from __future__ import annotations

from quotes.cli.console import DatabaseOption, JobsOption, ModelOption, Paths


def run(
    paths: Paths,
    jobs: JobsOption = 1,
    model: ModelOption = None,
    database: DatabaseOption = None,
) -> None:
    """Extract the quotes of articles and store them; what is stored already is passed over."""
