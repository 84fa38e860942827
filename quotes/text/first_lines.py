"""What the first lines of a plain text say of it: its title, its author and its date."""

from __future__ import annotations

import re

from quotes.errors import BadInput
from quotes.text.dates import parse_published

_LONGEST_TITLE = 140
_LINES = 6  # headline, standfirst, byline, place and date stand in them
_LONG = 160  # a line of this length is a paragraph that was not wrapped
_ENDS_A_SENTENCE = re.compile(r"[.,;:…][\"'”’»)]*$")
_QUOTATION_MARK = re.compile(r"^[\"“„«‘]")
_HEADING = re.compile(r"^#{1,6}\s+|\s+#+$")
_BYLINE = re.compile(r"^by\s+((?:[^\W\d_][\w.’'-]*)(?:\s+(?:and|[^\W\d_][\w.’'-]*),?){0,8})$", re.IGNORECASE)
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTHS}\s+{_DAY},?\s+(?:19|20)\d\d|{_DAY}\s+{_MONTHS},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
# a date stands by itself, or after a label, a place or an author: "The war ended on May 8, 1945" dates no article
_BEFORE = (
    r"^(?:[^.!?]{0,60}[,|·•–—/(-]\s*)?"
    r"(?:(?:first )?(?:published|posted|updated|date)(?: on| at)?\s*:?\s*)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
)
_AFTER = r"(?=\s*(?P<after>$|[(|·•–—,T-]|\bat\b|\d\d?[:.]\d\d))"
_DATED = re.compile(rf"{_BEFORE}(?P<date>{_DATE}){_AFTER}", re.IGNORECASE)
_SHORT = 100  # a longer line is a paragraph: only a dash or a bracket after its date makes that its dateline


def title_of(text: str) -> str | None:
    """The first line, where it is a headline: short, no sentence, and apart from what follows.

    >>> title_of("Bridge opens after four years\\n\\nThe bridge was opened on Monday.")
    'Bridge opens after four years'
    """
    lines = text.lstrip("\ufeff \t\r\n").split("\n", 2)
    first = _HEADING.sub("", lines[0].strip())
    if len(lines) < 2 or not first or len(first) > _LONGEST_TITLE or not any(char.isalpha() for char in first):
        return None
    if _BYLINE.match(first) or _date_in(first):
        return None
    if lines[0].lstrip().startswith("#"):
        return first
    if _ENDS_A_SENTENCE.search(first) or (_QUOTATION_MARK.match(first) and first.count(" ") < 2):
        return None
    # a line of a wrapped paragraph is short as well: a headline has an empty line or a long one after it
    apart = not lines[1].strip() or len(lines[1].strip()) >= _LONG or _BYLINE.match(lines[1].strip()) is not None
    return first if apart and "".join(lines[1:]).strip() else None


def author_of(text: str) -> str | None:
    """The name of a byline among the first lines: "By Ann Lee"."""
    return next(
        (found[1] for line in _first(text) if (found := _BYLINE.match(line)) and found[1] != found[1].lower()), None
    )


def date_of(text: str) -> str | None:
    """A date that a short line among the first ones gives, whole and in no doubt."""
    return next((found for line in _first(text) if (found := _date_in(line))), None)


def date_in_name(name: str) -> str | None:
    """The date in a file's name: `2020-08-15-bridge.txt`, `bridge_20200815.txt`."""
    found = _NAMED.search(name)
    try:
        return parse_published("-".join(found.group(1, 3, 4))) if found else None
    except BadInput:  # the 31st of February
        return None


def _first(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text[:4000].split("\n")) if line][:_LINES]


def _date_in(line: str) -> str | None:
    found = _DATED.match(line[:300])
    if found is None or (len(line) > _SHORT and found["after"][:1] not in tuple("(–—-")):
        return None
    try:
        return parse_published(found["date"])
    except BadInput:
        return None
