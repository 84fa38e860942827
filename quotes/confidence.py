"""The calibrated chance that a quotation's speaker is right, by rule and circumstance.

The table is data, fitted on annotated news: `confidence.json` maps "rule" and "rule/condition" to a share.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = json.loads((files("quotes") / "confidence.json").read_text("utf-8"))["confidence"]
    return table


def confidence(rule: str, condition: str = "") -> float:
    """The share of right speakers (0..1) among what this rule found in this circumstance."""
    table = _table()
    return table.get(f"{rule}/{condition}", table.get(rule, table["*"]))
