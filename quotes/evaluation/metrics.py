"""Extraction, attribution and names, measured against gold.

Gold: one article a line, `{"id", "text", "quotes": [{"start", "end", "speaker": [[start, end], ...], "speaker_text",
"name", "gold_ok", "name_unknown"}], "discard": [[start, end], ...]}`. What each figure counts stands at `Report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quotes.evaluation.matching import Claim, Range, is_pronoun, overlap, same_name, same_speaker
from quotes.models import Quote

Gold = Mapping[str, Any]

AGREEMENT = 0.8  # of the longer of two spans, both must hold this share to be the same one

_EDGES = "“”\"'‘’«»„`.,;:!?…-—– \t\n\r\u00a0"
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0..1."""

    right: int
    claimed: int
    wanted: int

    @property
    def precision(self) -> float:
        return _share(self.right, self.claimed)

    @property
    def recall(self) -> float:
        return _share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Report:
    """Counts over spans: quotations cut at line ends, with marks and punctuation at their edges left out."""

    articles_missing: int = 0
    gold: int = 0
    gold_with_speaker: int = 0
    gold_with_name: int = 0
    claimed: int = 0
    claimed_attributed: int = 0  # without those that gold leaves without a speaker
    claimed_named: int = 0  # without those whose name gold does not know
    found: int = 0
    found_with_speaker: int = 0
    found_pronouns: int = 0  # whose mention is a pronoun, and whose name gold knows
    speaker_right: int = 0
    name_right: int = 0
    pronoun_named: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def extraction(self) -> Score:
        """Is the quotation found, and nothing else?"""
        return Score(self.found, self.claimed, self.gold)

    @property
    def attribution(self) -> Score:
        """Is it found, and said by the right one, by mention or by name?"""
        return Score(self.speaker_right, self.claimed_attributed, self.gold_with_speaker)

    @property
    def who_said_what(self) -> Score:
        """Where gold knows the speaker's full name: is it found, with that name?"""
        return Score(self.name_right, self.claimed_named, self.gold_with_name)

    @property
    def speaker_accuracy(self) -> float:
        """Of the quotations found, the share whose speaker is right."""
        return _share(self.speaker_right, self.found_with_speaker)

    @property
    def pronoun_accuracy(self) -> float:
        """Of those found whose mention is a pronoun, the share given the right name."""
        return _share(self.pronoun_named, self.found_pronouns)

    def as_dict(self) -> dict[str, Any]:
        scores = {
            "extract": self.extraction,
            "quote+speaker": self.attribution,
            "who said what": self.who_said_what,
        }
        return {
            **{name: {"P": one.precision, "R": one.recall, "F1": one.f1} for name, one in scores.items()},
            "speaker acc": self.speaker_accuracy,
            "pronoun named": self.pronoun_accuracy,
        }


def claims(quotes: Iterable[Quote]) -> list[Claim]:
    """What our own quotes claim."""
    return [
        Claim(
            spans=tuple((part.start, part.end) for part in quote.parts),
            speaker=(quote.speaker.mention.start, quote.speaker.mention.end)
            if quote.speaker and quote.speaker.mention
            else None,
            name=quote.speaker.name if quote.speaker else None,
        )
        for quote in quotes
    ]


def evaluate(gold: Iterable[Gold], claimed: Mapping[str, Sequence[Claim]]) -> Report:
    """Measure the claims, by article id, against gold; `report.errors` lists every miss and mistake."""
    report = Report()
    for article in gold:
        if article["id"] not in claimed:
            report.articles_missing += 1
        add(report, article, claimed.get(article["id"], ()))
    return report


def add(report: Report, article: Gold, claimed: Sequence[Claim]) -> None:
    """Count one article into the report."""
    text = article["text"]
    zones = article.get("discard", [])
    wanted = _wanted(article)
    offered = [
        (piece, claim)
        for claim in claimed
        for piece in pieces(text, claim.spans)
        if not any(overlap(piece, zone) > 0 for zone in zones)
    ]
    report.gold += len(wanted)
    report.gold_with_speaker += sum(bool(quote["speaker"]) for _, quote in wanted)
    report.gold_with_name += sum(bool(quote["speaker"] and quote.get("name")) for _, quote in wanted)
    report.claimed += len(offered)
    report.claimed_attributed += sum(claim.attributed for _, claim in offered)
    report.claimed_named += sum(claim.named for _, claim in offered)
    taken: set[int] = set()
    for piece, quote in wanted:
        match = _best(piece, offered, taken)
        if match is None:
            report.errors.append(_error("missed", article, piece, quote["speaker_text"]))
        else:
            taken.add(match)
            _compare(report, article, piece, quote, offered[match][1])
    for number, (piece, claim) in enumerate(offered):
        if number not in taken:
            report.errors.append(_error("false quote", article, piece, None, claim))


