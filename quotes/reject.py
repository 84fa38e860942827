"""What stands in quotation marks and is no quotation: titles, nicknames, terms, words in doubt."""

from __future__ import annotations

from collections.abc import Mapping

from quotes.attribute import Answer
from quotes.rule import Context


def refused(context: Context, answers: Mapping[int, Answer]) -> frozenset[int]:
    """The numbers of the stretches that nobody says; `answers` are the rules' for the others."""
    return frozenset(
        slot.number
        for slot in context.slots
        if slot.number not in answers
        and context.text[slot.stretch.start : slot.stretch.end].count(" ") < 3
        and not slot.stretch.continues
    )
