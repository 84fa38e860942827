"""Where this server listens, and the names it answers under: what a `Host` header must be before it is believed."""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from quotes.config import Settings
from quotes.errors import BadInput

_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{1,5}))?")
# No name that may be believed is longer, brackets and port included.
_LONGEST = 260
_PATTERN = re.compile(r"\*|\[?[0-9A-Fa-f:.]+\]?|(?:\*\.)?[A-Za-z0-9._-]{1,253}")


class Hosts:
    """The names that are believed: those set, the base address's, and this machine's own.

    `listener` is the address the server listens on, None where it is not known. On loopback no other name is
    answered at all, so that a page whose name was bent to 127.0.0.1 (DNS rebinding) reads nothing.
    """

    def __init__(self, settings: Settings, *, listener: str | None) -> None:
        self._patterns = _patterns(settings.allowed_hosts)
        self._strict = bool(self._patterns) or (listener is not None and is_loopback(listener))
        base = urlsplit(settings.base_url).hostname if settings.base_url else None
        self._names = frozenset(name.lower() for name in (base, socket.gethostname(), "localhost") if name)
        self._known = lru_cache(maxsize=1_000)(self._is_believed)

    def believes(self, host: str, own: str | None) -> bool:
        """Whether links may be made from this `Host`; `own` is the address that the connection came in at."""
        return len(host) <= _LONGEST and self._known(host, own)

    def _is_believed(self, host: str, own: str | None) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = (found[1] or found[2]).lower().rstrip(".")
        if "*" in self._patterns or name in self._names or name in self._patterns or name.endswith(".localhost"):
            return True
        if any(pattern.startswith("*.") and name.endswith(pattern[1:]) for pattern in self._patterns):
            return True
        address = _address(name)
        if address is None:
            return False
        return address.is_loopback or (not self._strict and (address.is_private or name == (own or "").lower()))

    def refuses(self, host: str, own: str | None) -> bool:
        """Whether a request for this `Host` is not answered: any but the known, where names are set or on loopback."""
        return self._strict and not self.believes(host, own)


def is_loopback(listener: str) -> bool:
    """Whether a server that listens on this address is reached from its own machine alone."""
    address = _address(listener.strip("[]"))
    if address is not None:
        return address.is_loopback
    try:
        found = socket.getaddrinfo(listener, None) if listener else []
    except (OSError, UnicodeError):
        return False
    places = [_address(str(one[4][0])) for one in found]
    return bool(places) and all(place is not None and place.is_loopback for place in places)


def check(settings: Settings, *, listener: str | None) -> None:
    """BadInput where settings open on a public address what they may open on a loopback one alone."""
    _patterns(settings.allowed_hosts)
    if settings.local_writes and (listener is None or not is_loopback(listener)):
        raise BadInput(
            f"QUOTES_LOCAL_WRITES lets everybody write who reaches {listener or 'the server'}: it is taken on "
            "a loopback address only; serve with --host 127.0.0.1, or unset it and write with a key."
        )


def _patterns(setting: str) -> frozenset[str]:
    names = [name.strip().lower() for name in setting.split(",") if name.strip()]
    for name in names:
        if not _PATTERN.fullmatch(name):
            raise BadInput(
                f"QUOTES_ALLOWED_HOSTS holds {name[:100]!r}, which is no host name: write names without http:// "
                "and port, as quotes.example,*.example.org"
            )
    return frozenset(name.strip("[]").rstrip(".") for name in names)


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(name)
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
