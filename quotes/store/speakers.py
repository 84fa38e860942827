"""Who speaks, across articles: all that the rest of the project asks about speakers."""

from quotes.store.speaker_assigning import assign, find_or_add, forget
from quotes.store.speaker_decisions import Decision, history, keep_apart, merge, rename, split
from quotes.store.speaker_details import Alias, Detail, Moved, OutletCount, RoleSeen, get
from quotes.store.speaker_lookup import Resolution, Sort, SpeakerPage, count, page, resolve
from quotes.store.speaker_rows import Found
from quotes.store.speaker_suggestions import Suggestion, SuggestionPage, suggestions

__all__ = [
    "Alias",
    "Decision",
    "Detail",
    "Found",
    "Moved",
    "OutletCount",
    "Resolution",
    "RoleSeen",
    "Sort",
    "SpeakerPage",
    "Suggestion",
    "SuggestionPage",
    "assign",
    "count",
    "find_or_add",
    "forget",
    "get",
    "history",
    "keep_apart",
    "merge",
    "page",
    "rename",
    "resolve",
    "split",
    "suggestions",
]
