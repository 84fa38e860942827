"""Where speech ends when its closing mark is missing or of the wrong hand: before "he said", "says Name"."""

from __future__ import annotations

import re

_CUE = (
    r"(?:said|says|told|tells|add(?:ed|s)|asked|asks|repl(?:ied|ies)|answered|answers|explain(?:ed|s)|insist(?:ed|s)"
    r"|claim(?:ed|s)|warn(?:ed|s)|wrote|writes|tweeted|posted|stated|stress(?:ed|es)|continue[sd]|conclude[sd]|recall(?:ed|s)"
    r"|admit(?:ted|s)|argue[sd]|declare[sd]|announce[sd]|observe[sd]|note[sd]|joke[sd]|quip(?:ped|s)|shout(?:ed|s)"
    r"|yell(?:ed|s)|scream(?:ed|s)|cried|cries|laugh(?:ed|s)|sigh(?:ed|s)|mutter(?:ed|s)|whisper(?:ed|s)|remark(?:ed|s)"
    r"|comment(?:ed|s)|confirm(?:ed|s)|complain(?:ed|s)|suggest(?:ed|s)|reveal(?:ed|s)|according)"
)
_PRONOUN = r"(?:he|she|they|it|we|I)"
_NAME = r"[A-Z][\w.’'-]*(?: (?:de|van|von|al|bin|el|[A-Z][\w.’'-]*)){0,4}"
_DESCRIBED = r"(?:the|a|an|one|his|her|their|our|another|[A-Z][\w.’'-]*) (?:[\w.’'-]+ ){0,3}[\w.’'-]+"
_HOW = r"(?:(?:\w+ly|also|then|later|has|had|would|went on to) )?"

_AFTER = re.compile(
    rf"\s*(?:{_PRONOUN} {_HOW}{_CUE}\b|{_CUE} (?:{_PRONOUN}\b|the\b|an?\b|one\b|his\b|her\b|to\b|[A-Z])"
    rf"|{_NAME} {_HOW}{_CUE}(?=[.,:;]|$))"
)
_AFTER_SPEECH = re.compile(rf"\s*(?:{_PRONOUN} {_HOW}{_CUE}\b|{_CUE} \w|{_NAME},? {_HOW}{_CUE}\b)")
_SPEAKS = (
    rf"(?:{_PRONOUN} {_HOW}{_CUE}|{_NAME} {_HOW}{_CUE}|{_CUE} (?:{_NAME}|{_DESCRIBED})"
    rf"|(?:the|a) (?:[\w-]+ ){{1,3}}{_CUE})"
)
_AT_END = re.compile(rf"(?P<stop>[,?!])(?P<mark>[’'‘]?) ?(?={_SPEAKS}\b[^.!?:;]{{0,80}}[.,:;]?\s*$)")
_AFTER_SINGLE = re.compile(rf"(?P<stop>[,.?!])(?P<mark>[’'‘]) ?(?={_SPEAKS}\b)")
_SINGLE_AT_END = re.compile(r"(?P<stop>[,.?!])(?P<mark>[’'‘])\s*$")
_PARENTHESIS = re.compile(rf"(?P<stop>,)(?P<mark>[’'‘]?) (?={_PRONOUN} {_CUE}[.,](?!\w))")
_BEFORE = re.compile(rf"\b{_CUE}\b(?: [\w.’'-]+){{0,4}}[,:] ?$")
_ANY_CUE = re.compile(rf"\b{_CUE}\b")
_REACH = 240


def attribution_after(text: str, position: int, *, certain: bool = False) -> bool:
    """Whether "he said", "says Name" and the like begin at the position.

    `certain`: it is known that speech ended there, so that "Name said of his plans" is no beginning of more.
    """
    pattern = _AFTER_SPEECH if certain else _AFTER
    return pattern.match(text, position, position + _REACH) is not None


def cue_before(text: str, position: int) -> bool:
    """Whether "he said:", "she told them," and the like end at the position."""
    return _BEFORE.search(text, max(0, position - 80), position) is not None


def has_cue(words: str) -> bool:
    """Whether a verb of saying is among the words."""
    return _ANY_CUE.search(words) is not None


def end_before_attribution(text: str, start: int, end: int, *, anywhere: bool) -> tuple[int, int] | None:
    """Where unclosed words in `text[start:end]` end: (end of the words, end of the mark that closes them).

    None where no attribution tells. `anywhere`: the attribution need not end the range.
    """
    tail = max(start, end - _REACH)
    match = _AT_END.search(text, tail, end)
    if match is None and anywhere:
        match = (
            _SINGLE_AT_END.search(text, tail, end)
            or _AFTER_SINGLE.search(text, start, end)
            or _PARENTHESIS.search(text, start, end)
        )
    if match is None:
        return None
    return match.end("stop"), match.end("mark")
