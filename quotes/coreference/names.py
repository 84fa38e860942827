"""Names by their capital letters: a scanner that needs no parse, linear in the text.

A name is a run of capitalised words, with particles and initials inside it, freed from what only stands before it:
the word that opens the sentence, a title, an office, a nationality. What kind of thing bears it is told as far as
its own words and its neighbours tell; who bears it is settled elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotes.coreference.capitals import Token, chunks_of, is_given, is_headline, opens_sentence
from quotes.coreference.name import Name as Name
from quotes.coreference.name_core import INITIALS, SUFFIXES, core_of, kind_of, office_within
from quotes.coreference.surnames import is_will, surname_alone, surnames_of
from quotes.lexicon import plain, words

_LINE = re.compile(r"[^\n]+")

_LOWER_WORD = re.compile(r"(?<![\w’'.-])[a-zß-ÿ]{2,}(?![\w’'-])")

_PLACED = re.compile(
    r"\b(?:(?<!confidence )(?<!faith )(?<!trust )(?<!interest )(?<!belief )(?<!believe )in"
    r"|near|across|outside|around) $"
)

# in May, 3 May, the May elections: there it is no name
_DATED = re.compile(r"(?:\b(?:in|on|by|since|until|of|and|last|next|this|every|early|mid|late|before|the)|\d)[ -]$")

# "Negotiations between", "Doubts are": an ordinary noun opens the sentence
_NOUN_GOES_ON = re.compile(r" (?:between|among|about|against|over|into|are|were|have)\b")

# here: forms of grammar, of use to this condition alone
_LINKS = frozenset(("of", "for", "on", "and", "to", "against"))

# what every state has one of
# here: few, and meant for this condition alone
_OF_A_STATE = frozenset(("ministry", "parliament", "court", "bank", "embassy", "army", "navy", "senate", "assembly"))


def scan(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names of a text in order; `quoted` are the ranges of quoted words, sorted."""
    ordinary = frozenset(_LOWER_WORD.findall(text))
    starts = [start for start, _ in quoted]
    found: list[Name] = []
    lines = [(is_headline(line.group()), chunks_of(text, line.start(), line.end())) for line in _LINE.finditer(text)]
    runs = _runs(text, lines)
    surnames = surnames_of(chunk for headline, chunks in lines if not headline for chunk in chunks)
    for headline, chunks in lines:
        for chunk in chunks:
            known = None if headline else surname_alone(text, chunk, surnames)
            name = known or _name(text, chunk, ordinary, headline, runs)
            if name is not None:
                if found and found[-1].end == name.start - 5 and text[name.start - 5 : name.start] == " and ":
                    found[-1] = _shared_surname(found[-1], name)
                if found and found[-1].possessive and found[-1].end == name.start - 3:
                    whole = _with_its_country(text, found[-1], name)
                    if whole is not None:
                        found.pop()
                        name = whole
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


# here: forms of grammar, of use to this condition alone
_HOUSES = frozenset(("st", "saint", "king", "queen", "children", "women", "people", "lord"))


def _with_its_country(text: str, country: Name, name: Name) -> Name | None:
    """“Russia’s Foreign Ministry”: by its own words alone it would be every country's."""
    body = name.kind == "organization" and {plain(name.parts[0]), plain(name.parts[-1])} & _OF_A_STATE
    house = len(name.parts) == 1 and plain(name.text) in words("organisation_words")  # St Mary's Hospital
    house = house and plain((country.title or country.text).split()[0]) in _HOUSES
    if not house and (not body or plain(country.text) not in words("places")):
        return None
    start = country.start - (len(country.title) + 1 if house and country.title else 0)
    whole = text[start : name.end]
    return replace(
        name, start=start, text=whole, parts=(*country.parts, *name.parts), kind="organization", tentative=False
    )


def _runs(text: str, lines: Sequence[tuple[bool, list[list[Token]]]]) -> frozenset[tuple[str, str]]:
    """The first two words of runs of capitals in the midst of a sentence, the first of which might open one."""
    plain_words = words("function_words") | words("prepositions") | words("clause_openers") | words("sentence_words")
    return frozenset(
        (chunk[0].low, chunk[1].low)
        for headline, chunks in lines
        if not headline
        for chunk in chunks
        if len(chunk) > 1
        and chunk[0].low in words("openers")
        and chunk[0].low not in plain_words
        and chunk[0].low not in words("title_modifiers")
        and chunk[1].low not in words("openers")
        and not opens_sentence(text, chunk[0].start)
    )


