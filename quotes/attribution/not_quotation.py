"""What stands in quotation marks and is no quotation: titles, nicknames, terms, words in doubt.

Each span has signs ("words:1", "after:noun", "work before": see `signs`) and each sign a weight, fitted by logistic
regression on annotated news and kept in hundredths in `not_quotation.json`; `quotes/evaluation/weigh.py` made it.
A span is refused where its signs make it likelier that nobody says it, and where the words around it leave no doubt
(see `is_name`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.sweep import Answer
from quotes.lexicon import words
from quotes.text.masking import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token

LONG = 12  # words; past this a span is not read for verbs
READ = 400  # characters of a span that are looked at
NEAR = 5  # tokens on either side in which "film", "so-called" and the like count

_WORD = re.compile(r"[^\W_][\w’'&-]*")
_SMALL = words("small_in_titles")
_OF_ITSELF = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|me|us|[Oo]ur|[Yy]our|don['’]t|can['’]t)\b")
NAME_CHARS = 80
# hundredths of log-odds, a little below even: to refuse what somebody said is as bad as to keep what nobody did;
# words that reach it exactly are kept
LEAST_ODDS = -10
EVIDENCE = 5  # so many features are named where words are refused
_SO_CALLED = re.compile(
    r"(?:\bso[- ]called|\bself-(?:described|styled|proclaimed)|\bknown as"
    r"|(?:,|\b(?:is|was|are|were|been|being)) (?:dubbed|nicknamed|codenamed|christened))\s+(?:the |a |an )?$"
)
# the film “...”, author of “...”, on NBC's “...”
_OF_WORK = re.compile(
    r"\b(?:film|movie|book|novel|song|single|album|show|series|podcast|programme?|sitcom|memoir|musical|documentary"
    r"|biography|episode|magazine|poem|ballad|drama|comedy|thriller|titled|entitled|headlined),?\s+$"
    r"|\b(?:hosts?|co-hosts?|authors?|co-authors?|stars?|creators?|starred|starring|episodes?|editions?) (?:of|on|in)"
    r"(?: \w+['’]s)?\s+$"
    r"|\b[A-Z]{2,5}['’]s\s+$"
)
_WORK_AFTER = re.compile(
    r"\s*(?:show|programme?|podcast|series|film|movie|franchise|star|sequel|album|song|magazine|column|shirts?|t-shirts?)\b"
)
_ARTICLE = re.compile(r"\b(?:an?|the|this|its|their)\s+$")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s+$")
_NAME_AFTER = re.compile(r"\s+(?:[A-Z]['’])?[A-Z][\w’-]+")
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nobody says a span: in one sentence, and the features that say so most, with their weights in hundredths."""

    why: str
    evidence: tuple[tuple[str, int], ...] = ()


def refusals(context: Context, answers: Mapping[int, Answer]) -> dict[int, Refusal]:
    """The numbers of the spans that nobody says, and why; `answers` are the rules' for the others.

    Speech that runs on from paragraph to paragraph is never refused.
    """
    found: dict[int, Refusal] = {}
    for quote in context.quotes:
        if not (quote.span.continues or quote.span.open_ended):
            refusal = _refusal(context, quote, answers.get(quote.number))
            if refusal is not None:
                found[quote.number] = refusal
    return found


def _refusal(context: Context, quote: ParsedQuote, answer: Answer | None) -> Refusal | None:
    kind = kind_of_name(context, quote, answer)
    if kind is not None:
        return Refusal(f"The words are {kind}, beyond doubt.")
    told = features(context, quote, answer)
    odds = log_odds(told)
    if odds >= LEAST_ODDS:
        return None
    why = f"By their features nobody says the words: log-odds {odds / 100:.2f}, and {LEAST_ODDS / 100:.2f} is needed."
    weights = _weights()
    against = sorted((weights[one], one) for one in told if weights.get(one, 0) < 0)
    return Refusal(why, tuple((one, weight) for weight, one in against[:EVIDENCE]))


def is_name(context: Context, quote: ParsedQuote, answer: Answer | None) -> bool:
    """Whether the words are a name or a term beyond doubt."""
    return kind_of_name(context, quote, answer) is not None


def kind_of_name(context: Context, quote: ParsedQuote, answer: Answer | None) -> str | None:
    """What the words are the name of, beyond doubt: a work or a programme, a nickname, a so-called thing."""
    start, end = quote.span.outer_start, quote.span.outer_end
    before = context.text[max(quote.paragraph.start, start - 60) : start]
    after = context.text[end : min(quote.paragraph.end, end + 30)]
    text = context.text[quote.span.start : quote.span.end]
    if len(text) > NAME_CHARS or text[-1] in "?!":
        return None
    if _SO_CALLED.search(before):
        return "a term that something is called by"
    if _case(text) not in ("title", "capital"):
        return None
    cue = answer.found.cue if answer else None
    if cue is None and " " in text and _ARTICLE.search(before):
        return "the name of a thing, behind its article"  # thousands joined a “March for Water”
    if _NAME_BEFORE.search(before) and _NAME_AFTER.match(after) and text[-1] not in ",.":
        return "a nickname inside a name"
    if _OF_WORK.search(before) or _WORK_AFTER.match(after):
        return "the title of a work or a programme"
    return None


def log_odds(found: Iterable[str]) -> int:
    """The log-odds, in hundredths, that somebody says words with these signs; a sign without a weight tells nothing.

    Whole numbers on purpose: their sum is the same in whatever order a set of signs is walked.
    """
    weights = _weights()
    return weights[""] + sum(weights.get(sign, 0) for sign in found)


def features(context: Context, quote: ParsedQuote, answer: Answer | None) -> frozenset[str]:
    """What tells of a span whether somebody says it: its words, its place and its attribution.

    Capital letters mean one thing in a film's title and another after "said:", so the shape is crossed with the rest.
    """
    shape = f"case:{_case(context.text[quote.span.start : quote.span.end])}"
    crossed = (*_of_answer(context, quote, answer), *_of_neighbours(quote))
    return frozenset(
        (
            shape,
            *_of_words(context, quote, shape),
            *crossed,
            *(f"{shape}/{sign}" for sign in crossed),
            *_of_place(quote),
        )
    )


def _case(text: str) -> str:
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


def _kind(token: Token | None) -> str:
    """A neighbour as a sign: function words and marks by themselves, others by what they are."""
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


@cache
def _weights() -> dict[str, int]:
    weights: dict[str, int] = json.loads((files(__package__) / "not_quotation.json").read_text("utf-8"))
    return weights
