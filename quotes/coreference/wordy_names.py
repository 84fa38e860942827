"""Names made of ordinary words: Ms White, Hall said, Will Cook, He Jianxiong, and the trade in "Weaver Ada Price".

A word that is somebody's surname in the article is a surname where it stands as one, whatever lists it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes.coreference.capitals import Token, is_given, is_title, opens_sentence
from quotes.coreference.name import Name
from quotes.coreference.roles import singular
from quotes.lexicon import plain, words

# the lists whose words may be surnames as well
# here: names of lists
_MISTAKEN_FOR = (
    "roles", "honorifics", "nationalities", "not_names", "places", "organisation_words", "organisation_nouns", "openers"
)  # fmt: skip
# the lists whose words are no unlisted given name
_COMMON = ("roles", "honorifics", "organisation_words", "nationalities")
# what follows a name that is a subject, and what precedes one that is
_SAYS = re.compile(
    r"(?: (?:then|also|later|himself|herself|has|had|is|was|will|would|who)\b|,? who\b"
    r"| (?:[a-z]+ly )?(?:said|says|told|tells|adds?|asks?|wrote|writes|[a-z]+ed)\b|: ?[\"“‘'])"
)
_SAID = re.compile(r"\b(?:said|says|told|added|asked|explained|replied|wrote|to|with|and|for) $")

# who does something: weaver, curator, cellist, librarian, fisherman, blacksmith, wheelwright, engineer, seamstress,
# flatmate, parolee
_AGENT = re.compile(
    r"[a-z-]+(?:[^aeiou]er|[aie]tor|ist|ian|man|men|woman|women|smith|wright|eer|ress|grapher|mate|[^aeij]ee)s?"
)
# somebody behind the hyphen, or a place in a team or contest: ex-convict, sub-editor, shop-steward, left-back, top-seed
_HYPHENED = re.compile(r"[a-z]+-(?P<head>[a-z]+)")
# here: heads of such words that say who somebody is behind a hyphen alone
_PLACES_IN_A_TEAM = frozenset(("back", "forward", "half", "hander", "seed", "stumper", "baseman", "up", "designate"))


def surnames_of(chunks: Iterable[list[Token]]) -> frozenset[str]:
    """The ordinary words that are somebody's surname in this article: "white", where it has an Anna White."""
    found: set[str] = set()
    for chunk in chunks:
        last = chunk[-1].low
        if len(chunk) < 2 or chunk[-1].text.isupper() or not _is_given_here(chunk) or "." in chunk[-1].text:
            continue
        if any(last in words(listed) for listed in _MISTAKEN_FOR):
            found.add(last)
    return frozenset(found)


def surname_alone(text: str, chunk: list[Token], surnames: frozenset[str]) -> Name | None:
    """A surname that is an ordinary word, alone or behind a title: "Ms White said", "said Hall"."""
    last = chunk[-1]
    if last.low not in surnames or not last.text[0].isupper() or not all(is_title(t.text) for t in chunk[:-1]):
        return None
    start, end = last.start, last.end
    title = text[chunk[0].start : start].strip()
    styled = bool(title) and plain(title.split()[-1]) in words("honorifics_styles")
    before = text[max(0, chunk[0].start - 12) : chunk[0].start]
    possessive = text[end : end + 2] in ("'s", "’s")
    if not styled:
        if title or re.search(r"\b(?:the|an?|his|her|its|our|their|in|on|of|by|since|until|next|last) $", before, re.I):
            return None
        if not possessive and not _SAYS.match(text, end) and not _SAID.search(before):
            return None
    opens = opens_sentence(text, chunk[0].start)
    return Name(start, end, last.text, (last.text,), title, "person", False, possessive, False, opens)


def _is_given_here(chunk: list[Token]) -> bool:
    """Whether the word before the last is a given name: listed, or between a title or trade and a surname."""
    if is_given(chunk[-2].text):
        return True
    if len(chunk) != 3 or not (is_title(chunk[0].text) or chunk[0].low in words("roles")):
        return False
    return not any(chunk[-2].low in words(listed) for listed in _COMMON)


def is_trade(chunk: list[Token], at: int, last: int) -> bool:
    """Whether a word is what somebody does, before a full name: "Weaver Ada Price", "Bakers Omar Bell"."""
    low = chunk[at].low
    if (
        last - at < 3
        or not is_given(chunk[at + 1].text)
        or low in words("organisation_words")
        or low in words("places")
    ):
        return False
    return (
        singular(low) is not None
        or low in words("nouns_before_names")
        or (len(low) > 4 and _AGENT.fullmatch(low) is not None)
        or _is_somebody_behind_a_hyphen(low)
    )


def _is_somebody_behind_a_hyphen(low: str) -> bool:
    """ "Ex-convict Ada Price", "Left-back Ada Price"; not "Mei-ling Ada Price"."""
    compound = _HYPHENED.fullmatch(low)
    if compound is None:
        return False
    head = compound["head"]
    return head in words("roles") or head in words("nouns_before_names") or head in _PLACES_IN_A_TEAM


def is_will(chunk: list[Token], sentence_initial: bool) -> bool:
    """Whether the words are Will with a surname: in the midst of a sentence the verb has no capital."""
    return chunk[0].low == "will" and not sentence_initial and len(chunk) == 2
