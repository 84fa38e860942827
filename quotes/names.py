"""Names by their capital letters: a scanner that needs no parse, linear in the text.

A name is a run of capitalised words, with particles and initials inside it, freed from what only stands before it:
the word that opens the sentence, a title, an office, a nationality. What kind of thing bears it is told as far as
its own words and its neighbours tell; who bears it is settled elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quotes.lexicon import words

_UPPER = "".join(chr(c) for c in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(c).isupper())
_ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|Sens?|Reps?|Gov|Govs|Lt|Gen|Col|Maj|Capt|Sgt|Cpl|Rev|Hon|Prof|St|Fr|Msgr|Adm|Cmdr|Det|Insp"
    "|Supt|Pres|Sec|Amb|Atty|Del|Pvt|Pfc|Messrs|Mme|Mlle|Lieut|Brig|Ald|Cllr|Jr|Sr"
)
_PARTICLE = r"(?:van|von|de|del|della|di|da|dos|das|du|bin|bint|ibn|al|el|der|den|la|le|zu|af|av|y|abu|ap|mac|st\.)"
_WORD = (
    rf"(?:(?:[{_UPPER}]\.)+(?:-[{_UPPER}]\.)?|(?:{_ABBREVIATED})\."
    rf"|(?:al|el|ul|ad|ash|ar|as|an|bin)-[{_UPPER}]\w+"
    rf"|[{_UPPER}][\w\x80-\x9f§\u0300-\u036f]*(?:[’'](?![sS]\b)\w+)*(?:-\w+(?:[’'](?![sS]\b)\w+)*)*)"
)
_GAP = r"[ \u00a0]{1,2}"
_NICKNAME = rf"[\"“‘'(]{_WORD}(?:{_GAP}{_WORD})?,?[\"”’')]{_GAP}(?=[{_UPPER}])"
_RUN = re.compile(
    rf"(?<![\w’'-])(?:{_PARTICLE}{_GAP}){{0,2}}{_WORD}"
    rf"(?:{_GAP}(?:{_NICKNAME}|(?:{_PARTICLE}{_GAP}){{1,2}}|&{_GAP})?{_WORD}|,?{_GAP}(?:Jr|Sr)\b\.?)*"
)
_PART = re.compile(rf"{_NICKNAME}|{_WORD}|{_PARTICLE}|&|\S+")
_LINE = re.compile(r"[^\n]+")
_LOWER_WORD = re.compile(r"(?<![\w’'.-])[a-zß-ÿ]{2,}(?![\w’'-])")
_ANY_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_INITIALS = re.compile(r"(?:\w\.)+(?:-\w\.)?")
_JOIN = re.compile(r"[ \u00a0](of|for|on|and|to|against)(?: (?:the|our))?[ \u00a0]")
_COMPOUND = re.compile(
    r"-(?:based|backed|led|born|era|style|controlled|owned|run|held|area|wide|like|in|elect|[a-z]+(?:ed|ing|ist))$"
)
OFFICE_OF = re.compile(
    r"(?:Secretary|Minister|Director|Commissioner|Chief|Head|Speaker|President|Chair\w*) (?:of|for)(?: the)? $"
)
_PLACED = re.compile(r"\b(?:in|near|across|outside|around) $")
# surnames that are trades or ranks as well
_SURNAMES = frozenset(
    [
        "baker",
        "cook",
        "barber",
        "butcher",
        "butler",
        "carpenter",
        "gardener",
        "hunter",
        "porter",
        "potter",
        "tailor",
        "painter",
        "king",
        "prince",
        "bishop",
        "pope",
        "dean",
        "judge",
        "marshal",
        "major",
        "singer",
        "driver",
        "foreman",
        "archer",
        "carter",
        "mason",
        "knight",
        "duke",
        "earl",
        "baron",
        "english",
        "french",
        "german",
        "chambers",
        "cousin",
        "abbot",
        "monk",
        "priest",
        "champion",
        "guard",
        "hooker",
        "sheriff",
        "star",
        "student",
        "jordan",
        "speaker",
        "ranger",
        "jr",
        "sr",
    ]
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "nor",
        "by",
        "with",
        "from",
        "as",
        "is",
        "vs",
        "over",
        "up",
        "off",
        "into",
        "out",
        "than",
        "via",
        "be",
        "s",
        "t",
    ]
)
_LINKS = frozenset(("of", "for", "on", "and", "to", "against"))
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
# words that stand before a title or inside one, but make none alone: "retired General", "Foreign Minister"
NOT_ALONE = frozenset(
    [
        "first",
        "retired",
        "former",
        "ex",
        "then",
        "acting",
        "interim",
        "incoming",
        "outgoing",
        "late",
        "senior",
        "junior",
        "associate",
        "lead",
        "executive",
        "managing",
        "minority",
        "majority",
        "press",
        "foreign",
        "prime",
        "home",
        "health",
        "finance",
        "defence",
        "defense",
        "interior",
        "education",
        "transport",
        "trade",
        "energy",
        "economy",
        "environment",
        "shadow",
        "communications",
        "campaign",
        "special",
        "vice",
        "air",
        "staff",
        "rear",
        "master",
        "democratic",
        "liberal",
        "labour",
        "independent",
        "progressive",
        "conservative",
        "libertarian",
        "of",
        "congressional",
        "citizen",
        "model",
    ]
)
_ALWAYS_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "but",
        "and",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "if",
        "when",
        "while",
        "as",
        "for",
        "his",
        "her",
        "their",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "there",
        "who",
        "what",
        "why",
        "how",
        "by",
        "from",
        "with",
        "after",
        "before",
        "because",
        "so",
        "not",
        "no",
        "yes",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written: `text[start:end]`, titles left out.

    `parts` are its words, nicknames left out; `title` is what stands before it in the same run of capitals;
    `kind` is "person", "organization", "place" or None where the form alone cannot tell. `weak` names may be an
    ordinary word that opens a sentence or a headline: they count where the article knows the name otherwise.
    """

    start: int
    end: int
    text: str
    parts: tuple[str, ...]
    title: str = ""
    kind: str | None = None
    weak: bool = False
    possessive: bool = False
    article: bool = False
    opens: bool = False
    quoted: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    low: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word as lists hold it: lower case, straight apostrophes, no full stop at the end."""
    return word.lower().replace("’", "'").rstrip(".")


@lru_cache(maxsize=8192)
def is_given(word: str) -> bool:
    """Whether the word is listed as somebody's given name; of "Jean-Marc" either half will do."""
    low = plain(word)
    if low in words("given_names_male") or low in words("given_names_female"):
        return True
    head = low.partition("-")[0]
    return head != low and (head in words("given_names_male") or head in words("given_names_female"))


