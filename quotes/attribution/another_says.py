"""Whether words that an outlet behind them reports are another's, who stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.attribution.noun_phrases import can_speak
from quotes.attribution.subjects import own_subject
from quotes.attribution.verbs import FINITE, is_speech_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def is_relayed(start: int, end: int, doc: Doc, verb: Token) -> bool:
    """`Lopez told us it was “a disgrace”, the agency reported`: who told it, from `start` on, says it."""
    if verb.lemma_ != "report":
        return False
    for token in doc[start:end]:
        said_by = own_subject(token) if token.tag_ in FINITE and is_speech_verb(token) else None
        if said_by is not None and start <= said_by.i < token.i and can_speak(said_by):
            return True
    return False
