"""What stands in quotation marks and is no quotation: titles, nicknames, terms, slogans, words in doubt.

Each span has features ("words:1", "after:noun", "work before": see `quotation_features`) and each feature a weight,
fitted by logistic regression on annotated news and on sentences of our own (`quotes/evaluation/fit.py`).
A span is refused where its features make it likelier that nobody says it, and where the words around it leave no
doubt (see `kind_of_name`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quotes.attribution.quotation_features import case_of, features
from quotes.attribution.rule import Context, ParsedQuote
from quotes.attribution.sweep import Answer
from quotes.attribution.weights import log_odds, read
from quotes.lexicon import words

NAME_CHARS = 80
# hundredths of log-odds, a little below even: to refuse what somebody said is worse than to keep what nobody did
LEAST_ODDS = -10
EVIDENCE = 5  # so many features are named where words are refused
_SO_CALLED = re.compile(
    r"(?:\bso[- ]called|\bself-(?:described|styled|proclaimed)|\bknown as"
    r"|(?:,|\b(?:is|was|are|were|been|being)) (?:dubbed|nicknamed|codenamed|christened))\s+(?:the |a |an )?$"
)
_TITLED = re.compile(r"\b(?:titled|entitled|headlined),?\s+$")  # in whatever letters
# the film “...”, author of “...”, on NBC's “...”
_OF_WORK = re.compile(
    r"\b(?:film|movie|book|novel|song|single|album|show|series|podcast|programme?|sitcom|memoir|musical|documentary"
    r"|biography|episode|magazine|poem|ballad|drama|comedy|thriller),?\s+$"
    r"|\b(?:hosts?|co-hosts?|authors?|co-authors?|stars?|creators?|starred|starring|episodes?|editions?) (?:of|on|in)"
    r"(?: \w+['’]s)?\s+$"
    r"|\b[A-Z]{2,5}['’]s\s+$"
)
# on Fox News’s “...”, in an interview with Radio Leeds’s “...”: the programme of somebody who sends
_ON_A_CHANNEL = re.compile(
    r"\b(?:on|(?:broadcast|edition|episode|interview|host|anchor) (?:of|on|for|with))"
    r" (?:the )?(?:[A-Z][\w.&-]*\s+){0,3}[A-Z][\w.&-]*['’]s\s+$"
)
_WORK_AFTER = re.compile(
    r"\s*(?:show|programme?|podcast|series|film|movie|franchise|star|sequel|album|song|magazine|column|shirts?|t-shirts?)\b"
)
_ARTICLE = re.compile(r"\b(?:an?|the|this|its|their)\s+$")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s+$")
_NAME_AFTER = re.compile(r"\s+(?:[A-Z]['’])?[A-Z][\w’-]+")
_AND = re.compile(r"\s*,?\s*(?:and|or|nor|&|/)?\s*", re.IGNORECASE)
# "(APPLAUSE.)" on a line of its own in a transcript
_IN_BRACKETS = re.compile(r"[(\[](\w+)[^()\[\]]{0,30}[)\]][.,]?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nobody says a span: in one sentence, and the features that say so most, with their weights in hundredths."""

    why: str
    evidence: tuple[tuple[str, int], ...] = ()


def refusals(context: Context, answers: Mapping[int, Answer]) -> tuple[dict[int, Refusal], dict[int, frozenset[str]]]:
    """The numbers of the spans that nobody says, and why; `answers` are the rules' for the others.

    The second mapping has the features of the spans that were weighed, refused or not, for `quotation_odds`.
    Of speech that runs on from paragraph to paragraph nothing but "(APPLAUSE.)" is refused.
    """
    refused: dict[int, Refusal] = {}
    weighed: dict[int, frozenset[str]] = {}
    for row in _rows(context):
        in_doubt: dict[int, frozenset[str]] = {}
        for quote in row:
            answer = answers.get(quote.number)
            if _is_stage_direction(context, quote):
                refused[quote.number] = Refusal("The words tell what is heard, and nobody says them.")
            elif quote.span.continues or quote.span.open_ended:
                continue
            elif (kind := kind_of_name(context, quote, answer)) is not None:
                refused[quote.number] = Refusal(f"The words are {kind}, beyond doubt.")
            elif quote.number - 1 in refused or not _goes_on(context, quote, answers):
                in_doubt[quote.number] = features(context, quote, answer)
        refused.update(_weighed(in_doubt))
        weighed |= in_doubt
    return refused, weighed


