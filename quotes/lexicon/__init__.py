"""Word lists: one entry a line, `#` begins a comment, everything read once and never extended in place.

Each list is `<name>.txt` in this folder. Its first lines say its purpose, its source and its licence; `# Excludes:` and
`# Within:` say how it stands to another list. `tests/test_lexicon.py` holds every list to that, and to being in order.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

# A new list is entered here: a name that is not is an error of type.
WordList = Literal[
    "abbreviations",
    "animals",
    "bears_writing",
    "blaming_verbs",
    "bystanders",
    "calendar",
    "capital_abbreviations",
    "clause_openers",
    "common_surnames",
    "cue_nouns",
    "documents",
    "dotted_titles",
    "epithets",
    "everyday_words",
    "exclusive_offices",
    "fields_of_work",
    "field_holders",
    "function_words",
    "gestured_with",
    "gestures",
    "given_names_female",
    "given_names_male",
    "headline_words",
    "honorifics",
    "honorifics_female",
    "honorifics_male",
    "honorifics_styles",
    "issuing_verbs",
    "kin",
    "kin_of_holders",
    "known_acronyms",
    "landmark_surnames",
    "landmark_words",
    "leads_on",
    "modifiers_of_others",
    "naming",
    "naming_verbs",
    "nationalities",
    "no_office",
    "nobody",
    "not_after_a_subject",
    "not_names",
    "nouns_before_bodies",
    "nouns_before_names",
    "nouns_of_view",
    "nouns_that_say",
    "object_control_verbs",
    "openers",
    "organisation_nouns",
    "organisation_nouns_weak",
    "organisation_words",
    "organisations",
    "outlet_words",
    "participles_of_fate",
    "parties",
    "performing",
    "places",
    "prepositions",
    "records_of_speech",
    "reply_verbs",
    "role_stops",
    "roles",
    "roles_of_bodies",
    "sentence_words",
    "shared_places",
    "silent_nouns",
    "small_in_titles",
    "speech_verbs",
    "stage_directions",
    "stance_verbs",
    "title_modifiers",
    "titles_in_names",
    "told_body_nouns",
    "titles_left_out",
    "trade_surnames",
    "verbs_after_names",
    "vietnamese_surnames",
    "words_for_words",
    "works",
]
# Lists whose lines are several words that belong together.
GroupList = Literal["bodies_translated", "document_families", "equal_surnames", "same_body", "same_role"]
# Lists whose lines read `section: word word ...`.
SectionList = Literal[
    "bodies_by_noun",
    "body_words",
    "cantonese",
    "cities",
    "demonyms",
    "fields_of_practice",
    "foreign_bodies",
    "kin_relations",
    "letters_behind_names",
    "office_abbreviations",
    "regions",
    "role_fields",
    "surname_endings",
    "topic_words",
    "us_states",
    "words_in_names",
    "works_of_trades",
]
# Lists whose lines have a form of their own, which the one module that reads them knows.
Table = Literal["asian_surnames", "given_names", "nations"]


@cache
def words(name: WordList) -> frozenset[str]:
    """The entries of a list, in lower case.

    >>> "say" in words("speech_verbs")
    True
    """
    return frozenset(entry.lower() for entry in lines(name))


@cache
def groups(name: GroupList) -> tuple[tuple[str, ...], ...]:
    """The lines of a list, each as the words it groups, in order."""
    return tuple(tuple(line.lower().split()) for line in lines(name))


@cache
def sections(name: SectionList) -> dict[str, frozenset[str]]:
    """The words of each section of a list; a section may have several lines."""
    found: dict[str, frozenset[str]] = {}
    for line in lines(name):
        section, _, listed = line.partition(":")
        found[section.strip()] = found.get(section.strip(), frozenset()).union(listed.split())
    return found


@cache
def lines(name: WordList | GroupList | SectionList | Table) -> tuple[str, ...]:
    """The lines of a list as they stand, without comments and empty ones."""
    return _lines(f"{name}.txt")


@cache
def spelling(family: str) -> tuple[str, ...]:
    """The lines of `spellings/<family>.txt`: which letters stand for one another, and how dear it is to swap them."""
    return _lines(f"spellings/{family}.txt")


def _lines(file: str) -> tuple[str, ...]:
    text = (files(__name__) / file).read_text(encoding="utf-8")
    return tuple(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word as lists hold it: lower case, straight apostrophes, no full stop at the end."""
    return word.lower().replace("’", "'").rstrip(".")
