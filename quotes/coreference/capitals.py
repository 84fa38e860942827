"""Runs of capitalised words, told by the characters alone, linear in the text.

A run may hold particles ("von", "de"), initials, a nickname in quotation marks; it is cut where a word in it can only
open another sentence, and joined to the next where both name one organisation ("Bank of England").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quotes.lexicon import plain, words
from quotes.names import folding, given
from quotes.remembering import remembered

_UPPER = "".join(chr(c) for c in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(c).isupper())

# here: short forms whose full stop belongs to a name: St. John, Sgt. Roe
_ABBREVIATED = "|".join(sorted(word.capitalize() for word in words("dotted_titles") | {"st", "ste", "mt", "ft", "jr"}))

_PARTICLES = (
    "van|von|de|del|della|di|da|dos|das|du|bin|bint|ibn|ben|al|el|der|den|la|le"
    "|zu|af|av|y|abu|ap|ab|mac|ole|arap|wa|binti|bte|ould|zum|zur|vom|degli|dei|st."
)
_PARTICLE = "(?:" + _PARTICLES.replace(".", r"\.") + ")"
_ARTICLE = r"(?:al|el|ul|ad|adh|ash|ar|as|at|az|an|bin)-"

_WORD = (
    rf"(?:(?:[{_UPPER}]\.)+(?:-[{_UPPER}]\.)?|(?:{_ABBREVIATED})\."
    rf"|{_ARTICLE}[{_UPPER}]\w+"
    rf"|[{_UPPER}][\w\x80-\x9f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf\u0300-\u036f]*(?:[’'](?![sS]\b)\w+)*(?:-\w+(?:[’'](?![sS]\b)\w+)*)*)"
)

_GAP = r"[ \u00a0]{1,2}"

_NICKNAME = rf"[\"“‘'(]{_WORD}(?:{_GAP}{_WORD})?,?[\"”’')]{_GAP}(?=[{_UPPER}])"

_RUN = re.compile(
    rf"(?<![\w’'-])(?:{_PARTICLE}{_GAP}){{0,2}}{_WORD}"
    rf"(?:{_GAP}(?:{_NICKNAME}|(?:{_PARTICLE}{_GAP}){{1,2}}|&{_GAP})?{_WORD}|,?{_GAP}(?:Jr|Sr)\b\.?)*"
)

# where a run may begin, and what of it may stand before its first capital
_CAPITAL = re.compile(rf"[{_UPPER}](?<![\w’'].)")
_ARTICLE_BEFORE = re.compile(rf"(?<![\w’'-]){_ARTICLE}$")
_PARTICLE_BEFORE = re.compile(rf"(?<![\w’'-]){_PARTICLE}{_GAP}$")
_SPACES = (" ", "\u00a0")
_ENDS_OF_PARTICLES = frozenset(particle[-2:] for particle in _PARTICLES.split("|"))  # far cheaper to look at
_SHORTEST = ("y", *_SPACES)

_PART = re.compile(rf"{_NICKNAME}|{_WORD}|{_PARTICLE}|&|\S+")

_ANY_WORD = re.compile(r"[^\W\d_][\w’'-]*")

_JOIN = re.compile(r"[ \u00a0](of|for|on|and|to|against)(?: (?:the|our))?[ \u00a0]")

_COMPOUND = re.compile(
    r"-(?:based|backed|led|born|era|style|controlled|owned|run|held|area|wide|like|elect|[a-z]{3,}(?:ed|ing|ist))$"
)


class Token(NamedTuple):
    """A word of a run, as written and in lower case, with its place in the text."""

    text: str
    low: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def is_title(word: str) -> bool:
    """Whether a word as written is a title before a name: "Captain"; "Pres." by its full stop only."""
    low = plain(word)
    return low in words("honorifics") or (word.endswith(".") and low in words("dotted_titles"))


@lru_cache(maxsize=8192)
def is_given(word: str) -> bool:
    """Whether the word is listed as somebody's given name, accents or none; of "Jean-Marc" either half will do."""
    return given.may_be_given(folding.plain(word))


