"""How a mention stands in its sentence: subject or not, and whose verb it shares.

Where a paragraph was parsed, the parse tells the subject of a clause; elsewhere the words before and after do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.lexicon import plain, words
from quotes.text.masking import MaskedParagraph
from quotes.text.sentences import HIDDEN, sentence_ends
from quotes.text.words import WRITTEN, places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINE_BREAKS = re.compile(r"\n+")

_NOT_AFTER = words("not_after_a_subject")


# "Mr Roe from Rail Watch said": the subject, though a preposition follows
_SAYS_LATER = re.compile(
    r" (?:from|of|at|for|with|in) (?:the )?(?:[^\W\d_a-z][\w.&’'-]* ){1,5}(?:said|says|told|added|warned|asked|wrote)\b"
)
# "Last night the council caved in", "On Monday afternoon the mayor": when, and then the subject
_TIME = re.compile(
    r"(?:(?:(?:On|By|Late|Early|Later|Earlier|Last|This|That|The|Next|One) )?(?:[A-Za-z]+ ){0,2}"
    r"(?:day|night|week|weekend|month|year|morning|afternoon|evening|summer|autumn|winter|spring"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|Yesterday|Today|Tonight|Now|Then|Later|Earlier)(?: \w+)?",
)
_LONGEST_TIME = 6  # words


def masked(text: str, quoted: Sequence[tuple[int, int]]) -> str:
    """The text with quoted words blanked out, offsets kept; a sentence's end inside the marks stays."""
    pieces: list[str] = []
    at = 0
    for start, end in quoted:
        if start < at:
            continue
        pieces.append(text[at:start])
        inner = text[start:end].rstrip("\"”’'»` ")
        stop = inner[-1:] if inner[-1:] in ".!?" else HIDDEN
        pieces.append(HIDDEN * max(0, end - start - 2) + (stop + HIDDEN)[-min(2, end - start) :])
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def sentence_starts(unquoted: str) -> list[int]:
    """Where sentences begin in a masked text."""
    lines = (match.end() for match in _LINE_BREAKS.finditer(unquoted))
    ends = (match.end() for match in sentence_ends(unquoted, 0, len(unquoted)))
    return [0, *sorted({*lines, *ends})]


def quoted_ranges(paragraphs: Sequence[MaskedParagraph]) -> list[tuple[int, int]]:
    """The document ranges of quoted words, marks included, in order."""
    ranges: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        for start, end in paragraph.masks:
            last = paragraph.to_source(end) if end < len(paragraph.text) else paragraph.end
            first = paragraph.to_source(start)
            if ranges and first < ranges[-1][1]:
                continue
            ranges.append((first, max(last, first + 1)))
    return ranges


# here: labels of the parser
_SHARES = ("conj", "appos", "compound", "flat")
# here: participles before somebody's name
_NAMED = frozenset(("named", "called", "nicknamed", "dubbed", "identified", "known"))


def _is_named(token: Token) -> bool:
    """Whether the token is the name that "named" or "known as" gives to a noun."""
    by = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "as" else token.head
    return token.dep_ in ("oprd", "dobj", "attr", "pobj") and by.dep_ == "acl" and by.lower_ in _NAMED


