"""Fit the tables of weights on annotated articles, and say how well they hold.

    python -m quotes.evaluation.fit not_quotation GOLD ...           measure the weights that are in use
    python -m quotes.evaluation.fit not_quotation GOLD ... --write   fit them anew and keep them
    python -m quotes.evaluation.fit confidence GOLD ... [--write]    the same for the chance that a mention speaks
    python -m quotes.evaluation.fit name_confidence GOLD ... [--write] [--names NAMES.tsv]    and that its name is right
    ... --folds 3    measure weights fitted on the other articles: two thirds of them for each third

GOLD is what `quotes evaluate` reads: `quotes` are said by somebody, every other span in marks by nobody, and what
lies in a `discard` zone may be either and is left out. A file that ends in `.txt` holds sentences of our own instead,
one a line, with + or - behind each closing mark: said, or not. NAMES.tsv gives names to quotations of gold that has
none: the article's id, where the quoted words start, the full name ("-": the article names nobody), how much it counts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.attribution.not_quotation import LEAST_ODDS, kind_of_name
from quotes.attribution.quotation_features import features
from quotes.attribution.rules import RULES
from quotes.attribution.weights import Table, chance, log_odds, read
from quotes.engine import Extractor
from quotes.evaluation.calibration import Calibration
from quotes.evaluation.metrics import claims, matched, name_verdicts, verdicts
from quotes.models import Document, TextRange

FOLDER = Path(__file__).parents[1] / "attribution"
AGREEMENT = 0.8  # of the longer of two spans
OWN_WEIGHT = 3  # a sentence of our own counts as much as three of the news: each of its kind stands for many
# table -> how far rare features may be trusted, and how often one must be seen to have a weight
LIMITS: dict[Table, tuple[float, int]] = {
    "not_quotation": (0.15, 8),
    "confidence": (0.5, 6),
    "name_confidence": (0.3, 1),
}

_MARKED = re.compile(r"(?<=”)[+-]")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Case:
    """One answer: its features, whether it is right (for a span in marks: whether somebody says it)."""

    features: tuple[str, ...]
    right: bool
    decided: bool | None = None  # kept or refused, whatever its features
    weight: float = 1
    article: str = ""
    given: float = 1.0  # the chance of what its own chance presupposes: of the mention, for a name
    tells: bool = True  # whether the weights are fitted on it: of a wrong mention the name tells nothing


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
            yield Case(told, said, decided, article.get("weight", 1), article["id"])


def attributions(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """What the engine attributes, as far as gold can tell right from wrong.

    A span that gold knows to be no quotation counts as wrong: who is told that somebody said it is told something
    false.
    """
    extractor = Extractor()
    for article in gold:
        judged = extractor.judged(Document(article["id"], article["text"]))
        verdict = verdicts(article, claims(one.quote for one in judged))
        for one, right in zip(judged, verdict, strict=True):
            if right is not None and one.circumstances:
                yield Case(one.circumstances, right, article=article["id"])


def namings(gold: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """The names of what the engine attributes, as far as gold knows them; its silence counts as an answer."""
    extractor = Extractor()
    for article in gold:
        judged = extractor.judged(Document(article["id"], article["text"]))
        claimed = claims(one.quote for one in judged)
        told = zip(
            judged, verdicts(article, claimed), name_verdicts(article, claimed), matched(article, claimed), strict=True
        )
        for one, speaks, right, (_, quote) in told:
            in_part = quote is None and article.get("named_in_part")  # there only what has a name is judged
            if one.is_attributed and right is not None and not in_part:
                weight = quote.get("weight", 1) if quote else 1
                given = one.quote.mention_confidence
                yield Case(one.naming, right, None, weight, article["id"], given, tells=bool(speaks))


CASES = {"not_quotation": spans_in_marks, "confidence": attributions, "name_confidence": namings}


def with_names(gold: Iterable[dict[str, Any]], names: Path) -> Iterator[dict[str, Any]]:
    """The articles that have names, with those that a file gives to some of their quotations."""
    given: dict[tuple[str, int], tuple[str | None, float]] = {}
    for line in names.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            article_id, start, name, weight = line.split("\t")
            given[article_id, int(start)] = (None if name == "-" else name, float(weight))
    for article in gold:
        for quote in article["quotes"]:
            if "name" not in quote and (article["id"], quote["start"]) in given:
                quote["name"], quote["weight"] = given[article["id"], quote["start"]]
                article["named_in_part"] = True
        if any("name" in quote for quote in article["quotes"]):
            yield article


def _agree(one: TextRange, start: int, end: int) -> bool:
    shared = min(one.end, end) - max(one.start, start)
    return shared >= AGREEMENT * max(one.end - one.start, end - start)


def fit(seen: Sequence[Case], *, trust: float, least: int) -> dict[str, int]:
    """Weights in hundredths, "" the intercept, by logistic regression, drawn towards zero: what is rare says little."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = [case for case in seen if case.tells]
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


def not_quotation_report(seen: Sequence[Case]) -> str:
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


def calibration(seen: Sequence[Case], weights: Mapping[str, int]) -> Calibration:
    """What the weights say of each answer, beside whether it is right."""
    held = Calibration()
    for case in seen:
        own = chance(weights[""] + sum(weights.get(feature, 0) for feature in case.features))
        held.add(round(case.given * own, 2), case.right)
    return held


def cross_validated(seen: Sequence[Case], folds: int, *, trust: float, least: int) -> Calibration:
    """The same with weights that were fitted on other articles than the answer's own."""
    fold_of = {article: n % folds for n, article in enumerate(sorted({case.article for case in seen}))}
    held = Calibration()
    for fold in range(folds):
        weights = fit([case for case in seen if fold_of[case.article] != fold], trust=trust, least=least)
        held.answers += calibration([case for case in seen if fold_of[case.article] == fold], weights).answers
    return held


def main() -> None:
    """Measure or fit, as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=CASES, help="which weights")
    parser.add_argument("gold", type=Path, nargs="+", help="annotated articles, one JSON object a line")
    parser.add_argument("--names", type=Path, help="names for quotations of gold that has none")
    parser.add_argument("--folds", type=int, help="measure weights fitted on the other articles, in so many parts")
    parser.add_argument("--write", action="store_true", help="fit anew and write the table")
    options = parser.parse_args()
    table: Table = options.table
    gold: Iterable[dict[str, Any]] = (article for path in options.gold for article in read_gold(path))
    seen = list(CASES[table](with_names(gold, options.names) if options.names else gold))
    trust, least = LIMITS[table]
    if options.folds:
        print(cross_validated(seen, options.folds, trust=trust, least=least).table())
    elif options.write:
        kept = FOLDER / f"{table}.json"
        weights = fit(seen, trust=trust, least=least)
        if table == "confidence":  # every rule has its line: of one that is too rare here nothing is known
            weights |= {f"rule:{rule.name}": weights.get(f"rule:{rule.name}", 0) for rule in RULES}
            weights = dict(sorted(weights.items()))
        kept.write_text(json.dumps(weights, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"Wrote {kept}; run again without --write, on other articles, to measure it.")
    else:
        print(not_quotation_report(seen) if table == "not_quotation" else calibration(seen, read(table)).table())


if __name__ == "__main__":
    main()
