"""Tables of weights: what each circumstance adds to the log-odds of an answer, fitted and kept as data.

`<name>.json` in this folder holds whole hundredths, "" the one that every answer starts from;
`quotes/evaluation/fit.py` makes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

Table = Literal["confidence", "name_confidence", "not_quotation"]


def log_odds(table: Table, features: Iterable[str]) -> int:
    """The log-odds in hundredths; a feature without a weight adds nothing.

    Whole numbers on purpose: their sum is the same in whatever order a set of features is walked.
    """
    weights = read(table)
    return weights[""] + sum(weights.get(feature, 0) for feature in features)


def chance(hundredths: int) -> float:
    """The chance, 0..1, that log-odds in hundredths stand for."""
    return 1 / (1 + math.exp(-hundredths / 100))


@cache
def read(table: Table) -> dict[str, int]:
    weights: dict[str, int] = json.loads((files(__package__) / f"{table}.json").read_text("utf-8"))
    return weights
