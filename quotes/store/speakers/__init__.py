"""Who speaks, across articles: all that the rest of the project asks about speakers."""

from quotes.store.speakers.assigning import Read, assign, forget, look_at
from quotes.store.speakers.by_hand import find_or_add
from quotes.store.speakers.decisions import Decision, history, keep_apart, merge, rename, split
from quotes.store.speakers.details import Alias, Detail, Moved, OutletCount, RoleSeen, get
from quotes.store.speakers.lookup import Resolution, Sort, SpeakerPage, count, page, resolve
from quotes.store.speakers.rows import ListedSpeaker
from quotes.store.speakers.suggestions import Suggestion, SuggestionPage, suggestions
from quotes.store.speakers.undoing import latest, marked, undo

__all__ = [
    "Alias",
    "Decision",
    "Detail",
    "ListedSpeaker",
    "Moved",
    "OutletCount",
    "Read",
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
    "latest",
    "look_at",
    "marked",
    "merge",
    "page",
    "rename",
    "resolve",
    "split",
    "suggestions",
    "undo",
]