class GrammaticalRoles:
    """How the mentions of one article stand in their sentences."""

    def __init__(self, unquoted: str, paragraphs: Sequence[MaskedParagraph], docs: Sequence[Doc | None]) -> None:
        self.unquoted = unquoted
        self.starts = sentence_starts(unquoted)
        self._tokens: dict[int, Token] = {}
        self.subjects: dict[tuple[int, int], int] = {}
        self.relatives: dict[int, int] = {}  # where "who" stands -> where the noun stands that it takes up
        for paragraph, doc in zip(paragraphs, docs, strict=False):
            if doc is not None:
                self._read(paragraph, doc)

    def _read(self, paragraph: MaskedParagraph, doc: Doc) -> None:
        hidden = iter((*paragraph.masks, (len(paragraph.text) + 1, len(paragraph.text) + 2)))
        start, end = next(hidden)
        for token in doc:
            while token.idx >= end:
                start, end = next(hidden)
            if token.idx < start and paragraph.text[token.idx].isalnum():
                at = paragraph.to_source(token.idx)
                self._tokens[at] = token
                relation = token.dep_
                if relation in ("nsubj", "nsubjpass"):
                    head = token.head
                    self.subjects[id(doc), head.i] = at
                    if relation == "nsubj" and head.dep_ == "relcl" and token.lower_ in ("who", "which", "that"):
                        self.relatives[at] = paragraph.to_source(head.head.idx)

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """The words outside quoted speech, with where they begin."""
        return places(self.unquoted)

    def sentence(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def token(self, start: int, end: int) -> Token | None:
        """The parsed head of the words from `start` to `end`, None where they were not parsed."""
        found: Token | None = None
        for match in WRITTEN.finditer(self.unquoted[start:end]):
            token = self._tokens.get(start + match.start())
            if token is None:
                continue
            # here: labels of the parser
            limits = token.dep_ in ("compound", "amod", "det", "poss", "nmod", "npadvmod")
            # here: labels of the parser
            limited = found is not None and found.dep_ in ("compound", "amod", "det", "poss", "npadvmod")
            if found is None or (not limits and (found.head.i == token.i or limited)):
                found = token
        return found

    def co_subject(self, start: int, end: int) -> int | None:
        """Where the subject stands of the verb whose object stands at `start`: the two are not one person."""
        token = self.token(start, end)
        if token is None or token.dep_ not in ("dobj", "dative", "pobj"):
            return None
        verb = token.head if token.dep_ != "pobj" else token.head.head
        return self.subjects.get((id(token.doc), verb.i))

    def prominence(self, start: int, end: int, possessive: bool = False) -> int:
        if possessive:
            return 0
        token = self.token(start, end)
        if token is None:
            return self._rank_by_words(start, end)
        while (token.dep_ in _SHARES or _is_named(token)) and token.head.i != token.i:
            if _is_named(token):
                token = token.head.head  # "a Canadian named Doug Roe": the Canadian
                continue
            if token.dep_ == "compound" and token.head.pos_ == "NOUN":
                return 0
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return 1
        if token.dep_ in ("nsubj", "nsubjpass"):
            clause = token.head
            while clause.dep_ in ("conj", "parataxis") and clause.head.i != clause.i:
                clause = clause.head
            # “McRoe said Lee is wrong”: the one who says is more in mind than the one it is said of
            return 3 if clause.dep_ == "ROOT" or (clause.dep_ == "ccomp" and clause.i < clause.head.i) else 2
        if token.dep_ == "poss":
            return 0
        if token.dep_ == "ROOT" and start - self.starts[self.sentence(start)] < 40:
            return 3
        return 1

    def _rank_by_words(self, start: int, end: int) -> int:
        opening = self.unquoted[max(self.starts[self.sentence(start)], start - 200) : start]
        before = opening.split()
        while before and (
            (before[-1][0].isupper() and before[-1][-1] not in ",;:") or plain(before[-1]) in words("roles")
        ):
            before.pop()
        after = self.unquoted[end : end + 30].split()
        following = plain(after[0]) if after and self.unquoted[end : end + 1] in (" ", ",", "\u00a0") else ""
        if (
            following in _NOT_AFTER
            and self.unquoted[end : end + 1] != ","
            and not _SAYS_LATER.match(self.unquoted, end)
        ):
            return 1
        # here: words before a subject that do not move it from the sentence's start: But Ana Lopez said
        if len(before) == 1 and plain(before[0]) in ("but", "and", "so", "yet", "then", "still"):
            return 3
        if not before or (len(before) < _LONGEST_TIME and _TIME.fullmatch(opening.strip())):
            return 3
        last = plain(before[-1])
        if last in ("the", "a", "an") and len(before) == 1:
            return 3
        if before[-1][-1] in ",;:—–\x01" or before[-1] in ("-", "--"):
            return 3 if len(before) < 12 else 2
        if last in words("prepositions"):
            return 1
        if last in words("clause_openers") or last in ("said", "says"):
            return 2
        return 1
