"""What people put right by hand: who speaks, and what is no quotation. It outlives every new extraction."""

from quotes.store.corrections.who_speaks import Correction, apply, correct_speaker, history, latest, stands, undo

__all__ = [
    "Correction",
    "apply",
    "correct_speaker",
    "history",
    "latest",
    "stands",
    "undo",
]
