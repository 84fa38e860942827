"""Who may write, and read where reading is closed: API keys with names, and loopback where no key is set.

Keys live in `QUOTES_API_KEY` as `KEY`, or `name:KEY,name:KEY`. In place of a key its SHA-256 may stand
(`name:sha256:<64 hex digits>`), so that no secret needs to lie in a file; in memory only hashes are kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from ipaddress import ip_address

from api.errors import Forbidden, Unauthorized

NEEDED = "This call needs a key: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."
WRONG = "This key is not known: check it, or ask whoever runs this server for one."
NO_KEY_SET = (
    "Writing from another machine, or through a proxy, needs a key, and this server has none set: "
    "set QUOTES_API_KEY where it runs."
)

_HASHED = re.compile(r"sha256:([0-9a-f]{64})", re.IGNORECASE)
# Any of these says that somebody else's request is being passed on, wherever the connection comes from.
_FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"via", b"cf-connecting-ip")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104 - a name to compare with


class Keys:
    """The known keys, by name, as hashes."""

    def __init__(self, setting: str | None) -> None:
        self._known: tuple[tuple[str, bytes], ...] = tuple(_parse(setting or ""))

    def __bool__(self) -> bool:
        return bool(self._known)

    def __repr__(self) -> str:
        return f"Keys({', '.join(name for name, _ in self._known)})"

    def name_of(self, key: str) -> str | None:
        """The name of a key, or None; every known hash is compared, each in constant time."""
        given = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        found = None
        for name, known in self._known:
            if hmac.compare_digest(given, known):
                found = name
        return found


def presented(headers: Mapping[bytes, bytes]) -> str | None:
    """The key a request carries, if any."""
    authorization = headers.get(b"authorization")
    if authorization is not None:
        scheme, _, value = authorization.decode("latin-1").partition(" ")
        if scheme.lower() == "bearer" and value.strip():
            return value.strip()
    key = headers.get(b"x-api-key")
    return key.decode("latin-1").strip() if key else None


def reader(keys: Keys, headers: Mapping[bytes, bytes], *, public: bool, client: str | None) -> str | None:
    """The name of who reads, None for the public; raises Unauthorized where reading is closed."""
    key = presented(headers)
    if key is not None and (name := keys.name_of(key)) is not None:
        return name
    if public or (not keys and is_loopback(client, headers)):
        return None
    raise Unauthorized(NEEDED if key is None else WRONG)


def writer(keys: Keys, headers: Mapping[bytes, bytes], *, client: str | None) -> str:
    """The name of who writes; raises Unauthorized or Forbidden."""
    if not keys:
        if is_loopback(client, headers):
            return "loopback"
        raise Forbidden(NO_KEY_SET)
    key = presented(headers)
    if key is None:
        raise Unauthorized(NEEDED)
    name = keys.name_of(key)
    if name is None:
        raise Unauthorized(WRONG)
    return name


def is_loopback(client: str | None, headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request truly comes from this machine.

    A proxy on this machine also connects from loopback, and so does a browser that a foreign page makes
    write: a forwarding header, a Host that is no name of loopback (DNS rebinding) or an Origin of another
    site all say no.
    """
    if client is None or not _is_loopback_address(client):
        return False
    if any(name in headers for name in _FORWARDED):
        return False
    host = headers.get(b"host", b"").decode("latin-1")
    if _host_name(host) not in _LOCAL_NAMES:
        return False
    origin = headers.get(b"origin")
    return origin is None or origin.decode("latin-1").partition("://")[2] == host


def _parse(setting: str) -> Iterable[tuple[str, bytes]]:
    for number, item in enumerate(part.strip() for part in setting.split(",")):
        if not item:
            continue
        name, colon, key = item.partition(":")
        if not colon or (name.lower() == "sha256" and _HASHED.fullmatch(item)):
            name, key = ("default" if number == 0 else f"key-{number + 1}"), item
        hashed = _HASHED.fullmatch(key)
        yield name, bytes.fromhex(hashed[1]) if hashed else hashlib.sha256(key.encode()).digest()


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_loopback_address(client: str) -> bool:
    try:
        address = ip_address(client)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
