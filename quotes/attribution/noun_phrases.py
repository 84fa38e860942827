"""Noun phrases of a parse: which can speak, whose they are, how far they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOMINALS = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
RELATIVES = ("who", "that", "which", "whom")
_NOBODY = words("nobody")
# here: labels of the parser
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


def is_nominal(token: Token) -> bool:
    """Whether the token may head a noun phrase; a capital letter counts, since the tagger misreads rare names."""
    if token.pos_ in NOMINALS:
        return True
    if token.dep_ in ("nsubj", "appos") and token.text[:1].isupper():
        return True
    return token.text[:1].isupper() and token.text.isalpha() and token.i > 0 and not token.is_stop


def can_speak(token: Token) -> bool:
    """Whether the head of a noun phrase can speak at all: a person, a body of people, a thing that carries words."""
    if not is_nominal(token) or token.text in "“”\"'" or token.lower_ in _NOBODY:
        return False
    if token.pos_ == "NOUN":
        lemma = token.lemma_.lower()
        return lemma in words("documents") or lemma not in words("silent_nouns")
    if token.pos_ == "ADJ" and token.text[:1].islower():
        # here: quantities that stand for people: many say so
        return token.lower_ in ("many", "several", "few", "most", "other") or _is_described(token)
    return True


def _is_described(adjective: Token) -> bool:
    """`the accused`, `the 36-year-old`."""
    if adjective.lower_ == "old" and adjective.i > 2 and adjective.nbor(-1).text == "-":
        return True
    if adjective.i and adjective.nbor(-1).lower_ in ("the", "a"):
        return True
    return any(child.dep_ == "det" and child.lower_ in ("the", "a") for child in adjective.children)


def nearest_subject(verb: Token) -> Token | None:
    """The subject nearest before the verb that can speak: for a participle that the parse hung too high."""
    for at in range(verb.i - 1, max(verb.i - 30, -1), -1):
        token = verb.doc[at]
        if token.text in "“”.!?":
            return None
        if token.dep_ in ("nsubj", "nsubjpass") and token.lower_ not in RELATIVES and can_speak(token):
            return token
    return None


def nominal_before(verb: Token, start: int) -> Token | None:
    """Who stands before the verb, an apposition between commas passed over: for where the parse lost the subject."""
    doc = verb.doc
    at = verb.i - 1
    while at > start and doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if at > start and doc[at].text == ",":
        comma = at - 1
        while comma > start and doc[comma].text != ",":
            comma -= 1
        # "Moore, an adviser, said"; in "On Monday, Moore, said" the noun itself stands before the comma
        at = comma - 1 if comma > start and doc[comma + 1].pos_ in ("DET", "NOUN", "ADJ", "PRON") else at - 1
    if at < start:
        return None
    token = doc[at]
    is_name = token.text[:1].isupper() and not token.is_stop and token.text.isalpha()
    return token if token.pos_ in ("PROPN", "NOUN", "PRON") or is_name else None


def nominal_after(verb: Token) -> Token | None:
    """Who stands right after a verb that opens the sentence: `Continued Lopez:`, `Added her brother, Max Lopez:`."""
    doc = verb.doc
    head = _run_of(doc, verb.i + 1, ("DET", "PROPN", "ADJ", "NOUN", "PART"))
    if head is not None and head.pos_ == "NOUN" and head.i + 2 < len(doc) and doc[head.i + 1].text == ",":
        head = _run_of(doc, head.i + 2, ("PROPN",)) or head
    return head if head is not None and head.pos_ in ("PROPN", "NOUN") else None


def _run_of(doc: Doc, start: int, kinds: tuple[str, ...]) -> Token | None:
    """The last of the tokens of these parts of speech that stand together; whose it is counts as an article does."""
    at = start
    while at < len(doc) and (doc[at].pos_ in kinds or doc[at].tag_ == "PRP$"):
        at += 1
    return doc[at - 1] if at > start else None


def possessor_of(noun: Token) -> Token | None:
    """Who has it: "Clinton's claim", "the claim of (by, from) Clinton"."""
    for child in noun.children:
        if child.dep_ == "poss" and can_speak(child):
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of") and child.i > noun.i:
            for inner in child.children:
                if inner.dep_ == "pobj" and can_speak(inner) and _is_somebody(inner):
                    return inner
    return None


def _is_somebody(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON") or token.lemma_.lower() in words("roles")


def mention_of(head: Token) -> tuple[Token, Token]:
    """First and last token of the noun phrase of `head`, appositions and clauses left out."""
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _KEPT or child.text in "“”,":
            break
        first = child.left_edge
    last = head
    for child in head.rights:
        if child.i != last.i + 1:
            break
        if child.dep_ in ("flat", "case"):
            last = child
        elif child.dep_ == "prep" and (child.lower_ == "of" or (child.lower_ == "for" and head.text[:1].isupper())):
            last = _plain_end(child)
    while first.i > 0 and not first.nbor(-1).whitespace_ and _joins(first.nbor(-1), first):
        first = first.nbor(-1)
    while last.i + 1 < len(last.doc) and not last.whitespace_ and _joins(last, last.nbor(1)):
        last = last.nbor(1)
    return first, last


def _joins(left: Token, right: Token) -> bool:
    """Whether the tokens are parts of one hyphenated word: co-founder."""
    return left.text in ("-", "‑") or right.text in ("-", "‑")


def _plain_end(preposition: Token) -> Token:
    """The last token of "of the union", relative clauses and further phrases left out."""
    for child in preposition.children:
        if child.dep_ == "pobj" and child.i > preposition.i:
            return mention_of(child)[1]
    return preposition.head