def scan(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names of a text in order; `quoted` are the ranges of quoted words, sorted."""
    ordinary = frozenset(_LOWER_WORD.findall(text))
    starts = [start for start, _ in quoted]
    found: list[Name] = []
    for line in _LINE.finditer(text):
        headline = _is_headline(line.group())
        chunks: list[list[_Token]] = []
        for run in _RUN.finditer(text, line.start(), line.end()):
            chunks.extend(_chunks(text, run))
        for chunk in _joined(text, chunks):
            name = _name(text, chunk, ordinary, headline)
            if name is not None:
                if found and found[-1].end == name.start - 5 and text[name.start - 5 : name.start] == " and ":
                    found[-1] = _shared_surname(found[-1], name)
                at = bisect_right(starts, name.start) - 1
                inside = at >= 0 and name.start < quoted[at][1]
                found.append(replace(name, quoted=inside) if inside else name)
    return found


def _shared_surname(first: Name, second: Name) -> Name:
    """“Bill and Jane Roe”: the first one's name is Bill Roe."""
    if len(first.parts) > 1 or len(second.parts) < 2 or not (is_given(first.text) and is_given(second.parts[0])):
        return first
    if second.kind == "organization":
        return first
    surname = second.text[len(second.parts[0]) :].strip()
    return replace(first, text=f"{first.text} {surname}", parts=(*first.parts, *second.parts[1:]), kind="person")


def _is_headline(line: str) -> bool:
    """Whether a line has capitals by its typography: a headline, a caption in title case or all capitals."""
    if len(line) > 200:
        return False
    found = _ANY_WORD.findall(line)
    if len(found) < 4:
        return False
    lowered = sum(word[0].islower() and word not in _SMALL for word in found)
    return lowered * 10 <= len(found) or sum(word.isupper() for word in found) * 10 > len(found) * 6


def _chunks(text: str, run: re.Match[str]) -> list[list[_Token]]:
    """A run cut where a word in it can only open another sentence, or is an abbreviated country."""
    chunks: list[list[_Token]] = [[]]
    for part in _PART.finditer(text, run.start(), run.end()):
        token = _Token(part.group(), plain(part.group()), part.start(), part.end())
        if token.low in _ALWAYS_OPENERS and token.text[0].isupper() and len(token.text.rstrip(".")) > 0:
            is_initial = token.text.endswith(".") and len(token.text) == 2
            if not is_initial:
                chunks.append([token])
                continue
        if _COMPOUND.search(token.text):
            chunks.append([])
            continue
        if token.low in ("u.s", "u.n", "u.k", "e.u", "d.c"):
            chunks.extend(([token], []))
            continue
        chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _joined(text: str, chunks: list[list[_Token]]) -> list[list[_Token]]:
    """Chunks that together name one organisation: "Bank of England", "Securities and Exchange Commission"."""
    result: list[list[_Token]] = []
    for chunk in chunks:
        if result and _joins(text, result[-1], chunk):
            link = text[result[-1][-1].end : chunk[0].start]
            middle = _Token(link.strip(), link.strip(), result[-1][-1].end + 1, chunk[0].start - 1)
            result[-1] = [*result[-1], middle, *chunk]
        else:
            result.append(chunk)
    return result


def _joins(text: str, left: list[_Token], right: list[_Token]) -> bool:
    if right[0].start - left[-1].end > 9:
        return False
    join = _JOIN.fullmatch(text[left[-1].end : right[0].start])
    if join is None or right[0].low in words("not_names") or right[0].low in words("openers"):
        return False
    kinds = words("organisation_words")
    if join.group(1) == "and":
        known = words("places") | words("nationalities") | words("organisations")
        alone = len(left) == 1 or left[-2].low in ("of", "for", "of the", "for the")
        return (
            alone
            and right[-1].low in kinds
            and left[-1].low not in known
            and left[-1].low not in words("openers")
            and not is_given(left[-1].text)
            and not is_given(right[0].text)
        )
    if left[-1].low not in kinds and not any(t.low in ("of", "for", "on") for t in left):
        return False
    if join.group(1) in ("to", "against"):
        return left[-1].low in ("alliance", "coalition", "campaign", "mothers", "committee")
    return join.group(1) == "of" or not is_given(right[0].text)


def _name(text: str, chunk: list[_Token], ordinary: frozenset[str], headline: bool) -> Name | None:
    opens = _opens_sentence(text, chunk[0].start)
    while chunk and (chunk[0].low in words("openers") or chunk[0].text == "&"):
        if is_given(chunk[0].text) and len(chunk) > 1 and chunk[0].low not in ("will", "may"):
            break
        if len(chunk) > 1 and chunk[0].low in ("new", "most", "least") and chunk[0].start != 0 and not opens:
            break
        if len(chunk) > 1 and f"{chunk[0].low} {chunk[1].low}" in words("places"):
            break
        chunk = chunk[1:]
    if not chunk:
        return None
    first = chunk[0].start
    joined = any(t.low.split()[0] in _LINKS and t.text[0].islower() for t in chunk[1:])
    core = chunk if joined else _core(text, chunk)
    if not core:
        return None
    start, end = core[0].start, core[-1].end
    suffixed = core[-1].low in _SUFFIXES
    surface = text[start:end]
    low = plain(surface)
    title = text[first:start].strip()
    before = text[max(0, first - 4) : first].lower()
    article = before.endswith(("the ", "the\u00a0"))
    parts = tuple(t.text for t in core if t.text[0] not in "\"“‘'(")
    kind = _kind(parts, low, title, article, joined, suffixed)
    single = len(parts) == 1
    if (
        single
        and not title
        and (low in words("roles") or low in words("honorifics"))
        and (
            article
            or re.match(r" (?:of|for|in)\b", text[end : end + 5])
            or re.search(r"\b(?:an?|his|her|its|their|our) $", before)
        )
    ):
        return None  # "the Governor", "Governor of Kwara State"
    common = core[0].low in ordinary
    if single and (core[0].low in words("not_names") or core[0].low in words("nationalities")):
        if not is_given(parts[0]) or kind is not None:
            return None
    if single and kind is None and not title and _PLACED.search(text, max(0, first - 9), first):
        kind = "place"
    weak = headline or (
        opens and not title and (common if single else common and not is_given(parts[0]) and kind != "organization")
    )
    if single and not weak and not title and opens and kind is None and not is_given(parts[0]):
        weak = core[0].low in words("roles") or common
    if single and opens and not title and kind is None and not is_given(parts[0]):
        weak = weak or low.endswith(("ing", "ly", "ies"))
    after = text[end : end + 2]
    possessive = after in ("'s", "’s", "'S", "’S") or (low.endswith("s") and after in ("' ", "’ "))
    return Name(start, end, surface, parts, title, kind, weak, possessive, article, opens, False, headline)


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or quoted words begin at `start`: there any word has a capital."""
    before = text[max(0, start - 4) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?:\n\"“‘'”’([—–-•*…"


def _core(text: str, chunk: list[_Token]) -> list[_Token]:
    """The chunk without the titles, offices and origins that stand before the name."""
    titles, roles = words("honorifics"), words("roles")
    last = len(chunk)
    while last > 1 and chunk[last - 1].low in _SUFFIXES:
        last -= 1
    begin = 0
    before = text[max(0, chunk[0].start - 40) : chunk[0].start]
    if OFFICE_OF.search(before):
        given = next((i for i in range(1, last) if is_given(chunk[i].text)), None)
        begin = given if given is not None else (1 if last > 2 else 0)
    while (
        last - begin > 2
        and chunk[begin].text.isupper()
        and 1 < len(chunk[begin].text) < 5
        and chunk[begin].text.isalpha()
    ):
        if chunk[begin + 1].text.isupper():
            break
        begin += 1  # "SP Ade Obi", "CEO Amit Rao"
    bodied = chunk[last - 1].low in words("organisation_words") and not is_given(chunk[last - 2].text)
    for i in range(begin, 0 if bodied else last - 1):
        if (
            chunk[i].low in titles
            and not (i == 0 and last == 2 and is_given(chunk[0].text) and not chunk[0].text.endswith("."))
            and (chunk[i].low not in NOT_ALONE or (i + 1 < last - 1 and is_given(chunk[i + 1].text)))
            and not (i > begin and i == last - 2 and is_given(chunk[i - 1].text) and not chunk[i].text.endswith("."))
        ) or (chunk[i].low in roles and i == begin and not is_given(chunk[i].text)):
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
    office = len(core) > 1 and not is_given(core[0].text) and low[-1] not in _SURNAMES
    if office and (low[-1] in roles or low[-1] in titles) and not _INITIALS.fullmatch(core[0].text):
        return []  # "The Police Public Relations Officer"
    if all(w in titles or w in roles or w in words("nationalities") for w in low):
        ranked = len(low) == 1 and begin > 0 and chunk[begin - 1].text.endswith(".")
        if not ranked and not (len(low) > 1 and is_given(core[0].text)):
            # "the Prime Minister": an office, not a name; "Dean" alone may be one
            return core if len(core) == 1 and begin == 0 else []
    return core


def _kind(parts: tuple[str, ...], low: str, title: str, article: bool, joined: bool, suffixed: bool) -> str | None:
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
    if len(parts) > 1 and last in words("organisation_words"):
        if not (given and len(parts) == 2 and not article and plain(parts[0]) not in words("places")):
            return "organization"
    if title and not article and plain(title.split()[-1]) in words("honorifics"):
        return "person"
    if given and len(parts) > 1 and not article:
        return "person"
    if article:
        return "organization"
    if len(parts) == 1 and parts[0].isupper() and 2 <= len(parts[0]) <= 6:
        return "organization"
    if len(parts) > 1 and _INITIALS.fullmatch(parts[0]):
        return "person"
    return None
