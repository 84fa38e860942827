"""Where an article mentions a document: "the lawsuit", "its audit", "a Treasury memo", "Roe's letter"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quotes.coreference.roles import COMMON_VERBS, STOPS
from quotes.lexicon import groups, plain, words
from quotes.text.words import places

# here: with one of these a document is a mention: the report, his letter
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "one", "another", "its", "his", "her", "their"))
_LONGEST = 6  # words from the determiner to the noun


@cache
def families_of_documents() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups("document_families")):
        for word in group:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


# here: what is a body that publishes as often as what it publishes
_OUTLETS = frozenset(("newspaper", "magazine", "paper"))
_PHRASE_ENDS = re.compile(
    r"[,;:(–—\n]| (?:by|from|of|on|for|in|to|at|with|about|against|into|that|which|who|whose|when|where)\b"
    r"| (?:released|published|written|issued|filed|posted|sent|signed|dated|obtained|seen|hung|pinned|painted)\b"
)


def is_document(mention: str) -> bool:
    """Whether a mention's own words are a document's: "the report", "a 2018 survey by Ana Roe", not "its author".

    >>> is_document("a 2018 survey by Ana Roe"), is_document("court records"), is_document("the author of the report")
    (True, True, False)
    """
    phrase = _PHRASE_ENDS.split(mention, maxsplit=1)[0].split()
    if not phrase or not phrase[-1].islower() or phrase[-1] in _OUTLETS:
        return False
    one = phrase[-1].removesuffix("s")
    return any(word in words("documents") or word in families_of_documents() for word in (phrase[-1], one))


def document_mentions(
    unquoted: str, where: Mapping[str, Sequence[int]] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Noun phrases with a determiner or an owner and a document's noun, as (start, end, noun); linear. `where` is the
    text's `places`, if they are known."""
    known = places(unquoted) if where is None else where
    nouns = families_of_documents()
    written = [(word, word) for word in nouns.keys() & known.keys()]
    # "report." and, where a space is missing, "report.The"
    written += [(word, noun) for word in known if "." in word and (noun := word.partition(".")[0]) in nouns]
    for begin, noun in sorted((start, noun) for word, noun in written for start in known[word]):
        line = unquoted[max(0, begin - 90) : begin]
        if not line.endswith((" ", "\u00a0")):
            continue
        at = begin
        for word in re.findall(r"\S+", line)[: -_LONGEST - 1 : -1]:
            low = plain(word)
            at = unquoted.rfind(word, 0, at)
            if low in _DETERMINERS or word.endswith(("'s", "’s", "s’", "s'")):
                yield at, begin + len(noun), noun
                break
            if low in STOPS or low in COMMON_VERBS or word[-1] in ",;:.\x01" or word[0] in "\x01(":
                break
