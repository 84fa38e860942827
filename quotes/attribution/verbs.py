"""Which verbs and nouns report speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that report only with their particle: "pointed out", "put it", "fired back".
# here: verbs and the particles without which they report nothing, a table that the lists have no form for
PARTICLES = {
    "put": ("it",),
    "point": ("out",),
    "go": ("on",),
    "shoot": ("back",),
    "fire": ("back", "off"),
    "hit": ("back", "out"),
    "come": ("back",),
    "snap": ("back",),
    "lash": ("out",),
    "speak": ("out",),
    "call": ("out",),
    "cut": ("in",),
    "jump": ("in",),
    "butt": ("in",),
    "let": ("slip",),
    "spell": ("out",),
    "weigh": ("in",),
    "chip": ("in",),
    "pipe": ("up",),
    "open": ("up",),
    "start": ("off",),
    "make": ("clear",),
    "hold": ("forth",),
    "lay": ("out",),
    "sign": ("off",),
}
# here: verbs of courts and papers that report what "that" follows, and else hand in, keep or give
_BEFORE_THAT = frozenset(("submit", "depose", "hold", "attest", "stipulate"))
# here: what a verb of saying may say by itself
_OWN_WORDS = frozenset(("yes", "no", "nothing", "goodbye", "hello", "amen"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_speech_verb(token: Token) -> bool:
    """Whether the token is a verb whose subject is_speech_verb words: say, add, shout."""
    if not is_verb(token):
        return False
    lemma = _lemma(token)
    if lemma in words("speech_verbs"):
        return True
    if lemma in _BEFORE_THAT:
        return any(child.dep_ == "ccomp" and _follows_that(child, token) for child in token.children)
    particles = PARTICLES.get(lemma)
    return particles is not None and any(child.lower_ in particles and child.i > token.i for child in token.children)


def _follows_that(clause: Token, verb: Token) -> bool:
    """`submitted that the drains were clean`."""
    return any(child.lower_ == "that" and verb.i < child.i < clause.i for child in clause.children)


def says_otherwise(verb: Token) -> bool:
    """Whether the verb has its words right behind it: `he went on about “the rain,” Lopez said yes`."""
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in _OWN_WORDS and is_speech_verb(verb)


def is_stance_verb(token: Token) -> bool:
    """Whether the token is a verb of judging, naming or promising: call, blast, vow."""
    return is_verb(token) and _lemma(token) in words("stance_verbs")


def is_cue(token: Token) -> bool:
    """Whether the token is a verb that reports speech, in one way or the other."""
    return is_speech_verb(token) or is_stance_verb(token)


def is_cue_noun(token: Token) -> bool:
    """Whether the token is a noun that reports words: claim, call, promise."""
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in words("cue_nouns")


def is_document(token: Token) -> bool:
    """Whether the token is a thing that carries words: statement, ad, report."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in words("documents")


def _lemma(token: Token) -> str:
    return str(token.lemma_).lower()
