"""Where in a run of capitals the name is, and what bears it: Ana Roe in "Former Leeds Mayor Ana Roe"."""

from __future__ import annotations

import re

from quotes.coreference.capitals import Token, is_given, is_title
from quotes.coreference.wordy_names import is_trade
from quotes.lexicon import plain, words
from quotes.names.name_parts import SUFFIXES

INITIALS = re.compile(r"(?:\w\.)+(?:-\w\.)?")

# "Minister of Health", "Secretary for Trade, Labour and ": what the office is of may be several fields
_FIELDS = r"(?:State for (?:the )?)?(?:[A-Z][\w-]+(?:, (?:and )?| and )(?:the )?){0,4}"
OFFICE_OF = re.compile(
    r"(?:Secretary|Minister|Director|Commissioner|Chief|Head|Leader|Speaker|President|Chair\w*) (?:of|for)(?: the)? "
    rf"{_FIELDS}$"
)
_ANY_OFFICE = re.compile(r"\b([A-Za-z]+\.?) (?:of|for|in|at|to)(?: the)? $")

# a land or town that belongs to the words before it: "ambassador to Britain Liu Xiaming"
_OFFICE_AT = re.compile(r"[a-z] (?:to|of|for|in|at)(?: the)? $")

# here: those of the kin that are titles where they open a name, Uncle Joe, and parts of it elsewhere: Choe Son Hui
_KIN = frozenset(("son", "father", "mother", "brother", "sister", "uncle", "aunt"))

# here: what begins a family name, or a body's, behind a given one: Ana St. Clair, St Thomas
SAINTS = frozenset(("st", "ste", "saint", "sainte"))

# "candidate Duke Roe": behind what somebody does a given name, as no rank stands there
_TITLES_AND_GIVEN = frozenset(("duke", "earl", "baron", "major"))


def ends_in_an_office_of(text: str) -> bool:
    """Whether the text ends in an office and the word for what it is of: "the MP for "."""
    office = _ANY_OFFICE.search(text)
    return office is not None and (plain(office[1]) in words("roles") or is_title(office[1]))


def core_of(text: str, chunk: list[Token]) -> list[Token]:
    """The chunk without the titles, offices and origins that stand before the name; empty where it is no name."""
    if len(chunk) == 1:
        return _core_of_one(chunk)
    last = _end_before_suffixes(chunk)
    bodied = _ends_as_a_body(text, chunk, last)
    begin = _after_an_office(text, chunk, last)
    if not bodied:  # the UN Security Council
        begin = _after_initials_of_an_office(chunk, begin, last)
    if not (last == 2 and chunk[0].low in _TITLES_AND_GIVEN and _follows_a_role(text, chunk)):
        begin = _after_titles(chunk, begin, begin if bodied else last - 1, last)
    if plain(text[chunk[0].start : chunk[-1].end]) in words("organisations"):
        return chunk
    if len(chunk) > 1 and chunk[-1].low in words("nationalities") and not is_given(chunk[0].text):
        return []  # "Oversight Committee Republicans": a group, not a name
    begin = _after_nationalities(chunk, begin, last)
    core = chunk[begin:]
    while core and (core[-1].text in "&" or core[-1].text[0] in "\"“‘'("):
        core = core[:-1]
    if _is_an_office(core) and not _follows_a_role(text, chunk):
        return []  # "The Police Public Relations Officer"
    if _is_all_titles(core):
        ranked = len(core) == 1 and begin > 0 and chunk[begin - 1].text.endswith(".")
        if not ranked and not (len(core) > 1 and is_given(core[0].text)):
            # "the Prime Minister": an office, not a name; "Dean" alone may be one
            return core if len(core) == 1 and begin == 0 else []
    return core


def _core_of_one(chunk: list[Token]) -> list[Token]:
    """The same of a run of one word, as most are: nothing stands before it."""
    if chunk[0].low in words("organisations"):
        return chunk
    return [] if chunk[0].text == "&" or chunk[0].text[0] in "\"“‘'(" else chunk[:]


