"""Messages: mail, and pages that a browser saved as one."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from quotes.io.sources.characters import decode

_HEADERS = (
    b"from:", b"to:", b"subject:", b"date:", b"mime-version:", b"content-type:", b"message-id:", b"received:",
    b"return-path:", b"delivered-to:", b"reply-to:", b"snapshot-content-location:",
)  # fmt: skip


def parse(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def looks(head: bytes) -> bool:
    """Whether it begins with a header, and has three of them before any empty line."""
    return head[:40].lower().startswith(_HEADERS) and has_headers(head)


def has_headers(head: bytes) -> bool:
    """Three headers of a message in the first lines, before any empty one."""
    lines = head[:8000].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0].lower().splitlines()
    return sum(line.startswith(_HEADERS) for line in lines) >= 3


def is_saved_page(head: bytes) -> bool:
    """Whether a browser wrote the message: Chrome says where from, Firefox and Internet Explorer that they saved it."""
    start = head[:8000].lower()
    return b"\nsnapshot-content-location:" in start or b"saved by" in start.partition(b"\n")[0]


def words(part: EmailMessage) -> str:
    """The characters of a part, in whatever encoding it says or has."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset and charset not in ("utf-8", "us-ascii"):
        try:
            return _lines(content.decode(charset, errors="replace"))
        except (LookupError, ValueError):  # a name that no encoding has, or can have
            pass
    return _lines(decode(content))


def _lines(words: str) -> str:
    """Lines as they end in a text; mail is sent with two characters at each."""
    return words.replace("\r\n", "\n")


def header(message: EmailMessage, name: str) -> str | None:
    """A header's words; None for one that is missing, or broken past reading."""
    try:
        value = message.get(name)
    except Exception:  # the header parser of the standard library fails on some that nobody should send
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def sender(message: EmailMessage) -> str | None:
    """The name beside the address a mail is from; an address alone is nobody's name."""
    return parseaddr(header(message, "From") or "")[0] or None