def is_headline(line: str) -> bool:
    """Whether a line has capitals by its typography: a headline, a caption in title case or all capitals."""
    if len(line) > 200:
        return False
    found = _ANY_WORD.findall(line)
    if len(found) < 4:
        return False
    lowered = sum(word[0].islower() and word not in words("headline_words") for word in found)
    shouted = sum(word.isupper() for word in found)
    return bool(lowered * 10 <= len(found) or shouted * 10 > len(found) * 6)


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or quoted words begin at `start`: there any word has a capital."""
    before = text[max(0, start - 5) : start].rstrip(" \u00a0")
    if before and before[-1] in "\"”’'" and before.rstrip("\"”’'").endswith(","):
        return False  # "... be settled," Park said: the reporter's sentence goes on
    return not before or before[-1] in ".!?:\n\"“‘'”’([—–-•*…"


# a whole article in capitals is one run: remembered, it would take forty times its length of memory
@remembered(most=1024, longest=200)
def _parts(run: str) -> tuple[Token, ...]:
    """The words of a run with their places in it: an article has most of its names several times."""
    return tuple(Token(part.group(), plain(part.group()), *part.span()) for part in _PART.finditer(run))


def _chunks(text: str, run: re.Match[str]) -> list[list[Token]]:
    """A run cut where a word in it can only open another sentence, or is an abbreviated country."""
    chunks: list[list[Token]] = [[]]
    first = run.start()
    for written, low, start, end in _parts(run.group()):
        token = Token(written, low, first + start, first + end)
        if token.low in words("sentence_words") and token.text[0].isupper() and len(token.text.rstrip(".")) > 0:
            is_initial = token.text.endswith(".") and len(token.text) == 2
            ends_name = chunks[-1] and _ENDS_NAME.match(text, token.end) is not None
            if not is_initial and not ends_name:
                chunks.append([token])
                continue
        if "-" in written and _COMPOUND.search(written):
            chunks.append([])
            continue
        if token.low in ("u.s", "u.n", "u.k", "e.u", "d.c") and not _body_follows(text, token.end, run.end()):
            if chunks[-1] and all(is_title(before.text) for before in chunks[-1]):
                chunks.pop()  # "Assistant U.S. Attorney Ana Roe"
            chunks.extend(([token], []))
            continue
        if len(chunks[-1]) == LONGEST:
            chunks.append([])
        chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _body_follows(text: str, start: int, end: int) -> bool:
    """Whether what follows is a body of it: "U.N. Security Council"; not "U.N. Secretary-General Kofi Annan"."""
    following = text[start:end].split()
    return bool(following) and plain(following[-1]) in words("organisation_words")


def _joined(text: str, chunks: list[list[Token]]) -> list[list[Token]]:
    """Chunks that together name one organisation: "Bank of England", "Securities and Exchange Commission"."""
    result: list[list[Token]] = []
    for chunk in chunks:
        if result and len(result[-1]) < LONGEST and _joins(text, result[-1], chunk):
            link = text[result[-1][-1].end : chunk[0].start]
            middle = Token(link.strip(), link.strip(), result[-1][-1].end + 1, chunk[0].start - 1)
            result[-1] = [*result[-1], middle, *chunk]
        else:
            result.append(chunk)
    return result


def _joins(text: str, left: list[Token], right: list[Token]) -> bool:
    if right[0].start - left[-1].end > 9:
        return False
    join = _JOIN.fullmatch(text[left[-1].end : right[0].start])
    if join is None:
        return False
    no_name = right[0].low in words("not_names") or right[0].low in words("openers")
    if no_name and left[-1].low != "department":  # Department of State
        return False
    kinds = words("organisation_words")
    if join[1] == "and":
        known = any(left[-1].low in words(listed) for listed in ("places", "nationalities", "organisations"))
        alone = len(left) == 1 or left[-2].low in ("of", "for", "of the", "for the")
        return (
            alone
            and (right[-1].low in kinds or (len(left) > 1 and _FIELD_OF_WORK.search(right[-1].low) is not None))
            and not known
            and left[-1].low not in words("openers")
            and not is_given(left[-1].text)
            and not is_given(right[0].text)
        )
    if left[-1].low not in kinds and not any(t.low in ("of", "for", "on") for t in left):
        return False
    if join.group(1) in ("to", "against"):
        # here: bodies whose name goes on with “for”, “against”: Alliance for Peace, Mothers Against Guns
        return left[-1].low in ("alliance", "coalition", "campaign", "mothers", "committee")
    return join.group(1) == "of" or not is_given(right[0].text)


# "Organization for Security and Co-operation", "Ministry of Trade and Industry"
_FIELD_OF_WORK = re.compile(r"(?:tion|ment|ity|ance|ence|ture|logy|try|ics|lth|fare)$")
# "Moon Jae In said": no sentence begins with "In said"
_ENDS_NAME = re.compile(r"(?:,|[’']s)? (?:said|told|says|spoke|was|is|has|had|will|added|met)\b|[’']s ")
LONGEST = 12  # words: no name is longer, and a line of capitals must not cost the square of its length


def chunks_of(text: str, start: int, end: int) -> list[list[Token]]:
    """The runs of one line, cut and joined."""
    chunks: list[list[Token]] = []
    for run in runs(text, start, end):
        written = run.group()
        if written.isalpha():  # one word, as most are
            chunks.append([Token(written, plain(written), run.start(), run.end())])
        else:
            chunks.extend(_chunks(text, run))
    return _with_lists(text, _joined(text, chunks)) if len(chunks) > 1 else chunks


def runs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The runs of a line before they are cut: all that `_RUN` finds, tried from each capital that a word begins with,
    where the search would try every letter."""
    begin = start
    for capital in _CAPITAL.finditer(text, start, end):
        at = capital.start()
        if at >= begin:
            run = _RUN.match(text, _before_particles(text, at, begin), end)
            if run is not None:
                yield run
                begin = run.end()