def _ends_as_a_body(text: str, chunk: list[Token], last: int) -> bool:
    """Whether the last word is a body's and no family name: "Leeds Trust", "the Sir Bo Trust"; not "Grace Church"."""
    if chunk[last - 1].low not in words("organisation_words"):
        return False
    first = chunk[0].start
    honoured = chunk[0].low in ("sir", "dame", "lord", "lady") and text[max(0, first - 4) : first].lower() == "the "
    return honoured or not is_given(chunk[last - 2].text)


def _end_before_suffixes(chunk: list[Token]) -> int:
    """ "Roe Jr." ends before "Jr."."""
    last = len(chunk)
    while last > 1 and chunk[last - 1].low.rstrip(".") in SUFFIXES:
        last -= 1
    return last


def _after_an_office(text: str, chunk: list[Token], last: int) -> int:
    """Where the name begins behind what the office before the chunk is of: "Minister of Health Ana Roe"."""
    before = text[max(0, chunk[0].start - 60) : chunk[0].start]
    begin = 0
    if (" of " in before or " for " in before) and OFFICE_OF.search(before):
        given = next((i for i in range(1, last) if is_given(chunk[i].text)), None)
        begin = given if given is not None else (1 if last > 2 else 0)
    elif last > 2 and ends_in_an_office_of(before) and not _ends_as_a_body(text, chunk, last):
        begin = next((i for i in range(min(last - 1, 3)) if is_given(chunk[i].text)), 0)  # "MP for Upper Selo Ana Roe"
    if last > 2 and begin == 0 and _OFFICE_AT.search(before) and not is_given(chunk[0].text):
        begin = _after_a_place(chunk, last)
    return begin


def _after_initials_of_an_office(chunk: list[Token], begin: int, last: int) -> int:
    """Where the name begins behind "SP" or "CEO"."""
    while last - begin > 2 and 1 < len(chunk[begin].text) < 5 and chunk[begin].text.isupper():
        if not chunk[begin].text.isalpha() or chunk[begin + 1].text.isupper():
            break
        begin += 1
    return begin


def _after_titles(chunk: list[Token], begin: int, end: int, last: int) -> int:
    """Where the name begins behind the last title or office among the words up to `end`."""
    for i in range(begin, end):
        if chunk[i].low == "son" and "-" in chunk[i + 1].text:
            continue  # Son Heung-min
        if chunk[i].low in ("sheikh", "sheikha") and i == last - 2 and i > 0:
            continue  # Prime Minister Sheikh Hasina, as Sheikh Hasina
        if (
            _is_of_a_title(chunk, i, last)
            or _is_a_title_here(chunk, i, begin, last)
            or (i == begin and _is_an_occupation(chunk, i, last))
        ):
            begin = i + 1
    return begin


def _is_of_a_title(chunk: list[Token], i: int, last: int) -> bool:
    """ "Det Con Ida Roe", "Tan Sri Ida Roe"."""
    if chunk[i].low == "eng":
        return i == 0 and last > 2  # "Eng Samuel ole Ntutu"; not Ng Eng Hen
    if chunk[i].low == "con":
        return i > 0 and chunk[i - 1].low in ("det", "detective")
    return chunk[i].low == "sri" and i == 1 and chunk[0].low == "tan" and last > 2


def _is_a_title_here(chunk: list[Token], i: int, begin: int, last: int) -> bool:
    """Whether a word that may be a title is one in this place: not the second of "Earl Roe" and "Ana Major"."""
    word = chunk[i]
    if not is_title(word.text):
        return False
    if i > begin and word.low.rstrip(".") in SAINTS:
        return False  # Ana St. Clair
    dotted = word.text.endswith(".")
    if i == 0 and last == 2 and is_given(word.text) and not dotted:
        return False  # Dean Roe
    if word.low in words("title_modifiers") and not (i + 1 < last - 1 and is_given(chunk[i + 1].text)):
        return False
    if i > begin and word.low in _KIN:
        return False  # Choe Son Hui
    return not (i > begin and i == last - 2 and is_given(chunk[i - 1].text) and not dotted)


