"""Where a name begins behind the body that its bearer heads, and where the letters behind a name begin.

Both stand in one run of capitals with it: "the head of the Ministry of Health Ana Roe", "Ana Roe KC".
"""

from __future__ import annotations

import re

from quotes.coreference.capitals import Token, is_given, is_title
from quotes.coreference.name_core import SAINTS
from quotes.lexicon import plain, sections, words

# who heads the body that follows
_HEADS = re.compile(
    r"\b(?:[Hh]ead|[Cc]hief|[Cc]hair(?:man|woman|person)?|[Dd]irector|[Ll]eader|[Mm]inister|[Pp]resident|[Ss]peaker"
    r"|[Ss]ecretary|[Rr]ector|[Cc]ommander|[Cc]ommissioner|[Gg]overnor|[Mm]anager|[Ss]pokes(?:man|woman|person)"
    r"|[Rr]epresentative|[Mm]ember|[Ee]mployee|[Aa]nalyst|[Ee]xpert|[Oo]fficer) (?:of|for)(?: the)?"
    r"(?:(?: [A-Z][\w-]+){1,3} of(?: the)?)? $"  # "head of the Inspectorate of "
)
_BEFORE_A_BODY = (" of ", " for ", " the ")  # far cheaper to look at; here: what may end the expression
_LETTERS = sections("letters_behind_names")
_MIXED = frozenset(("PhD", "DPhil", "BSc", "MSc", "Esq"))  # here: those with small letters in them


def behind_the_body(text: str, chunk: list[Token], *, joined: bool) -> int:
    """Where the name begins behind the body that somebody heads: "the head of the Ministry of Health Ana Roe", "Bank of
    Chile Governor Ana Roe"; 0 where none does. `joined`: the chunk holds small words, as a body's name does."""
    if joined and (at := _behind_an_office(chunk)):
        return at
    start = chunk[0].start
    if (
        len(chunk) < 3
        or not text.endswith(_BEFORE_A_BODY, 0, start)
        or not _HEADS.search(text, max(0, start - 60), start)
    ):
        return 0
    if plain(text[chunk[0].start : chunk[-1].end]) in words("organisations"):
        return 0
    for i in range(1, len(chunk) - 1):
        if is_given(chunk[i].text) and chunk[i - 1].text[0].isupper() and chunk[i - 1].low not in SAINTS:
            rest = chunk[i + 1 :]
            named = all(word.text[0].isupper() and word.low not in words("organisation_words") for word in rest)
            return i if named else 0
    return 0


def _behind_an_office(chunk: list[Token]) -> int:
    """Where the name begins behind a body and an office in it: "Bank of Chile Governor Ana Roe"; 0 where none is."""
    last_link = max(i for i, token in enumerate(chunk) if token.text[0].islower())
    named = [i for i in range(last_link + 2, len(chunk)) if chunk[i].low in words("roles") or is_title(chunk[i].text)]
    if not named or named[-1] + 1 >= len(chunk) or chunk[-1].low in words("organisation_words"):
        return 0
    return named[-1] + 1


def letters_behind(chunk: list[Token]) -> int:
    """How many words at the end are letters behind a name: two of "Ana Roe CBE MP", none of "Labour MP"."""
    count = 0
    while count < len(chunk) - 1 and _are_letters(chunk[-1 - count]):
        count += 1
    if not count:
        return 0  # as nearly always
    named = any(is_given(token.text) or is_title(token.text) for token in chunk[: -count - 1])
    while count and not named and chunk[-count].low not in _LETTERS["always"]:
        count -= 1
    return count


def _are_letters(word: Token) -> bool:
    listed = word.low in _LETTERS["always"] or word.low in _LETTERS["behind_a_given_name"]
    return listed and (word.text.isupper() or word.text in _MIXED)
