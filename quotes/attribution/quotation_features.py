"""What tells whether somebody says the words in quotation marks: their form, their place, their attribution.

A feature is a short string ("words:1", "after:noun", "work before"); `not_quotation` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.sweep import Answer
from quotes.lexicon import words
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token

LONG = 12  # words; past this a span is not read for verbs
SHORT = 5  # words; up to this it may well be a title or a term
READ = 400  # characters of a span that are looked at
NEAR = 5  # tokens on either side in which "film", "so-called" and the like count

_WORD = re.compile(r"[^\W_][\w’'&-]*")
_SMALL = words("small_in_titles")
_OF_ITSELF = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|me|us|[Oo]ur|[Yy]our|don['’]t|can['’]t)\b")
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
# here: what stands before a name in marks, of use to this feature alone
_BEFORE_THE_NAME = frozenset(["the", "a", "an", "as", ",", "for", "of"])  # the nickname of “...”, the slogan, “...”
_ATTRIBUTIVE = frozenset(["compound", "amod", "nmod"])
_GOVERNED = frozenset(
    ["dobj", "pobj", "attr", "oprd", "appos", "dep", "ccomp", "xcomp", "acomp", *_ATTRIBUTIVE]
)  # what hangs on a word that tells what is done with it
# used the phrase “...”, but not: owns the trademark “...”
_UTTERS = frozenset(
    # here: verbs by which somebody is told to use a word, of use to this feature alone
    ["use", "utter", "repeat", "employ", "invoke", "say", "shout", "chant", "mention", "adopt", "deploy", "avoid"]
)
_SENTENCE_ENDS = frozenset('.!?;”"')


def features(context: Context, quote: ParsedQuote, answer: Answer | None) -> frozenset[str]:
    """The features of one span; `answer` is what the rules found for it.

    Capital letters mean one thing in a film's title and another after "said:", so the shape is crossed with the rest.
    """
    shape = f"case:{case_of(context.text[quote.span.start : quote.span.end])}"
    crossed = (*_of_answer(context, quote, answer), *_of_neighbours(quote))
    return frozenset(
        (
            shape,
            *_of_words(context, quote, shape),
            *crossed,
            *(f"{shape}/{one}" for one in crossed),
            *_of_place(quote),
            *_of_grammar(context, quote, shape),
            *_of_naming(quote, shape),
        )
    )


def case_of(text: str) -> str:
    """How the words are written: "capitals", "title", "capital" (one word), "sentence" or "small"."""
    large = [word for word in _WORD.findall(text[:READ]) if word.lower() not in _SMALL]
    if text.isupper():
        return "capitals"
    if large and all(word[0].isupper() or word[0].isdigit() for word in large):
        return "title" if len(large) > 1 else "capital"
    return "sentence" if text[0].isupper() else "small"


def _of_words(context: Context, quote: ParsedQuote, shape: str) -> Iterator[str]:
    text = context.text[quote.span.start : quote.span.end]
    count = len(_WORD.findall(text[:READ]))
    length = str(count) if count <= 3 else "4-6" if count <= 6 else "7-12" if count <= LONG else "many"
    alone = stands_alone(context.text, quote.span, quote.paragraph.start)
    stop = text[-1] if text[-1] in ",.?!" else ""
    yield from (f"words:{length}", f"alone:{alone}", f"stop:{stop}")
    yield from (f"{shape}/words:{length}", f"{shape}/alone:{alone}", f"{shape}/stop:{stop}")
    if _OF_ITSELF.search(text):
        yield "speaks of itself"
    if count > LONG:
        return
    inner = [token for token in quote.tokens if token.is_alpha or token.like_num] or list(quote.tokens)
    if any(token.tag_ in _FINITE for token in inner):
        yield "has a verb"
    elif count <= 3:
        yield f"is:{inner[0].tag_}" if len(inner) == 1 else f"is:{inner[0].pos_}-{inner[-1].pos_}"


def _of_neighbours(quote: ParsedQuote) -> Iterator[str]:
    doc = quote.doc
    works, naming = words("works"), words("naming")
    before = doc[quote.first - 1] if quote.first else None
    near = [token.lower_ for token in doc[max(0, quote.first - NEAR) : quote.first]]
    ahead = [token.lower_ for token in doc[quote.last + 1 : quote.last + NEAR]]
    yield f"before:{_kind(before)}"
    if near and near[-1] in naming:
        yield "named just before"
    elif any(word in naming for word in near):
        yield "named before"
    if any(word in works for word in near):
        yield "work before"
    if any(word in works for word in ahead):
        yield "work after"
    # NBC's “Early Show”
    if before is not None and before.text in ("'s", "’s") and quote.first > 1 and doc[quote.first - 2].text.isupper():
        yield "of capitals"


def _of_place(quote: ParsedQuote) -> Iterator[str]:
    doc = quote.doc
    before = doc[quote.first - 1] if quote.first else None
    after = doc[quote.last + 1] if quote.last + 1 < len(doc) else None
    yield f"after:{_kind(after)}"
    yield f"between:{_kind(before)}_{_kind(after)}"
    if before is None and after is None:
        yield "paragraph by itself"


def _of_grammar(context: Context, quote: ParsedQuote, shape: str) -> Iterator[str]:
    """How the words hang in the reporter's sentence, and on what."""
    text = context.text[quote.span.start : quote.span.end]
    if "“" in text or '"' in text:
        yield "marks inside"
    inner = [token for token in quote.tokens if token.is_alpha or token.like_num]
    if not inner:
        return
    root = quote.tokens.root
    if not root.is_alpha:
        root = quote.doc[inner[0].i : inner[-1].i + 1].root
    size = _size(text)
    yield from (f"dep:{root.dep_}", f"{shape}/dep:{root.dep_}", f"{size}/dep:{root.dep_}")
    head = root.head
    if quote.first <= head.i <= quote.last:
        return
    yield f"dep{'>' if head.i > root.i else '<'}{root.dep_}"
    if root.dep_ in _ATTRIBUTIVE and head.i > quote.last:
        yield from ("attributive", f"attributive/{shape}", f"attributive:{size}")
    if root.dep_ in _GOVERNED:
        governor = head.head if root.dep_ == "pobj" else head
        names = {governor.lower_, governor.lemma_.lower()}
        if names & words("speech_verbs"):
            yield "governor says"
        if names & words("stance_verbs"):
            yield "governor judges"
        if names & words("performing"):
            yield "governor performs"


