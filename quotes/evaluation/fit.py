"""Fit the tables of weights on annotated articles, and say how well they hold.

    python -m quotes.evaluation.fit not_quotation GOLD ...           measure the weights that are in use
    python -m quotes.evaluation.fit not_quotation GOLD ... --write   fit them anew and keep them
    python -m quotes.evaluation.fit confidence GOLD ... [--write]    the same for the chance of a speaker

GOLD is what `quotes evaluate` reads: `quotes` are said by somebody, every other span in marks by nobody, and what
lies in a `discard` zone may be either and is left out. A file that ends in `.txt` holds sentences of our own instead,
one a line, with + or - behind each closing mark: said, or not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.attribution.not_quotation import LEAST_ODDS, kind_of_name
from quotes.attribution.quotation_features import features
from quotes.attribution.weights import Table, chance, log_odds
from quotes.engine import Extractor
from quotes.evaluation.metrics import claims, verdicts
from quotes.models import Document, TextRange

FOLDER = Path(__file__).parents[1] / "attribution"
AGREEMENT = 0.8  # of the longer of two spans
BINS = 10
OWN_WEIGHT = 3  # a sentence of our own counts as much as three of the news: each of its kind stands for many
# table -> how far rare features may be trusted, and how often one must be seen to have a weight
LIMITS: dict[Table, tuple[float, int]] = {"not_quotation": (0.15, 8), "confidence": (0.5, 1)}

_MARKED = re.compile(r"(?<=”)[+-]")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Case:
    """One answer: its features, whether it is right (for a span in marks: whether somebody says it)."""

    features: tuple[str, ...]
    right: bool
    decided: bool | None = None  # kept or refused, whatever its features
    weight: int = 1


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The articles of a gold file, or the sentences of our own in gold's form, in curly and in straight marks."""
    lines = path.read_text("utf-8").splitlines()
    if path.suffix != ".txt":
        return [json.loads(line) for line in lines]
    told = [line for line in lines if line and not line.startswith("#")]
    return [article for line in told for article in (_marked(line, straight=False), _marked(line, straight=True))]


def _marked(line: str, *, straight: bool) -> dict[str, Any]:
    text = _MARKED.sub("", line)
    said = [sign == "+" for sign in _MARKED.findall(line)]
    marks = [match.start() for match in re.finditer("[“”]", text)]
    if len(marks) != 2 * len(said):
        raise ValueError(f"Put + or - behind each closing mark of this line: {line}")
    pairs = zip(marks[::2], marks[1::2], said, strict=True)
    quotes = [{"start": opening + 1, "end": closing} for opening, closing, is_said in pairs if is_said]
    return {"id": line, "text": text.translate(_STRAIGHT) if straight else text, "quotes": quotes, "weight": OWN_WEIGHT}


def spans_in_marks(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """Every span that the marks give, as far as gold can tell."""
    extractor = Extractor()
    for article in gold:
        reading = extractor.read(Document(article["id"], article["text"]))
        for parsed in reading.parsed_quotes:
            span, place = parsed.span, reading.in_document(parsed.span)
            if any(place.overlaps(start, end) for start, end in article.get("discard", ())):
                continue
            said = any(_agree(place, quote["start"], quote["end"]) for quote in article["quotes"])
            answer = reading.answers.get(parsed.number)
            is_name = kind_of_name(reading.context, parsed, answer) is not None
            decided = True if span.continues or span.open_ended else False if is_name else None
            told = tuple(features(reading.context, parsed, answer))
            yield Case(told, said, decided, article.get("weight", 1))


def attributions(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """What the engine attributes, as far as gold can tell right from wrong.

    A span that gold knows to be no quotation counts as wrong: who is told that somebody said it is told something
    false.
    """
    extractor = Extractor()
    for article in gold:
        judged = extractor.judged(Document(article["id"], article["text"]))
        verdict = verdicts(article, claims(quote for quote, _ in judged))
        for (_, circumstances), right in zip(judged, verdict, strict=True):
            if right is not None and circumstances:
                yield Case(circumstances, right)


CASES = {"not_quotation": spans_in_marks, "confidence": attributions}


def _agree(one: TextRange, start: int, end: int) -> bool:
    shared = min(one.end, end) - max(one.start, start)
    return shared >= AGREEMENT * max(one.end - one.start, end - start)


def fit(seen: Sequence[Case], *, trust: float, least: int) -> dict[str, int]:
    """Weights in hundredths, "" the intercept, by logistic regression, drawn towards zero: what is rare says little."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    times: Counter[str] = Counter()
    for case in seen:
        times.update(dict.fromkeys(case.features, case.weight))
    table = DictVectorizer()
    rows = table.fit_transform([{one: 1 for one in sorted(case.features) if times[one] >= least} for case in seen])
    model = LogisticRegression(C=trust, max_iter=5_000)
    model.fit(rows, [case.right for case in seen], sample_weight=[case.weight for case in seen])
    found = zip(table.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(100 * float(weight)) for name, weight in sorted(found) if abs(weight) >= 0.005}
    return {"": round(100 * float(model.intercept_[0])), **weights}


def report_refusing(seen: Sequence[Case]) -> str:
    """How many quotations and others are kept, and precision, recall and F1 with and without refusing."""
    lines = []
    ours = [case for case in seen if (_kept(case) if case.decided is None else case.decided)]
    for name, kept in (("keeping all", seen), ("refusing", ours)):
        right = sum(case.right for case in kept)
        precision, recall = right / max(len(kept), 1), right / max(sum(case.right for case in seen), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        lines.append(f"{name:12s} kept {len(kept)} of {len(seen)}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    return "\n".join(lines)


def _kept(case: Case) -> bool:
    return log_odds("not_quotation", case.features) >= LEAST_ODDS


def report_chances(table: Table, seen: Sequence[Case]) -> str:
    """A table of said and true shares by tenth, the expected calibration error, and the figure at 0.9."""
    pairs = [(round(chance(log_odds(table, case.features)), 2), case.right) for case in seen]
    lines, error = ["confidence   quotes   said  right"], 0.0
    for low in range(BINS):
        inside = [pair for pair in pairs if low <= min(pair[0] * BINS, BINS - 0.5) < low + 1]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            error += abs(said - right) * len(inside) / len(pairs)
            lines.append(f"{low / BINS:.1f} - {(low + 1) / BINS:.1f} {len(inside):8d}  {said:.3f}  {right:.3f}")
    sure = [right for chance, right in pairs if chance >= 0.9]
    lines.append(f"expected calibration error {error:.3f} over {len(pairs)} answers")
    lines.append(f"right at confidence 0.9 and over: {sum(sure) / max(len(sure), 1):.3f} of {len(sure)}")
    return "\n".join(lines)


def main() -> None:
    """Measure or fit, as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=CASES, help="which weights")
    parser.add_argument("gold", type=Path, nargs="+", help="annotated articles, one JSON object a line")
    parser.add_argument("--write", action="store_true", help="fit anew and write the table")
    options = parser.parse_args()
    table: Table = options.table
    seen = list(CASES[table](article for path in options.gold for article in read_gold(path)))
    if options.write:
        trust, least = LIMITS[table]
        kept = FOLDER / f"{table}.json"
        weights = fit(seen, trust=trust, least=least)
        kept.write_text(json.dumps(weights, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"Wrote {kept}; run again without --write, on other articles, to measure it.")
    else:
        print(report_refusing(seen) if table == "not_quotation" else report_chances(table, seen))


if __name__ == "__main__":
    main()
