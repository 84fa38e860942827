"""How well a confidence holds: what is said to be right in 9 of 10 is right in 9 of 10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quotes.evaluation.metrics import Gold, claims, name_verdicts, verdicts
from quotes.models import Quote

BINS = 10
SURE = 0.9  # where an answer may be relied on


@dataclass(slots=True)
class Calibration:
    """Answers with the chance (0..1) that was said of each, and whether it was right."""

    answers: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, chance: float, right: bool) -> None:
        self.answers.append((chance, right))

    @property
    def error(self) -> float:
        """The expected calibration error: how far, on average, what is said lies from what is right, by tenths."""
        return sum(abs(said - right) * count for _, count, said, right in self.bins()) / max(len(self.answers), 1)

    @property
    def sure(self) -> list[bool]:
        """Whether each answer was right that is said to be so with a chance of 0.9 and more."""
        return [right for chance, right in self.answers if chance >= SURE]

    @property
    def right_where_sure(self) -> float:
        return sum(self.sure) / max(len(self.sure), 1)

    @property
    def share_sure(self) -> float:
        """How many of all answers have a chance of 0.9 and more."""
        return len(self.sure) / max(len(self.answers), 1)

    def bins(self) -> Iterator[tuple[float, int, float, float]]:
        """By tenths: where the tenth begins, how many answers, the mean chance said, the share that is right."""
        for low in range(BINS):
            inside = [one for one in self.answers if low <= min(one[0] * BINS, BINS - 0.5) < low + 1]
            if inside:
                said, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
                yield low / BINS, len(inside), said, right

    def as_dict(self) -> dict[str, Any]:
        return {
            "answers": len(self.answers),
            "error": self.error,
            "share at 0.9": self.share_sure,
            "right at 0.9": self.right_where_sure,
        }

    def table(self) -> str:
        """The tenths as lines of text, with the error and the figures at 0.9 below."""
        lines = ["confidence   answers   said  right"]
        lines += [
            f"{low:.1f} - {low + 1 / BINS:.1f} {count:10d}  {said:.3f}  {right:.3f}"
            for low, count, said, right in self.bins()
        ]
        lines.append(f"expected calibration error {self.error:.3f} over {len(self.answers)} answers")
        lines.append(
            f"right at confidence {SURE} and over: {self.right_where_sure:.3f} of {len(self.sure)}, "
            f"{self.share_sure:.3f} of all"
        )
        return "\n".join(lines)


@dataclass(slots=True)
class Confidences:
    """The confidence of the attributed quotations of many articles: of the mention alone, and of the name."""

    mention: Calibration = field(default_factory=Calibration)
    name: Calibration = field(default_factory=Calibration)

    def add(self, article: Gold, quotes: Sequence[Quote]) -> None:
        """Count one article's quotations, as found, against its gold; what gold does not tell is left out."""
        claimed = claims(quotes)
        judged = zip(quotes, verdicts(article, claimed), name_verdicts(article, claimed), strict=True)
        for quote, is_speaker_right, is_name_right in judged:
            if quote.speaker is not None and is_speaker_right is not None:
                self.mention.add(quote.mention_confidence, is_speaker_right)
            if quote.speaker is not None and is_name_right is not None:
                self.name.add(quote.confidence, is_name_right)

    def as_dict(self) -> dict[str, Any]:
        return {"mention": self.mention.as_dict(), "name": self.name.as_dict()}
