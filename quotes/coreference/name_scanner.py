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
from itertools import islice

from quotes.coreference.acronyms import is_in_brackets, spelt_out
from quotes.coreference.candidates import candidate, is_doubtful, is_no_name, is_placed, is_tentative
from quotes.coreference.capitals import Token, chunks_of, is_given, is_headline, opens_sentence, two_apart
from quotes.coreference.name import Name as Name
from quotes.coreference.openers import Pairs, pairs_in_the_midst, without_openers
from quotes.coreference.wordy_names import surname_alone, surnames_of
from quotes.lexicon import plain, words
from quotes.text.masking import dateline_end

_LINE = re.compile(r"[^\n]+")

_LINES_OF_A_HEAD = 3  # a title, a byline, and the first paragraph with its dateline

_SIGNATURE = re.compile(r"\s*[-–—―]{1,2} ?[^\n(]{2,60} \(@\w+\)")  # "— Ashford United (@AUFC) May 4"
_LOWER_WORD = re.compile(r"(?<![\w’'.-])[a-zß-ÿ]{2,}(?![\w’'-])")

# here: of the bodies, what every state has one of
_OF_A_STATE = frozenset(("ministry", "parliament", "court", "bank", "embassy", "army", "navy", "senate", "assembly"))


def scan(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names of a text in order; `quoted` are the ranges of quoted words, sorted."""
    ordinary = frozenset(_LOWER_WORD.findall(text))
    starts = [start for start, _ in quoted]
    town = _town_of_the_dateline(text)
    found: list[Name] = []
    lines = _lines_of_runs(text)
    pairs = pairs_in_the_midst(text, lines)
    surnames = surnames_of(chunk for headline, chunks in lines if not headline for chunk in chunks)
    for headline, chunks in lines:
        for chunk in chunks:
            known = None if headline else surname_alone(text, chunk, surnames)
            name = known or _name(text, chunk, ordinary, headline, pairs)
            if name is not None:
                if found and found[-1].end == name.start - 5 and text[name.start - 5 : name.start] == " and ":
                    found[-1] = _shared_surname(found[-1], name)
                if found and found[-1].possessive and found[-1].end == name.start - 3:
                    whole = _with_its_country(text, found[-1], name)
                    if whole is not None:
                        found.pop()
                        name = whole
                if is_in_brackets(text, name) and (whole_body := spelt_out(text, found, name)) is not None:
                    found[-whole_body[0] :] = [whole_body[1]]
                at = bisect_right(starts, name.start) - 1
                inside = at >= 0 and name.start < quoted[at][1]
                if name.end < town and name.kind != "person" and name.text.isupper():
                    name = replace(name, kind="place")
                found.append(replace(name, quoted=inside) if inside else name)
    return found


def _lines_of_runs(text: str) -> list[tuple[bool, list[list[Token]]]]:
    """Whether each line is a headline, with its runs of capitals."""
    lines = [
        (is_headline(line.group()) and not _SIGNATURE.match(line.group()), chunks_of(text, line.start(), line.end()))
        for line in _LINE.finditer(text)
    ]
    alone = frozenset(chunk[0].low for headline, chunks in lines if not headline for chunk in chunks if len(chunk) == 1)
    return [(headline, two_apart(chunks, alone)) for headline, chunks in lines]


def _town_of_the_dateline(text: str) -> int:
    """Where the town ends from which the article was sent, 0 where its first lines tell none: "AMMAN (AP) — "."""
    for line in islice(_LINE.finditer(text), _LINES_OF_A_HEAD):
        end = dateline_end(text, line.start(), line.end())
        if end > line.start():
            return min(at for at in (end, text.find("(", line.start(), end)) if at >= 0)
    return 0


def _shared_surname(first: Name, second: Name) -> Name:
    """“Bill and Jane Roe”: the first one's name is Bill Roe."""
    if len(first.parts) > 1 or len(second.parts) < 2 or not (is_given(first.text) and is_given(second.parts[0])):
        return first
    if second.kind == "organization":
        return first
    surname = second.text[len(second.parts[0]) :].strip()
    return replace(first, text=f"{first.text} {surname}", parts=(*first.parts, *second.parts[1:]), kind="person")


# here: what houses are called after with a possessive, and is no country: King's College, Children's Hospital
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


def _name(text: str, chunk: list[Token], ordinary: frozenset[str], headline: bool, pairs: Pairs) -> Name | None:
    """The name in a run of capitals, None where it holds none."""
    sentence_initial = opens_sentence(text, chunk[0].start)
    chunk = without_openers(chunk, sentence_initial, headline, pairs)
    found = candidate(text, chunk, ordinary, sentence_initial, headline) if chunk else None
    if found is None or is_no_name(found):
        return None
    doubtful = is_doubtful(found)
    if is_placed(found):
        found = found._replace(kind="place")
    after = text[found.end : found.end + 2]
    return Name(
        found.start,
        found.end,
        found.surface,
        found.parts,
        found.title,
        found.kind,
        tentative=doubtful or is_tentative(found),
        possessive=after in ("'s", "’s", "'S", "’S") or (found.low.endswith("s") and after in ("' ", "’ ")),
        article=found.article,
        sentence_initial=sentence_initial,
        headline=headline,
    )
