"""How many requests a client may make."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter


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