def quotation_odds(
    context: Context, quote: ParsedQuote, answer: Answer | None, weighed: Mapping[int, frozenset[str]]
) -> int | None:
    """The log-odds, in hundredths, that a span is what somebody says; None for speech that runs on, never in doubt.

    `weighed` are the features that `refusals` found already.
    """
    if quote.span.continues or quote.span.open_ended:
        return None
    told = weighed.get(quote.number)
    return log_odds("not_quotation", features(context, quote, answer) if told is None else told)


def _weighed(in_doubt: Mapping[int, frozenset[str]]) -> dict[int, Refusal]:
    """The refusals of spans in a row, by the mean of their log-odds: whoever says “false” says “or worse” too."""
    odds = sum(log_odds("not_quotation", told) for told in in_doubt.values())
    if odds >= LEAST_ODDS * len(in_doubt):
        return {}
    mean, least = odds / len(in_doubt) / 100, LEAST_ODDS / 100
    why = f"By their features nobody says the words: log-odds {mean:.2f}, and {least:.2f} is needed."
    weights = read("not_quotation")
    refused = {}
    for number, told in in_doubt.items():
        against = sorted((weights[one], one) for one in told if weights.get(one, 0) < 0)
        refused[number] = Refusal(why, tuple((one, weight) for weight, one in against[:EVIDENCE]))
    return refused


def _rows(context: Context) -> Iterator[list[ParsedQuote]]:
    """The spans in order, those together that nothing but "and", "or" or a comma parts.

    Whoever calls a claim “false” or “worse” says both.
    """
    row: list[ParsedQuote] = []
    for quote in context.quotes:
        if row and not (
            row[-1].number + 1 == quote.number
            and row[-1].paragraph is quote.paragraph
            and _AND.fullmatch(context.text, row[-1].span.outer_end, quote.span.outer_start)
        ):
            yield row
            row = []
        row.append(quote)
    if row:
        yield row


def _goes_on(context: Context, quote: ParsedQuote, answers: Mapping[int, Answer]) -> bool:
    """Whether a sentence that somebody says goes on here behind its attribution: “I go,” she said, “on foot.”"""
    before = context.before(quote)
    if before is None or before.number + 1 != quote.number or before.paragraph is not quote.paragraph:
        return False
    start, end = before.span.outer_end, quote.span.outer_start
    one, other = answers.get(before.number), answers.get(quote.number)
    cue = one.found.cue if one else None
    return (
        cue is not None
        and other is not None
        and other.found.cue == cue
        and start <= cue.start < end
        and context.text[before.span.end - 1] == ","
        and context.text[start:end].rstrip().endswith(",")
    )


def _is_stage_direction(context: Context, quote: ParsedQuote) -> bool:
    found = _IN_BRACKETS.fullmatch(context.text, quote.span.start, quote.span.end)
    return found is not None and found[1].lower() in words("stage_directions")


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
    if _TITLED.search(before):
        return "the title of a work or a programme"
    if case_of(text) not in ("title", "capital"):
        return None
    cue = answer.found.cue if answer else None
    if cue is None and " " in text and _ARTICLE.search(before):
        return "the name of a thing, behind its article"  # thousands joined a “March for Water”
    if _NAME_BEFORE.search(before) and _NAME_AFTER.match(after) and text[-1] not in ",.":
        return "a nickname inside a name"
    if _OF_WORK.search(before) or _WORK_AFTER.match(after) or (" " in text and _ON_A_CHANNEL.search(before)):
        return "the title of a work or a programme"
    return None