def _before_particles(text: str, at: int, begin: int) -> int:
    """Where a run begins whose first capital stands at `at`: "al-" and two particles may stand before it."""
    if text[at - 1 : at] == "-":
        article = _ARTICLE_BEFORE.search(text, max(begin, at - 4), at)
        at = article.start() if article is not None else at
    for _ in range(2):
        may_end_one = text[at - 3 : at - 1] in _ENDS_OF_PARTICLES or text[at - 2 : at - 1] in _SHORTEST
        if text[at - 1 : at] not in _SPACES or not may_end_one:
            return at
        particle = _PARTICLE_BEFORE.search(text, max(begin, at - 8), at)
        if particle is None:
            return at
        at = particle.start()
    return at


def _with_lists(text: str, chunks: list[list[Token]]) -> list[list[Token]]:
    """The runs with those joined that together list what one body is for: "Rail, Maritime and Transport Union"."""
    found: list[list[Token]] = []
    at = 0
    while at < len(chunks):
        last = _end_of_list(text, chunks, at)
        whole = chunks[at]
        for chunk in chunks[at + 1 : last + 1]:
            if "and" in text[whole[-1].end : chunk[0].start]:
                whole = [*whole, Token("and", "and", chunk[0].start - 4, chunk[0].start - 1)]
            whole = [*whole, *chunk]
        found.append(whole)
        at = last + 1
    return found


def _end_of_list(text: str, chunks: list[list[Token]], first: int) -> int:
    """The number of the run that ends a list of three fields of work or more, `first` where none begins there."""
    at, fields = first, 0
    while at - first < LONGEST and _ends_with_a_field(chunks[at]):
        fields += 1
        if at + 1 == len(chunks):
            return first
        gap = text[chunks[at][-1].end : chunks[at + 1][0].start]
        at += 1
        if gap == ", " and any(token.low == "and" for token in chunks[at]):  # Culture, | Media and Sport Committee
            return at if fields and _lists_two_fields(chunks[at]) else first
        if gap in (" and ", ", and "):
            return at if fields > 1 and _ends_with_a_field(chunks[at], named=True) else first
        if gap != ", ":
            return first
    return first


def _ends_with_a_field(chunk: list[Token], *, named: bool = False) -> bool:
    """Whether the run tells a field of work; `named`: the body's noun may stand behind it."""
    fields = words("fields_of_work")
    behind = named and len(chunk) > 1 and chunk[-1].low in words("organisation_words")
    ends = chunk[-1].low in fields or (behind and chunk[-2].low in fields)
    return ends and not is_given(chunk[0].text)


def _lists_two_fields(chunk: list[Token]) -> bool:
    """ "Media and Sport Committee"."""
    link = next(number for number, token in enumerate(chunk) if token.low == "and")
    two = 0 < link < len(chunk) - 1
    return two and _ends_with_a_field(chunk[:link]) and _ends_with_a_field(chunk[link + 1 :], named=True)


def two_apart(chunks: list[list[Token]], alone: frozenset[str]) -> list[list[Token]]:
    """The runs with "Norvik and Acme Media" as the two that the article has apart, as runs of one word, `alone`."""
    found: list[list[Token]] = []
    for chunk in chunks:
        two = len(chunk) > 2 and chunk[1].text == "and" and chunk[0].low in alone and chunk[2].low in alone
        found.extend([chunk[:1], chunk[2:]] if two else [chunk])
    return found