def verdicts(article: Gold, claimed: Sequence[Claim]) -> list[bool | None]:
    """For each claim, whether it is a quotation with its right speaker; None where gold does not tell."""
    text = article["text"]
    return [
        None if not judged else quote is not None and same_speaker(quote, claim, text)
        for claim, (judged, quote) in zip(claimed, matched(article, claimed), strict=True)
    ]


def name_verdicts(article: Gold, claimed: Sequence[Claim]) -> list[bool | None]:
    """For each claim, whether it is a quotation with its speaker's right name; None where gold does not tell.

    Where the article names nobody for the words, a claim without a name is right if its mention is.
    """
    result: list[bool | None] = []
    for claim, (judged, quote) in zip(claimed, matched(article, claimed), strict=True):
        if not judged or (quote is not None and ("name" not in quote or quote.get("name_unknown"))):
            result.append(None)
        elif quote is None:
            result.append(False)
        elif quote["name"]:
            result.append(same_name(quote["name"], claim.name))
        else:
            result.append(not claim.named and same_speaker(quote, claim, article["text"]))
    return result


def matched(article: Gold, claimed: Sequence[Claim]) -> Iterator[tuple[bool, Gold | None]]:
    """For each claim, whether gold tells right from wrong there, and gold's quotation, None where it has none."""
    zones = article.get("discard", [])
    wanted = _wanted(article)
    for claim in claimed:
        piece = next(pieces(article["text"], claim.spans), None)
        if piece is None or any(overlap(piece, zone) > 0 for zone in zones):
            yield False, None
            continue
        match = _best(piece, wanted, set())
        quote = wanted[match][1] if match is not None else None
        yield quote is None or bool(quote["speaker"]), quote


def _wanted(article: Gold) -> list[tuple[Range, Gold]]:
    """Gold's quotations as the pieces that are compared."""
    text = article["text"]
    return [(piece, quote) for quote in article["quotes"] for piece in pieces(text, [(quote["start"], quote["end"])])]


def _compare(report: Report, article: Gold, piece: Range, quote: Gold, claim: Claim) -> None:
    report.found += 1
    if not quote["speaker"]:  # gold does not say who: counts in extraction only
        report.claimed_attributed -= claim.attributed
        return
    report.found_with_speaker += 1
    if quote.get("name_unknown"):
        report.claimed_named -= bool(claim.name)
    if same_speaker(quote, claim, article["text"]):
        report.speaker_right += 1
    else:
        report.errors.append(_error("wrong speaker", article, piece, quote["speaker_text"], claim))
    if quote.get("name"):
        right = same_name(quote["name"], claim.name)
        pronoun = is_pronoun(quote["speaker_text"])
        report.name_right += right
        report.found_pronouns += pronoun
        report.pronoun_named += right and pronoun
        if not right:
            report.errors.append(_error("wrong name", article, piece, quote["name"], claim))


def pieces(text: str, spans: Iterable[Range]) -> Iterator[Range]:
    """The spans cut at line ends, without the marks, punctuation and space at their edges."""
    for first, last in spans:
        for line in _LINE.finditer(text, first, last):
            start, end = line.span()
            while start < end and text[start] in _EDGES:
                start += 1
            while start < end and text[end - 1] in _EDGES:
                end -= 1
            if start < end:
                yield start, end


def _best(piece: Range, offered: Sequence[tuple[Range, Any]], taken: set[int]) -> int | None:
    """The free claim that agrees best, the first of equals, if it agrees well enough."""
    shares = [
        (overlap(piece, other) / max(piece[1] - piece[0], other[1] - other[0]), -number)
        for number, (other, _) in enumerate(offered)
        if number not in taken
    ]
    share, number = max(shares, default=(0.0, 0))
    return -number if share >= AGREEMENT else None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _error(kind: str, article: Gold, piece: Range, gold: str | None, claim: Claim | None = None) -> dict[str, Any]:
    text: str = article["text"]
    start, end = piece
    mention = text[slice(*claim.speaker)] if claim and claim.speaker else None
    # here: members of an error in the file of errors, no words of a text
    return {
        "kind": kind,
        "id": article["id"],
        "quote": text[start:end],
        "gold": gold,
        "got": (claim.name or mention) if claim else None,
        "context": text[max(0, start - 160) : end + 120],
    }