def _name(
    text: str, chunk: list[Token], ordinary: frozenset[str], headline: bool, runs: frozenset[tuple[str, str]]
) -> Name | None:
    opens = opens_sentence(text, chunk[0].start)
    while chunk and (chunk[0].low in words("openers") or chunk[0].text == "&"):
        if chunk[0].text.isupper() and not headline and (len(chunk[0].text) > 2 or chunk[0].low in ("us", "un")):
            break  # WHO, not who; US, not us
        if not opens and not headline and len(chunk) > 1 and len(chunk[0].text) == 2:
            break  # "...", To Lam said: in the midst of a sentence it has no capital otherwise
        if len(chunk) == 1 and not opens and chunk[0].low in words("parties"):
            break
        if len(chunk) > 1 and (chunk[0].low, chunk[1].low) in runs:
            break  # "Big Machine": in the midst of a sentence "big" has no capital otherwise
        if len(chunk) > 1 and INITIALS.fullmatch(chunk[0].text):
            break  # "A. B. Vajpayee"
        if (
            is_given(chunk[0].text)
            and len(chunk) > 1
            and (chunk[0].low not in ("will", "may") or is_will(chunk, opens))
        ):
            break
        if len(chunk) == 2 and chunk[0].text in ("He", "She") and not is_given(chunk[1].text):
            break  # "He Jianxiong": no pronoun stands before a name
        if len(chunk) > 1 and chunk[0].low in ("new", "most", "least") and chunk[0].start != 0 and not opens:
            break
        if len(chunk) > 1 and f"{chunk[0].low} {chunk[1].low}" in words("places"):
            break
        if len(chunk) == 1 and len(chunk[0].text) > 2 and chunk[0].low in words("trade_surnames"):
            break  # "Young said": tentative, and a name where the article has Ana Young
        chunk = chunk[1:]
    if not chunk:
        return None
    first = chunk[0].start
    joined = any(t.low.split()[0] in _LINKS and t.text[0].islower() for t in chunk[1:])
    if joined and (at := office_within(chunk)):
        joined, core = False, chunk[at:]
    else:
        core = chunk if joined else core_of(text, chunk)
    if not core:
        return None
    start, end = core[0].start, core[-1].end
    suffixed = core[-1].low.rstrip(".") in SUFFIXES
    surface = text[start:end]
    low = plain(surface)
    title = text[first:start].strip()
    if plain(title) in words("places"):
        first, title = start, ""  # "ambassador to Britain Ana Roe"
    if title in ("Lady", "Lord") and low.endswith("s") and text[max(0, first - 4) : first].lower() == "the ":
        core, start, title = chunk, first, ""  # "the Lady Hawks": a team
        surface = text[start:end]
        low = plain(surface)
    before = text[max(0, first - 4) : first].lower()
    article = before.endswith(("the ", "the\u00a0"))
    parts = tuple(t.text for t in core if t.text[0] not in "\"“‘'(")
    kind = kind_of(parts, low, title, article, joined, suffixed)
    single = len(parts) == 1
    if opens and not single and surface.isupper() and text[end : end + 1] == ":" and not any(map(is_given, parts)):
        return None  # "QUIET START: Nearly a week after ...": a kicker, not a label of a transcript
    if len(parts) > 2 and surface.isupper() and any(plain(part) in words("function_words") for part in parts):
        return None  # "THE TOWN HAS VOTED NO"
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
    nameless = (core[0].low in words("not_names") and core[0].low not in words("organisations")) or (
        core[0].low in words("nationalities") and core[0].low not in words("places")
    )
    doubtful = single and nameless and (not is_given(parts[0]) or kind is not None) and low not in words("parties")
    dated = _DATED.search(text, max(0, first - 8), first) or text[end + 1 : end + 2].isdigit()
    if single and dated and core[0].low in words("not_names"):
        return None
    if doubtful and (title or article or core[0].low in words("not_names")):
        if article or core[0].low not in words("trade_surnames"):
            return None
        doubtful = not title or kind != "person"  # Mrs May; of May alone it is to be seen whether there is one
    unlisted = single or not is_given(parts[0])
    if unlisted and kind is None and not title and _PLACED.search(text, max(0, first - 22), first):
        kind = "place"  # "in Veliky Ustyug"; but "faith in Jane Roe"
    tentative = (
        doubtful
        or headline
        or (
            opens and not title and (common if single else common and not is_given(parts[0]) and kind != "organization")
        )
    )
    if single and not tentative and not title and opens and kind is None and not is_given(parts[0]):
        tentative = core[0].low in words("roles") or common
    if single and opens and not title and kind is None and not is_given(parts[0]):
        tentative = tentative or low.endswith(("ing", "ly", "ies")) or _NOUN_GOES_ON.match(text, end) is not None
    after = text[end : end + 2]
    possessive = after in ("'s", "’s", "'S", "’S") or (low.endswith("s") and after in ("' ", "’ "))
    return Name(start, end, surface, parts, title, kind, tentative, possessive, article, opens, False, headline)
