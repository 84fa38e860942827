"""Raw article -> Document: the text that is stored, and that every offset indexes from then on.

A plain text keeps its length: each character that cannot stay is replaced by exactly one other, so that
offsets fit the text that was handed in as well as the text that is stored. HTML has no offsets worth
keeping; there the paragraphs are taken out and the odd spaces and accents set right.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.errors import BadInput, TooLarge
from quotes.models import MAX_ARTICLE_CHARS, Document, RawArticle
from quotes.text.dates import parse_published
from quotes.text.first_lines import date_of
from quotes.text.linked_data import about_article
from quotes.text.quoting_markup import with_quotation_marks

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ID_CHARS = 200
# Of an HTML page. The longest encyclopedia articles have 40,000 tags and 5,000 links; news has a tenth of it.
MAX_TAGS = 60_000
MAX_LINKS = 6_000
LARGE_CHARS = 100_000
LARGE_TAGS = 2_000
MAX_FIELD_CHARS = 2_000

# What no database and no JSON reader takes, or what is a line end by another name ("\r\n" is done before).
_REPLACED = {
    **dict.fromkeys(range(0x20), " "),
    **dict.fromkeys(range(0x7F, 0xA0), " "),
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x09: "\t",
    0x0A: "\n",
    0xFEFF: " ",
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_ODD_SPACE = re.compile("[\u00a0\u00ad\u200b\u2060\u202f\ufeff]")


def to_document(raw: RawArticle, *, max_chars: int = MAX_ARTICLE_CHARS) -> Document:
    """The document of an article; `BadInput` where there is nothing to read, `TooLarge` over `max_chars`."""
    source = raw.text if raw.text is not None else raw.html
    if source is None:
        raise BadInput("The article has neither text nor html; give one of them.")
    if len(source) > max_chars:
        raise TooLarge(
            f"The article is {len(source):,} characters long and the limit is {max_chars:,}; "
            "split it, or raise QUOTES_MAX_ARTICLE_CHARS."
        )
    if raw.text is not None:
        text = clean_text(raw.text)
    else:
        text, raw = read_html(source, raw)
    if not text.strip():
        raise BadInput("The article holds no text to read; send the article's words as text or html.")
    url, outlet = _field("url", raw.url), _field("outlet", raw.outlet)
    published, unread_date = _date_or_unread(raw.published)
    article_id = _given_id(raw.id) or derive_id(text, url, outlet)
    return Document(
        # a file's name alone is no id: another file of that name is another article
        id=article_id if raw.origin is None else file_id(raw.origin),
        file_name=None if raw.origin is None else article_id,
        text=text,
        title=_field("title", raw.title),
        url=url,
        outlet=outlet,
        author=_field("author", raw.author),
        published=published,
        unread_date=unread_date,
    )


def clean_text(text: str) -> str:
    """Plain text made safe to store: same length, line ends as "\\n", a clean text returned as it came."""
    if not _SUSPECT.search(text):
        return text
    return text.replace("\r\n", " \n").translate(_REPLACED)


def derive_id(text: str, url: str | None = None, outlet: str | None = None) -> str:
    """An id for an article that came without one: the same for the same url, else for the same words of an outlet."""
    witness = url or " ".join(text.split()) + (f"\n{outlet.casefold()}" if outlet else "")
    return "a" + hashlib.sha256(witness.encode()).hexdigest()[:12]


def file_id(origin: str) -> str:
    """An id for an article that is a file without any: `article.txt` -> "article-" and twelve digits of its place.

    The same file gives the same id however its path is written; another file of that name gives another.
    """
    path = os.path.realpath(origin)
    name = _one_line(Path(path).stem) or "article"
    return f"{name[: MAX_ID_CHARS - 13]}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:12]}"


def _date_or_unread(written: str | None) -> tuple[str | None, str | None]:
    """A date of publication, and the same as it was written where it cannot be read: that costs no article."""
    try:
        return parse_published(written), None
    except BadInput:
        return None, (_one_line(written) or "")[:100]


def read_html(html: str, raw: RawArticle) -> tuple[str, RawArticle]:
    """The article's paragraphs, one a line, and the metadata the page itself shows where none was given."""
    _check_page(html)
    import trafilatura
    from trafilatura.settings import set_date_params

    html = html.translate(_REPLACED)
    # A bare piece of markup has no page around it; without one, no article is found in it.
    page = html if "<body" in html.lower() else f"<html><body><article>{html}</article></body></html>"
    page = with_quotation_marks(page)
    try:
        found = trafilatura.bare_extraction(
            page,
            url=raw.url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            config=_trafilatura_config(),
            # the other search takes "junk 2019" for the first of January, and seconds for its first odd date
            date_extraction_params=set_date_params(extensive=False),
        )
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise BadInput("The HTML cannot be read; send the article's words as text.") from error
    text = mend_page_text(str(getattr(found, "text", None) or ""))
    return text, _with_metadata(raw, found, about_article(html), text)


