"""The keys under which a name is filed, so that a look-up reads a few names and not a million.

g:GIVEN|SKELETON   full names: the given name's class and the family name's consonants
i:LETTER|SKELETON  full names, for those who come with an initial alone; those themselves are under j:
s:SKELETON         names with a family name, for those who come with it alone; those themselves are under l:
o:..., a:...       organisations: their words, their acronym; any name as a whole
t:WORD             each word, for finding names as they are typed; k:SKELETON the same in any spelling
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quotes.names import vietnamese
from quotes.names.cantonese import cantonese_keys
from quotes.names.comparison import is_known_alone
from quotes.names.customs import looks_japanese, spelt_by
from quotes.names.family_names import asian_surnames, equal_surnames
from quotes.names.folding import skeletons
from quotes.names.given import given_names, initials, is_given
from quotes.names.name_parts import REIGNING
from quotes.names.organizations import acronyms, core_words, known_bodies, opening_words
from quotes.names.parsing import Reading, parse
from quotes.names.thai import thai_key

_MOST_SURNAME_KEYS = 8
# A key with more records than this tells nobody apart: it is a stop key, passed over,
# by whoever is filed under it as by whoever would look there: pairs do not depend on who looks for whom.
MAX_BLOCK = 200
_ARMENIAN_END = re.compile(r"[iyj]anz?$")
# here: classes of sound, no words
_ASIAN_SOUNDS = {"s": "cjqrstxz", "k": "ghk", "p": "bpfm", "t": "dt", "l": "lrn", "y": "aeiouwy"}
_COUNTERPARTS = {
    "g:": ("g:",), "o:": ("o:",), "a:": ("a:",), "i:": ("j:",), "j:": ("j:", "i:"), "s:": ("l:",), "l:": ("l:", "s:"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def blocking_keys(folded: str, type: str = "person") -> frozenset[str]:
    """Every key of a record; two records that share none are never joined."""
    keys = {f"t:{word}" for word in folded.split()}
    keys |= {f"k:{key}" for word in folded.split() if len(word) > 3 for key in skeletons(word)}
    return frozenset(keys | (_name_keys(folded) if type == "person" else _organization_keys(folded)))


def _organization_keys(folded: str) -> set[str]:
    keys = {f"o:{' '.join(sorted(core_words(folded)))}"}
    keys |= {f"a:{letters}" for letters in acronyms(folded)}
    keys |= {f"o:body {body}" for body in known_bodies(folded)}
    if opening := opening_words(folded):
        keys.add(f"o:^{opening}")
    return keys


def _name_keys(folded: str) -> set[str]:
    """The keys of a person's name as a whole, and of its readings."""
    # in any order: Orban Viktor; and a person by mistake may be an organisation elsewhere
    keys = {f"o:{' '.join(sorted(folded.split()))}"}
    spelt = folded.split()
    if len(spelt) > 2 or (len(spelt) == 2 and not is_given(spelt[0])):  # Suu Kyi, without her first names
        keys.add(f"o:~{' '.join(spelt[-2:])}")
    letters = sorted("".join(spelt))
    if len(spelt) > 1 and len(letters) > 8:
        keys.add(f"o:={''.join(letters)}")  # Zelesnky; Namhong, Nam Hong
    keys |= {f"o:vn {key}" for key in vietnamese.keys(folded)}
    keys |= {f"o:yue {key}" for key in cantonese_keys(folded)}
    if heard := thai_key(folded):
        keys.add(f"o:th {heard}")
    if is_known_alone(spelt):
        keys |= {f"s:{key}" for key in skeletons(spelt[0])}
    name = parse(folded)
    for reading in name.readings:
        some = _person_keys(reading, name.completeness)
        if reading.asian != name.readings[0].asian:
            # the family name of the less likely reading does not stand alone
            some = {key for key in some if key[:2] == "g:"}
        keys |= some
    return keys


def counterparts(key: str) -> frozenset[str]:
    """The keys under which records stand that may be the same person as one filed under `key`.

    >>> sorted(counterparts("l:sm")), sorted(counterparts("s:sm")), sorted(counterparts("t:smith"))
    (['l:sm', 's:sm'], ['l:sm'], [])
    """
    return frozenset(f"{kind}{key[2:]}" for kind in _COUNTERPARTS.get(key[:2], ()))


