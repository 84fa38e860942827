"""How many requests a client may make, and how much may be under way at once."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.types import Scope

from api.http.errors import Busy


class Limit:
    """A limit such as `600/minute` for each client of this process; an empty setting limits nobody."""

    def __init__(self, setting: str) -> None:
        setting = setting.strip()
        self.item: RateLimitItem | None = parse(setting) if setting else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage()) if self.item else None

    async def wait(self, client: str) -> int | None:
        """Seconds this client is to wait, or None where it may go on."""
        if self.item is None or self._limiter is None:
            return None
        name = _network(client)
        if await self._limiter.hit(self.item, name):
            return None
        stats = await self._limiter.get_window_stats(self.item, name)
        return max(1, math.ceil(stats.reset_time - time.time()))

    def sentence(self, seconds: int) -> str:
        """What the client is told."""
        return f"More than {self.item}: wait {seconds} seconds, or ask for larger pages (limit=200)."


class Places:
    """Places for work that takes long: at most `most` are taken at once, and at most `each` by one client.

    Used by the event loop's thread alone.
    """

    def __init__(self, what: str, most: int, each: int) -> None:
        self._what = what
        self._most = most
        self._each = each
        self._taken: Counter[str] = Counter()

    @contextmanager
    def place(self, scope: Scope) -> Iterator[None]:
        """Hold a place for the client of a request; raises Busy where there is none left."""
        client = client_of(scope)
        self.take(client)
        try:
            yield
        finally:
            self.give_back(client)

    def take(self, client: str) -> None:
        """Take a place; raises Busy where there is none left. To be given back with `give_back`."""
        if self._taken.total() >= self._most:
            raise Busy(f"{self._most} {self._what} are under way, the most at once: try again in a few seconds.")
        if self._taken[client] >= self._each:
            raise Busy(f"{self._each} {self._what} of yours are under way, the most for one client: let one end first.")
        self._taken[client] += 1

    def give_back(self, client: str) -> None:
        """The place that `take` took."""
        self._taken[client] -= 1
        if self._taken[client] <= 0:
            del self._taken[client]


def client_of(scope: Scope) -> str:
    """Whom the places and requests of a connection are counted for: its address, for IPv6 its network."""
    return _network(scope["client"][0]) if scope.get("client") else "unknown"


def _network(client: str) -> str:
    """One client of IPv6 has a whole /64 to send from."""
    if ":" not in client:
        return client
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return client
