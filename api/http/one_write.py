"""An answer's head goes out with its body: one call of the system instead of two, which wake the client twice."""

from __future__ import annotations

import asyncio
from typing import Any


class OneWrite:
    """A connection's transport that keeps the head of an answer until the next write.

    uvicorn writes an answer's head by itself, and its body right after: `OutgoingResponse` sends no head before it has
    something to follow it. All else is the transport's own.
    """

    __slots__ = ("_begins", "_head", "_transport", "is_closing")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._begins = False
        self._head: bytes | None = None
        self.is_closing = transport.is_closing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def begin(self) -> None:
        """The next write is an answer's head."""
        self._begins = True

    def write(self, data: bytes) -> None:
        """Write, the head with the rest."""
        if self._begins:
            self.flush()
            self._begins, self._head = False, data
        elif self._head is None:
            self._transport.write(data)
        else:
            head, self._head = self._head, None
            self._transport.writelines((head, data))

    def flush(self) -> None:
        """Write a head that nothing follows."""
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.write(head)

    def close(self) -> None:
        """Close the connection when all is written."""
        self.flush()
        self._transport.close()
