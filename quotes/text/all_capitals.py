"""An article in capitals throughout, as agencies and tickers send them, read in small letters.

What a name is, and where a sentence stops, is told by capitals; where every word has them they tell nothing. Here a
word is given a small letter where English has it as an ordinary word, and keeps its first capital where it is a name
by the lists, follows a title or a given name, or is known to nobody. Each word keeps its length, so that offsets stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from quotes.lexicon import words
from quotes.text.sentences import ends_sentence, sentence_ends

Kinds = Callable[[str], frozenset[str]]
_SHARE = 0.7  # of the letters that have two forms; below it a text has headlines in capitals at most
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST_WORDS = 2  # in a line that is a sentence; a headline or a byline is read as it stands
_WRAPPED = 50  # characters of a line whose paragraph goes on in the next
_OPENING = "\"“‘'«(["


def in_small_letters(text: str, kinds: Kinds) -> Iterator[tuple[int, int, str]]:
    """What to read in the place of which ranges; nothing for a text that is not in capitals.

    `kinds` tells what a word in small letters may be in English, nothing for no word of it.
    """
    middle = len(text) // 2
    small = sum(map(str.islower, text[:middle]))
    if small * _SHARE > (1 - _SHARE) * (len(text) - small):
        return  # whatever the other half is, and so it mostly is
    small += sum(map(str.islower, text[middle:]))
    if small * _SHARE > (1 - _SHARE) * sum(map(str.isupper, text)):
        return
    start, goes_on = 0, False
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        ended = ends_sentence(text, start, end) or line.rstrip()[-1:] == ":"
        wrapped = not ended and (
            line.rstrip()[-1:] == "," or (len(line) >= _WRAPPED and text[end : end + 1].strip() != "")
        )
        if len(_WORD.findall(line)) >= _FEWEST_WORDS and (ended or wrapped):
            yield from _of_line(text, start, end, kinds, goes_on)
        start, goes_on = end, wrapped


def _of_line(text: str, start: int, end: int, kinds: Kinds, goes_on: bool) -> Iterator[tuple[int, int, str]]:
    # a line that goes on with the sentence of the line before begins none
    begins = [-1 if goes_on else start, *(match.end() for match in sentence_ends(text, start, end))]
    found = list(_WORD.finditer(text, start, end))
    lows = [match.group().lower() for match in found]
    kept = ""  # what the word before is: "title", "name" or nothing
    for number, match in enumerate(found):
        word, low = match.group(), lows[number]
        dotted = text[match.end() : match.end() + 1] == "."
        if not word.isupper() or len(low) != len(word) or _stays(word, dotted):
            kept = "name" if len(word) == 1 and dotted else ""
            continue
        between = text[found[number - 1].end() : match.start()] if number else ""
        behind = kept if between in (" ", ". ", "-") and not _OWNING.search(lows[number - 1]) else ""
        around = (lows[number - 1] if number else "", low, lows[number + 1] if number + 1 < len(lows) else "")
        kept = _kind(around, behind, dotted, kinds)
        sentence = begins[bisect_right(begins, match.start()) - 1]
        if kept or _opens(text, max(sentence, found[number - 1].end() if number else 0), match.start(), sentence):
            low = low[0].upper() + low[1:]
        if word[:2] in ("I'", "I’"):
            low = "I" + low[1:]
        elif _CELTIC.match(low.lower()) and low[0].isupper():
            low = low[:2] + low[2:].capitalize()
        yield match.start(), match.end(), low


def _opens(text: str, last: int, start: int, sentence: int) -> bool:
    """Whether a word at `start` opens a sentence or quoted words; the word before it ends at `last`."""
    quoted = text[start - 1 : start] in tuple(_OPENING)
    return quoted or (last == sentence and not text[last:start].strip(_OPENING + " "))


def _stays(word: str, dotted: bool) -> bool:
    """Words that have capitals in any text: NATO, I, the initials of U.S."""
    return word.lower() in words("known_acronyms") or word == "I" or (len(word) == 1 and dotted)


def _kind(around: tuple[str, str, str], behind: str, dotted: bool, kinds: Kinds) -> str:
    """ "title", "name" or "": what a word is between its neighbours; `behind`: what the word right before it is."""
    before, low, after = around
    plain = _OWNING.sub("", low)
    if (dotted and plain in words("dotted_titles")) or (plain in words("honorifics") and not _DETERMINES.match(before)):
        return "title"
    if f"{before} {plain}" in _places() or f"{plain} {after}" in _places():
        return "name"
    if plain in words("function_words") or plain in words("prepositions") or plain in words("everyday_words"):
        return ""
    may_be = kinds(plain)
    if plain in _places() or not may_be or behind == "title" or _CELTIC.match(plain):
        return "name"
    follows = bool(after) and (not kinds(after) or after in _surnames() or _CELTIC.match(after) is not None)
    if plain in _given_names() and (may_be == {"noun"} or follows):
        return "name"
    return "name" if behind == "name" and plain in _surnames() and plain != "said" else ""


@cache
def _places() -> frozenset[str]:
    return words("places") | words("cities") | words("nationalities") | words("calendar")


@cache
def _given_names() -> frozenset[str]:
    return words("given_names_male") | words("given_names_female")


@cache
def _surnames() -> frozenset[str]:
    return words("common_surnames") | words("trade_surnames")


_CELTIC = re.compile(r"(?:o['’]|mc)[^\W\d_]{2}")
_OWNING = re.compile(r"['’]s?$")
_DETERMINES = re.compile(r"(?:the|an?|his|her|its|their|our|my|.+['’]s?)$")
