"""A quotation to paste: plain text, Markdown, HTML, BibTeX."""

from __future__ import annotations

import re
from html import escape

from api.formats.words import NOBODY, QuoteJson, day, moment, printable, role, source_address, speaker_name, web_address

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def plain(quote: QuoteJson) -> str:
    """One line: “words” — Speaker, role, in “Title”, Outlet, date, address."""
    article = quote.get("article") or {}
    title = printable(article.get("title"))
    pieces = [_who(quote)]
    if title:
        pieces.append(f"in “{title}”")
    pieces += [piece for piece in (printable(article.get("outlet")), day(article.get("published"))) if piece]
    if address := web_address(article.get("url")):
        pieces.append(address)
    return _one_line(f"“{printable(quote['text'])}” — {', '.join(pieces)}")


def markdown(quote: QuoteJson) -> str:
    """A block quotation with its source as a link."""
    article = quote.get("article") or {}
    title, address = _one_line(printable(article.get("title"))), source_address(quote)
    pieces = [_markdown(_who(quote))]
    if title or address:
        shown = _markdown(title or "source")
        pieces.append(f"in [{shown}](<{address}>)" if address else f"in {shown}")
    pieces += [_markdown(piece) for piece in (printable(article.get("outlet")), day(article.get("published"))) if piece]
    return f"> {_markdown(_one_line(printable(quote['text'])))}\n>\n> — {_one_line(', '.join(pieces))}\n"


def html(quote: QuoteJson) -> str:
    """A `<blockquote>` that says where it stood, for a reader and for a program (`cite`)."""
    article = quote.get("article") or {}
    title, address = printable(article.get("title")), source_address(quote)
    pieces = [escape(_who(quote))]
    if title or address:
        shown = f"<cite>{escape(title)}</cite>" if title else "source"
        pieces.append(f'in <a href="{escape(address)}">{shown}</a>' if address else f"in {shown}")
    pieces += [escape(piece) for piece in (printable(article.get("outlet")), day(article.get("published"))) if piece]
    cited = f' cite="{escape(address)}"' if address else ""
    return (
        f"<blockquote{cited}><p>“{escape(printable(quote['text']))}”</p>"
        f"<footer>— {_one_line(', '.join(pieces))}</footer></blockquote>"
    )


def bibtex(quote: QuoteJson, *, author: str | None = None) -> str:
    """The article as a BibTeX entry, the words and who says them in its note."""
    article = quote.get("article") or {}
    published = moment(article.get("published"))
    outlet = printable(article.get("outlet"))
    by = printable(author) or outlet
    fields = {
        "author": f"{{{_latex(by)}}}" if by else "",
        "title": f"{{{_latex(printable(article.get('title')) or 'Untitled')}}}",
        "publisher": f"{{{_latex(outlet)}}}" if outlet else "",
        "year": str(published.year) if published else "",
        "month": str(published.month) if published else "",
        "day": str(published.day) if published else "",
        "url": _bibtex_address(article.get("url")),
        "note": f"“{_latex(printable(quote['text']))}” --- {_latex(_who(quote))}",
    }
    lines = [f"  {name:<9} = {{{_one_line(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(quote)},", *lines, "}"]) + "\n"


def _who(quote: QuoteJson) -> str:
    name, as_what = speaker_name(quote), role(quote)
    return f"{name}, {as_what}" if as_what and name != NOBODY else name


def _key(quote: QuoteJson) -> str:
    name = re.sub(r"[^a-z]", "", speaker_name(quote).rsplit(" ", 1)[-1].lower())
    published = moment((quote.get("article") or {}).get("published"))
    return f"{name or 'quote'}{published.year if published else ''}-{re.sub(r'[^0-9A-Za-z]', '', quote['id'])[:8]}"


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _bibtex_address(url: str | None) -> str:
    address = web_address(url)  # a brace would end the field early; web_address() leaves none
    return address or ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