def _is_an_occupation(chunk: list[Token], i: int, last: int) -> bool:
    """ "Weaver Ada Price"."""
    return not is_given(chunk[i].text) and (chunk[i].low in words("roles") or is_trade(chunk, i, last))


def _after_nationalities(chunk: list[Token], begin: int, last: int) -> int:
    """ "Belarusian Ana Roe", "Dane Ana Roe"; but the "French Bank" whole, and "Dane Roe"."""
    while begin < last - 1 and chunk[begin].low in words("nationalities"):
        if is_given(chunk[begin].text) and not (begin < last - 2 and is_given(chunk[begin + 1].text)):
            break
        if chunk[last - 1].low in words("organisation_words"):
            break
        begin += 1
    return begin


def _follows_a_role(text: str, chunk: list[Token]) -> bool:
    """Whether what somebody does stands before the run: "advocate Abha Contractor" is a name, whatever her trade."""
    last = re.search(r"\b([a-z-]+) $", text[max(0, chunk[0].start - 30) : chunk[0].start])
    return last is not None and last[1] in words("roles")


def _is_an_office(core: list[Token]) -> bool:
    """Whether it ends as an office does and begins as no name does."""
    if len(core) < 2 or is_given(core[0].text) or INITIALS.fullmatch(core[0].text):
        return False
    low = core[-1].low
    if low in words("organisation_words") or low in words("trade_surnames") or low in _KIN:
        return False
    return low in words("roles") or low in words("honorifics")


def _is_all_titles(core: list[Token]) -> bool:
    titles, offices, origins = words("honorifics"), words("roles"), words("nationalities")
    return all(token.low in titles or token.low in offices or token.low in origins for token in core)


def _is_personal(parts: tuple[str, ...], last: str) -> bool:
    """Whether a body's word ends a person's name: Grace Banks; not Grace Foods."""
    if len(parts) != 2 or not is_given(parts[0]) or plain(parts[0]) in words("places"):
        return False
    return not last.endswith("s") or last == "banks"


# AfDB, OeNB, DfID; but no McCain
_ACRONYM = re.compile(r"[A-Z][a-z][A-Z]{2,4}")


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
    if len(parts) > 1 and last in words("organisation_words") and (article or not _is_personal(parts, last)):
        return "organization"
    if title and not article and is_title(title.split()[-1]):
        return "person"
    if given and len(parts) > 1 and not article:
        return "person"
    if article:
        return "person" if len(parts) > 1 and _is_an_occupations_title(title) else "organization"
    return _kind_of_its_letters(parts)


def _kind_of_its_letters(parts: tuple[str, ...]) -> str | None:
    """What capitals and full stops tell: "NASA" and "OeNB" are bodies, "A. B. Roe" is a person."""
    if len(parts) == 1:
        acronym = (parts[0].isupper() and 2 <= len(parts[0]) <= 6) or _ACRONYM.fullmatch(parts[0])
        return "organization" if acronym else None
    return "person" if INITIALS.fullmatch(parts[0]) else None


def _is_an_occupations_title(title: str) -> bool:
    """ "the Labour MP Ana Roe": the article is the office's; "the King Edward" has none."""
    last = plain(title.split()[-1]) if title else ""
    return last in words("roles") and last not in words("titles_in_names")


def _after_a_place(chunk: list[Token], last: int) -> int:
    """Where the name begins behind the place that an office is of, 0 where the chunk opens with no place."""
    for count in (2, 1):
        place = " ".join(token.low for token in chunk[:count])
        bodied = chunk[last - 1].low in words("organisation_words") | words("landmark_words")
        if place in words("places") and last - count > 1 and not bodied:
            return count
    return 0
