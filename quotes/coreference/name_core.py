"""Where in a run of capitals the name is, and what bears it: Ana Roe in "Former Leeds Mayor Ana Roe"."""

from __future__ import annotations

import re

from quotes.coreference.capitals import Token, is_given, is_title
from quotes.coreference.surnames import is_trade
from quotes.lexicon import plain, sections, words

INITIALS = re.compile(r"(?:\w\.)+(?:-\w\.)?")

OFFICE_OF = re.compile(
    r"(?:Secretary|Minister|Director|Commissioner|Chief|Head|Speaker|President|Chair\w*) (?:of|for)(?: the)? $"
)

# a land or town that belongs to the words before it: "ambassador to Britain Liu Xiaming"
_OFFICE_AT = re.compile(r"[a-z] (?:to|of|for|in|at)(?: the)? $")

# titles where they open a name, parts of it elsewhere: Choe Son Hui
# here: few, and meant for this condition alone
_KIN = frozenset(("son", "father", "mother", "brother", "sister", "uncle", "aunt"))

SUFFIXES = sections("words_in_names")["suffixes"]


def office_within(chunk: list[Token]) -> int:
    """Where the name begins behind a body and an office in it: "Bank of Chile Governor Ana Roe"; 0 where none is."""
    last_link = max(i for i, token in enumerate(chunk) if token.text[0].islower())
    named = [i for i in range(last_link + 2, len(chunk)) if chunk[i].low in words("roles") or is_title(chunk[i].text)]
    if not named or named[-1] + 1 >= len(chunk) or chunk[-1].low in words("organisation_words"):
        return 0
    return named[-1] + 1


def core_of(text: str, chunk: list[Token]) -> list[Token]:
    """The chunk without the titles, offices and origins that stand before the name."""
    titles, roles = words("honorifics"), words("roles")
    last = len(chunk)
    while last > 1 and chunk[last - 1].low.rstrip(".") in SUFFIXES:
        last -= 1
    begin = 0
    before = text[max(0, chunk[0].start - 40) : chunk[0].start]
    if OFFICE_OF.search(before):
        given = next((i for i in range(1, last) if is_given(chunk[i].text)), None)
        begin = given if given is not None else (1 if last > 2 else 0)
    if last > 2 and begin == 0 and _OFFICE_AT.search(before) and not is_given(chunk[0].text):
        begin = _after_a_place(chunk, last)
    bodied = chunk[last - 1].low in words("organisation_words") and not is_given(chunk[last - 2].text)
    while (
        last - begin > 2
        and not bodied  # the UN Security Council
        and chunk[begin].text.isupper()
        and 1 < len(chunk[begin].text) < 5
        and chunk[begin].text.isalpha()
    ):
        if chunk[begin + 1].text.isupper():
            break
        begin += 1  # "SP Ade Obi", "CEO Amit Rao"
    for i in range(begin, 0 if bodied else last - 1):
        if chunk[i].low == "son" and "-" in chunk[i + 1].text:
            continue  # Son Heung-min
        if chunk[i].low in ("sheikh", "sheikha") and i == last - 2 and i > 0:
            continue  # Prime Minister Sheikh Hasina, as Sheikh Hasina
        if chunk[i].low == "con" and i > 0 and chunk[i - 1].low in ("det", "detective"):
            begin = i + 1  # "Det Con Ida Roe"
        elif chunk[i].low == "sri" and i == 1 and chunk[0].low == "tan" and last > 2:
            begin = i + 1  # "Tan Sri Ida Roe"
        elif (
            is_title(chunk[i].text)
            and not (i == 0 and last == 2 and is_given(chunk[0].text) and not chunk[0].text.endswith("."))
            and (chunk[i].low not in words("title_modifiers") or (i + 1 < last - 1 and is_given(chunk[i + 1].text)))
            and not (i > begin and chunk[i].low in _KIN)
            and not (i > begin and i == last - 2 and is_given(chunk[i - 1].text) and not chunk[i].text.endswith("."))
        ) or (i == begin and not is_given(chunk[i].text) and (chunk[i].low in roles or is_trade(chunk, i, last))):
            begin = i + 1
    if plain(text[chunk[0].start : chunk[-1].end]) in words("organisations"):
        return chunk
    if len(chunk) > 1 and chunk[-1].low in words("nationalities") and not is_given(chunk[0].text):
        return []  # "Oversight Committee Republicans": a group, not a name
    while begin < last - 1 and chunk[begin].low in words("nationalities") and not is_given(chunk[begin].text):
        if chunk[last - 1].low in words("organisation_words"):
            break
        begin += 1
    core = chunk[begin:]
    while core and (core[-1].text in "&" or core[-1].text[0] in "\"“‘'("):
        core = core[:-1]
    low = [t.low for t in core]
    office = (
        len(core) > 1
        and low[-1] not in words("organisation_words")
        and not is_given(core[0].text)
        and low[-1] not in words("trade_surnames")
        and low[-1] not in _KIN
    )
    if office and (low[-1] in roles or low[-1] in titles) and not INITIALS.fullmatch(core[0].text):
        return []  # "The Police Public Relations Officer"
    if all(w in titles or w in roles or w in words("nationalities") for w in low):
        ranked = len(low) == 1 and begin > 0 and chunk[begin - 1].text.endswith(".")
        if not ranked and not (len(low) > 1 and is_given(core[0].text)):
            # "the Prime Minister": an office, not a name; "Dean" alone may be one
            return core if len(core) == 1 and begin == 0 else []
    return core


def kind_of(parts: tuple[str, ...], low: str, title: str, article: bool, joined: bool, suffixed: bool) -> str | None:
    last = plain(parts[-1])
    if low in words("organisations"):
        return "organization"
    if low in words("places"):
        return "place"
    given = is_given(parts[0])
    if joined or "&" in parts:
        return "organization"
    if suffixed:
        return "person"
    personal = given and len(parts) == 2 and not article and plain(parts[0]) not in words("places")
    if len(parts) > 1 and last in words("organisation_words") and not personal:
        return "organization"
    if title and not article and is_title(title.split()[-1]):
        return "person"
    if given and len(parts) > 1 and not article:
        return "person"
    if article:
        return "organization"
    if len(parts) == 1 and parts[0].isupper() and 2 <= len(parts[0]) <= 6:
        return "organization"
    if len(parts) > 1 and INITIALS.fullmatch(parts[0]):
        return "person"
    return None


def _after_a_place(chunk: list[Token], last: int) -> int:
    """Where the name begins behind the place that an office is of, 0 where the chunk opens with no place."""
    for count in (2, 1):
        place = " ".join(token.low for token in chunk[:count])
        bodied = chunk[last - 1].low in words("organisation_words") | words("landmark_words")
        if place in words("places") and last - count > 1 and not bodied:
            return count
    return 0
