"""Mail (.eml): its plain words, else its page. Attachments are not read."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

from quotes.errors import BadInput
from quotes.io.sources import mime
from quotes.io.sources.format import Format
from quotes.io.sources.source import Item, Source


def read(source: Source) -> Iterator[Item]:
    yield source.article(**found_in(mime.parse(source.whole()), source))


def found_in(message: EmailMessage, source: Source) -> dict[str, str | None]:
    """The fields of an article in a mail; `BadInput` where it has no words."""
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage) or body.get_content_maintype() != "text":
        raise BadInput("the mail has no words, only attachments; save them as files of their own.")
    attached = sum(1 for part in message.walk() if part.get_content_disposition() == "attachment")
    if attached:
        source.notes.count(source.notes.remarks, "Attachments of mail are not read; save them as files.", attached)
    field = "html" if body.get_content_subtype() == "html" else "text"
    return {
        field: mime.words(body),
        "title": mime.header(message, "Subject"),
        "author": mime.sender(message),
        "published": mime.header(message, "Date"),
    }


def looks(head: bytes) -> bool:
    return mime.looks(head) and not mime.is_saved_page(head)


FORMAT = Format("mail", (".eml",), read, looks)
