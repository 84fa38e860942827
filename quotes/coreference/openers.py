"""The words that open a run of capitals and are none of its name: "But" in "But Ana Roe said".

A sentence gives its first word a capital, whatever the word. Such a word is left out unless something shows that it
is of the name: each of these is a condition of its own, with an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quotes.coreference.capitals import Token, is_given, opens_sentence
from quotes.coreference.name_core import INITIALS
from quotes.coreference.wordy_names import is_will
from quotes.lexicon import WordList, words

Pairs = frozenset[tuple[str, str]]


class Opening(NamedTuple):
    """A run of capitals that opens with a word which many sentences open with."""

    tokens: list[Token]
    sentence_initial: bool
    headline: bool
    pairs: Pairs  # the first two words of runs in the midst of a sentence

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def alone(self) -> bool:
        return len(self.tokens) == 1

    @property
    def in_the_midst(self) -> bool:
        """Where an ordinary word has no capital."""
        return not self.sentence_initial and not self.headline


def without_openers(tokens: list[Token], sentence_initial: bool, headline: bool, pairs: Pairs) -> list[Token]:
    """The run from the first word on that may be of a name; empty where none may."""
    while tokens and (tokens[0].low in words("openers") or tokens[0].text == "&" or _is_a_bodys_noun(tokens)):
        opening = Opening(tokens, sentence_initial, headline, pairs)
        if any(is_of_the_name(opening) for is_of_the_name in _OF_THE_NAME):
            break
        tokens = tokens[1:]
    return tokens


def _is_a_bodys_noun(tokens: list[Token]) -> bool:
    """ "Airline Norvik will scrap routes": the noun has its capital from the sentence or the headline."""
    first = tokens[0]
    return len(tokens) > 1 and first.low in words("nouns_before_bodies") and not first.text.isupper()


_NO_OPENERS_OF_NAMES: tuple[WordList, ...] = (
    "function_words", "prepositions", "clause_openers", "sentence_words", "title_modifiers"
)  # fmt: skip


def pairs_in_the_midst(text: str, lines: Sequence[tuple[bool, list[list[Token]]]]) -> Pairs:
    """The first two words of runs of capitals in the midst of a sentence, the first of which might open one."""
    return frozenset(
        (chunk[0].low, chunk[1].low)
        for headline, chunks in lines
        if not headline
        for chunk in chunks
        if len(chunk) > 1
        and chunk[0].low in words("openers")
        and not any(chunk[0].low in words(listed) for listed in _NO_OPENERS_OF_NAMES)
        and chunk[1].low not in words("openers")
        and not opens_sentence(text, chunk[0].start)
    )


def _is_an_acronym(run: Opening) -> bool:
    """WHO, not who; US, not us."""
    first = run.first
    return first.text.isupper() and not run.headline and (len(first.text) > 2 or first.low in ("us", "un"))


def _is_two_letters_in_the_midst(run: Opening) -> bool:
    """ "...", To Lam said: in the midst of a sentence it has no capital otherwise."""
    return run.in_the_midst and not run.alone and len(run.first.text) == 2


def _is_a_party(run: Opening) -> bool:
    """ "a vote for Labour"."""
    return run.alone and not run.sentence_initial and run.first.low in words("parties")


def _is_met_in_the_midst(run: Opening) -> bool:
    """ "Big Machine": in the midst of a sentence "big" has no capital otherwise."""
    return not run.alone and (run.first.low, run.tokens[1].low) in run.pairs


def _is_initials(run: Opening) -> bool:
    """ "A. B. Vajpayee"."""
    return not run.alone and INITIALS.fullmatch(run.first.text) is not None


def _is_a_given_name(run: Opening) -> bool:
    """ "Will Roe" is somebody, "Will Congress" asks."""
    if run.alone or not is_given(run.first.text):
        return False
    return run.first.low not in ("will", "may") or is_will(run.tokens, run.sentence_initial)


def _is_a_surname_like_a_pronoun(run: Opening) -> bool:
    """ "He Jianxiong": no pronoun stands before a name."""
    return len(run.tokens) == 2 and run.first.text in ("He", "She") and not is_given(run.tokens[1].text)


def _is_new_in_the_midst(run: Opening) -> bool:
    """ "the New Theatre"."""
    before = not run.alone and run.first.low in ("new", "most", "least")
    return before and run.first.start != 0 and not run.sentence_initial


def _is_of_a_place(run: Opening) -> bool:
    """ "New York"."""
    return not run.alone and f"{run.first.low} {run.tokens[1].low}" in words("places")


def _is_a_trade_surname(run: Opening) -> bool:
    """ "Young said": tentative, and a name where the article has Ana Young."""
    return run.alone and len(run.first.text) > 2 and run.first.low in words("trade_surnames")


_OF_THE_NAME = (
    _is_an_acronym,
    _is_two_letters_in_the_midst,
    _is_a_party,
    _is_met_in_the_midst,
    _is_initials,
    _is_a_given_name,
    _is_a_surname_like_a_pronoun,
    _is_new_in_the_midst,
    _is_of_a_place,
    _is_a_trade_surname,
)