@lru_cache(maxsize=8192)
def look_ups(folded: str, type: str = "person") -> tuple[tuple[str, str], ...]:
    """Each key of a record under whose counterparts others may stand, with each of these.

    >>> ("l:smt", "s:smt") in look_ups("smith"), ("s:smt", "l:smt") in look_ups("ann smith")
    (True, True)
    """
    return tuple((own, key) for own in sorted(blocking_keys(folded, type)) for key in sorted(counterparts(own)))


def counterpart_keys(keys: Iterable[str]) -> frozenset[str]:
    """The keys to look under for records that may be the same person as a record with `keys`: an initial (`j:`) is
    looked for among full names (`i:`)."""
    return frozenset().union(*map(counterparts, keys))


def _person_keys(reading: Reading, completeness: int) -> set[str]:
    surnames = surname_keys(reading)
    if completeness == 2:
        return {f"l:{surname}" for surname in surnames}
    keys = {f"s:{surname}" for surname in surnames}
    if reading.given[0] in REIGNING:  # a prince may be king by now
        keys |= {f"g:^|{surname}" for surname in surnames}
    if len(reading.given) == 2 and min(map(len, reading.given)) > 1 and not reading.asian:  # Haile Mariam, Hailemariam
        keys |= {f"g:{given}|{surname}" for given in given_keys("".join(reading.given)) for surname in surnames}
    for number, word in enumerate(reading.given):
        if len(word) > 1:
            some = given_keys(word) | (_asian_keys(word) if reading.asian else frozenset())
            keys |= {f"g:{given}|{surname}" for given in some for surname in surnames}
        if number == 0:
            kind = "i" if completeness == 0 else "j"
            keys |= {f"{kind}:{letter}|{surname}" for letter in initials(word) for surname in surnames}
    return keys


def given_keys(word: str) -> frozenset[str]:
    """The classes it is listed in, and its consonants: an unlisted rendering (Garri) has nothing but these."""
    return frozenset(name.id for name in given_names(word)) | frozenset(f"~{key}" for key in skeletons(word))


def _asian_keys(word: str) -> frozenset[str]:
    """The kind of the first sound: what Wade-Giles and pinyin write with different letters (Jung, Rong)."""
    return frozenset(f"@{kind}" for kind, letters in _ASIAN_SOUNDS.items() if word[0] in letters)


def as_heard(word: str) -> str:
    """Without the letters that only one way of romanising writes: Ohtani; Bakogianni, Bakoyannis; Hakobyan, Akopyan."""
    if looks_japanese([word]):
        word = re.sub(r"(?<=[aeiou])h(?![aeiou])", "", word)
    if "greek" in spelt_by(word):
        word = re.sub(r"g(?=i[aeo])", "", word).rstrip("s")
    if len(word) > 5 and _ARMENIAN_END.search(word):
        word = word.removeprefix("h")
    return word


@lru_cache(maxsize=8192)
def surname_keys(reading: Reading) -> frozenset[str]:
    if reading.asian:
        (word,) = reading.surname
        return frozenset(f"#{number}" for number in asian_surnames().get(word, ())) or skeletons(word)
    keys: set[str] = set()
    if not reading.given:  # Xi
        keys |= {f"#{number}" for word in reading.surname for number in asian_surnames().get(word, ())}
    for word in reading.surname:
        keys |= skeletons(word)
        keys |= {f"={min(same | {word})}" for same in [equal_surnames().get(word, frozenset())] if same}
        if (heard := as_heard(word)) != word:
            keys |= skeletons(heard)
        if word[:2] in ("al", "el") and len(word) > 5:  # Elsisi
            keys |= skeletons(word[2:])
    if len(reading.surname) > 1:
        keys |= skeletons("".join(reading.surname))
    return frozenset(sorted(key for key in keys if key)[:_MOST_SURNAME_KEYS]) or frozenset(
        f"={word}" for word in reading.surname
    )
