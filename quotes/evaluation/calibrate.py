"""Fit the weights of `confidence` on annotated articles, and say how well they hold.

    python -m quotes.evaluation.calibrate GOLD.jsonl                 measure the weights that are in use
    python -m quotes.evaluation.calibrate GOLD.jsonl --write         fit them anew and keep them

Gold has the form that `quotes evaluate` reads. A span that gold knows to be no quotation counts as a wrong
speaker: who is told that somebody said it is told something false.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.attribution.confidence import confidence
from quotes.engine import Extractor
from quotes.evaluation.metrics import claims, verdicts
from quotes.models import Document

WEIGHTS = Path(__file__).parents[1] / "attribution" / "confidence.json"
BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One attributed quotation: its circumstances, and whether its speaker is right."""

    circumstances: tuple[str, ...]
    right: bool


def cases(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """What the engine attributes in the articles, as far as gold can tell right from wrong."""
    extractor = Extractor()
    for article in gold:
        judged = extractor.judged(Document(article["id"], article["text"]))
        verdict = verdicts(article, claims(quote for quote, _ in judged))
        for (_, circumstances), right in zip(judged, verdict, strict=True):
            if right is not None and circumstances:
                yield Case(circumstances, right)


def fit(seen: Sequence[Case]) -> dict[str, Any]:
    """Weights by logistic regression, drawn towards zero so that a rare circumstance says little."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    rows = table.fit_transform([dict.fromkeys(case.circumstances, 1) for case in seen])
    model = LogisticRegression(C=0.5, max_iter=2_000).fit(rows, [case.right for case in seen])
    weights = zip(table.feature_names_, model.coef_[0], strict=True)
    return {
        "intercept": round(float(model.intercept_[0]), 3),
        "circumstances": {name: round(float(weight), 3) for name, weight in sorted(weights)},
    }


def report(seen: Sequence[Case]) -> str:
    """A table of said and true shares by tenth, the expected calibration error, and the figure at 0.9."""
    pairs = [(confidence(case.circumstances), case.right) for case in seen]
    lines, error = ["confidence   quotes   said  right"], 0.0
    for low in range(BINS):
        inside = [pair for pair in pairs if low <= min(pair[0] * BINS, BINS - 0.5) < low + 1]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            error += abs(said - right) * len(inside) / len(pairs)
            lines.append(f"{low / BINS:.1f} - {(low + 1) / BINS:.1f} {len(inside):8d}  {said:.3f}  {right:.3f}")
    sure = [right for chance, right in pairs if chance >= 0.9]
    lines.append(f"expected calibration error {error:.3f} over {len(pairs)} attributed quotations")
    lines.append(f"right at confidence 0.9 and over: {sum(sure) / max(len(sure), 1):.3f} of {len(sure)}")
    return "\n".join(lines)


def main() -> None:
    """Measure or fit, as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="annotated articles, one JSON object a line")
    parser.add_argument("--write", action="store_true", help=f"fit anew and write {WEIGHTS.name}")
    options = parser.parse_args()
    with options.gold.open(encoding="utf-8") as lines:
        seen = list(cases(json.loads(line) for line in lines))
    if options.write:
        WEIGHTS.write_text(json.dumps(fit(seen), indent=1) + "\n", encoding="utf-8")
        print(f"Wrote {WEIGHTS}; run again without --write, on other articles, to measure it.")
    else:
        print(report(seen))


if __name__ == "__main__":
    main()
