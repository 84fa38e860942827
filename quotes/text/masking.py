"""Paragraphs with their quoted speech masked, and the way back to the text.

The parser need not read the speech to learn who speaks. Speech that stands by itself becomes one short clause;
a fragment inside the reporter's own sentence stays, since its grammar is part of that sentence, but is cut when long.
Parsing these is faster than parsing the paragraphs, and as accurate or better.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.lexicon import words
from quotes.text.paragraphs import paragraphs
from quotes.text.quotation_marks import QuotedSpan

CLAUSE = "It is so"
KEPT_WORDS = 12  # a fragment of up to this many words stays whole
KEPT_CHARS = 1_000  # a “word” of a million letters is none: spaCy refuses what is longer than that
CUT_WORDS = 6  # of a longer one this many remain

# "MINSK -- A defiant ...", "TBILISI, Nov. 3 (Reuters) - Georgian ...": where it was written is no part of the sentence
_DATELINE = re.compile(
    r"\s*(?=[A-Z]{2})[A-Z][A-Z .’'/-]{2,30}(?:, [A-Z][\w.]*(?: \d{1,2})?){0,3}"  # NEW YORK, Nov. 3
    r"\s?(?:\([\w ./]{2,30}\))?\s?(?:--|[—–-])\s+(?=[\"“‘']?[A-Z])"  # (AP) -- A
)
# "Mumbai: The High Court ...", "Ahmedabad/New Delhi: ...": so Indian papers say where it was written
_PLACE = r"[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_CITY = re.compile(rf"\s*(?P<place>{_PLACE})(?:/{_PLACE})?(?:, [A-Z][a-z]+\.? \d{{1,2}})?: (?=[A-Z])")
# "Reacting, the minister's aide ...", "Speaking further, Roe ...": a word that opens the paragraph and nobody's name
_PARTICIPLE = re.compile(r"\s*(?P<stem>[A-Z][a-z]+)ing(?: (?:further|earlier|separately|too|also))?, (?=[A-Z])")
# same length each: a bar the tokenizer does not know is a dash; a space that does not break is a space
_PLAIN = (("―", "—"), ("\u00a0", " "), ("\u202f", " "))


# "the 79-year-old told reporters": cut at its hyphens it is no noun to the parser, and nobody told them
_AGED = re.compile(
    r"(?<=[Tt]he )\d{1,3}-year-old(?=[,.;:)]|"
    r" (?:said|says|told|tells|added|adds|recalled|explained|wrote|who|was|is|has"
    r"|had|also|then|later|from|in|of|went|joined|warned|insisted|replied|continued|admitted|joked|concluded|tweeted)\b)"
)
_NOUNS = {10: "politician", 11: "grandfather", 12: "photographer"}


# "Sgt. Ida Roe", "1st Lt. Ida Roe": the tokenizer ends a sentence at the full stop of a title that it does not know
_TITLED = re.compile(r"(?:\b[12](?:st|nd) )?\b([A-Z][a-z]{1,6})\.(?=[ \u00a0][^\W\d_a-z])")
# found far faster, wherever the other is
_MAY_BE_TITLED = re.compile(r"[A-Z](?<!\w.)[a-z]{1,6}\.[ \u00a0][^\W\d_a-z]")
_TITLES = {3: "Mr.", 4: "Gov.", 5: "Judge", 6: "Doctor", 7: "Captain", 8: "Governor"}
# "Amis Sr. Then he left": behind a name it is no sister's title
_NAME_BEFORE = re.compile(r"[A-Z]\w*,?[ \u00a0]$")


def _one_word(aged: re.Match[str]) -> str:
    """A noun of the same length, so that every offset stays."""
    return _NOUNS[len(aged.group())]


def _known_title(titled: re.Match[str]) -> str:
    """A title of the same length that the tokenizer knows, in place of one that it would cut."""
    written, low = titled.group(), titled[1].lower()
    if low not in words("dotted_titles"):
        return "St." if written in ("Ft.", "Pt.") else written
    if low in ("sr", "dr") and _NAME_BEFORE.search(titled.string, max(0, titled.start() - 20), titled.start()):
        return written
    return _TITLES.get(len(written), written)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where a dateline ends that opens the line, `start` where none does: "AMMAN, May 4 (AP) — "."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline is not None else start


def _opening(text: str, start: int, end: int) -> re.Match[str] | None:
    """What opens a paragraph and is no part of its first sentence."""
    if dateline := _DATELINE.match(text, start, end):
        return dateline
    if (city := _CITY.match(text, start, end)) and city["place"].lower() in words("places"):
        return city
    participle = _PARTICIPLE.match(text, start, end)
    if participle is None:
        return None
    stem = participle["stem"].lower()
    verbs = words("speech_verbs") | words("stance_verbs")
    return participle if stem in verbs or f"{stem}e" in verbs else None


@dataclass(frozen=True, slots=True)
class MaskedParagraph:
    """One paragraph (or a piece of a very long one) as the parser sees it.

    `start`, `end`: the paragraph's offsets in the document. `text`: the masked paragraph.
    `masks[k]` is the range in `text` that stands for span number `spans[k]` of the document, marks included.
    """

    start: int
    end: int
    text: str
    spans: tuple[int, ...]
    masks: tuple[tuple[int, int], ...]
    _masked_starts: tuple[int, ...]
    _source_starts: tuple[int, ...]
    _copied: tuple[bool, ...]

    def to_source(self, offset: int) -> int:
        """The document offset of a masked offset; inside a mask, that of the quoted words' start."""
        piece = max(bisect_right(self._masked_starts, offset) - 1, 0)
        into = offset - self._masked_starts[piece] if self._copied[piece] else 0
        return min(self._source_starts[piece] + into, self.end)

    def range_in_source(self, start: int, end: int) -> tuple[int, int]:
        """The document range of a non-empty masked range that lies outside the masks."""
        return self.to_source(start), self.to_source(end - 1) + 1


