"""Reporting verbs in a parsed frame, and who their subject is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
NOMINALS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")


def is_cue(token: Token) -> bool:
    """Whether the token is a verb that reports speech."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in words("cue_verbs")


def subject_of(verb: Token, depth: int = 4) -> Token | None:
    """The head of who does the verb: its own subject, or that of the clause it depends on."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
                return verb.head
            return child
    if depth and verb.dep_ in ("conj", "advcl", "xcomp", "dep", "ccomp"):
        return subject_of(verb.head, depth - 1) if verb.head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOMINALS:
        return verb.head
    return None


_KEPT = (
    "det",
    "compound",
    "amod",
    "poss",
    "nummod",
    "nmod",
    "case",
    "quantmod",
    "flat",
    "predet",
    "advmod",
    "punct",
)


def mention_of(head: Token) -> tuple[Token, Token]:
    """First and last token of the noun phrase of `head`, appositions and clauses left out."""
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _KEPT or child.text in "“”,":
            break
        first = child.left_edge
    last = head
    for child in head.rights:
        if child.dep_ in ("flat", "case") and child.i == last.i + 1:
            last = child
    return first, last
