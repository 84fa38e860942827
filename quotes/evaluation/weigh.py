"""Fit the weights of `reject` on annotated articles, and say what refusing costs and gains.

    python -m quotes.evaluation.weigh GOLD.jsonl                 measure the weights that are in use
    python -m quotes.evaluation.weigh GOLD.jsonl --write         fit them anew and keep them

Gold has the form that `quotes evaluate` reads: `quotes` are said by somebody, every other span in marks by nobody,
and what lies in a `discard` zone may be either and is left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.attribution.not_quotation import LEAST_ODDS, features, is_name, log_odds
from quotes.engine import Extractor
from quotes.models import Document, TextRange

WEIGHTS = Path(__file__).parents[1] / "attribution" / "not_quotation.json"
AGREEMENT = 0.8  # of the longer one
RARE = 8  # a sign seen less often gets no weight
C = 0.15  # how far rare signs may be trusted


@dataclass(frozen=True, slots=True)
class Case:
    """One span in marks: its signs, and whether somebody says it."""

    signs: frozenset[str]
    said: bool
    decided: bool | None  # kept or refused, whatever its signs


def cases(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """Every span that the marks give, as far as gold can tell."""
    extractor = Extractor()
    for article in gold:
        reading = extractor.read(Document(article["id"], article["text"]))
        context, answers = reading.context, reading.answers
        for parsed in reading.parsed_quotes:
            span, place = parsed.span, reading.in_document(parsed.span)
            if any(place.overlaps(start, end) for start, end in article.get("discard", ())):
                continue
            said = any(_agree(place, quote["start"], quote["end"]) for quote in article["quotes"])
            answer = answers.get(parsed.number)
            decided = True if span.continues or span.open_ended else False if is_name(context, parsed, answer) else None
            yield Case(features(context, parsed, answer), said, decided)


def _agree(one: TextRange, start: int, end: int) -> bool:
    shared = min(one.end, end) - max(one.start, start)
    return shared >= AGREEMENT * max(one.end - one.start, end - start)


def fit(seen: Sequence[Case]) -> dict[str, int]:
    """Weights in hundredths, "" the intercept, by logistic regression, drawn towards zero: a rare sign says little."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    common = {sign for sign, times in Counter(s for case in seen for s in case.signs).items() if times >= RARE}
    table = DictVectorizer()
    rows = table.fit_transform([dict.fromkeys(case.signs & common, 1) for case in seen])
    model = LogisticRegression(C=C, max_iter=5_000).fit(rows, [case.said for case in seen])
    found = zip(table.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(100 * float(weight)) for name, weight in sorted(found) if abs(weight) >= 0.005}
    return {"": round(100 * float(model.intercept_[0])), **weights}


def report(seen: Sequence[Case]) -> str:
    """How many quotations and others are kept, and precision, recall and F1 with and without refusing."""
    lines = []
    ours = [case for case in seen if (log_odds(case.signs) >= LEAST_ODDS if case.decided is None else case.decided)]
    for name, kept in (("keeping all", seen), ("refusing", ours)):
        right = sum(case.said for case in kept)
        precision, recall = right / max(len(kept), 1), right / max(sum(case.said for case in seen), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        lines.append(f"{name:12s} kept {len(kept)} of {len(seen)}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    return "\n".join(lines)


def main() -> None:
    """Measure or fit, as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as lines:
        seen = list(cases(map(json.loads, lines)))
    if arguments.write:
        WEIGHTS.write_text(json.dumps(fit(seen), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(report(seen))


if __name__ == "__main__":
    main()