def is_large_page(html: str) -> bool:
    """Whether reading a page may take longer than a moment."""
    return len(html) > LARGE_CHARS or html.count("<") > LARGE_TAGS


def _check_page(html: str) -> None:
    """`TooLarge` for markup of more tags or links than any article: what reads it takes the square of their number."""
    for what, found, most in (
        ("tags", html.count("<"), MAX_TAGS),
        ("links", len(_LINK.findall(html)), MAX_LINKS),
    ):
        if found > most:
            raise TooLarge(
                f"The page has {found:,} {what} and the limit is {most:,}; give the article's words as text."
            )


def mend_page_text(text: str) -> str:
    """Text taken out of a page: composed accents, plain spaces, nothing of no width, no blank lines."""
    text = clean_text(text)
    if _ODD_SPACE.search(text) or not unicodedata.is_normalized("NFC", text):
        text = _textacy_pipeline()(text.replace("\u00ad", ""))
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


@lru_cache(maxsize=1)
def _textacy_pipeline() -> Callable[[str], str]:
    # Imported here: textacy costs two seconds, and most pages have nothing for it to mend.
    from textacy import preprocessing

    pipeline: Callable[[str], str] = preprocessing.make_pipeline(
        preprocessing.normalize.unicode, preprocessing.normalize.whitespace
    )
    return pipeline


@lru_cache(maxsize=1)
def _trafilatura_config() -> Any:
    # Under its usual minimum of 250 characters trafilatura falls back to a mode that breaks a paragraph at
    # every link ("she\nsaid"); an article may be one sentence here.
    from trafilatura.settings import use_config

    config = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config.set("DEFAULT", name, "1")
    return config


def _with_metadata(raw: RawArticle, found: Any, said: dict[str, str], text: str) -> RawArticle:
    """What was given; else what trafilatura found; else what the page says in JSON-LD, whose author comes first."""
    # here: names of an article’s members, no words of a text
    shown = {"title": "title", "url": "url", "outlet": "sitename", "author": "author", "published": "date"}
    values = {field: value for field, name in shown.items() if isinstance(value := getattr(found, name, None), str)}
    values = {**said, **{field: value for field, value in values.items() if value}}
    if "author" in said:
        values["author"] = said["author"]
    if "published" not in values and (day := date_of(text)):
        values["published"] = day
    return replace(raw, **{field: value for field, value in values.items() if getattr(raw, field) is None})


def _given_id(value: str | None) -> str | None:
    value = _one_line(value)
    if value and len(value) > MAX_ID_CHARS:
        raise BadInput(f"The article's id is longer than {MAX_ID_CHARS} characters; give a shorter one, or none.")
    return value


def _field(name: str, value: str | None) -> str | None:
    value = _one_line(value)
    if value and len(value) > MAX_FIELD_CHARS:
        raise BadInput(
            f"The article's {name} is longer than {MAX_FIELD_CHARS:,} characters; shorten it or leave it out."
        )
    return value


def _one_line(value: str | None) -> str | None:
    """Metadata on one line, safe to store; None where nothing is left."""
    return " ".join(clean_text(value).split()) or None if value else None