def _of_naming(quote: ParsedQuote, shape: str) -> Iterator[str]:
    """Whether the words are spoken of as words, or written on something."""
    doc = quote.doc
    if quote.first:
        before = doc[quote.first - 1]
        if before.lower_ in _BEFORE_THE_NAME and quote.first > 1:
            before = doc[quote.first - 2]
        if before.lower_ in words("words_for_words"):
            size = "short" if quote.last - quote.first <= SHORT + 1 else "long"
            yield from ("a word", f"a word/{shape}", f"a word:{size}", f"a word:{before.lower_}")
            if before.head.lemma_.lower() in _UTTERS:
                yield "a word that is uttered"
    for token in reversed(doc[max(0, quote.first - NEAR - 1) : quote.first]):
        if token.text in _SENTENCE_ENDS:
            return
        if token.lower_ in words("bears_writing"):
            yield from ("writing before", f"writing before/{shape}")
            return


def _size(text: str) -> str:
    return "short" if len(_WORD.findall(text[:READ])) <= SHORT else "long"


def _kind(token: Token | None) -> str:
    """A neighbour as a feature: function words and marks by themselves, others by what they are."""
    if token is None:
        return "edge"
    if token.lemma_ == "be":
        return "be"
    if token.pos_ in ("DET", "ADP", "PUNCT", "SCONJ", "CCONJ", "PART"):
        return str(token.lower_)
    if token.pos_ in ("VERB", "AUX") and token.lower_ in words("speech_verbs"):
        return "says"
    return str(token.tag_ if token.pos_ in ("NOUN", "PROPN", "PRON", "VERB") else token.pos_)


def _of_answer(context: Context, quote: ParsedQuote, answer: Answer | None) -> Iterator[str]:
    if answer is None:
        yield "rule:"
        return
    cue = answer.found.cue
    yield f"rule:{answer.rule.name}"
    yield f"rule:{answer.rule.name}/{answer.found.confidence_key}"
    if cue is None:
        yield "cue:"
        return
    if cue.start >= quote.span.outer_end:
        side, between = "after", context.text[quote.span.outer_end : cue.start]
    else:
        side, between = "before", context.text[cue.end : quote.span.outer_start]
    distance = len(between[:READ].split())
    reach = next((name for most, name in _REACHES if distance <= most), "far")
    yield f"cue:{side}/{reach}"
    if any(mark in between for mark in ("“", '"', "''", " ‘", " '")):
        yield "cue beyond another quotation"
    if re.search(r"[.!?] ", between):
        yield "cue beyond a sentence"
    yield f"cue word:{cue.text.lower()}"


_REACHES = ((0, "0"), (2, "1-2"), (5, "3-5"), (10, "6-10"))
