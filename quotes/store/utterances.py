"""The same words in many articles: not told apart yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection


def assign(connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
    """Find the utterance of each quote."""
