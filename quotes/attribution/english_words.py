"""Which words English has, by the tables that the model's lemmatizer looks words up in."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 40  # letters of an English word
MAX_REMEMBERED = 10_000  # words: under two megabytes
_TABLES = ("lemma_index", "lemma_exc", "lemma_rules")
_ENDINGS = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "s'")


@lru_cache(maxsize=1)  # a model that was made anew is not kept
def english_words(nlp: Language) -> Callable[[str], frozenset[str]]:
    """Tells what a word in small letters may be: any of "noun", "verb", "adj", "adv"; none for no word of English.

    Inflected forms count as their base. Of a pipeline without such tables every word may be anything.
    """
    lookups = nlp.get_pipe("lemmatizer").lookups if "lemmatizer" in nlp.component_names else None
    if lookups is None or not all(map(lookups.has_table, _TABLES)):
        return lambda word: frozenset(["noun", "verb", "adj", "adv"])
    index, irregular, rules = map(lookups.get_table, _TABLES)
    bases = {kind: frozenset(index[kind]) for kind in ("noun", "verb", "adj", "adv") if kind in index}

    def inflected(bare: str, kind: str) -> bool:
        return any(
            bare.endswith(ending) and bare[: len(bare) - len(ending)] + base in bases[kind]
            for ending, base in rules.get(kind, ())
        )

    @lru_cache(maxsize=MAX_REMEMBERED)
    def kinds(word: str) -> frozenset[str]:
        if len(word) > LONGEST:
            return frozenset()
        bare = word.replace("’", "'")
        bare = next((bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end)), bare)
        return frozenset(
            kind
            for kind, known in bases.items()
            if bare in known or bare in irregular.get(kind, ()) or inflected(bare, kind)
        )

    return kinds