def mask_paragraph(text: str, start: int, end: int, numbered: Sequence[tuple[int, QuotedSpan]]) -> MaskedParagraph:
    """Mask the paragraph `text[start:end]`, whose spans are given with their numbers in the document."""
    pieces: list[str] = []
    masked_starts: list[int] = []
    source_starts: list[int] = []
    copied: list[bool] = []
    masks: list[tuple[int, int]] = []
    length = 0

    def add(piece: str, source: int, is_copy: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            masked_starts.append(length)
            source_starts.append(source)
            copied.append(is_copy)
            length += len(piece)

    dateline = _opening(text, start, end)
    position = dateline.end() if dateline and not any(s.outer_start < dateline.end() for _, s in numbered) else start
    for _, span in numbered:
        # a span may reach over the cut of a very long paragraph: what lies outside is not this paragraph's
        outer_start, outer_end = max(span.outer_start, position), min(span.outer_end, end)
        add(text[position:outer_start], position, True)
        mask_start = length
        # a mark that is missing or glued to a word would hide the word's own boundary from the tokenizer
        if outer_start > start and not text[outer_start - 1].isspace() and text[outer_start - 1] not in "([—–-/":
            add(" ", outer_start, False)
            mask_start = length
        add("“", outer_start, False)
        cut = _mask(text, span, start)
        if cut is None:
            add(text[span.start : min(span.end, end)], span.start, True)
        else:
            add(cut, span.start, False)
        add("”", span.start, False)
        masks.append((mask_start, length))
        position = max(position, outer_end)
        if position < end and text[position].isalnum():
            add(" ", position, False)
    add(text[position:end], position, True)
    return MaskedParagraph(
        start,
        end,
        _as_parsed("".join(pieces)),
        tuple(number for number, _ in numbered),
        tuple(masks),
        tuple(masked_starts) or (0,),
        tuple(source_starts) or (start,),
        tuple(copied) or (True,),
    )


def _as_parsed(text: str) -> str:
    """The text with what the parser does not know put as it knows it, each in as many letters."""
    if "-year-old" in text:
        text = _AGED.sub(_one_word, text)
    if _MAY_BE_TITLED.search(text) is not None:
        text = _TITLED.sub(_known_title, text)
    for unknown, known in _PLAIN:
        text = text.replace(unknown, known)
    # spaCy hashes UTF-8, so that a lone surrogate must become one "?"
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def stands_alone(text: str, span: QuotedSpan, paragraph_start: int) -> bool:
    """Whether the quoted words are speech of their own, not a part of the reporter's sentence."""
    before = text[paragraph_start : span.outer_start].rstrip()
    opens = not before or before[-1] in ",:;.!?—–-)”\"’'…"
    begins = text[span.start]
    return opens and (begins.isupper() or begins.isdigit() or begins in "‘'“\"([…." or span.continues)


def _mask(text: str, span: QuotedSpan, paragraph_start: int) -> str | None:
    """What stands for the quoted words; None: the words themselves."""
    words = text[span.start : span.end]
    last = words.rstrip("’'”\"")[-1:] or words[-1]
    after = text[span.outer_end : span.outer_end + 40].lstrip()
    if stands_alone(text, span, paragraph_start):
        count = words.count(" ") + 1
        if count <= 2 and last not in ",.?!" and len(words) <= KEPT_CHARS:
            return None  # "Saturday Night", a name or a term
        if last in "?!…" and after[:1].islower():
            return CLAUSE + ","
        return CLAUSE + (last if last in ",.?!" else "")
    if words.count(" ") + 1 <= KEPT_WORDS and len(words) <= KEPT_CHARS:
        return None
    head = re.match(rf"(?:\S+\s+){{{CUT_WORDS}}}", words)
    kept = (head.group()[:KEPT_CHARS] if head else words[:60]).rstrip(" ,;:.")
    return kept + (last if last in ",.?!" else "")


def masked_paragraphs(text: str, spans: Sequence[QuotedSpan]) -> list[MaskedParagraph]:
    """A masked one for each paragraph of the document, in order; those without a span are copied whole."""
    result: list[MaskedParagraph] = []
    number = 0
    for start, end in paragraphs(text, spans):
        inside: list[tuple[int, QuotedSpan]] = []
        while number < len(spans) and spans[number].outer_start < end:
            if spans[number].outer_start >= start:
                inside.append((number, spans[number]))
            number += 1
        result.append(mask_paragraph(text, start, end, inside))
    return result


_POINTS_BACK = re.compile(r"(?:That|This|Those|These)(?: (?:is|was|are|were)|['’]s) ")


def to_parse(text: str, masked: Sequence[MaskedParagraph]) -> list[int]:
    """The masked a rule may read: those with quoted speech, those that lead in a paragraph of speech alone, and those
    that point back at one: `That is the view of ...`."""
    wanted: list[int] = []
    before: int | None = None
    for number, paragraph in enumerate(masked):
        if paragraph.spans:
            if before is not None and wanted[-1:] != [before] and _is_led_in(text, masked[before], paragraph):
                wanted.append(before)
            wanted.append(number)
            before = None
        else:
            if before is None and wanted and _POINTS_BACK.match(paragraph.text):
                wanted.append(number)
            before = number
    return wanted


def _is_led_in(text: str, before: MaskedParagraph, paragraph: MaskedParagraph) -> bool:
    """Whether the speech that opens a paragraph may be reported by the paragraph before."""
    if paragraph.masks[0][0] > 3:
        return False
    if text[before.start : before.end].rstrip()[-1:] == ":":
        return True
    if "\n" not in text[before.end : paragraph.start]:
        return (
            paragraph.masks[0][1] > len(paragraph.text) - 3
            or paragraph.text[paragraph.masks[0][1] :].lstrip()[:1].isupper()
        )
    told = len(paragraph.text) - sum(end - start for start, end in paragraph.masks)
    return told < 12
