"""Connections of the driver itself, one a thread, for reading.

To take one out of SQLAlchemy's pool, ask whether it still answers and put it back costs more than a page of quotes.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class KeptConnections:
    """Each thread's own connection, made by `make` at its first use; closed with the store or when the thread ends."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._here = threading.local()
        # weakly: a thread that ends takes its connection with it
        self._open: weakref.WeakSet[_Kept] = weakref.WeakSet()

    def get(self) -> Any:
        """This thread's."""
        kept: _Kept | None = getattr(self._here, "it", None)
        if kept is None:
            kept = _Kept(self._make())
            self._here.it = kept
            self._open.add(kept)
        return kept.connection

    def forget(self) -> None:
        """Close this thread's: the next one is new."""
        self._here.it = None

    def close(self) -> None:
        """Close all of them."""
        for kept in list(self._open):
            kept.close()


class _Kept:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def close(self) -> None:
        # whatever the driver says of it: nobody waits for an answer any more
        with suppress(Exception):
            self.connection.close()

    __del__ = close
