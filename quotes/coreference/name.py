"""One name as an article writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written: `text[start:end]`, titles left out.

    `parts` are its words, nicknames left out; `title` is what stands before it in the same run of capitals;
    `kind` is "person", "organization", "place" or None where the form alone cannot tell. `tentative` names may be an
    ordinary word that opens a sentence or a headline: they count where the article knows the name otherwise.
    """

    start: int
    end: int
    text: str
    parts: tuple[str, ...]
    title: str = ""
    kind: str | None = None
    tentative: bool = False
    possessive: bool = False
    article: bool = False
    sentence_initial: bool = False
    quoted: bool = False
    headline: bool = False
