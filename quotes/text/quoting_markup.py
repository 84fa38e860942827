"""Quotations that a page marks by its tags alone: `<q>`, and `<blockquote>` with who is quoted under it.

Readers see marks around the one and a name under the other; what takes the text out of a page sees neither. Here both
are written into the page as a newspaper would print them: “words”, and a line `— Ana Lopez, mayor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_QUOTING = re.compile(r"<(?:q|blockquote)\b", re.IGNORECASE)
_OPENING = '"“„«»‘‚「'
_SIGNED = re.compile(r"\s*(?:[-–—―]|--)\s*(?=\S)")
_PARAGRAPHS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_SIGNATURE = 160  # characters: a name, a role, an outlet and a date


def with_quotation_marks(page: str) -> str:
    """The page with its marked-up quotations in quotation marks; itself where it has none or cannot be parsed."""
    if not _QUOTING.search(page):
        return page
    from lxml import etree
    from lxml.html import document_fromstring, tostring

    try:
        root = document_fromstring(page)
    except (ValueError, etree.LxmlError):
        return page
    marked = {block for block in list(root.iter("blockquote")) if _mark_block(block)}
    quotations = [(one, _is_inside(one, marked)) for one in root.iter("q")]
    for quotation, inside in quotations:
        if not _begins_with_a_mark(quotation):
            _put_around(quotation, *("‘’" if inside else "“”"))
        quotation.drop_tag()
    return str(tostring(root, encoding="unicode")) if marked or quotations else page


def _is_inside(quotation: HtmlElement, marked: set[HtmlElement]) -> bool:
    return any(one.tag == "q" or one in marked for one in quotation.iterancestors())


def _mark_block(block: HtmlElement) -> bool:
    """Put a block in marks, with the line of who is quoted; one that tells neither who nor that it quotes stays."""
    signature = _take_signature(block)
    if not signature and not _led_in(block):
        return False
    paragraphs = [one for one in _paragraphs(block) if _text(one).strip()]
    if paragraphs and not _begins_with_a_mark(paragraphs[0]):
        for paragraph in paragraphs:
            # speech over several paragraphs is opened at each and closed at the last
            _put_around(paragraph, "“", "”" if paragraph is paragraphs[-1] else "")
    if paragraphs == [block]:
        _wrap(block)
    if signature:
        line = block.makeelement("p")
        line.text = f"— {signature}"
        block.append(line)
    block.tag = "div"
    return True


def _take_signature(block: HtmlElement) -> str:
    """Who is quoted, taken out of its place: a footer or cite in the block, a tweet's last line, a figure's caption."""
    places: list[Any] = [*block.iter("footer"), *block.iter("cite")]
    parent = block.getparent()
    if parent is not None and parent.tag == "figure":
        places += parent.iter("figcaption")
    for place in places:
        said = _one_line(_text(place))
        if 0 < len(said) <= _LONGEST_SIGNATURE:
            place.drop_tree()
            if place.tag == "figcaption":
                parent.tag = "div"  # a figure is passed over as a picture
            return _SIGNED.sub("", said, count=1)
    return _take_last_line(block)


def _take_last_line(block: HtmlElement) -> str:
    """What follows the last paragraph behind a dash: `<p>We stay.</p>— Ana Lopez (@ana) <a>May 4</a>`."""
    last = next((child for child in reversed(block) if child.tag in _PARAGRAPHS), None)
    if last is None or not _SIGNED.match(last.tail or ""):
        return ""
    behind = list(last.itersiblings())
    said = _one_line((last.tail or "") + "".join(_text(one) + (one.tail or "") for one in behind))
    if len(said) > _LONGEST_SIGNATURE:
        return ""
    last.tail = None
    for one in behind:
        block.remove(one)
    return _SIGNED.sub("", said, count=1)


def _led_in(block: HtmlElement) -> bool:
    """Whether the words before it end in a colon: `<p>She wrote:</p><blockquote>`."""
    before = block.getprevious()
    parent = block.getparent()
    lead = (before.tail or _text(before)) if before is not None else (parent.text or "" if parent is not None else "")
    return lead.rstrip().endswith(":")


def _paragraphs(block: HtmlElement) -> Iterator[HtmlElement]:
    """The innermost paragraphs of a block, the block itself where it has none."""
    inner = [one for one in block.iter(*_PARAGRAPHS) if one is not block]
    if not inner:
        yield block
    for one in inner:
        if not any(True for _ in one.iterdescendants(*_PARAGRAPHS)):
            yield one


def _wrap(block: HtmlElement) -> None:
    """Make one paragraph of all that stands in a block: words bare beside a paragraph are taken for furniture."""
    whole = block.makeelement("p")
    whole.text, block.text = block.text, None
    whole.extend(list(block))
    block.append(whole)


def _begins_with_a_mark(element: HtmlElement) -> bool:
    return _text(element).lstrip().startswith(tuple(_OPENING))


def _put_around(element: HtmlElement, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "").lstrip()
    if len(element) == 0:
        element.text = element.text.rstrip() + closing
    else:
        last = element[-1]
        last.tail = (last.tail or "").rstrip() + closing


def _text(element: HtmlElement) -> str:
    # a comment has no tag's name, and no words
    return str(element.text_content()) if isinstance(element.tag, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
