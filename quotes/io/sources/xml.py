"""XML, read without its entities and without the network: a document of a kilobyte cannot grow to a gigabyte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotes.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["']utf-?(?:16|32)[a-z-]*["']""", re.IGNORECASE)
_PROLOGUE = rb"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*"
_ROOT = re.compile(rb"\s*" + _PROLOGUE + rb"<([\w.-]+:)?([\w.-]+)", re.DOTALL)


def parse(content: bytes) -> _Element:
    """The root of a document; `BadInput` where it is broken or declares entities of its own."""
    from lxml import etree

    refuse_entities(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        # it was turned into UTF-8 on the way here, whatever it still says
        return etree.fromstring(_DECLARED.sub(rb"\1", content, count=1), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"its XML is broken ({str(error)[:100]}); get the file whole.") from None


def refuse_entities(content: bytes) -> None:
    """`BadInput` for a document that would make itself longer, or read other files, by entities of its own."""
    if _ENTITY.search(content[:100_000]):
        raise BadInput("it declares entities, which are not read for safety; save it without its <!DOCTYPE ...>.")


def root_name(head: bytes) -> str | None:
    """The name of the first element, without its prefix."""
    found = _ROOT.match(head)
    return found[2].decode("ascii", errors="replace") if found else None


def words(element: _Element | None) -> str | None:
    """All words under an element, on one line."""
    if element is None:
        return None
    return " ".join("".join(str(part) for part in element.itertext()).split()) or None


def first(element: _Element | None, name: str) -> _Element | None:
    """The first element of a name under another, whatever its namespace."""
    return None if element is None else next(element.iter(f"{{*}}{name}"), None)


def attribute(element: _Element | None, name: str) -> str | None:
    return None if element is None else element.get(name) or None


def is_within(element: _Element, *names: str) -> bool:
    return next(element.iterancestors(*names), None) is not None


def source_of(element: _Element) -> str:
    """The element as it is written, with its markup and without the prefixes of namespaces."""
    from lxml import etree

    for one in element.iter(etree.Element):
        one.tag = etree.QName(one).localname
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
