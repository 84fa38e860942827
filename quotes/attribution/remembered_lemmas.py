"""The lemmas of spaCy's English rules, found once for each word with its part of speech and form, and remembered.

The rules look at nothing else: spaCy keeps what they found under the same three, but asks again for each base form, and
never forgets.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

MAX_REMEMBERED = 20_000  # forms of words: some megabytes; beyond, all are forgotten and found anew


class RememberingLemmatizer:
    """Sets what the `lemmatizer` sets, asking it only for what it was not asked before."""

    def __init__(self, lemmatizer: EnglishLemmatizer) -> None:
        self._lemmatizer = lemmatizer
        # another class, or lists instead of rules, may look at more
        self.remembers = type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule"
        self.remembered: dict[bytes, str | None] = {}  # None: it has a lemma, which stays

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a document's tokens."""
        if not self.remembers or not len(doc):
            return self._lemmatizer(doc)
        if len(self.remembered) > MAX_REMEMBERED:
            self.remembered = {}
            self._lemmatizer.cache.clear()
        array = doc.to_array((ORTH, POS, MORPH, LEMMA))
        keys = array.view(f"V{array.itemsize * 4}").ravel().tolist()
        try:
            lemmas = [self.remembered[key] for key in keys]
        except KeyError:
            lemmas = self._asked(doc, keys)
        for token, lemma in zip(doc, lemmas, strict=True):
            if lemma is not None:
                token.lemma_ = lemma
        return doc

    def _asked(self, doc: Doc, keys: Sequence[bytes]) -> list[str | None]:
        for token, key in zip(doc, keys, strict=True):
            if key not in self.remembered:
                kept = token.lemma and not self._lemmatizer.overwrite
                self.remembered[key] = None if kept else self._lemmatizer.lemmatize(token)[0]
        return [self.remembered[key] for key in keys]


@Language.factory("quotes_remembering_lemmatizer")
def make_remembering_lemmatizer(nlp: Language, name: str) -> RememberingLemmatizer:
    """The component for a pipeline that has a component `lemmatizer`."""
    return RememberingLemmatizer(nlp.get_pipe("lemmatizer"))


def remember_lemmas(nlp: Language) -> Language:
    """Put the memory in the place of the pipeline's lemmatizer, if it has one."""
    if "lemmatizer" in nlp.pipe_names:
        nlp.add_pipe("quotes_remembering_lemmatizer", after="lemmatizer")
        nlp.disable_pipe("lemmatizer")
    return nlp
