"""spaCy's attribute ruler, asked once for each kind of token in its surroundings and remembered.

The ruler tries every pattern on every token, which takes a sixth of the reading. What its patterns look at is little:
a few attributes of a token and its neighbours, compared with a few words, tags and relations. Two tokens that are alike
in all of that get the same from it, so that its answer for the one is remembered for the other. Where a pattern looks
at anything else (another model's may), the ruler itself is asked each time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

MAX_REMEMBERED = 20_000  # answers, and forms of words: some megabytes each; beyond, all are forgotten and asked anew

# here: spaCy's names of what a token is compared by, with no effect on what follows from it
COMPARABLE = {"ORTH": ORTH, "TEXT": ORTH, "LOWER": LOWER, "TAG": TAG, "POS": POS, "DEP": DEP, "IS_SPACE": IS_SPACE}
OF_WORDS = ("ORTH", "TEXT", "LOWER")
SETTABLE = frozenset((TAG, POS, MORPH, LEMMA, DEP))  # of the token alone; others would be set for the word everywhere

Row = tuple[int, ...]
Answer = dict[int, Any]  # attribute -> the value that the ruler sets


@dataclass(frozen=True)
class Comparison:
    """What an attribute is compared with at one place: values told apart from each other and all the rest, and
    regular expressions of which is told which of them find something."""

    values: frozenset[int]
    expressions: tuple[re.Pattern[str], ...]

    def told(self, value: int, vocab: Vocab) -> tuple[Any, ...]:
        """What can be known of a value by these comparisons; equal for values that no comparison tells apart."""
        text = vocab.strings[value] if self.expressions else ""
        return (value if value in self.values else None, *(bool(one.search(text)) for one in self.expressions))


# place beside the token (-1: the one before) -> attribute -> what it is compared with there
View = Mapping[int, Mapping[int, Comparison]]


def view_of(patterns: Sequence[Mapping[str, Any]], vocab: Vocab) -> View | None:
    """All that patterns, as `AttributeRuler.patterns` gives them, look at; None where that cannot be told."""
    values: dict[tuple[int, int], set[int]] = defaultdict(set)
    expressions: dict[tuple[int, int], set[str]] = defaultdict(set)
    places = {0}
    for entry in patterns:
        for pattern in entry["patterns"]:
            target = entry["index"] if entry["index"] >= 0 else len(pattern) + entry["index"]
            if not 0 <= target < len(pattern):
                return None
            for place, token in enumerate(pattern, start=-target):
                places.add(place)
                for name, wanted in token.items():
                    compared = _compared(name, wanted, vocab)
                    if compared is None:
                        return None
                    values[place, COMPARABLE[name.upper()]].update(compared[0])
                    expressions[place, COMPARABLE[name.upper()]].update(compared[1])
    view: dict[int, dict[int, Comparison]] = {place: {} for place in sorted(places)}
    for (place, attribute), some in sorted(values.items()):
        found = tuple(map(re.compile, sorted(expressions[place, attribute])))
        view[place][attribute] = Comparison(frozenset(some), found)
    return view


def _compared(name: object, wanted: object, vocab: Vocab) -> tuple[Iterable[int], Iterable[str]] | None:
    """The values and regular expressions of one condition of a pattern; None for a kind that is not known here:
    operators, extensions, attributes that words share, fuzzy matches."""
    if not isinstance(name, str) or name.upper() not in COMPARABLE:
        return None
    if isinstance(wanted, bool):
        return {int(wanted)}, ()
    if isinstance(wanted, str):
        return {vocab.strings.add(wanted)}, ()
    if not isinstance(wanted, dict):
        return None
    some: set[int] = set()
    found: set[str] = set()
    for test, value in wanted.items():
        if test in ("IN", "NOT_IN") and isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            some.update(vocab.strings.add(one) for one in value)
        elif test == "REGEX" and isinstance(value, str) and name.upper() in OF_WORDS:
            found.add(value)
        else:
            return None
    return some, found


class RememberingRuler:
    """Sets what the `ruler` sets, to the last attribute, asking it only for what it was not asked before."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        settable = all(set(attributes) <= SETTABLE for attributes in ruler.attrs)
        self.view = view_of(ruler.patterns, ruler.vocab) if settable else None
        view = self.view or {}
        self._columns = sorted({attribute for compared in view.values() for attribute in compared})
        self._places = sorted(view)
        self.forget()

    def forget(self) -> None:
        """Empty the memory; nothing but time depends on what it has."""
        self._kinds: dict[tuple[Any, ...], int] = {}
        self._rows: dict[bytes, Row] = {}
        self.remembered: dict[Row, Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a document's tokens."""
        if not self._columns or not len(doc):
            return self._ruler(doc)
        if max(len(self._rows), len(self.remembered)) > MAX_REMEMBERED:
            self.forget()
        keys = self._keys(doc)
        remembered = self.remembered
        try:
            answers = [remembered[key] for key in keys]
        except KeyError:
            answers = self._asked(doc)
            remembered.update(zip(keys, answers, strict=True))
        for token, answer in zip(doc, answers, strict=True):
            if answer:
                set_token_attrs(token, answer)
        return doc

    def _keys(self, doc: Doc) -> list[Row]:
        """For each token all that any pattern can know of it and its surroundings."""
        array = doc.to_array(self._columns).reshape(len(doc), -1)
        seen = array.view(f"V{array.itemsize * array.shape[1]}").ravel().tolist()  # a row's bytes, which hash fast
        rows: list[Any] = list(map(self._rows.get, seen))
        if None in rows:
            rows = [self._kinds_of(row, values) for row, values in zip(seen, array.tolist(), strict=True)]
        columns = []
        for place, column in zip(self._places, zip(*rows, strict=True), strict=True):
            outside = (0,) * min(abs(place), len(rows))  # a kind that no token has
            inside = column[max(place, 0) : len(rows) + min(place, 0)]
            columns.append(outside + inside if place < 0 else inside + outside)
        return list(zip(*columns, strict=True))

    def _kinds_of(self, row: bytes, numbers: Sequence[int]) -> Row:
        """What a token is to patterns that look at it from each of the places: a number each."""
        known = self._rows.get(row)
        if known is None:
            values = dict(zip(self._columns, numbers, strict=True))
            vocab = self._ruler.vocab
            told = (
                (place, *(compared.told(values[attribute], vocab) for attribute, compared in beside.items()))
                for place, beside in (self.view or {}).items()
            )
            known = self._rows[row] = tuple(self._kinds.setdefault(one, len(self._kinds) + 1) for one in told)
        return known

    def _asked(self, doc: Doc) -> list[Answer]:
        """The ruler's own answer for each token; of two patterns the later one's value counts, as there."""
        answers: list[Answer] = [{} for _ in range(len(doc))]
        for number, _, start, end in self._ruler.match(doc):
            index = self._ruler.indices[number]
            answers[start + index if index >= 0 else end + index].update(self._ruler.attrs[number])
        return answers


@Language.factory("quotes_remembering_ruler")
def make_remembering_ruler(nlp: Language, name: str) -> RememberingRuler:
    """The component for a pipeline that has a component `attribute_ruler`."""
    return RememberingRuler(nlp.get_pipe("attribute_ruler"))


def remember_ruler(nlp: Language) -> Language:
    """Put the memory in the place of the pipeline's attribute ruler, if it has one."""
    if "attribute_ruler" in nlp.pipe_names:
        nlp.add_pipe("quotes_remembering_ruler", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    return nlp
